/// A question that a criterion or a guardrail asks: `p95(latency, 5m) <= 120ms and not duplicates > 0`.
///
/// A condition is data, read by ``ConditionParser``. ``check(in:dimension:)`` holds its units against the board,
/// ``truth(in:_:)`` answers it, and ``explain(in:_:)`` answers it with everything that led there.
package struct Condition: Hashable, Sendable {
  /// As the author wrote it.
  package let text: String
  package let root: Expression
}

extension Condition: CustomStringConvertible {
  package var description: String { text }
}

extension Condition {
  /// Every signal that the condition reads, from left to right.
  package var signals: [SignalReference] {
    collect { node in
      switch node {
      case .signal(let signal), .window(_, let signal, _), .age(let signal): signal
      case .burn(let burn): burn.errors
      default: nil
      }
    }
  }

  /// Every gate that it asks for, from left to right.
  package var gates: [GateReference] {
    collect { node in if case .gate(let gate) = node { gate } else { nil } }
  }

  /// Every item whose approval it asks for, from left to right.
  package var approvals: [ApprovalReference] {
    collect { node in if case .approved(let approval) = node { approval } else { nil } }
  }

  /// Every stretch of the past that it reads, burns included: so long must a series be kept.
  package var windows: [WindowReference] {
    collect { node in
      switch node {
      case .window(_, let signal, let length): WindowReference(signal: signal, length: length)
      case .burn(let burn): WindowReference(signal: burn.errors, length: burn.length)
      default: nil
      }
    }
  }

  /// Every burn of an error budget, from left to right.
  package var burns: [Burn] {
    collect { node in if case .burn(let burn) = node { burn } else { nil } }
  }

  /// The comparisons of a signal with a literal, from left to right, whichever side the signal is on.
  ///
  /// A window function counts where it stays on the signal's own scale, as an average does and a sum does not: a
  /// chart draws the limit across the signal's samples.
  package var limits: [Limit] {
    collect { node in
      guard case .compare(let left, let comparison, let right) = node else { return nil }
      return Self.limit(left, comparison, right) ?? Self.limit(right, comparison.mirrored, left)
    }
  }

  private static func limit(_ measured: Expression, _ comparison: Comparison, _ fixed: Expression) -> Limit? {
    guard case .literal(let quantity) = fixed.node else { return nil }
    switch measured.node {
    case .signal(let signal):
      return Limit(signal: signal, function: nil, comparison: comparison, quantity: quantity)
    case .window(let function, let signal, _) where function.staysOnScale:
      return Limit(signal: signal, function: function, comparison: comparison, quantity: quantity)
    default: return nil
    }
  }

  private func collect<Found>(_ pick: (Expression.Node) -> Found?) -> [Found] {
    var found: [Found] = []
    root.visit { node in
      if let match = pick(node) { found.append(match) }
    }
    return found
  }

  /// The author's words for one part.
  func slice(_ span: Range<Int>) -> String {
    String(text.dropFirst(span.lowerBound).prefix(span.count))
  }
}

extension Condition: Codable {
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    do {
      self = try ConditionParser.parse(text)
    } catch {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: error.message)
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}
