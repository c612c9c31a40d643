/// A deadline as the board shows it at one instant.
package struct DeadlineStanding: Hashable, Sendable {
  package enum State: String, Hashable, Sendable {
    case upcoming = "owed"
    case dueSoon = "due soon"
    case atRisk = "AT RISK"
    /// Its instant went by, and nothing records whether the deliverables came.
    case passed = "passed"
  }

  package let deadline: Deadline
  /// Of a daily deadline, the next one.
  package let instant: Instant
  package let state: State
  /// What puts it at risk or what is owed, most important first.
  package let reasons: [String]
  package let timeLeft: Duration
}

extension BoardState {
  /// All deadlines in the order of their instants.
  package func deadlines(at now: Instant) -> [DeadlineStanding] {
    board.deadlines.map { standing(of: $0, at: now) }.sorted {
      ($0.instant, $0.deadline.id) < ($1.instant, $1.deadline.id)
    }
  }

  private func standing(of deadline: Deadline, at now: Instant) -> DeadlineStanding {
    let instant = deadline.at.next(from: now)
    let left = instant - now
    var risks = openBlockers.filter { $0.concerns(deadline) }.compactMap { $0.risk(to: instant, at: now) }
    if left <= deadline.lead { risks += failingGates(of: deadline, at: now) }
    let state: DeadlineStanding.State =
      left < .zero ? .passed : !risks.isEmpty ? .atRisk : left <= deadline.lead ? .dueSoon : .upcoming
    let owed = deadline.deliverables.count
    let rest = owed == 0 ? [] : ["\(owed) owed, none recorded"]
    return DeadlineStanding(deadline: deadline, instant: instant, state: state, reasons: risks + rest, timeLeft: left)
  }

  private func failingGates(of deadline: Deadline, at now: Instant) -> [String] {
    deadline.requires.compactMap { name in
      guard let app = board.gate(name) else { return nil }
      let state = readiness(of: app, at: now).state
      return state == .pass ? nil : "gate \(name) \(state.rawValue)"
    }
  }
}

extension Blocker {
  /// A blocker concerns the deadline it names; one that names none, every deadline to which its app owes something.
  func concerns(_ deadline: Deadline) -> Bool {
    if let named = draft.deadline { return named == deadline.id }
    return draft.app.map(deadline.owes.contains) ?? false
  }

  /// Why an open blocker endangers something due at `instant`; nil when its ETA is in time.
  func risk(to instant: Instant, at now: Instant) -> String? {
    guard let eta = draft.eta else { return "\(label) has no ETA" }
    if isOverdue(at: now) { return "\(label) overdue since \(ETA.short(eta, now: now))" }
    return eta > instant ? "\(label) ETA \(ETA.short(eta, now: now))" : nil
  }
}

/// A window as the board shows it at one instant.
package enum WindowState: Hashable, Sendable {
  case opens(in: Duration)
  /// Nil where nothing says when it closes.
  case open(closesIn: Duration?)
  case closed
}

extension Window {
  package func state(at now: Instant) -> WindowState {
    let opening = opens.next(from: now)
    let closing = closes?.next(from: now)
    switch (opens, closes) {
    case (.daily, .daily):
      // Daily windows: open while the closing comes before the next opening.
      if let closing, closing < opening { return .open(closesIn: closing - now) }
      return .opens(in: opening - now)
    case (.instant, _), (.daily, _):
      if opening > now { return .opens(in: opening - now) }
      guard let closing else { return .open(closesIn: nil) }
      return closing > now ? .open(closesIn: closing - now) : .closed
    }
  }
}
