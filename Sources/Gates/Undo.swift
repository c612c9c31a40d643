/// How an operator's last action is taken back: by a command of its own, so that the journal keeps both.
package struct Undo: Hashable, Sendable {
  package let command: Command
  /// What will happen, as a question asks it: `Reopen B-3?`.
  package let question: String
  package let details: String
}

extension BoardState {
  /// What takes back the last thing that a person did on this board.
  ///
  /// - Throws: ``Refusal`` that says why it cannot be taken back.
  package func undoing(lastOf person: String, at now: Instant) throws(Refusal) -> Undo {
    guard let last = recent.last(where: { $0.actor == person && $0.fact.isAct }) else {
      throw Refusal(nil, "\(person) has done nothing lately that could be undone.")
    }
    let when = "what you did at \(last.at.timeOfDay.minutes)"
    if let touched = last.fact.touched,
      let later = recent.last(where: { $0.sequence > last.sequence && $0.fact.isAct && $0.fact.touched == touched })
    {
      throw Refusal(
        nil, "\(later.actor) has acted on \(touched.words) since, at \(later.at.timeOfDay.minutes): that stays.")
    }
    switch last.fact {
    case .blockerFiled(let filed):
      return try undo(filing: filed.number, when)
    case .blockerEdited(let edited):
      return try undo(editing: edited, when)
    case .blockerResolved(let resolved):
      return Undo(
        command: .reopenBlocker(resolved.number, why: "undone: it was resolved by mistake"),
        question: "Reopen B-\(resolved.number)?", details: "It undoes \(when): B-\(resolved.number) was resolved.")
    case .blockerReopened(let reopened):
      return Undo(
        command: .resolveBlocker(reopened.number, note: "undone: it was reopened by mistake"),
        question: "Resolve B-\(reopened.number)?", details: "It undoes \(when): B-\(reopened.number) was reopened.")
    case .approvalSigned(let signed):
      return Undo(
        command: .withdraw(item: signed.item, role: signed.role, why: "undone: it was signed by mistake"),
        question: "Withdraw \(signed.item)?", details: "It undoes \(when): \(signed.role)'s signature no longer counts."
      )
    case .rulingRecorded(let recorded):
      return try undo(ruling: recorded, by: last, when)
    case .hookArmed(let hook):
      return Undo(
        command: hook.isArmed ? .disarm(hook.guardrail) : .arm(hook.guardrail),
        question: "\(hook.isArmed ? "Disarm" : "Arm") \(hook.guardrail)?", details: details(of: hook, when, at: now))
    case .alarmsMuted(let muted):
      guard muted.until != nil else {
        throw Refusal(nil, "Alarms that sound again are muted anew; nothing else takes it back.")
      }
      return Undo(
        command: .mute(muted.app, until: nil, why: "undone"), question: "Let the alarms sound again?",
        details: "It undoes \(when): \(muted.app.map(\.name) ?? "the whole board") was muted.")
    case .breachAcknowledged(let acknowledged):
      throw Refusal(nil, "\(acknowledged.guardrail) is acknowledged: who was told stays told, it cannot be undone.")
    case .approvalWithdrawn(let withdrawn):
      throw Refusal(nil, "The signature on \(withdrawn.item) is withdrawn: it is signed anew, it cannot be undone.")
    case .handedOver(let handed):
      throw Refusal(nil, "\(handed.incoming) has taken over: another handover goes back, it cannot be undone.")
    case .delivered(let delivered):
      throw Refusal(nil, "'\(delivered.deliverable)' is recorded as delivered: it cannot be undone.")
    case .watchStarted, .guardrailMoved, .conditionTurned, .criterionMoved, .sourceMoved, .keySetChanged,
      .deadlinePassed, .snapshotWritten, .clockStepped, .hookStarted, .hookEnded, .windowCapped:
      throw Refusal(nil, "It cannot be undone.")
    }
  }

  private func undo(filing number: Int, _ when: String) throws(Refusal) -> Undo {
    guard let blocker = blocker(number), blocker.isOpen else {
      throw Refusal(nil, "B-\(number) is resolved already.")
    }
    return Undo(
      command: .resolveBlocker(number, note: "withdrawn: it was filed by mistake"), question: "Withdraw B-\(number)?",
      details: "It undoes \(when): '\(blocker.draft.text)' is resolved as withdrawn.")
  }

  private func undo(editing edited: BlockerEdited, _ when: String) throws(Refusal) -> Undo {
    let number = edited.number
    guard let blocker = blocker(number), let before = blocker.draftBefore else {
      throw Refusal(nil, "What B-\(number) said before is not known any more.")
    }
    return Undo(
      command: .editBlocker(number, before, over: .blocker(blocker.draft)), question: "Edit B-\(number) back?",
      details: "It undoes \(when). It will say again: \(before.text), \(before.owner), \(before.severity.label).")
  }

  private func undo(ruling recorded: RulingRecorded, by event: Event, _ when: String) throws(Refusal) -> Undo {
    guard let app = board.app(recorded.app), let record = ruling(of: app).record, record.at == event.at,
      record.by == event.actor
    else { throw Refusal(nil, "\(recorded.app) was ruled on again since.") }
    let before = rulingBefore(app.id)
    let reason = before.record.map { "\($0.why)" } ?? "as the board file has it"
    let draft = RulingDraft(
      before.ruling, why: String("back to the ruling before: \(reason)".prefix(Self.longestText)),
      overrides: before.override != nil)
    return Undo(
      command: .rule(app.id, draft, over: .ruling(ruling(of: app))),
      question: "Rule \(before.ruling.kind.rawValue) for \(app.id) again?",
      details: "It undoes \(when), \(recorded.ruling.kind.rawValue), by a new ruling that allows "
        + "\(before.ruling.allows.words). Why: \(draft.why)")
  }

  private func details(of hook: HookArmed, _ when: String, at now: Instant) -> String {
    guard !hook.isArmed else { return "It undoes \(when): a breach will run nothing." }
    let words = board.guardrail(hook.guardrail)?.hook?.words ?? "its program"
    let isNow = run(hook.guardrail).isBreached && run(hook.guardrail).hook == nil
    return "It undoes \(when). \(isNow ? "It is breached now: the program runs AT ONCE" : "A breach runs"): \(words)"
  }
}

/// What an act is about, so that a later act on the same thing is known.
private enum Touched: Hashable {
  case blocker(Int)
  case signature(item: String, role: String)
  case hook(Key)
  case mute(AppID?)

  var words: String {
    switch self {
    case .blocker(let number): "B-\(number)"
    case .signature(let item, let role): "\(role)'s signature on \(item)"
    case .hook(let guardrail): "the program of \(guardrail)"
    case .mute(let app): "the alarms of \(app.map(\.name) ?? "the whole board")"
    }
  }
}

extension Fact {
  /// Nil for what cannot be undone, and for a ruling, which is held against the one in force.
  fileprivate var touched: Touched? {
    switch self {
    case .blockerFiled(let filed): .blocker(filed.number)
    case .blockerEdited(let edited): .blocker(edited.number)
    case .blockerResolved(let resolved): .blocker(resolved.number)
    case .blockerReopened(let reopened): .blocker(reopened.number)
    case .approvalSigned(let signed): .signature(item: signed.item, role: signed.role)
    case .approvalWithdrawn(let withdrawn): .signature(item: withdrawn.item, role: withdrawn.role)
    case .hookArmed(let hook): .hook(hook.guardrail)
    case .alarmsMuted(let muted): .mute(muted.app)
    default: nil
    }
  }

  /// Whether a human did it to the board; a snapshot or a look changes nothing on it.
  fileprivate var isAct: Bool {
    switch self {
    case .breachAcknowledged, .rulingRecorded, .approvalSigned, .approvalWithdrawn, .blockerFiled, .blockerEdited,
      .blockerResolved, .blockerReopened, .delivered, .hookArmed, .alarmsMuted, .handedOver:
      true
    case .watchStarted, .guardrailMoved, .conditionTurned, .criterionMoved, .sourceMoved, .keySetChanged,
      .deadlinePassed, .snapshotWritten, .clockStepped, .hookStarted, .hookEnded, .windowCapped:
      false
    }
  }
}
