import ArgumentParser
import Gates
import Journal
import Reports
import WarRoom

/// `gateboard check BOARD`.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Evaluate a board once, without a screen, and say whether its rulings hold.",
    discussion: """
      Reads the journal, asks every source once, and holds each ruling against what is measured. It appends nothing to \
      the journal. A ruling that lets something go live needs its readiness; a breach contradicts any ruling.

      EXIT STATUS
        0   every ruling is supported, and nothing is breached
        1   a ruling is contradicted
        2   it cannot be told, or the journal is not what was written
        64  the command line is wrong
        65  the board file is wrong
        74  a file could not be read or written
      """)

  @Argument(help: "The board file.", completion: .file(extensions: ["yaml", "yml"]))
  var board: String

  @Option(help: ArgumentHelp("Only this gate, by its label or its app.", valueName: "gate"))
  var gate: String?

  @Option(help: "table, json, junit or tap.")
  var format = "table"

  @Flag(help: "The same as --format json.")
  var json = false

  @Option(help: ArgumentHelp("Ask again until every signal has a sample, at most this long.", valueName: "span"))
  var waitForSamples: String?

  private var chosen: CheckReport.Format? { json ? .json : CheckReport.Format(rawValue: format) }

  func validate() throws {
    guard chosen != nil else {
      throw ValidationError("expected --format as table, json, junit or tap, found '\(format)'")
    }
    if let waitForSamples, Duration(words: waitForSamples) == nil {
      throw ValidationError("expected --wait-for-samples as a span such as 30s, found '\(waitForSamples)'")
    }
  }

  func run() throws {
    let loaded = try Loading.board(board)
    let app = gate.flatMap { loaded.gate($0) }
    if let gate, app == nil { throw ValidationError("expected --gate as a gate of the board, found '\(gate)'") }
    let patience = waitForSamples.flatMap { Duration(words: $0) } ?? .zero
    if let trouble = JournalFinding(at: loaded.state)?.trouble {
      complain(trouble)
      throw ExitStatus.unknown
    }
    let (state, now) = try look(at: loaded, patience)
    let standings = state.standings(at: now).filter { app == nil || $0.app.id == app?.id }
    print(try CheckReport.text(standings, format: chosen ?? .table, at: now), terminator: "")
    switch Verdict.overall(standings.map(\.verdict)) {
    case .supported: return
    case .contradicted: throw ExitStatus.refused
    case .unknown: throw ExitStatus.unknown
    }
  }

  private func look(at board: Board, _ patience: Duration) throws -> (BoardState, Instant) {
    let clock = SystemClock()
    let room = try WarRoom(board: board, journal: try Journal(copyOf: board.state), clock: clock) { _ in }
    return try waiting {
      if let trouble = await room.current.askingTrouble { complain(trouble) }
      let end = clock.now() + patience
      while true {
        await room.pollOnce()
        let (state, now) = (await room.current, clock.now())
        if state.hasAllSamples || now >= end {
          await room.stop()
          return (state, now)
        }
        await clock.sleep(until: min(end, now + .milliseconds(500)))
      }
    }
  }
}
