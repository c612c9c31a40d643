/// Where a guardrail stands on its way to a breach and back.
package enum GuardrailPhase: String, Hashable, Sendable, CaseIterable, Codable {
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
package struct GuardrailRun: Hashable, Sendable, Codable {
  package var phase: GuardrailPhase = .inactive
  /// The first true evaluation of this burn.
  package var since: Instant?
  package var breachedAt: Instant?
  /// When the condition was first seen gone, while ``GuardrailPhase/recovering``.
  package var goneSince: Instant?
  /// When the condition turned, oldest first, as far as a guardrail that counts within a window needs it.
  private(set) var turns: [Turn] = []
  package var acknowledged: Acknowledgement?
  /// The run of the hook for this breach; nil where none was started.
  package var hook: HookRun? { breachHook.flatMap { id in hooks.last { $0.id == id } } }
  /// The newest runs of the hook, oldest first, those of breaches that are over included: a program may outlive its
  /// breach.
  package private(set) var hooks: [HookRun] = []
  /// Which of them is this breach's.
  private var breachHook: Int?
  /// Breaches that are over but that nobody has acknowledged: they stay on the board until somebody does.
  package var unseen: Unseen?

  struct Turn: Hashable, Sendable, Codable {
    let at: Instant
    let holds: Bool
  }

  package struct Acknowledgement: Hashable, Sendable, Codable {
    package let by: String
    package let at: Instant
  }

  package struct Unseen: Hashable, Sendable, Codable {
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

  // MARK: Stepping

  /// What one evaluation at `now` changes.
  struct Step: Hashable {
    let phase: GuardrailPhase
    /// Whether the condition holds now, where that is news to a guardrail that counts burns within a window.
    let turned: Bool?
  }

  /// The step after one evaluation at `now`.
  ///
  /// A burn is sustained when the condition is seen to hold at or after `since + for`, as Prometheus's `for` has it.
  /// What silence does is the guardrail's ``Guardrail/silence``.
  func step(after truth: Truth, at now: Instant, under guardrail: Guardrail) -> Step {
    let holds = guardrail.counts(truth)
    // Also the window of one that flaps must not run empty while nobody sees what happens.
    guard let holds else { return Step(phase: phase, turned: nil) }
    guard guardrail.within != nil else {
      return Step(phase: phase(holding: holds, at: now, under: guardrail), turned: nil)
    }
    let isTurn = holds != (turns.last?.holds ?? false)
    var after = self
    if isTurn { after.turn(holds, at: now, under: guardrail) }
    return Step(phase: after.flappingPhase(at: now, under: guardrail), turned: isTurn ? holds : nil)
  }

  private func phase(holding holds: Bool, at now: Instant, under guardrail: Guardrail) -> GuardrailPhase {
    switch (phase, holds) {
    case (.inactive, true): guardrail.sustained == .zero ? .breached : .pending
    case (.pending, true): now - (since ?? now) >= guardrail.sustained ? .breached : .pending
    case (.breached, true), (.recovering, true): .breached
    case (.inactive, false), (.pending, false): .inactive
    case (.breached, false): guardrail.recovery == .zero ? .inactive : .recovering
    case (.recovering, false): now - (goneSince ?? now) >= guardrail.recovery ? .inactive : .recovering
    }
  }

  private func flappingPhase(at now: Instant, under guardrail: Guardrail) -> GuardrailPhase {
    let burnt = burnt(at: now, under: guardrail)
    let holds = turns.last?.holds ?? false
    let isSustained = burnt >= guardrail.sustained && (burnt > .zero || holds)
    switch phase {
    case .inactive, .pending: return isSustained ? .breached : burnt > .zero || holds ? .pending : .inactive
    case .breached: return isSustained ? .breached : guardrail.recovery == .zero ? .inactive : .recovering
    case .recovering:
      if isSustained { return .breached }
      return now - (goneSince ?? now) >= guardrail.recovery ? .inactive : .recovering
    }
  }

  /// For how long the condition has held: since it began, or within the guardrail's window.
  package func burnt(at now: Instant, under guardrail: Guardrail) -> Duration {
    guard let window = guardrail.within else { return since.map { max(.zero, now - $0) } ?? .zero }
    let start = now - window
    var burnt = Duration.zero
    for (index, turn) in turns.enumerated() where turn.holds {
      let end = index + 1 < turns.count ? turns[index + 1].at : now
      burnt += max(.zero, end - max(start, turn.at))
    }
    return burnt
  }

  /// Applies a journaled turn of the condition, and forgets those that no window can reach any more.
  mutating func turn(_ holds: Bool, at now: Instant, under guardrail: Guardrail) {
    turns.append(Turn(at: now, holds: holds))
    guard let window = guardrail.within else { return }
    while turns.count > 1, turns[1].at <= now - window { turns.removeFirst() }
  }

  /// The earliest of its timers.
  var began: Instant? { [since, breachedAt, turns.first?.at].compactMap(\.self).min() }

  /// Moves every timer, after the wall clock was set back: what burned goes on burning.
  mutating func shift(by span: Duration) {
    since = since.map { $0 + span }
    breachedAt = breachedAt.map { $0 + span }
    goneSince = goneSince.map { $0 + span }
    turns = turns.map { Turn(at: $0.at + span, holds: $0.holds) }
  }

  /// Applies a journaled change of phase.
  mutating func move(to next: GuardrailPhase, since start: Instant?, at now: Instant) {
    switch next {
    case .inactive:
      if isBreached, acknowledged == nil, let breachedAt {
        unseen = Unseen(
          count: (unseen?.count ?? 0) + 1, breachedAt: unseen?.breachedAt ?? breachedAt, recoveredAt: now)
      }
      (since, breachedAt, goneSince, acknowledged, breachHook) = (nil, nil, nil, nil, nil)
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

  /// How many of a guardrail's runs of its hook are remembered; the journal keeps all.
  private static let mostHooks = 8

  /// Applies a journaled start of the hook, for this breach.
  mutating func startHook(_ run: HookRun) {
    hooks.append(run)
    if hooks.count > Self.mostHooks { hooks.removeFirst(hooks.count - Self.mostHooks) }
    breachHook = run.id
  }

  /// Applies a journaled end: to the run that it names; one of an older version names none and means this breach's.
  mutating func endHook(_ ended: HookEnded) {
    guard let id = ended.run ?? breachHook, let index = hooks.lastIndex(where: { $0.id == id }) else { return }
    hooks[index].ended = ended
  }

  /// Applies a journaled acknowledgement.
  mutating func acknowledge(by actor: String, at now: Instant) {
    if isBreached { acknowledged = Acknowledgement(by: actor, at: now) }
    unseen = nil
  }

  /// Time until the breach, if the condition goes on holding; nil unless pending.
  package func timeLeft(at now: Instant, under guardrail: Guardrail) -> Duration? {
    guard phase == .pending else { return nil }
    return max(.zero, guardrail.sustained - burnt(at: now, under: guardrail))
  }
}
