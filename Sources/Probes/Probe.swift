package import Gates

/// Asks one source once. It never throws: a source that cannot be reached is a finding, not a failure of ours.
package protocol Probe: Sendable {
  /// - Parameter now: the instant on the board's clock, for what is measured over time.
  func poll(at now: Instant) async -> Answer
  /// Whom it asks, for those that must not be asked too much at once; nil where nobody is.
  var host: String? { get }
}

extension Probe {
  package var host: String? { nil }
}

/// What a source said.
package struct Answer: Hashable, Sendable {
  /// Whether there was an answer at all that could be read.
  package let isAnswer: Bool
  /// One line: `200 in 12ms`, or why there is no answer. Holds no secret.
  package let said: String
  /// The value of each declared signal; nil with the reason where the answer does not hold it.
  package internal(set) var values: [String: Finding]
  /// What was observed since the answer before, of each signal that is read of a histogram; none where that is not known.
  package internal(set) var buckets: [String: Buckets] = [:]
  /// Whether nobody could be reached at all: a host that is dead is asked less often.
  package var isUnreachable = false
  /// How long the steps took.
  package var phases = Phases()
  /// The beginning of the answer as it came, without the secrets that were sent.
  package var beginning: [UInt8] = []

  /// The keys that an OpenID provider holds; nil where nothing is known of them.
  package var keys: [ProviderKey]?

  /// How much of an answer is kept to be looked at, in bytes.
  package static let keptBytes = 2048

  package enum Finding: Hashable, Sendable {
    case value(Value)
    case missing(String)
  }

  package init(isAnswer: Bool, said: String, values: [String: Finding]) {
    self.isAnswer = isAnswer
    self.said = said
    self.values = values
  }

  package static func silence(_ why: String) -> Answer { Answer(isAnswer: false, said: why, values: [:]) }

  static func silence(_ fault: Fault) -> Answer {
    var answer = silence(fault.words)
    answer.isUnreachable = fault.isUnreachable
    return answer
  }
}

extension Signal {
  /// Whether it can only be read of a connection that is made for the question.
  var measuresConnection: Bool { if case .measure(let gauge) = selector { gauge.isOfConnection } else { false } }

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

  /// A text of the wire, which is a number where the unit is one: of a header, of a line.
  func measured(text: String) -> Answer.Finding {
    switch unit.dimension {
    case .text: return measured(.text(text))
    case .truth where ["true", "false"].contains(text.lowercased()):
      return measured(.truth(text.lowercased() == "true"))
    case .truth, .time, .ratio, .count, .size, .money, .number:
      guard let number = Double(text) else { return measured(.text(text)) }
      return measured(.number(number))
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
    case .number(let number):
      number == number.rounded() && abs(number) < 1e15 ? "\(Int64(number))" : "\(number)"
    case .text(let text): "'\(text.prefix(40))'"
    case .structure: "a list or object"
    }
  }
}
