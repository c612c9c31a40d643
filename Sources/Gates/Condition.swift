/// A question about signals that a criterion or a guardrail asks: `p95 <= 120ms and not duplicates > 0`.
package indirect enum Condition: Hashable, Sendable {
  case compare(Operand, Comparison, Operand)
  /// A signal that is itself true or false.
  case holds(SignalReference)
  case not(Condition)
  case and(Condition, Condition)
  case or(Condition, Condition)
}

/// One side of a comparison.
package enum Operand: Hashable, Sendable {
  case signal(SignalReference)
  case literal(Quantity)
}

/// A signal as a condition names it: `p95` of the own app, `scholar_auth.jwks_valid` of another.
package struct SignalReference: Hashable, Sendable {
  package let app: AppID?
  package let name: String
  /// Where it stands in the condition's text, in characters from 0.
  package let offset: Int

  package init(app: AppID? = nil, name: String, offset: Int = 0) {
    self.app = app
    self.name = name
    self.offset = offset
  }

  package func key(in home: AppID) -> Key { Key(app ?? home, name) }
}

extension SignalReference: CustomStringConvertible {
  package var description: String { app.map { "\($0).\(name)" } ?? name }
}

package enum Comparison: String, Hashable, Sendable, CaseIterable {
  case equal = "=="
  case unequal = "!="
  case less = "<"
  case atMost = "<="
  case more = ">"
  case atLeast = ">="

  func holds<T: Comparable>(_ left: T, _ right: T) -> Bool {
    switch self {
    case .equal: left == right
    case .unequal: left != right
    case .less: left < right
    case .atMost: left <= right
    case .more: left > right
    case .atLeast: left >= right
    }
  }

  /// Whether it asks for order and not only for sameness.
  package var ordersItsSides: Bool { self != .equal && self != .unequal }
}

extension Condition {
  /// Every signal that the condition reads, from left to right.
  package var signals: [SignalReference] {
    switch self {
    case .compare(let left, _, let right): [left, right].compactMap(\.signal)
    case .holds(let signal): [signal]
    case .not(let inner): inner.signals
    case .and(let left, let right), .or(let left, let right): left.signals + right.signals
    }
  }

  /// The comparisons of a signal with a literal, from left to right: what a chart can draw.
  package var limits: [Limit] {
    switch self {
    case .compare(.signal(let signal), let comparison, .literal(let quantity)):
      [Limit(signal: signal, comparison: comparison, quantity: quantity)]
    case .compare, .holds: []
    case .not(let inner): inner.limits
    case .and(let left, let right), .or(let left, let right): left.limits + right.limits
    }
  }
}

/// A signal held against a fixed value.
package struct Limit: Hashable, Sendable {
  package let signal: SignalReference
  package let comparison: Comparison
  package let quantity: Quantity
}

extension Operand {
  var signal: SignalReference? {
    guard case .signal(let reference) = self else { return nil }
    return reference
  }
}

extension Condition: CustomStringConvertible {
  package var description: String {
    switch self {
    case .compare(let left, let comparison, let right): "\(left) \(comparison.rawValue) \(right)"
    case .holds(let signal): "\(signal)"
    case .not(let inner): "not (\(inner))"
    case .and(let left, let right): "\(left.grouped(inside: self)) and \(right.grouped(inside: self))"
    case .or(let left, let right): "\(left) or \(right)"
    }
  }

  private func grouped(inside outer: Condition) -> String {
    if case .or = self { return "(\(self))" }
    return "\(self)"
  }
}

extension Operand: CustomStringConvertible {
  package var description: String {
    switch self {
    case .signal(let reference): "\(reference)"
    case .literal(let quantity): if case .text(let text) = quantity.value { "\"\(text)\"" } else { "\(quantity)" }
    }
  }
}
