/// Which moment of a journal somebody asks for.
package enum PastMoment: Hashable, Sendable {
  /// After the event of that number.
  case event(Int)
  /// After the last event that was written at this instant or before it. Where the clock was set back, two stretches
  /// of the journal have the same instants, and the later one counts.
  case instant(Instant)
}

extension PastMoment {
  /// How a prompt explains what it takes.
  package static let spellings = "19:52, -15m, 2025-11-12T19:52Z or an event's number"

  /// `412` is an event's number; `19:52` or `19:52:30` the last one up to `now`; `-15m` counts back from `now`.
  ///
  /// Nil when the text is none of these.
  package init?(_ text: String, now: Instant) {
    if let instant = Instant(utc: text) {
      self = .instant(instant)
    } else if let number = wholeNumber(text[...]) {
      self = .event(number)
    } else if text.hasPrefix("-"), let span = Duration(words: text.dropFirst()) {
      self = .instant(now - span)
    } else if let time = TimeOfDay(text) {
      let today = Instant(now.day, time)
      self = .instant(today <= now ? today : Instant(now.day + -1, time))
    } else {
      return nil
    }
  }
}

/// A board as it stood at a moment, as far as its journal kept it.
package struct PastBoard: Hashable, Sendable {
  package let state: BoardState
  /// The instant that it is seen at: the one that was asked for, or that of the event.
  package let at: Instant
  /// Number of the last event in the journal.
  package let last: Int

  package init(state: BoardState, at: Instant, last: Int) {
    self.state = state
    self.at = at
    self.last = last
  }
}
