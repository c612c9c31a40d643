import ArgumentParser
import Backtest
import Foundation
import Gates
import StrictYAML

/// `gateboard backtest BOARD --samples FILE`.
struct BacktestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backtest", abstract: "Drive a board's guardrails through recorded samples.",
    discussion: """
      Virtual time: no network, no journal. The samples are comma-separated with the heading time,app,signal,value; \
      times in RFC 3339 and in order, values in the unit that the board declares, no value for explicit no-data. Each \
      change of a guardrail's phase is one JSON line on standard output.

      --expect names a YAML file with 'expect:', a list of {at: 2025-11-12T19:52:00Z, app: shop, rule: p95, is: \
      breached}; then nothing but what is not met is printed, and the exit status is 1 where anything is not.
      """)

  @Argument(help: "The board file.", completion: .file(extensions: ["yaml", "yml"]))
  var board: String

  @Option(help: "The samples.", completion: .file(extensions: ["csv"]))
  var samples: String

  @Option(help: ArgumentHelp("Evaluate on a fixed grid from the first time, such as 1m.", valueName: "span"))
  var evaluateEvery: String?

  @Option(help: "What must be the case at which instant.", completion: .file(extensions: ["yaml", "yml"]))
  var expect: String?

  private var step: Duration? { evaluateEvery.flatMap { Duration(words: $0) } }

  func validate() throws {
    if let evaluateEvery, (step ?? .zero) < .milliseconds(1) {
      throw ValidationError("expected --evaluate-every as a span such as 1m, found '\(evaluateEvery)'")
    }
  }

  func run() throws {
    let loaded = try Loading.board(board)
    let rows = try read(loaded)
    guard let expect else {
      var backtest = Backtest(loaded)
      backtest.run(rows, every: step) { say($0) }
      return
    }
    do {
      try verify(try Expectations.parse(try Loading.bytes(expect), file: expect, board: loaded), loaded, rows, expect)
    } catch let problems as Problems {
      throw Loading.bad(problems)
    }
  }

  private func read(_ board: Board) throws -> [SampleRow] {
    do {
      return try SampleFile.parse(try Loading.bytes(samples), file: samples, board: board)
    } catch let error as SampleFileError {
      complain(error.description)
      throw ExitStatus.badBoard
    }
  }

  private func say(_ transition: Transition) {
    struct Line: Encodable {
      let at, app, rule, from, to, because: String
    }
    let line = Line(
      at: transition.at.utcSeconds, app: transition.guardrail.app.name, rule: transition.guardrail.name,
      from: transition.from.rawValue, to: transition.to.rawValue, because: transition.because)
    // The members in the order of the documentation, which no encoder of Foundation's keeps.
    let members = [
      ("at", line.at), ("app", line.app), ("rule", line.rule), ("from", line.from), ("to", line.to),
      ("because", line.because),
    ]
    print("{" + members.map { "\(Self.quoted($0.0)):\(Self.quoted($0.1))" }.joined(separator: ",") + "}")
  }

  private static func quoted(_ text: String) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.withoutEscapingSlashes]
    return (try? encoder.encode(text)).map { String(decoding: $0, as: UTF8.self) } ?? "\"\""
  }

  /// A guardrail is what the last evaluation at or before the instant made of it.
  private func verify(_ expected: [Expectation], _ board: Board, _ rows: [SampleRow], _ file: String) throws {
    var found: [Int: GuardrailPhase] = [:]
    var backtest = Backtest(board)
    let note = { (state: BoardState, now: Instant) in
      for (index, expectation) in expected.enumerated() where expectation.at >= now {
        found[index] = state.run(expectation.guardrail).phase
      }
    }
    backtest.run(rows, every: step, transition: { _ in }, evaluated: note)
    var failures = 0
    for (index, expectation) in expected.enumerated() where found[index] != expectation.phase {
      failures += 1
      let place = "\(file):\(expectation.position.line):\(expectation.position.column)"
      let phase = found[index]?.rawValue ?? "not evaluated yet"
      print(
        "\(place): expected \(expectation.guardrail) to be \(expectation.phase.rawValue) at "
          + "\(expectation.at.utcSeconds), found \(phase)")
    }
    guard failures == 0 else {
      complain("\(failures) of \(counted(expected.count, "expectation")) not met")
      throw ExitStatus.refused
    }
    print("\(counted(expected.count, "expectation")) met")
  }
}
