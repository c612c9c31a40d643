/// How a source's last polls went.
package struct SourceHealth: Hashable, Sendable, Codable {
  /// Nil until the first poll ends.
  package var answers: Bool?
  /// What the last poll said: `200 in 12 ms`, or why there was no answer.
  package var said = "not asked yet"
  package var lastAnswerAt: Instant?
  package var lastPollAt: Instant?
  /// What the last poll brought, to be looked at; nil before the first.
  package var last: LastAnswer?
  /// Nil where nobody here asks it.
  package var punctuality: Punctuality?

  package init() {}

  mutating func note(_ answered: Bool, _ said: String, _ last: LastAnswer?, _ delay: Duration?, at now: Instant) {
    answers = answered
    self.said = said
    self.last = last
    lastPollAt = now
    if answered { lastAnswerAt = now }
    if let delay { punctuality = (punctuality ?? Punctuality()).noting(delay) }
  }
}

/// What one question to a source brought, beside its values.
package struct LastAnswer: Hashable, Sendable, Codable {
  package struct Step: Hashable, Sendable, Codable {
    package let name: String
    /// Real time.
    package let milliseconds: Double

    package init(_ name: String, milliseconds: Double) {
      self.name = name
      self.milliseconds = milliseconds
    }

    /// To a hundredth of a millisecond.
    package var words: String { "\(name) \(Value.decimal(milliseconds, digits: 2))ms" }
  }

  /// In the order in which they were made.
  package let steps: [Step]
  /// The beginning of the answer, without secrets; it may hold anything else.
  package let beginning: String

  package init(steps: [Step], beginning: String) {
    self.steps = steps
    self.beginning = beginning
  }

  package var lines: [Substring] { beginning.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) }

  /// How many bytes of each source's answer a board keeps: 2 KiB, and 2 MiB of all.
  package static func room(among sources: Int) -> Int { min(2048, max(128, (2 << 20) / max(1, sources))) }

  /// How many a board hands to those that follow it several times a second: 2 KiB, and 64 KiB of all.
  static func roomToHandOver(among sources: Int) -> Int { min(2048, (64 << 10) / max(1, sources)) }

  /// The same with a shorter beginning.
  func cut(to bytes: Int) -> LastAnswer {
    guard beginning.utf8.count > bytes else { return self }
    return LastAnswer(steps: steps, beginning: String(decoding: beginning.utf8.prefix(bytes), as: UTF8.self))
  }
}
