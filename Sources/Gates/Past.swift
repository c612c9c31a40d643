/// Which moment of a journal somebody asks for.
package enum PastMoment: Hashable, Sendable {
  /// After the event of that number.
  case event(Int)
  /// After the last event that was written at this instant or before it. Where the clock was set back, two stretches
  /// of the journal have the same instants, and the later one counts.
  case instant(Instant)
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
