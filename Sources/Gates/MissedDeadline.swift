/// A deadline that went by while something was still owed before it. It stays missed: what comes late changes no record.
package struct MissedDeadline: Hashable, Sendable {
  package let deadline: Deadline
  /// Which of its instants, of a daily one.
  package let at: Instant
  /// How many of its deliverables have not come to this hour.
  package let owed: Int
}

extension BoardState {
  /// What was missed in the last day, the newest first. What is older is told among the alerts.
  ///
  /// - Parameter standings: those of all deadlines at `now`.
  package func missed(_ standings: [DeadlineStanding], at now: Instant) -> [MissedDeadline] {
    let current = standings.filter { $0.state == .missed }.map {
      MissedDeadline(deadline: $0.deadline, at: $0.instant, owed: $0.missing.count)
    }
    let earlier = missedBefore(now).compactMap { passed in
      board.deadlines.first { $0.id == passed.deadline }.map {
        MissedDeadline(deadline: $0, at: passed.at, owed: neverCame(for: $0, due: passed.at).deliverables.count)
      }
    }
    return (current + earlier).filter { now - $0.at < .seconds(86_400) }.sorted {
      ($1.at, $1.deadline.id) < ($0.at, $0.deadline.id)
    }
  }
}
