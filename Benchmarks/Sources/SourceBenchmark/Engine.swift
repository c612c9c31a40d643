import Foundation
import Gates
import Journal
import WarRoom

/// The engine in a process of its own, so that nothing but it is measured.
struct Engine {
  let address: String
  let folder: String
  let measuresConnection: Bool

  private static let (apps, sourcesOfEach) = (1_000, 10)

  /// Watches until the standard input ends; each line of it is answered by a ``Tally``.
  func run() async throws {
    let journal = try Journal(at: "\(folder)/\(ProcessInfo.processInfo.processIdentifier).db")
    let room = try WarRoom(board: try board(), journal: journal, clock: SystemClock()) { state in shown.put(state) }
    await room.start(as: "benchmark")
    while readLine() != nil {
      let health = await room.current.health.values
      let tally = Tally(
        asked: health.reduce(0) { $0 + ($1.punctuality?.asked ?? 0) },
        late: health.reduce(0) { $0 + ($1.punctuality?.late ?? 0) },
        answering: health.count { $0.answers == true }, sources: health.count)
      try FileHandle.standardOutput.write(contentsOf: try JSONEncoder().encode(tally))
    }
    await room.stop()
  }

  /// Each source has a signal, and each signal a guardrail that reads it.
  private func board() throws -> Board {
    let milliseconds = Unit.named("ms") ?? Unit(name: "ms", dimension: .time, scale: 1)
    guard let path = JSONPath("$.p95_ms") else { throw Trouble("that is no path") }
    let apps = try (0..<Self.apps).map { app in
      let sources = (0..<Self.sourcesOfEach).map { number in
        var signals = [Signal(name: "p95_\(number)", selector: .json(path), unit: milliseconds)]
        if measuresConnection {
          signals.append(Signal(name: "latency_\(number)", selector: .measure(.latency), unit: milliseconds))
        }
        return Source(
          name: "source_\(number)", kind: .http(HTTPRequest(url: SecretText(address))), every: .seconds(10),
          timeout: .seconds(5), staleAfter: .seconds(35), signals: signals)
      }
      let guardrails = try (0..<Self.sourcesOfEach).map { number in
        Guardrail(
          name: "slow_\(number)", title: "P95 of \(number)", breach: try ConditionParser.parse("p95_\(number) > 120ms"),
          sustained: .seconds(60), action: .abort)
      }
      return App(
        id: AppID("app_\(app)"), ruling: Ruling(.noGo, allows: .observer), sources: sources, guardrails: guardrails)
    }
    return Board(title: "Benchmark", state: "", apps: apps)
  }
}

/// What the engine says of its own work.
struct Tally: Codable {
  let asked, late, answering, sources: Int
}

/// Keeps the last state that was published, as the screen does.
final class Shown: @unchecked Sendable {
  private let lock = NSLock()
  private var state: BoardState?
  func put(_ new: BoardState) { lock.withLock { state = new } }
}

let shown = Shown()

/// The engine's process, as the comparison has it.
final class Child {
  private let program = Process()
  private let questions = Pipe()
  private let answers = Pipe()

  var process: Figures { Figures(id: program.processIdentifier) }

  init(asking address: String, in folder: String, measuresConnection: Bool) throws {
    program.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    program.arguments = ["engine", address, folder] + (measuresConnection ? ["new"] : [])
    program.standardInput = questions
    program.standardOutput = answers
    try program.run()
  }

  func tally() throws -> Tally {
    try questions.fileHandleForWriting.write(contentsOf: Data("?\n".utf8))
    return try JSONDecoder().decode(Tally.self, from: answers.fileHandleForReading.availableData)
  }

  /// The end of its input ends it.
  func end() {
    try? questions.fileHandleForWriting.close()
    program.waitUntilExit()
  }
}
