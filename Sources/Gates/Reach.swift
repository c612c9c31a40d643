/// Whether a deadline can still be met: what must happen by when, as far as ETAs and its lead time say.
///
/// The deadline's `lead` is what its board keeps free for what is owed, and from when it asks for it: a plan, not a
/// measurement. What is in the way must be gone a lead before the deadline, or what follows is cut short; but only an ETA,
/// which somebody said, makes a deadline unreachable.
package struct Reach: Hashable, Sendable {
  package enum Verdict: String, Hashable, Sendable, CaseIterable {
    case met, missed
    /// Something that must come first comes after the deadline.
    case unreachable
    /// Nobody has said when something comes that must come first.
    case unknown
    /// It can be met, but with less than its lead for what is owed.
    case tight
    case reachable
  }

  /// One thing that must happen.
  package struct Step: Hashable, Sendable {
    package enum State: String, Hashable, Sendable {
      case late, unknown, tight, open
      case inTime = "in time"
    }

    package let what: String
    /// Who owes it; nil where nobody is named.
    package let who: String?
    package let by: Instant
    /// When it is expected; nil where nobody has said.
    package let expected: Instant?
    package let state: State
    package let subject: Subject?
  }

  package let verdict: Verdict
  /// In the order in which they must happen.
  package let steps: [Step]
  /// When everything can be there at the earliest; nil where that is unknown, or nothing is owed.
  package let earliest: Instant?
  /// Time between that and the deadline; negative where it comes after it.
  package let slack: Duration?
}

extension BoardState {
  /// Whether a deadline can still be met as of `now`.
  package func reach(of standing: DeadlineStanding, at now: Instant) -> Reach {
    switch standing.state {
    case .met, .passed: return Reach(verdict: .met, steps: [], earliest: nil, slack: nil)
    case .missed: return Reach(verdict: .missed, steps: [], earliest: nil, slack: nil)
    case .upcoming, .dueSoon, .atRisk, .onTrack: break
    }
    let (deadline, instant) = (standing.deadline, standing.instant)
    let closed = deadline.requires.compactMap { board.gate($0) }.filter { readinessState(of: $0, at: now) != .pass }
    let blockers = openBlockers.filter { blocker in
      blocker.concerns(deadline) || closed.contains { $0.id == blocker.draft.app }
    }
    let owes = !standing.missing.isEmpty || !closed.isEmpty
    let lead = owes ? deadline.lead : .zero
    let ways = blockers.sorted {
      ($0.draft.eta?.milliseconds ?? .max, $0.number) < ($1.draft.eta?.milliseconds ?? .max, $1.number)
    }
    let first = ways.map { step(for: $0, before: instant, lead: lead, at: now) }
    let isSaid = blockers.allSatisfy { $0.draft.eta != nil && !$0.isOverdue(at: now) }
    let free = blockers.compactMap(\.draft.eta).max().map { max(now, $0) } ?? now
    let earliest = isSaid ? free + lead : nil
    let work = workState(free: isSaid ? free : nil, lead: lead, due: instant)
    let gates = closed.flatMap { steps(for: $0, by: instant, work: work, at: now) }
    let deliveries = standing.missing.map { what in
      Reach.Step(what: what, who: nil, by: instant, expected: earliest, state: work, subject: nil)
    }
    let all = first + gates + deliveries
    return Reach(
      verdict: Self.verdict(of: all.map(\.state)), steps: all, earliest: owes || !blockers.isEmpty ? earliest : nil,
      slack: earliest.map { instant - $0 })
  }

  /// A blocker must be gone while there is still the whole lead for what follows.
  private func step(for blocker: Blocker, before instant: Instant, lead: Duration, at now: Instant) -> Reach.Step {
    var state = Reach.Step.State.unknown
    if let eta = blocker.draft.eta, !blocker.isOverdue(at: now) {
      state = eta > instant ? .late : eta > instant - lead ? .tight : .inTime
    }
    return Reach.Step(
      what: "\(blocker.label) \(blocker.draft.text)", who: blocker.draft.owner, by: instant - lead,
      expected: blocker.draft.eta, state: state, subject: .blocker(blocker.number))
  }

  /// How work stands that can begin at `free`; nil where nobody knows when it can.
  private func workState(free: Instant?, lead: Duration, due instant: Instant) -> Reach.Step.State {
    guard let free else { return .unknown }
    if free >= instant { return .late }
    return free + lead > instant ? .tight : .open
  }

  /// Everything that keeps a gate from passing.
  private func steps(for app: App, by instant: Instant, work: Reach.Step.State, at now: Instant) -> [Reach.Step] {
    let gate = app.gate.map { "gate \($0)" } ?? app.id.name
    return readiness(of: app, at: now).reasons.map { standing in
      var who: String?
      if case .approval(_, let roles) = standing.criterion.requirement { who = roles.joined(separator: ", ") }
      return Reach.Step(
        what: "\(gate): \(standing.criterion.title)", who: who, by: instant, expected: nil,
        state: standing.state == .unknown ? .unknown : work, subject: .criterion(Key(app.id, standing.criterion.name)))
    }
  }

  private static func verdict(of states: [Reach.Step.State]) -> Reach.Verdict {
    if states.contains(.late) { return .unreachable }
    if states.contains(.unknown) { return .unknown }
    return states.contains(.tight) ? .tight : .reachable
  }
}
