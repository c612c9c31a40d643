import Canvas
import Gates

extension Model {
  mutating func press(_ key: KeyPress, in form: Form) -> [Effect] {
    let effects = take(key, in: form)
    return effects + keepDraft(of: form)
  }

  private mutating func take(_ key: KeyPress, in form: Form) -> [Effect] {
    var form = form
    defer { if case .form = mode { mode = .form(form) } }
    switch form.phase {
    // Keys typed ahead while the journal writes wait for nothing: they are dropped, not applied to what comes next.
    case .saving: return []
    case .reading:
      // A file on a disk that hangs is not waited for: what is found later is let be.
      if key == .escape || key == .control("c") { form.phase = .typing }
      return []
    case .confirming(let danger): return confirm(key, danger, in: &form)
    case .asksToLeave:
      guard isQuestionSeen else { return [] }
      form.phase = .typing
      if key == .character("y") { mode = .browse }
      return []
    case .typing: return type(key, in: &form)
    }
  }

  private mutating func type(_ key: KeyPress, in form: inout Form) -> [Effect] {
    switch key {
    case .escape, .control("c"):
      guard form.isChanged else {
        mode = .browse
        return []
      }
      form.phase = .asksToLeave
      ask()
    case .tab, .down: return leave(&form, to: form.focus + 1)
    case .backTab, .up: return leave(&form, to: form.focus - 1)
    case .enter: return submit(&form)
    case .control("d") where form.takenUp != nil: form.beginAnew()
    default:
      form.type(key)
      form.settle(in: state, at: now)
    }
    return []
  }

  /// Goes to another field, and has a file looked at whose path was just typed.
  func leave(_ form: inout Form, to index: Int) -> [Effect] {
    let left = form.fields[form.focus].name
    form.visited.insert(left)
    form.focus = (index + form.fields.count) % form.fields.count
    guard left == .evidence, let path = form.evidencePath else { return [] }
    return [.look(path: path)]
  }

  /// The key that confirms is neither the one that asked nor enter, and counts only after the question was to be seen.
  private func confirm(_ key: KeyPress, _ danger: Form.Danger, in form: inout Form) -> [Effect] {
    if key == .escape || key == .control("c") {
      form.phase = .typing
      return []
    }
    guard danger.isSeen else { return [] }
    form.phase = .typing
    guard key == .character("y") else { return [] }
    do {
      let command = try form.command(in: state, by: person, at: now)
      form.phase = .saving
      return [.perform(command)]
    } catch {
      refuse(error, in: &form)
      return []
    }
  }

  private mutating func submit(_ form: inout Form) -> [Effect] {
    form.refusal = nil
    // A file is read again when it is delivered: it may have changed since the path was typed.
    if let path = form.evidencePath {
      form.phase = .reading
      return [.look(path: path)]
    }
    return decide(&form)
  }

  private mutating func decide(_ form: inout Form) -> [Effect] {
    do {
      let command = try form.command(in: state, by: person, at: now)
      _ = try state.decide(command, by: person, at: now)
      if let danger = Form.danger(of: command, in: state, at: now) {
        form.phase = .confirming(danger)
        return []
      }
      form.phase = .saving
      if case .handOver = command { signedSheet = handoverSheet }
      return [.perform(command)]
    } catch {
      refuse(error, in: &form)
      return []
    }
  }

  /// Whoever reads that somebody else has acted has seen what stands there now.
  private func refuse(_ refusal: Refusal, in form: inout Form) {
    let deed = form.purpose == .acknowledge ? "acknowledges that one, too" : "writes over it"
    let advice = refusal.isOvertaken ? " Enter once more \(deed)." : ""
    form.refuse(Refusal(refusal.field, refusal.sentence + advice, isOvertaken: refusal.isOvertaken))
    if refusal.isOvertaken { form.premise = form.premise(in: state, at: now) }
  }

  // MARK: Answers

  mutating func looked(at path: String, _ look: FileLook) -> [Effect] {
    guard case .form(var form) = mode else { return [] }
    defer { mode = .form(form) }
    form.looks[path] = look
    guard form.phase == .reading, form.evidencePath == path else { return [] }
    form.phase = .typing
    return decide(&form)
  }

  /// A question has stood on the screen for a while, and no key came.
  mutating func hasSeen() {
    if case .asking(var question) = mode {
      question.danger.isSeen = true
      mode = .asking(question)
    }
    guard case .form(var form) = mode, case .confirming(var danger) = form.phase else { return }
    danger.isSeen = true
    form.phase = .confirming(danger)
    mode = .form(form)
  }

  /// Whether a question waits to have been seen: then the screen says when no key came for a while.
  package var wantsQuiet: Bool {
    if case .asking(let question) = mode { return !question.danger.isSeen }
    guard case .form(let form) = mode, case .confirming(let danger) = form.phase else { return false }
    return !danger.isSeen
  }

  mutating func saved(_ command: Command, _ events: [Event]) -> [Effect] {
    if case .recordSnapshot = command { return [] }
    var effects: [Effect] = []
    if case .form(let form) = mode, form.phase == .saving {
      mode = .browse
      effects = forgetDraft(form.draftName)
    }
    note = Note(text: words(for: events.last), isTrouble: false)
    return effects
  }

  mutating func refused(_ command: Command, _ refusal: Refusal) {
    guard case .form(var form) = mode, form.phase == .saving, mayAct else {
      note = Note(text: refusal.sentence, isTrouble: true)
      return
    }
    refuse(refusal, in: &form)
    mode = .form(form)
  }

  private func words(for event: Event?) -> String {
    switch event?.fact {
    case .blockerFiled(let filed): "saved B-\(filed.number)"
    case .blockerEdited(let edited): "saved B-\(edited.number)"
    case .blockerResolved(let resolved): "resolved B-\(resolved.number)\(offer(.reopen, "opens it again"))"
    case .blockerReopened(let reopened): "reopened B-\(reopened.number)"
    case .rulingRecorded(let recorded): "recorded \(recorded.ruling.kind.rawValue) for \(recorded.app)"
    case .breachAcknowledged(let acknowledged): "acknowledged \(acknowledged.guardrail)"
    case .approvalSigned(let signed): "\(signed.human ?? event?.actor ?? "") signed \(signed.item) as \(signed.role)"
    case .approvalWithdrawn(let withdrawn): "withdrew \(withdrawn.item) as \(withdrawn.role)"
    case .delivered(let delivered): "recorded '\(delivered.deliverable)'"
    case .handedOver(let handed): "\(handed.outgoing) handed over to \(handed.incoming)"
    case .alarmsMuted(let muted): muted.until == nil ? "alarms sound again" : "alarms muted"
    case .hookArmed(let hook): "\(hook.isArmed ? "armed" : "disarmed") \(hook.guardrail)"
    case .watchStarted, .guardrailMoved, .conditionTurned, .criterionMoved, .sourceMoved, .keySetChanged,
      .deadlinePassed, .snapshotWritten, .clockStepped, .windowCapped, .hookStarted, .hookEnded, nil:
      "nothing to change"
    }
  }
}

extension Form {
  mutating func type(_ key: KeyPress) {
    refusal = nil
    let field = fields[focus]
    let choice = field.words.firstIndex { $0.lowercased() == field.editor.string.lowercased() }
    if key == .right || key == .control("n"), let completion {
      _ = fields[focus].editor.take(.paste(completion))
    } else if let choice, let step = step(for: key, in: field) {
      let next = (choice + step + field.words.count) % field.words.count
      fields[focus].editor = LineEditor(field.words[next])
    } else {
      _ = fields[focus].editor.take(key)
    }
  }

  /// The arrows go from one word to the next, where a word stands in the field whole.
  private func step(for key: KeyPress, in field: Field) -> Int? {
    let isAtEnd = field.editor.cursor == field.editor.text.count
    switch key {
    case .right where isAtEnd, .control("n"): return 1
    case .left where field.isChoice, .control("p"): return -1
    default: return nil
    }
  }
}
