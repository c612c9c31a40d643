/// One sample: what a source said of a signal at an instant.
package struct Sample: Hashable, Sendable {
  package let signal: Key
  /// Nil when the source answered but not with a value of the declared unit; ``reason`` says what it was.
  package let value: Value?
  package let reason: String?
  /// When the answer was read, on the board's clock.
  package let at: Instant
  /// What the program that pushed it calls the request that it belongs to.
  package let requestID: String?

  package init(_ signal: Key, _ value: Value?, reason: String? = nil, at: Instant, requestID: String? = nil) {
    self.signal = signal
    self.value = value
    self.reason = reason
    self.at = at
    self.requestID = requestID
  }
}

/// What a rule may know of a signal at an instant.
package enum Reading: Hashable, Sendable {
  case known(Value, age: Duration)
  /// Missing, stale or unparsable; never evidence of health.
  case unknown(because: Reason, age: Duration?)

  package var value: Value? {
    guard case .known(let value, _) = self else { return nil }
    return value
  }

  /// How long ago the signal was last heard of; nil where it never was.
  package var age: Duration? {
    switch self {
    case .known(_, let age): age
    case .unknown(_, let age): age
    }
  }
}

extension Reading {
  /// Why a signal is unknown, to be read after its name: `has no sample yet`.
  ///
  /// Its words are made only when somebody asks, since rules read thousands of signals for each one that is shown.
  package enum Reason: Hashable, Sendable {
    case undeclared
    case noSample
    case stale(age: Duration)
    /// What the source said instead of a value.
    case said(String)
  }
}

extension Reading.Reason {
  /// A sentence without the signal's name before it: `unknown: it has no sample yet`.
  package var alone: String { description.hasPrefix("unknown: ") ? description : "unknown: it \(description)" }
}

extension Reading.Reason: CustomStringConvertible {
  package var description: String {
    switch self {
    case .undeclared: "is not a signal of the board"
    case .noSample: "has no sample yet"
    case .stale(let age): "is stale, last seen \(age.span) ago"
    case .said(let words): words
    }
  }
}
