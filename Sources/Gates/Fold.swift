/// What a board's events have come to, without anything that was measured: what the journal keeps of a board.
///
/// A fold can be kept as a checkpoint and gone on from. It is a cache then and never a source of truth: everything in
/// it follows from the events before.
package struct Fold: Hashable, Sendable, Codable {
  /// Raised whenever ``apply(_:to:_:)`` makes something else of the same events: checkpoints of before no longer count.
  package static let version = 5

  /// Sequence number of the last event applied, 0 before the first.
  package private(set) var sequence = 0
  /// The timers of every guardrail, at its place in the roster.
  private(set) var runs: [GuardrailRun]
  /// The last move of each criterion.
  private(set) var criteria: [Key: CriterionMoved] = [:]
  /// The last move of each source.
  private(set) var sources: [Key: SourceMoved] = [:]
  /// The keys that each OpenID provider is known to hold, by its source.
  private(set) var providerKeys: [Key: ProviderKeys] = [:]
  /// The last early closing of each window by its cap, by the window's key.
  private(set) var cappedWindows: [String: WindowCapped] = [:]
  private(set) var blockers: [Blocker] = []
  private(set) var armed: [Key: Arming] = [:]
  private(set) var rulings: [AppID: RulingInForce] = [:]
  /// The ruling before that, where there was one.
  private(set) var rulingsBefore: [AppID: RulingInForce] = [:]
  /// The last mute of each app, and under nil the whole board's; see ``BoardState/mutes(at:)``.
  private(set) var muted: [AppID?: Mute] = [:]
  private(set) var approvals: [Approval] = []
  private(set) var deliveries: [Delivery] = []
  private(set) var passedDeadlines: [DueDate: DeadlinePassed] = [:]
  /// The last time that one shift gave the board to the next.
  private(set) var lastHandover: Handover?
  /// The rulings recorded since then, oldest first.
  private(set) var ruledSinceHandover: [Ruled] = []
  /// When the journal began; nil before the first event.
  private(set) var began: Instant?
  /// The latest instant of an event, since the clock was last set.
  private(set) var latest: Instant?
  /// The last step of the wall clock that was noticed.
  private(set) var clockStep: ClockStepped?

  init(guardrails: Int) { runs = Array(repeating: GuardrailRun(), count: guardrails) }

  /// Everything of a board on which a fold hangs, in a text: folds of boards with the same one are the same.
  package static func rules(of board: Board) -> String {
    let guardrails = board.apps.flatMap { app in
      app.guardrails.map { guardrail in
        "\(Key(app.id, guardrail.name)) \(guardrail.within.map { "\($0.wholeMilliseconds)" } ?? "-")"
      }
    }
    return (["fold \(version)"] + guardrails).joined(separator: "\n")
  }

  mutating func apply(_ event: Event, to board: Board, _ roster: Roster) {
    sequence = event.sequence
    began = began ?? event.at
    latest = max(latest ?? event.at, event.at)
    switch event.fact {
    case .watchStarted, .snapshotWritten: break
    case .handedOver(let handed):
      lastHandover = Handover(
        outgoing: handed.outgoing, incoming: handed.incoming, note: handed.note, at: event.at, sequence: event.sequence)
      ruledSinceHandover = []
    case .guardrailMoved, .conditionTurned: time(event.fact, at: event.at, board, roster)
    case .breachAcknowledged(let acknowledged):
      change(acknowledged.guardrail, roster) { $0.acknowledge(by: event.actor, at: event.at) }
    case .hookArmed(let hook):
      armed[hook.guardrail] = hook.isArmed ? Arming(by: event.actor, at: event.at, consent: hook.consent) : nil
    case .hookStarted(let started):
      change(started.guardrail, roster) { $0.startHook(HookRun(id: event.sequence, startedAt: event.at)) }
    case .hookEnded(let ended): change(ended.guardrail, roster) { $0.endHook(ended) }
    case .clockStepped(let step):
      shift(by: step.to - step.from, to: step.to)
      clockStep = step
      // What a clock that was ahead took for passed is still to come.
      passedDeadlines = passedDeadlines.filter { $0.key.at <= step.to }
    case .criterionMoved(let moved): criteria[moved.criterion] = moved
    case .sourceMoved(let moved): sources[moved.source] = moved
    case .keySetChanged(let changed): providerKeys[changed.source, default: ProviderKeys()].take(changed, at: event.at)
    case .windowCapped(let capped): cappedWindows[capped.window] = capped
    case .alarmsMuted(let mute):
      muted[mute.app] = mute.until.map { Mute(app: mute.app, until: $0, by: event.actor, why: mute.why) }
    case .deadlinePassed(let passed): passedDeadlines[DueDate(deadline: passed.deadline, at: passed.at)] = passed
    case .delivered(let delivered): deliveries.append(Delivery(delivered: delivered, by: event.actor, at: event.at))
    case .rulingRecorded(let recorded):
      rulingsBefore[recorded.app] = rulings[recorded.app]
      rulings[recorded.app] = RulingInForce(
        ruling: recorded.ruling,
        record: RulingInForce.Record(
          by: event.actor, at: event.at, why: recorded.why, overrides: recorded.overrides, freeze: recorded.freeze))
      ruledSinceHandover.append(
        Ruled(app: recorded.app, ruling: recorded.ruling, by: event.actor, at: event.at, why: recorded.why))
    case .approvalSigned(let signed):
      approvals.append(
        Approval(
          item: signed.item, role: signed.role, by: signed.human ?? event.actor, statement: signed.statement,
          at: event.at, keyboard: signed.human == nil ? nil : event.actor))
    case .approvalWithdrawn(let withdrawn): withdraw(withdrawn, event)
    case .blockerFiled(let filed):
      blockers.append(Blocker(number: filed.number, draft: filed.draft, filedBy: event.actor, filedAt: event.at))
    case .blockerEdited(let edited): change(edited.number) { $0.edit(edited.draft, by: event.actor, at: event.at) }
    case .blockerReopened(let reopened):
      change(reopened.number) { blocker in
        blocker.resolution = nil
        blocker.reopened += 1
      }
    case .blockerResolved(let resolved):
      change(resolved.number) { $0.resolution = Resolution(by: event.actor, at: event.at, note: resolved.note) }
    }
  }

  /// Moves the timers of the guardrail that a fact is about, as far as it is about one.
  private mutating func time(_ fact: Fact, at now: Instant, _ board: Board, _ roster: Roster) {
    switch fact {
    case .guardrailMoved(let moved):
      change(moved.guardrail, roster) { $0.move(to: moved.to, since: moved.since, at: now) }
    case .conditionTurned(let turned):
      guard let guardrail = board.guardrail(turned.guardrail) else { break }
      change(turned.guardrail, roster) { $0.turn(turned.holds, at: now, under: guardrail) }
    default: break
    }
  }

  /// Moves timers by a fact that the journal has not taken.
  ///
  /// - Returns: the place of the guardrail and its timers before; nil for a fact that moves none.
  mutating func assume(
    _ fact: Fact, at now: Instant, _ board: Board, _ roster: Roster
  ) -> (place: Int, before: GuardrailRun)? {
    let key: Key? =
      switch fact {
      case .guardrailMoved(let moved): moved.guardrail
      case .conditionTurned(let turned): turned.guardrail
      default: nil
      }
    guard let place = key.flatMap({ roster.guardrails[$0] }) else { return nil }
    let before = runs[place]
    time(fact, at: now, board, roster)
    return (place, before)
  }

  /// Takes back what was assumed of a guardrail.
  mutating func restore(_ run: GuardrailRun, at place: Int) { runs[place] = run }

  private mutating func withdraw(_ withdrawn: ApprovalWithdrawn, _ event: Event) {
    let index = approvals.lastIndex { $0.item == withdrawn.item && $0.role == withdrawn.role && $0.isInForce }
    guard let index else { return }
    approvals[index].withdrawal = Approval.Withdrawal(by: event.actor, at: event.at, why: withdrawn.why)
  }

  /// A step of more than half a day is another clock that wrote into this journal, such as a rehearsal's: then what
  /// began by the new time was timed by this clock, and stays.
  static func isForeign(_ span: Duration) -> Bool { span < .seconds(-43_200) }

  private mutating func shift(by span: Duration, to now: Instant) {
    latest = now
    let isForeign = Self.isForeign(span)
    for place in runs.indices where !isForeign || runs[place].began.map({ $0 > now }) ?? false {
      runs[place].shift(by: span)
    }
  }

  /// A guardrail that the board no longer has is nobody's any more.
  private mutating func change(_ guardrail: Key, _ roster: Roster, _ edit: (inout GuardrailRun) -> Void) {
    if let place = roster.guardrails[guardrail] { edit(&runs[place]) }
  }

  private mutating func change(_ number: Int, _ edit: (inout Blocker) -> Void) {
    guard let index = blockers.firstIndex(where: { $0.number == number }) else { return }
    edit(&blockers[index])
  }
}
