extension Event {
  /// What happened, in one line without the time, the actor and the app: those have columns of their own.
  package var words: String {
    switch fact {
    case .watchStarted(let started): "began to watch '\(started.board)'"
    case .guardrailMoved(let moved): moved.words
    case .conditionTurned(let turned):
      "\(turned.guardrail.name): its condition \(turned.holds ? "began" : "ceased") to hold"
    case .criterionMoved(let moved):
      "\(moved.criterion.name): \(moved.from.rawValue) to \(moved.to.rawValue)\(Self.tail(moved.because))"
    case .sourceMoved(let moved):
      "source \(moved.source.name) \(moved.answers ? "answers" : "is silent")\(Self.tail(moved.because))"
    case .breachAcknowledged(let acknowledged): "acknowledged \(acknowledged.guardrail.name)"
    case .rulingRecorded(let recorded): recorded.words
    case .delivered(let delivered): delivered.words
    case .deadlinePassed(let passed): passed.words
    case .snapshotWritten(let written): "wrote \(written.path), sha256 \(written.sha256.prefix(12))"
    case .clockStepped(let step): step.words
    case .windowCapped(let capped): "\(capped.window) closed early, cap reached: \(capped.because)"
    case .keySetChanged(let changed): changed.words
    case .alarmsMuted(let muted): muted.words
    case .handedOver(let handed): "\(handed.outgoing) handed over to \(handed.incoming)\(Self.tail(handed.note))"
    case .approvalSigned, .approvalWithdrawn: wordsOfApproval
    case .blockerFiled, .blockerEdited, .blockerResolved, .blockerReopened: wordsOfBlocker
    case .hookArmed, .hookStarted, .hookEnded: wordsOfHook
    }
  }

  private static func tail(_ text: String) -> String { text.isEmpty ? "" : ": \(text)" }

  private var wordsOfApproval: String {
    switch fact {
    case .approvalSigned(let signed):
      "\(signed.human.map { "\($0) signed here" } ?? "signed") \(signed.item) as \(signed.role): \(signed.statement)"
    case .approvalWithdrawn(let withdrawn):
      "withdrew \(withdrawn.item) as \(withdrawn.role)\(Self.tail(withdrawn.why))"
    default: ""
    }
  }

  private var wordsOfBlocker: String {
    func words(_ draft: BlockerDraft) -> String {
      let eta = draft.eta.map { "ETA \(ETA.short($0, now: at))" } ?? "no ETA"
      return "\(draft.text); \(draft.owner), \(eta), \(draft.severity.label)"
    }
    return switch fact {
    case .blockerFiled(let filed): "filed B-\(filed.number): \(words(filed.draft))"
    case .blockerEdited(let edited): "changed B-\(edited.number): \(words(edited.draft))"
    case .blockerResolved(let resolved): "resolved B-\(resolved.number)\(Self.tail(resolved.note))"
    case .blockerReopened(let reopened): "opened B-\(reopened.number) again\(Self.tail(reopened.why))"
    default: ""
    }
  }

  private var wordsOfHook: String {
    switch fact {
    case .hookArmed(let hook): "\(hook.isArmed ? "armed" : "disarmed") the program of \(hook.guardrail.name)"
    case .hookStarted(let started): "\(started.guardrail.name) started \(started.arguments.joined(separator: " "))"
    case .hookEnded(let ended): "the program of \(ended.guardrail.name) ended: \(ended.words)"
    default: ""
    }
  }
}

extension KeySetChanged {
  /// The keys by their names: `provider oidc has the new key k-2 and no longer has the key k-1`.
  package var words: String {
    func named(_ keys: [ProviderKey], _ verb: String) -> String? {
      let names = keys.prefix(5).map(\.kid) + (keys.count > 5 ? ["\(keys.count - 5) more"] : [])
      return keys.isEmpty ? nil : "\(verb) \(names.joined(separator: ", "))"
    }
    guard let isUnsteady else {
      let words = [named(added, "has the new key"), named(removed, "no longer has the key")].compactMap(\.self)
      return "provider \(source.name) \(words.joined(separator: " and "))"
    }
    let words = [
      isUnsteady ? "changes its keys again and again" : "keeps its keys again", named(added, "now with"),
      named(removed, "no longer with"),
    ]
    return "provider \(source.name) \(words.compactMap(\.self).joined(separator: ", "))"
  }
}

extension GuardrailMoved {
  fileprivate var words: String {
    let tail = because.isEmpty ? "" : ": \(because)"
    switch (from, to) {
    case (_, .pending): return "\(guardrail.name) burns\(tail)"
    case (_, .breached): return "\(guardrail.name) BREACHED\(tail)"
    case (_, .recovering): return "\(guardrail.name) recovers\(tail)"
    case (.pending, .inactive): return "\(guardrail.name) burns no more\(tail)"
    case (_, .inactive): return "\(guardrail.name) is over\(tail)"
    }
  }
}

extension RulingRecorded {
  fileprivate var words: String {
    let over = overrides.map { ", over readiness \($0.rawValue)" } ?? ""
    let frozen = freeze.map { ", over \($0)" } ?? ""
    return "ruled \(ruling.kind.rawValue), \(ruling.allows.words)\(over)\(frozen): \(why)"
  }
}

extension AlarmsMuted {
  fileprivate var words: String {
    let whose = app == nil ? "all alarms" : "its alarms"
    return until.map { "muted \(whose) until \($0.timeOfDay.minutes): \(why)" } ?? "lets \(whose) sound again"
  }
}

extension Delivered {
  fileprivate var words: String {
    let file = evidence.map { ", \($0.path) sha256 \($0.sha256.prefix(12))" } ?? ""
    return "delivered '\(deliverable)' for \(deadline)\(file)\(note.isEmpty ? "" : ": \(note)")"
  }
}

extension DeadlinePassed {
  fileprivate var words: String {
    guard let missing else { return "\(deadline) passed" }
    return missing.isEmpty ? "\(deadline) passed, met" : "\(deadline) MISSED: \(missing.joined(separator: ", "))"
  }
}

extension ClockStepped {
  /// `the clock was set back by 2m; timers moved with it`.
  package var words: String {
    let step = to < from ? "back by \((from - to).words)" : "forward by \((to - from).words)"
    return "the clock was set \(step); timers moved with it"
  }
}
