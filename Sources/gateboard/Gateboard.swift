import ArgumentParser
import CHeap
import Journal
import StrictYAML
import WarRoom

/// The command tree.
@main
struct Gateboard: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gateboard",
    abstract: "The go/no-go board on the war-room wall.",
    discussion: """
      gateboard polls the endpoints, files and programs that a board file names, holds what they say against \
      the board's criteria and guardrails, and shows for each app whether it may take traffic, and why not. \
      Unknown is never green. Everything that happens goes into an append-only journal; what the screen says is \
      saved is on the disk.

      EXAMPLES
        gateboard launch-night.yaml            watch a board
        gateboard demo                         the sample launch night, live, in rehearsal
        gateboard board validate FILE          check a board file
        gateboard source test FILE APP.SOURCE  ask one source once, and say what came of it
        gateboard snapshot FILE -o board.txt   write the board to a file, without a screen
        gateboard watch --plain FILE           the board as lines of text, a line for each change
        gateboard check FILE                   hold the rulings against the measurements once, for a pipeline
        gateboard backtest FILE --samples CSV  drive the guardrails through recorded samples
        gateboard journal verify FILE          prove that nobody has changed the journal
        gateboard theme list                   the themes that can be chosen

      FILES
        The board file names its journal under 'state:'. Beside it, NAME.log takes what would disturb the screen.
        Themes stand beside the board, in themes/ there, and in $XDG_CONFIG_HOME/gateboard/themes.
        $XDG_CONFIG_HOME/gateboard/config.yaml holds your own keys, alarms and theme; $XDG_STATE_HOME/gateboard
        what is remembered for you.

      ENVIRONMENT
        NO_COLOR      no colours; shapes carry the state
        LC_ALL, LC_CTYPE, LANG
                      where they name a locale that is not UTF-8, everything is drawn in ASCII
        USER          who acts, unless --as says so
        ${NAME}       in URLs and header values of a board file, a secret that is never shown

      EXIT STATUS
        0   done
        1   something was refused or could not be done; a check found a ruling contradicted
        2   a check could not tell
        64  the command line is wrong
        65  the board file is wrong
        74  a file could not be read or written
      """,
    version: "0.1.0",
    subcommands: [
      WatchCommand.self, SnapshotCommand.self, BoardCommand.self, SourceCommand.self, CheckCommand.self,
      BacktestCommand.self, RuleCommand.self, PushCommand.self, ApproveCommand.self, WithdrawCommand.self,
      DeliverCommand.self, ArmCommand.self, AcknowledgeCommand.self, MuteCommand.self, BlockerCommand.self,
      UndoCommand.self, HandoverCommand.self, JournalCommand.self, ThemeCommand.self, DemoCommand.self,
    ],
    defaultSubcommand: WatchCommand.self)

  static func main() {
    gb_share_heap()
    if let refusal = Descriptors.ofThisProgram().refusal {
      complain(refusal)
      exit(withError: ExitStatus.refused)
    }
    run()
  }

  /// What ArgumentParser does, but for a message that quotes what somebody typed or wrote: that acts on no terminal.
  private static func run() {
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch let error as JournalError {
      complain(error.description)
      exit(withError: ExitStatus.inputOutput)
    } catch let problems as Problems {
      exit(withError: Loading.bad(problems))
    } catch {
      let status = exitCode(for: error)
      let message = fullMessage(for: error)
      if status.isSuccess || message.isEmpty { exit(withError: error) }
      complain(message)
      exit(withError: status)
    }
  }
}
