import ArgumentParser
import Canvas
import Dashboard
import Gates
import Journal
import Preferences
import Reports
import Themes
import WarRoom

#if canImport(Glibc)
import Glibc
#endif

/// `gateboard snapshot BOARD -o FILE`.
struct SnapshotCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "snapshot", abstract: "Write the board to a file, without a screen.",
    discussion: """
      Reads the journal, asks every source once, and writes the board as it then stands. It appends nothing to the \
      journal. The file's ending chooses the form: .txt as the wall shows it, .json for programs, .svg for a page.

      With --as-of it asks nobody: the board is written as it stood then, from the journal and the samples in it.
      """)

  @Argument(help: "The board file.", completion: .file(extensions: ["yaml", "yml"]))
  var board: String

  @Option(name: .shortAndLong, help: "The file to write.")
  var output: String

  @Flag(help: "Replace the file if it is there.")
  var force = false

  @Option(help: "Columns and rows of the picture.")
  var size = "120x40"

  @Option(help: "A theme by name (see gateboard theme list) or a theme file, else the board's own; for .svg.")
  var theme: String?

  @Option(
    name: .customLong("as-of"),
    help: ArgumentHelp("An instant such as 2025-11-12T19:52:30Z, or an event's number.", valueName: "when"))
  var asOf: String?

  func validate() throws {
    guard asOf == nil || moment != nil else {
      throw ValidationError(
        "expected --as-of as an instant such as 2025-11-12T19:52:30Z or an event's number, found '\(asOf ?? "")'")
    }
    guard Snapshot.Format(path: output) != nil else {
      throw ValidationError("expected --output to end in .txt, .json or .svg, found '\(output)'")
    }
    guard parsedSize != nil else {
      throw ValidationError("expected --size as COLUMNSxROWS from 40x8 to 500x200, such as 120x40, found '\(size)'")
    }
  }

  private var moment: PastMoment? {
    guard let asOf else { return nil }
    return Instant(utc: asOf).map { .instant($0) } ?? wholeNumber(asOf[...]).map { .event($0) }
  }

  private var parsedSize: Size? {
    let parts = size.split(separator: "x").compactMap { wholeNumber($0) }
    guard parts.count == 2, (40...500).contains(parts[0]), (8...200).contains(parts[1]) else { return nil }
    return Size(width: parts[0], height: parts[1])
  }

  func run() throws {
    let (loaded, look) = try Loading.boardAndLook(board)
    let colours = try Loading.theme(
      theme ?? look.theme ?? ThemeLibrary.standard, besideBoard: board,
      wantedBy: theme == nil ? "theme: of \(board)" : "--theme")
    var settings = Settings()
    settings.habits.columns = look.columns ?? settings.habits.columns
    guard let size = parsedSize, let format = Snapshot.Format(path: output) else { throw ExitCode.validationFailure }
    do {
      let (state, now) = try moment.map { try past(of: loaded, at: $0) } ?? Present.measured(on: loaded)
      var model = Model(state: state, now: now, size: size, person: "snapshot", settings: settings)
      model.printed = moment == nil ? .measured : .recalled
      let picture = model.view()
      let bytes: [UInt8] =
        switch format {
        case .text: Snapshot.text(picture)
        case .json: try Snapshot.json(state, at: now)
        case .svg: Snapshot.svg(picture, theme: colours)
        }
      let digest = try AtomicFile.write(bytes, to: output, replacing: force)
      print("\(output)  sha256 \(digest)")
    } catch let error as ValidationError {
      throw error
    } catch {
      complain("\(error)")
      throw ExitStatus.inputOutput
    }
  }

  private func past(of board: Board, at moment: PastMoment) throws -> (BoardState, Instant) {
    let past = try History(of: board, in: board.state).board(at: moment)
    switch moment {
    case .event(let number) where number > past.last:
      throw ValidationError("expected --as-of as an event of the journal, found \(number); the last is \(past.last)")
    case .instant(let instant) where instant > SystemClock().now():
      throw ValidationError("expected --as-of as an instant of the past, found \(instant.utcSeconds)")
    case .event, .instant: return (past.state, past.at)
    }
  }
}
