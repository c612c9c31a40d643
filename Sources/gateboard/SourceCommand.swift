import ArgumentParser
import Canvas
import Gates
import StrictYAML
import WarRoom

/// `gateboard source test BOARD APP.SOURCE`.
struct SourceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "source", abstract: "Try the sources of a board.", subcommands: [Test.self])

  struct Test: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "test", abstract: "Ask one source once, and say what came of it.",
      discussion: """
        Prints how the question went and how long its steps took, the beginning of the answer with its secrets named \
        and its control characters made visible, each signal with its value, and what the rules that read it would say of this \
        one answer. Nothing is written. Exit status 1 when there is no answer that counts.
        """)

    @Argument(help: "The board file.", completion: .file(extensions: ["yaml", "yml"]))
    var board: String

    @Argument(help: ArgumentHelp("The source, as app.source.", valueName: "source"))
    var name: String

    func run() throws {
      let loaded = try Loading.board(board)
      let known = loaded.apps.flatMap { app in app.sources.map { Key(app.id, $0.name) } }
      guard let key = known.first(where: { "\($0)" == name }) else {
        let hint = Nearest.hint(name, among: known.map { "\($0)" })
        throw ValidationError("expected a source of the board as app.source, found '\(name)'; \(hint)")
      }
      guard let trial = try waiting(for: { await SourceTrial.run(key, of: loaded, clock: SystemClock()) }) else {
        throw ValidationError("expected a source that is asked, found '\(name)', to which other programs push")
      }
      say(trial, loaded)
      if !trial.isAnswer { throw ExitStatus.refused }
    }

    private func say(_ trial: SourceTrial, _ board: Board) {
      print("\(trial.key): \(trial.isAnswer ? "" : "no answer that counts: ")\(trial.said.harmless)")
      if !trial.last.steps.isEmpty {
        print("\nSTEPS")
        for step in trial.last.steps { print("  \(step.words.harmless)") }
      }
      if !trial.last.beginning.isEmpty {
        print("\nANSWER")
        for line in trial.last.lines.prefix(40) {
          print("  \(String(line.prefix(400)).harmless)")
        }
      }
      let source = board.app(trial.key.app)?.sources.first { $0.name == trial.key.name }
      print("\nSIGNALS")
      for signal in source?.signals ?? [] { say(signal, trial) }
    }

    private func say(_ signal: Signal, _ trial: SourceTrial) {
      let key = Key(trial.key.app, signal.name)
      switch trial.state.reading(key, at: trial.at) {
      case .known(let value, _):
        print("  \(padded(signal.name, 20)) \(value.words(signal.unit.dimension).harmless)")
      case .unknown(let why, _): print("  \(padded(signal.name, 20)) \(why.alone.harmless)")
      }
      for use in trial.state.uses(of: key, at: trial.at) {
        print("    \(use.app) \(use.rule): \(use.words), \(use.because.harmless)")
      }
    }

    private func padded(_ text: String, _ width: Int) -> String {
      text + String(repeating: " ", count: max(0, width - text.count))
    }
  }
}
