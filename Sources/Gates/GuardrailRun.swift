/// Where a guardrail stands on its way to a breach and back.
package enum GuardrailPhase: String, Hashable, Sendable, Codable {
  /// The condition does not hold, as far as is known.
  case inactive
  /// It holds, and its `for` has not elapsed.
  case pending
  /// It has held for the whole of its `for`.
  case breached
  /// Breached, and the condition has gone, but not yet for the whole of `recover_for`.
  case recovering
}

/// One guardrail's timers. They are journaled, so a restart does not forgive a burn.
package struct GuardrailRun: Hashable, Sendable {
  package var phase: GuardrailPhase = .inactive
  /// The first true evaluation of this burn.
  package var since: Instant?
  package var breachedAt: Instant?
  /// When the condition was first seen gone, while ``GuardrailPhase/recovering``.
  package var goneSince: Instant?
  package var acknowledged: Acknowledgement?
  /// Breaches that are over but that nobody has acknowledged: they stay on the board until somebody does.
  package var unseen: Unseen?

  package struct Acknowledgement: Hashable, Sendable {
    package let by: String
    package let at: Instant
  }

  package struct Unseen: Hashable, Sendable {
    /// How many breaches.
    package let count: Int
    /// When the first of them was breached.
    package let breachedAt: Instant
    /// When the last of them was over.
    package let recoveredAt: Instant
  }

  package init() {}

  /// Whether the breach counts as burning now.
  package var isBreached: Bool { phase == .breached || phase == .recovering }

  /// Whether something here waits for an operator's acknowledgement.
  package var wantsAcknowledgement: Bool { (isBreached && acknowledged == nil) || unseen != nil }

  /// The phase after one evaluation at `now`; equal to ``phase`` where nothing changes.
  ///
  /// Unknown holds: it neither starts, nor clears, nor completes a burn. A burn is sustained when the condition
  /// is seen to hold at or after `since + for`, as Prometheus's `for` has it.
  package func phase(after truth: Truth, at now: Instant, under guardrail: Guardrail) -> GuardrailPhase {
    switch (phase, truth) {
    case (_, .unknown): phase
    case (.inactive, .yes): guardrail.sustained == .zero ? .breached : .pending
    case (.pending, .yes): now - (since ?? now) >= guardrail.sustained ? .breached : .pending
    case (.breached, .yes), (.recovering, .yes): .breached
    case (.inactive, .no), (.pending, .no): .inactive
    case (.breached, .no): guardrail.recovery == .zero ? .inactive : .recovering
    case (.recovering, .no): now - (goneSince ?? now) >= guardrail.recovery ? .inactive : .recovering
    }
  }

  /// Applies a journaled change of phase.
  mutating func move(to next: GuardrailPhase, since start: Instant?, at now: Instant) {
    switch next {
    case .inactive:
      if isBreached, acknowledged == nil, let breachedAt {
        unseen = Unseen(
          count: (unseen?.count ?? 0) + 1, breachedAt: unseen?.breachedAt ?? breachedAt, recoveredAt: now)
      }
      (since, breachedAt, goneSince, acknowledged) = (nil, nil, nil, nil)
    case .pending:
      since = start ?? now
    case .breached:
      since = since ?? start ?? now
      breachedAt = breachedAt ?? now
      goneSince = nil
    case .recovering:
      goneSince = now
    }
    phase = next
  }

  /// Applies a journaled acknowledgement.
  mutating func acknowledge(by actor: String, at now: Instant) {
    if isBreached { acknowledged = Acknowledgement(by: actor, at: now) }
    unseen = nil
  }

  /// Time until the breach, if the condition goes on holding; nil unless pending.
  package func timeLeft(at now: Instant, under guardrail: Guardrail) -> Duration? {
    guard phase == .pending, let since else { return nil }
    return max(.zero, guardrail.sustained - (now - since))
  }
}
