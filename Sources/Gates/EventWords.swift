/// What an event's words call the things that they are about.
private struct Names {
  /// Whose titles they have; nil for the names of the board file.
  var board: Board?

  func guardrail(_ key: Key) -> String { board?.guardrail(key)?.title ?? key.name }

  func criterion(_ key: Key) -> String {
    board?.app(key.app)?.criteria.first { $0.name == key.name }?.title ?? key.name
  }

  func deadline(_ id: String) -> String { board?.deadlines.first { $0.id == id }?.title ?? id }
  func window(_ id: String) -> String { board?.windows.first { $0.id == id }?.title ?? id }
}

extension BoardState {
  /// What happened, in one line, with everything called what the board calls it.
  package func words(of event: Event) -> String { event.words(calling: Names(board: board)) }

  /// What a criterion is called on the board; its name where the board has none of that name any more.
  func title(of criterion: Key) -> String { Names(board: board).criterion(criterion) }
}

extension Event {
  /// What happened, in one line without the time, the actor and the app: those have columns of their own. Things have the
  /// names that they have in the board file; ``BoardState/words(of:)`` has their titles.
  package var words: String { words(calling: Names()) }

  fileprivate func words(calling names: Names) -> String {
    switch fact {
    case .watchStarted(let started): "began to watch '\(started.board)'"
    case .guardrailMoved(let moved): moved.words(names.guardrail(moved.guardrail))
    case .conditionTurned(let turned): turned.words(names.guardrail(turned.guardrail))
    case .criterionMoved(let moved): moved.words(names.criterion(moved.criterion))
    case .sourceMoved(let moved):
      "source \(moved.source.name) \(moved.answers ? "answers" : "is silent")\(Self.tail(moved.because))"
    case .breachAcknowledged(let acknowledged): "acknowledged \(names.guardrail(acknowledged.guardrail))"
    case .rulingRecorded(let recorded): recorded.words
    case .delivered(let delivered): delivered.words(names.deadline(delivered.deadline))
    case .deadlinePassed(let passed): passed.words(names.deadline(passed.deadline))
    case .snapshotWritten(let written): "wrote \(written.path), sha256 \(written.sha256.prefix(12))"
    case .clockStepped(let step): step.words
    case .windowCapped(let capped): "\(names.window(capped.window)) closed early, cap reached: \(capped.because)"
    case .keySetChanged(let changed): changed.words
    case .alarmsMuted(let muted): muted.words
    case .handedOver(let handed): "\(handed.outgoing) handed over to \(handed.incoming)\(Self.tail(handed.note))"
    case .approvalSigned, .approvalWithdrawn: wordsOfApproval
    case .blockerFiled, .blockerEdited, .blockerResolved, .blockerReopened: wordsOfBlocker
    case .hookArmed, .hookStarted, .hookEnded: wordsOfHook(calling: names)
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

  private func wordsOfHook(calling names: Names) -> String {
    switch fact {
    case .hookArmed(let hook):
      "\(hook.isArmed ? "armed" : "disarmed") the program of \(names.guardrail(hook.guardrail))"
    case .hookStarted(let started):
      "\(names.guardrail(started.guardrail)) started \(started.arguments.joined(separator: " "))"
    case .hookEnded(let ended): "the program of \(names.guardrail(ended.guardrail)) ended: \(ended.words)"
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
  fileprivate func words(_ name: String) -> String {
    let tail = because.isEmpty ? "" : ": \(because)"
    switch (from, to) {
    case (_, .pending): return "\(name) burns\(tail)"
    case (_, .breached): return "\(name) BREACHED\(tail)"
    case (_, .recovering): return "\(name) recovers\(tail)"
    case (.pending, .inactive): return "\(name) burns no more\(tail)"
    case (_, .inactive): return "\(name) recovered\(tail)"
    }
  }
}

extension ConditionTurned {
  fileprivate func words(_ name: String) -> String { "\(name): its condition is \(holds ? "met" : "met no more")" }
}

extension CriterionMoved {
  /// What was unknown has not come to fail: it is seen again, and fails.
  fileprivate func words(_ name: String) -> String {
    let tail = because.isEmpty ? "" : ": \(because)"
    switch (from, to) {
    case (.unknown, .fail): return "\(name): no longer unknown, fails\(tail)"
    case (.unknown, .pending): return "\(name): no longer unknown, waits\(tail)"
    case (_, .unknown): return "\(name): unknown, was \(from.rawValue)\(tail)"
    default: return "\(name): \(from.rawValue) to \(to.rawValue)\(tail)"
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
  fileprivate func words(_ deadline: String) -> String {
    let file = evidence.map { ", \($0.path) sha256 \($0.sha256.prefix(12))" } ?? ""
    return "delivered '\(deliverable)' for \(deadline)\(file)\(note.isEmpty ? "" : ": \(note)")"
  }
}

extension DeadlinePassed {
  fileprivate func words(_ name: String) -> String {
    guard let missing else { return "\(name) passed" }
    return missing.isEmpty ? "\(name) passed, met" : "\(name) MISSED: \(missing.joined(separator: ", "))"
  }
}

extension ClockStepped {
  /// `the clock was set back by 2m; timers moved with it`.
  package var words: String {
    let step = to < from ? "back by \((from - to).words)" : "forward by \((to - from).words)"
    return "the clock was set \(step); timers moved with it"
  }
}
