/// The last readings of one signal: what rules judge and what a sparkline draws.
package struct Series: Hashable, Sendable {
  /// How many samples a series keeps; the oldest go first. At one sample in 5 s this is 15 minutes.
  package static let capacity = 180

  /// Oldest first.
  package private(set) var samples: [Sample] = []

  package init() {}

  package var last: Sample? { samples.last }

  /// Keeps a sample. One that is older than the last is not evidence of now and is dropped.
  package mutating func append(_ sample: Sample) {
    if let last = samples.last, sample.at < last.at { return }
    if samples.count == Self.capacity { samples.removeFirst() }
    samples.append(sample)
  }

  /// Moves every sample in time, after the wall clock was set back.
  mutating func shift(by span: Duration) {
    samples = samples.map { Sample($0.signal, $0.value, reason: $0.reason, at: $0.at + span) }
  }

  /// The series in steps of time up to the one that `now` is in: one number each, the worst by `worse`, or nil.
  ///
  /// The steps are cut by the clock and not by the samples, so that a picture of them stands still between two steps.
  package func steps(
    of step: Duration, count: Int, at now: Instant, worse: (Double, Double) -> Double
  ) -> [Double?] {
    let length = max(1, step.wholeMilliseconds)
    let newest = now.milliseconds.flooringDivision(by: length)
    var steps = [Double?](repeating: nil, count: max(0, count))
    for sample in samples.reversed() {
      let index = Int(sample.at.milliseconds.flooringDivision(by: length) - newest) + count - 1
      guard index >= 0 else { break }
      guard index < count, let number = sample.value?.number else { continue }
      steps[index] = steps[index].map { worse($0, number) } ?? number
    }
    return steps
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
