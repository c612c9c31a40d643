import ArgumentParser
import Backtest
import Canvas
import Foundation
import Gates
import Journal
import StrictYAML

/// `gateboard backtest BOARD --samples FILE` or `--from-journal [FILE]`.
struct BacktestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backtest", abstract: "Drive a board's guardrails through recorded samples.",
    discussion: """
      Virtual time: no network, no journal. The samples are comma-separated with the heading time,app,signal,value; \
      times in RFC 3339 and in order, values in the unit that the board declares, no value for explicit no-data. Each \
      change of a guardrail's phase is one JSON line on standard output.

      --expect names a YAML file with 'expect:', a list of {at: 2025-11-12T19:52:00Z, app: shop, rule: p95, is: \
      breached}; then nothing but what is not met is printed, and the exit status is 1 where anything is not.

      --from-journal takes the samples that the board's journal kept, or another journal's: what really happened, \
      against a board that was changed since. Standard error tells what was found, and for each guardrail that was \
      breached when it was then and when it is now. Of samples older than a day only one row a minute is kept; \
      --minutes chooses the number that stands for it.
      """)

  @Argument(help: "The board file.", completion: .file(extensions: ["yaml", "yml"]))
  var board: String

  @Argument(help: "With --from-journal: another journal than the board's.", completion: .file(extensions: ["db"]))
  var journal: String?

  @Option(help: "The samples.", completion: .file(extensions: ["csv"]))
  var samples: String?

  @Flag(help: "The samples that the journal kept.")
  var fromJournal = false

  @Option(help: ArgumentHelp("With --from-journal: from this instant in UTC on.", valueName: "instant"))
  var since: String?

  @Option(help: ArgumentHelp("With --from-journal: before this instant in UTC.", valueName: "instant"))
  var until: String?

  @Option(help: "With --from-journal: what stands for a minute that is rolled up: mean, min, max or p95.")
  var minutes = MinuteNumber.mean.rawValue

  @Option(help: ArgumentHelp("Evaluate on a fixed grid from the first time, such as 1m.", valueName: "span"))
  var evaluateEvery: String?

  @Option(help: "What must be the case at which instant.", completion: .file(extensions: ["yaml", "yml"]))
  var expect: String?

  private var step: Duration? { evaluateEvery.flatMap { Duration(words: $0) } }

  func validate() throws {
    guard (samples != nil) != fromJournal else {
      throw ValidationError("expected either --samples or --from-journal")
    }
    guard fromJournal || (journal == nil && since == nil && until == nil) else {
      throw ValidationError("expected a journal, --since and --until only with --from-journal")
    }
    for (name, text) in [("since", since), ("until", until)] {
      if let text, Instant(utc: text) == nil {
        throw ValidationError("expected --\(name) as an instant such as 2025-11-12T19:52:00Z, found '\(text)'")
      }
    }
    guard MinuteNumber(rawValue: minutes) != nil else {
      let known = MinuteNumber.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError("expected --minutes as one of \(known), found '\(minutes)'")
    }
    if let evaluateEvery, (step ?? .zero) < .milliseconds(1) {
      throw ValidationError("expected --evaluate-every as a span such as 1m, found '\(evaluateEvery)'")
    }
  }

  func run() throws {
    let loaded = try Loading.board(board)
    let past = try past(of: loaded)
    guard let expect else {
      var backtest = Backtest(loaded)
      var found: [Transition] = []
      backtest.run(past.rows, every: step, deeds: past.deeds, watch: past.watch) {
        say($0)
        found.append($0)
      }
      for line in past.compared(with: found) { complain(line) }
      return
    }
    do {
      try verify(try Expectations.parse(try Loading.bytes(expect), file: expect, board: loaded), loaded, past, expect)
    } catch let problems as Problems {
      throw Loading.bad(problems)
    }
  }

  private func past(of board: Board) throws -> Past {
    if let samples { return Past(rows: try read(samples, board)) }
    let past = try Past(
      journal: journal ?? board.state, board: board, from: since.flatMap { Instant(utc: $0) },
      to: until.flatMap { Instant(utc: $0) }, minutesAs: MinuteNumber(rawValue: minutes) ?? .mean)
    for line in past.told { complain(line) }
    return past
  }

  private func read(_ samples: String, _ board: Board) throws -> [SampleRow] {
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
    return (try? encoder.encode(text)).map { String(decoding: $0, as: UTF8.self).harmlessJSON } ?? "\"\""
  }

  /// A guardrail is what the last evaluation at or before the instant made of it.
  private func verify(_ expected: [Expectation], _ board: Board, _ past: Past, _ file: String) throws {
    var found: [Int: GuardrailPhase] = [:]
    var backtest = Backtest(board)
    let note = { (state: BoardState, now: Instant) in
      for (index, expectation) in expected.enumerated() where expectation.at >= now {
        found[index] = state.run(expectation.guardrail).phase
      }
    }
    backtest.run(past.rows, every: step, deeds: past.deeds, watch: past.watch, transition: { _ in }, evaluated: note)
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
