import ArgumentParser
import Gates
import LaunchNight
import Preferences
import StrictYAML
import Terminal

/// `gateboard demo`: the sample launch night.
struct DemoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Play the sample launch night: seven real apps on this machine, and the board on them.",
    discussion: """
      Starts the night's seven apps as HTTP servers on free ports of 127.0.0.1, lets them write their own SQLite \
      files, and watches them with the sample board, on a clock that runs as told. The header says REHEARSAL. What \
      you do is journaled as in earnest; --in keeps it, and a second run with the same folder goes on from there.
      """)

  @Option(help: ArgumentHelp("When the night begins, as HH:MM.", valueName: "time"))
  var start: String?

  @Option(help: "Seconds on the board's clock in one real second, 1 to 600.")
  var speed = 10

  @Option(name: .customLong("in"), help: ArgumentHelp("Keep the night's files in this folder.", valueName: "folder"))
  var folder: String?

  @Flag(help: "No screen: only run the apps, say where they are, and tell the story on standard output.")
  var headless = false

  @OptionGroup var screen: ScreenOptions

  func validate() throws {
    guard (1...600).contains(speed) else { throw ValidationError("expected --speed from 1 to 600, found \(speed)") }
    if let start, TimeOfDay(start) == nil {
      throw ValidationError("expected --start as a time such as 19:52, found '\(start)'")
    }
  }

  func run() throws {
    if !headless, !screen.plain { Terminal.expect() }
    let wishes = try Wishes(screen, besideBoard: nil, look: Look())
    do {
      try Rehearsal(
        start: start.flatMap { TimeOfDay($0) }, speed: speed, folder: folder, person: screen.actor, wishes: wishes,
        isPlain: screen.plain
      ).run(headless: headless)
    } catch let problems as Problems {
      throw Loading.bad(problems)
    } catch let failure as RehearsalFailure {
      complain(failure.description)
      throw ExitStatus.refused
    }
  }
}
