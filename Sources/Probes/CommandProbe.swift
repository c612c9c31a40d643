import Gates

/// Runs a program and reads signals from its exit status and its output: JSON, or lines `name value`.
struct CommandProbe: Probe {
  let program: Program
  let timeout: Duration
  let signals: [Signal]

  /// Most bytes of output that count.
  static let mostOutput = 1 << 20

  func poll(at now: Instant) async -> Answer {
    let ended = await ChildProgram.run(
      program.arguments, timeout: timeout, most: Self.mostOutput + 1, keepsErrors: false)
    guard let status = ended.status else { return .silence(ended.because ?? "it did not end") }
    guard ended.output.count <= Self.mostOutput else { return .silence("its output is larger than 1 MiB") }
    let took = Double(ended.took.wholeMilliseconds)
    let isGood = status == 0
    let document = isGood ? document(in: ended.output) : nil
    var values: [String: Answer.Finding] = [:]
    for signal in signals {
      switch signal.selector {
      case .measure(.exit): values[signal.name] = .value(.number(Double(status)))
      case .measure(.latency): values[signal.name] = .value(.number(took))
      case .measure(.size): values[signal.name] = .value(.number(Double(ended.output.count)))
      case .json, .line:
        values[signal.name] =
          isGood ? finding(signal, document, ended.output) : .missing("unknown: it ended with \(status)")
      case .measure, .header, .match, .check, .metric, .column, .pushed: continue
      }
    }
    var said = "ended with \(status) in \(Value.number(took).words(.time))"
    var isAnswer = isGood
    if case .failure(let mistake)? = document {
      isAnswer = false
      said += ", \(mistake.words)"
    }
    var answer = Answer(isAnswer: isAnswer, said: said, values: values)
    answer.phases.total = ended.took
    answer.beginning = Array(ended.output.prefix(Answer.keptBytes))
    return answer
  }

  /// Nil where no signal wants one.
  private func document(in output: [UInt8]) -> Result<JSONValue, JSONMistake>? {
    let wantsJSON = signals.contains { if case .json = $0.selector { true } else { false } }
    return wantsJSON ? JSONValue.read(output) : nil
  }

  private func finding(
    _ signal: Signal, _ document: Result<JSONValue, JSONMistake>?, _ output: [UInt8]
  ) -> Answer.Finding {
    switch signal.selector {
    case .json(let path):
      switch document {
      case .success(let document)?:
        return document.member(path).map(signal.measured) ?? .missing("is not in the output")
      case .failure(let mistake)?: return .missing("unknown: the output was \(mistake.words)")
      case nil: return .missing("is not in the output")
      }
    case .line(let name):
      for line in output.split(separator: 10) {
        let words = String(decoding: line, as: UTF8.self).split(maxSplits: 1, whereSeparator: \.isWhitespace)
        if words.count == 2, words[0] == name {
          let text = words[1]
          let end = text.lastIndex { !$0.isWhitespace }
          return signal.measured(text: String(end.map { text[...$0] } ?? ""))
        }
      }
      return .missing("is not in the output")
    case .measure, .header, .match, .check, .metric, .column, .pushed: return .missing("is nothing of an output")
    }
  }
}
