import Gates

extension Event {
  /// What happened in one plain sentence, without shapes or colours; the board names what a key stands for.
  func sentence(on board: Board) -> String {
    switch fact {
    case .watchStarted: "\(actor) watches the board"
    case .guardrailMoved(let moved): moved.sentence(on: board)
    case .conditionTurned(let turned):
      "\(turned.guardrail.app): the condition of \(turned.guardrail.name) \(turned.holds ? "holds" : "holds no more")"
    case .criterionMoved(let moved):
      "\(moved.criterion.app): criterion \(moved.criterion.name) is \(moved.to.rawValue), was \(moved.from.rawValue): "
        + moved.because
    case .sourceMoved(let moved):
      "\(moved.source.app): source \(moved.source.name) \(moved.answers ? "answers" : "is silent"): \(moved.because)"
    case .keySetChanged(let changed): "\(changed.source.app): \(changed.words)"
    case .deadlinePassed(let passed): passed.sentence(on: board)
    case .windowCapped(let capped): "window \(capped.window) is closed by its cap: \(capped.because)"
    case .clockStepped(let step): "the clock stepped from \(step.from.utcSeconds) to \(step.to.utcSeconds)"
    case .hookStarted(let started):
      "\(started.guardrail.app): \(started.guardrail.name) runs \(started.arguments.joined(separator: " "))"
    case .hookEnded(let ended): "\(ended.guardrail.app): the program of \(ended.guardrail.name): \(ended.words)"
    case .breachAcknowledged, .rulingRecorded, .approvalSigned, .approvalWithdrawn, .blockerFiled, .blockerEdited,
      .blockerResolved, .blockerReopened, .delivered, .snapshotWritten, .hookArmed, .alarmsMuted, .handedOver:
      "\(actor) \(deed)"
    }
  }

  /// What a human did.
  private var deed: String {
    switch fact {
    case .breachAcknowledged(let acknowledged): "acknowledged the breach of \(acknowledged.guardrail)"
    case .rulingRecorded(let recorded):
      "ruled \(recorded.ruling.kind.rawValue) for \(recorded.app), \(recorded.ruling.allows.rawValue) traffic: "
        + recorded.why
    case .approvalSigned(let signed):
      "recorded that \(signed.human ?? actor) signed \(signed.item) as \(signed.role): \(signed.statement)"
    case .approvalWithdrawn(let withdrawn):
      "withdrew the signature of \(withdrawn.role) on \(withdrawn.item): \(withdrawn.why)"
    case .blockerFiled(let filed): "filed B-\(filed.number): \(filed.draft.sentence)"
    case .blockerEdited(let edited): "edited B-\(edited.number): \(edited.draft.sentence)"
    case .blockerResolved(let resolved):
      "resolved B-\(resolved.number)\(resolved.note.isEmpty ? "" : ": \(resolved.note)")"
    case .blockerReopened(let reopened): "reopened B-\(reopened.number): \(reopened.why)"
    case .delivered(let delivered): "recorded the delivery of '\(delivered.deliverable)' for \(delivered.deadline)"
    case .snapshotWritten(let written): "wrote the board to \(written.path)"
    case .hookArmed(let hook): "\(hook.isArmed ? "armed" : "disarmed") the program of \(hook.guardrail)"
    case .alarmsMuted(let muted):
      "\(muted.until == nil ? "lets" : "muted") the alarms of \(muted.app?.name ?? "the whole board")"
        + (muted.until.map { " until \($0.utcSeconds): \(muted.why)" } ?? " sound again")
    case .handedOver(let handed):
      "recorded that \(handed.outgoing) handed the board over to \(handed.incoming)"
        + (handed.note.isEmpty ? "" : ": \(handed.note)")
    case .watchStarted, .guardrailMoved, .conditionTurned, .criterionMoved, .sourceMoved, .keySetChanged,
      .deadlinePassed, .windowCapped, .clockStepped, .hookStarted, .hookEnded:
      ""
    }
  }
}

extension GuardrailMoved {
  fileprivate func sentence(on board: Board) -> String {
    let rule = board.guardrail(guardrail)
    let name = rule?.title ?? guardrail.name
    switch to {
    case .inactive: return "\(guardrail.app): \(name) is over"
    case .pending: return "\(guardrail.app): \(name) burns, \(rule?.sustainedClock ?? "") until it acts: \(because)"
    case .breached: return "\(guardrail.app): BREACH of \(name), \(rule?.action.rawValue ?? ""): \(because)"
    case .recovering: return "\(guardrail.app): \(name) recovers: \(because)"
    }
  }
}

extension DeadlinePassed {
  fileprivate func sentence(on board: Board) -> String {
    let title = board.deadlines.first { $0.id == deadline }?.title ?? deadline
    let gone = missing ?? []
    return gone.isEmpty ? "deadline '\(title)' is met" : "deadline '\(title)' MISSED: \(gone.joined(separator: ", "))"
  }
}

extension BlockerDraft {
  fileprivate var sentence: String {
    let whose = app.map { "\($0), " } ?? ""
    let when = eta.map { "ETA \($0.utcSeconds)" } ?? "no ETA"
    return "\(whose)\(text), owner \(owner), \(when), \(severity.label)"
  }
}
