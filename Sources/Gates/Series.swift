/// The last readings of one signal: what rules judge and what a sparkline draws.
package struct Series: Hashable, Sendable {
  /// How many samples a series keeps; the oldest go first. At one sample in 5 s this is 10 minutes.
  package static let capacity = 120

  /// Oldest first.
  package private(set) var samples: [Sample] = []

  package init() {}

  package var last: Sample? { samples.last }

  /// Keeps a sample. One that is older than the last is not evidence of now and is dropped.
  mutating func append(_ sample: Sample) {
    if let last = samples.last, sample.at < last.at { return }
    if samples.count == Self.capacity { samples.removeFirst() }
    samples.append(sample)
  }

  /// What the series says of the signal at `now`.
  package func reading(at now: Instant, staleAfter limit: Duration) -> Reading {
    guard let last else { return .unknown(because: "has no sample yet", age: nil) }
    let age = max(.zero, now - last.at)
    guard let value = last.value else { return .unknown(because: last.reason ?? "has no value", age: age) }
    guard age <= limit else { return .unknown(because: "is stale, last seen \(age.clock) ago", age: age) }
    return .known(value, age: age)
  }
}

/// How a source's last polls went.
package struct SourceHealth: Hashable, Sendable {
  /// Nil until the first poll ends.
  package var answers: Bool?
  /// What the last poll said: `200 in 12 ms`, or why there was no answer.
  package var said = "not asked yet"
  package var lastAnswerAt: Instant?
  package var lastPollAt: Instant?

  package init() {}
}
