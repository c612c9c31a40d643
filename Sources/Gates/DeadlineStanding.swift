/// A deadline as the board shows it at one instant.
package struct DeadlineStanding: Hashable, Sendable {
  package enum State: String, Hashable, Sendable {
    case upcoming = "owed"
    case dueSoon = "due soon"
    case atRisk = "AT RISK"
    /// Nothing is owed any more and its gates pass; whether they do at its instant is not known yet.
    case onTrack = "on track"
    case met = "met"
    case missed = "MISSED"
    /// Its instant went by, and nothing was owed.
    case passed = "passed"
  }

  package let deadline: Deadline
  /// Of a daily deadline, the next one.
  package let instant: Instant
  package let state: State
  /// What puts it at risk or what is owed, most important first.
  package let reasons: [String]
  /// The deliverables that have not come, in the board file's order.
  package let missing: [String]
  package let timeLeft: Duration
  /// Whether it is at risk and nobody has said who gets it out of the way, and until when: a blocker without an ETA, or
  /// whose ETA is past, does not.
  package let wantsBlocker: Bool
}

extension BoardState {
  /// All deadlines in the order of their instants.
  package func deadlines(at now: Instant) -> [DeadlineStanding] {
    board.deadlines.map { standing(of: $0, at: now) }.sorted {
      ($0.instant, $0.deadline.id) < ($1.instant, $1.deadline.id)
    }
  }

  /// The next instants of daily deadlines hide the last ones: those that were missed, and still are.
  package func missedBefore(_ now: Instant) -> [DeadlinePassed] {
    passedDeadlines.values.filter { passed in
      guard let missing = passed.missing, !missing.isEmpty, passed.at <= now else { return false }
      guard let deadline = board.deadlines.first(where: { $0.id == passed.deadline }) else { return false }
      return deadline.at.next(from: now) != passed.at
    }.sorted { ($0.at, $0.deadline) < ($1.at, $1.deadline) }
  }

  package func standing(of deadline: Deadline, at now: Instant) -> DeadlineStanding {
    let instant = deadline.at.next(from: now)
    let missing = missing(of: deadline, due: instant)
    let closed = closedGates(of: deadline, at: now)
    let left = instant - now
    let concerned = openBlockers.filter { $0.concerns(deadline) }
    var risks = concerned.compactMap { $0.risk(to: instant, at: now) }
    if left <= deadline.lead {
      risks += closed
      if !missing.isEmpty { risks.append("\(missing.count) of \(deadline.deliverables.count) missing") }
    }
    let inTime = left < .zero ? self.missing(of: deadline, due: instant, until: instant) : missing
    let state = state(of: deadline, due: instant, owed: inTime + closed, risks: risks, left: left)
    let owed = missing.isEmpty || left <= deadline.lead ? [] : ["\(missing.count) owed, none recorded"]
    let came = deadline.deliverables.count - missing.count
    let isRunning = [.atRisk, .dueSoon, .upcoming].contains(state)
    let some = came > 0 && isRunning ? ["\(came) of \(deadline.deliverables.count) delivered"] : []
    return DeadlineStanding(
      deadline: deadline, instant: instant, state: state,
      reasons: isRunning ? risks + (came > 0 ? some : owed) : never(deadline, due: instant),
      missing: missing, timeLeft: left,
      wantsBlocker: state == .atRisk && !concerned.contains { $0.draft.eta != nil && !$0.isOverdue(at: now) })
  }

  /// Why a deadline was missed: what has not come to this hour, and the gates that did not pass then. Empty where all of
  /// it came late.
  func neverCame(for deadline: Deadline, due instant: Instant) -> (deliverables: [String], gates: [String]) {
    let record = passedDeadlines[DueDate(deadline: deadline.id, at: instant)]?.missing ?? []
    return (missing(of: deadline, due: instant), record.filter { !deadline.deliverables.contains($0) })
  }

  private func never(_ deadline: Deadline, due instant: Instant) -> [String] {
    let never = neverCame(for: deadline, due: instant)
    return (never.deliverables.isEmpty ? [] : ["\(never.deliverables.count) never came"]) + never.gates
  }

  private func state(
    of deadline: Deadline, due instant: Instant, owed: [String], risks: [String], left: Duration
  ) -> DeadlineStanding.State {
    let owesNothing = deadline.deliverables.isEmpty && deadline.requires.isEmpty
    if let passed = passedDeadlines[DueDate(deadline: deadline.id, at: instant)], let missing = passed.missing {
      // What was missed stays missed: a late delivery does not change the record.
      return owesNothing ? .passed : missing.isEmpty ? .met : .missed
    }
    if !owesNothing, owed.isEmpty, risks.isEmpty {
      return left > .zero && !deadline.requires.isEmpty ? .onTrack : .met
    }
    if left < .zero { return owesNothing ? .passed : owed.isEmpty ? .met : .missed }
    if !risks.isEmpty { return .atRisk }
    return left <= deadline.lead * 2 ? .dueSoon : .upcoming
  }

  /// The deliverables that have not come for one instant of a deadline.
  ///
  /// - Parameter end: until when; nil for to this hour, also what came late.
  func missing(of deadline: Deadline, due instant: Instant, until end: Instant? = nil) -> [String] {
    let came = deliveries.filter {
      $0.delivered.deadline == deadline.id && $0.delivered.due == instant && $0.at <= end ?? $0.at
    }
    return deadline.deliverables.filter { owed in !came.contains { $0.delivered.deliverable == owed } }
  }

  func closedGates(of deadline: Deadline, at now: Instant) -> [String] {
    deadline.requires.compactMap { name in
      guard let app = board.gate(name) else { return nil }
      let state = readinessState(of: app, at: now)
      return state == .pass ? nil : "gate \(name) \(state.rawValue)"
    }
  }

  /// The hash that the last delivery recorded for a file.
  func recordedHash(of path: String) -> String? {
    deliveries.last { $0.delivered.evidence?.path == path }?.delivered.evidence?.sha256
  }
}

extension Blocker {
  /// A blocker concerns the deadline it names; one that names none, every deadline to which its app owes something.
  package func concerns(_ deadline: Deadline) -> Bool {
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
