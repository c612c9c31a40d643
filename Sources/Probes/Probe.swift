package import Gates

/// Asks one source once. It never throws: a source that cannot be reached is a finding, not a failure of ours.
package protocol Probe: Sendable {
  func poll() async -> Answer
}

/// What a source said.
package struct Answer: Hashable, Sendable {
  /// Whether there was an answer at all that could be read.
  package let isAnswer: Bool
  /// One line: `200 in 12ms`, or why there is no answer. Holds no secret.
  package let said: String
  /// The value of each declared signal; nil with the reason where the answer does not hold it.
  package let values: [String: Finding]

  package enum Finding: Hashable, Sendable {
    case value(Value)
    case missing(String)
  }

  package init(isAnswer: Bool, said: String, values: [String: Finding]) {
    self.isAnswer = isAnswer
    self.said = said
    self.values = values
  }

  static func silence(_ why: String) -> Answer { Answer(isAnswer: false, said: why, values: [:]) }
}

extension Signal {
  /// A raw value in the signal's own dimension, or why it does not fit.
  package func measured(_ raw: RawValue) -> Answer.Finding {
    switch (raw, unit.dimension) {
    case (.null, _): return .missing("is null")
    case (.truth(let truth), .truth): return .value(.truth(truth))
    case (.text(let text), .text): return .value(.text(String(text.prefix(200))))
    case (.number(let number), .time), (.number(let number), .ratio), (.number(let number), .count),
      (.number(let number), .size), (.number(let number), .money), (.number(let number), .number):
      guard number.isFinite else { return .missing("is not a finite number") }
      return .value(.number(unit.canonical(number)))
    case (.number(let number), .truth) where number == 0 || number == 1: return .value(.truth(number == 1))
    case (.truth, _), (.text, _), (.number, _), (.structure, _):
      return .missing("is \(raw.words), expected \(unit.dimension.words)")
    }
  }
}

/// A value as an answer holds it, before it is held against a unit.
package enum RawValue: Hashable, Sendable {
  case null
  case truth(Bool)
  case number(Double)
  case text(String)
  case structure

  var words: String {
    switch self {
    case .null: "null"
    case .truth(let truth): "\(truth)"
    case .number(let number): "\(number)"
    case .text(let text): "'\(text.prefix(40))'"
    case .structure: "a list or object"
    }
  }
}
