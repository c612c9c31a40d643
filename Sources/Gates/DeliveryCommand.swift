/// What an operator says has come.
package struct DeliveryDraft: Hashable, Sendable {
  /// The key of a deadline.
  package var deadline: String
  /// One of the deadline's deliverables, word for word.
  package var deliverable: String
  package var evidence: FileRecord?
  package var note: String

  package init(deadline: String, deliverable: String, evidence: FileRecord? = nil, note: String = "") {
    self.deadline = deadline
    self.deliverable = deliverable
    self.evidence = evidence
    self.note = note
  }
}

extension BoardState {
  func decide(_ draft: DeliveryDraft, at now: Instant) throws(Refusal) -> Fact {
    guard let deadline = board.deadlines.first(where: { $0.id == draft.deadline }) else {
      throw Refusal(.deadline, "'\(draft.deadline)' is not a deadline of this board.")
    }
    guard deadline.deliverables.contains(draft.deliverable) else {
      throw Refusal(.deliverable, "'\(draft.deliverable)' is not owed by '\(deadline.title)'.")
    }
    let due = deadline.at.next(from: now)
    guard missing(of: deadline, due: due).contains(draft.deliverable) || isCorrection(draft, due: due) else {
      throw Refusal(
        .deliverable, "'\(draft.deliverable)' is recorded as delivered; a corrected file of it can be delivered.")
    }
    guard draft.note.count <= Self.longestText else {
      throw Refusal(.text, "Keep the note within \(Self.longestText) characters.")
    }
    return .delivered(
      Delivered(
        deadline: deadline.id, due: due, deliverable: draft.deliverable, evidence: draft.evidence, note: draft.note))
  }

  /// Whether a file comes in place of one that was delivered, or of a delivery without one.
  private func isCorrection(_ draft: DeliveryDraft, due: Instant) -> Bool {
    guard let file = draft.evidence else { return false }
    let before = deliveries.last {
      $0.delivered.deadline == draft.deadline && $0.delivered.due == due
        && $0.delivered.deliverable == draft.deliverable
    }
    return before.map { $0.delivered.evidence != file } ?? false
  }
}
