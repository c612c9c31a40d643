/// One sample: what a source said of a signal at an instant.
package struct Sample: Hashable, Sendable {
  package let signal: Key
  /// Nil when the source answered but not with a value of the declared unit; ``reason`` says what it was.
  package let value: Value?
  package let reason: String?
  /// When the answer was read, on the board's clock.
  package let at: Instant

  package init(_ signal: Key, _ value: Value?, reason: String? = nil, at: Instant) {
    self.signal = signal
    self.value = value
    self.reason = reason
    self.at = at
  }
}

/// What a rule may know of a signal at an instant.
package enum Reading: Hashable, Sendable {
  case known(Value, age: Duration)
  /// Missing, stale or unparsable; never evidence of health.
  case unknown(because: String, age: Duration?)

  package var value: Value? {
    guard case .known(let value, _) = self else { return nil }
    return value
  }
}
