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

/// A gate as a condition names it, by its label or its app.
package struct GateReference: Hashable, Sendable {
  package let name: String
  /// Where the name stands, in characters from 0.
  package let offset: Int

  package init(name: String, offset: Int = 0) {
    self.name = name
    self.offset = offset
  }

  /// The states that a gate can be compared with. What is not known cannot be compared with.
  static let states: [CriterionState] = [.pass, .fail, .pending]
}

/// An item that somebody signs, as a condition names it.
package struct ApprovalReference: Hashable, Sendable {
  package let item: String
  /// Where the quoted text begins, in characters from 0.
  package let offset: Int

  package init(item: String, offset: Int = 0) {
    self.item = item
    self.offset = offset
  }
}

/// How fast an error budget is spent: 1 spends it exactly, 14.4 spends a 30-day budget's fiftieth in an hour.
package struct Burn: Hashable, Sendable {
  /// The share of errors, a ratio.
  package let errors: SignalReference
  /// A fraction of one, between 0 and 1 exclusive: 99.9 % is 0.999.
  package let objective: Double
  package let length: Duration

  /// The share of errors that the objective allows, rounded to 12 decimals so that 99.9 % allows 0.001 and not
  /// 0.0010000000000000009.
  package var budget: Double { ((1 - objective) * 1e12).rounded() / 1e12 }
}

/// A stretch of a signal's past that a condition reads, so that it must be kept.
package struct WindowReference: Hashable, Sendable {
  package let signal: SignalReference
  package let length: Duration
}

/// A signal held against a fixed value, which a chart can draw.
package struct Limit: Hashable, Sendable {
  package let signal: SignalReference
  /// What is held against the value: nil for the signal itself, else its average, percentile, ...
  package let function: WindowFunction?
  package let comparison: Comparison
  package let quantity: Quantity
}
