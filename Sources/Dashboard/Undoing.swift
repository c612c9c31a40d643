import Canvas
package import Gates

/// A question about one command, asked without a form: the focus is on Cancel.
package struct Question: Hashable, Sendable {
  package var danger: Form.Danger
  package let command: Command
}

extension Model {
  /// Asks whether what the operator did last shall be taken back, or says why it cannot be.
  mutating func undo() -> [Effect] {
    do {
      let undo = try state.undoing(lastOf: person, at: now)
      _ = try state.decide(undo.command, by: person, at: now)
      mode = .asking(
        Question(
          danger: Form.Danger(question: undo.question, details: undo.details, verb: "undoes"), command: undo.command))
      return []
    } catch {
      return say(error.sentence)
    }
  }

  mutating func press(_ key: KeyPress, in question: Question) -> [Effect] {
    let cancels = key == .escape || key == .control("c")
    // Keys typed ahead are dropped until the question was to be seen.
    guard cancels || question.danger.isSeen else { return [] }
    mode = .browse
    return key == .character("y") ? [.perform(question.command)] : []
  }

  /// The selected reason in one plain line: for a chat, a ticket, a mail.
  var reasonAtHand: String? {
    if let page = path.last {
      guard let line = selectedLine else { return nil }
      return ["\(title(of: page.place)):", line.name, line.text].filter { !$0.isEmpty }.joined(separator: " ")
    }
    switch pane {
    case .gates: return selectedApp.map { reason(of: $0) }
    case .alerts:
      let rows = alerts
      guard !rows.isEmpty else { return nil }
      let alert = rows[selected(in: .alerts, of: rows.count)]
      return "\(alert.app.map { "\($0) " } ?? "")\(alert.text)"
    case .blockers:
      return selectedBlocker.map { blocker in
        let eta = blocker.draft.eta.map { "ETA \(ETA.short($0, now: now)) UTC" } ?? "no ETA"
        return "\(blocker.label) \(blocker.draft.text), \(blocker.draft.owner), \(eta), \(blocker.draft.severity.label)"
      }
    }
  }

  /// `auto_com_center NO-GO, readiness 2 of 9 fail: P95 within 120 ms, p95 143ms > 120ms`.
  private func reason(of standing: AppStanding) -> String {
    let reason = standing.readiness.reasons.first.map { ": \($0.criterion.title), \($0.because)" } ?? ""
    return "\(standing.app.id) \(standing.ruling.kind.rawValue), readiness \(standing.readiness.words)\(reason)"
  }

  mutating func copy() -> [Effect] {
    guard let reason = reasonAtHand else { return say("There is nothing here to copy.") }
    let line = "\(reason) (\(now.utcSeconds))"
    note = Note(text: "copied: \(line)", isTrouble: false)
    return [.copy(line)]
  }
}
