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
  /// `there are interim-evidence, webhook-post-mortem and 2 more`.
  var deadlineNames: String {
    let names = board.deadlines.map(\.id)
    guard !names.isEmpty else { return "there is none" }
    let more = names.count > 6 ? " and \(names.count - 6) more" : ""
    return "there \(names.count == 1 ? "is" : "are") \(names.prefix(6).joined(separator: ", "))\(more)"
  }

  /// A file in place of one that was delivered is taken only over what has been seen.
  func decide(_ draft: DeliveryDraft, over premise: Premise?, at now: Instant) throws(Refusal) -> Fact {
    guard let deadline = board.deadlines.first(where: { $0.id == draft.deadline }) else {
      throw Refusal(.deadline, "'\(draft.deadline)' is not a deadline of this board: \(deadlineNames).")
    }
    guard deadline.deliverables.contains(draft.deliverable) else {
      throw Refusal(.deliverable, "'\(draft.deliverable)' is not owed by '\(deadline.title)'.")
    }
    let due = due(of: draft.deliverable, for: deadline, at: now)
    if let before = delivery(of: draft.deliverable, for: deadline, due: due) { try check(draft, over: before, premise) }
    guard draft.note.count <= Self.longestText else {
      throw Refusal(.text, "Keep the note within \(Self.longestText) characters.")
    }
    return .delivered(
      Delivered(
        deadline: deadline.id, due: due, deliverable: draft.deliverable, evidence: draft.evidence, note: draft.note))
  }

  private func check(_ draft: DeliveryDraft, over before: Delivery, _ premise: Premise?) throws(Refusal) {
    guard let file = draft.evidence, file != before.delivered.evidence else {
      throw Refusal(
        .deliverable,
        "'\(draft.deliverable)' is recorded as delivered; another file of it can be delivered in its place.")
    }
    guard premise != .delivery(before.delivered.evidence) else { return }
    let what = before.delivered.evidence.map { ", \($0.path) sha256 \($0.sha256.prefix(12))" } ?? ""
    throw Refusal(
      .deliverable,
      "\(before.by) delivered it at \(before.at.timeOfDay.minutes)\(what); another file takes its place only on purpose.",
      isOvertaken: true)
  }

  /// Which instant of a deadline a deliverable comes for: the next; of a daily one that of the half day before, where it
  /// was missed then and is still owed. It stays missed, and nothing is delivered for tomorrow by being late today.
  private func due(of deliverable: String, for deadline: Deadline, at now: Instant) -> Instant {
    let next = deadline.at.next(from: now)
    guard case .daily = deadline.at else { return next }
    let last = next - .seconds(86_400)
    let isOwed =
      passedDeadlines[DueDate(deadline: deadline.id, at: last)]?.missing?.contains(deliverable) ?? false
      && missing(of: deadline, due: last).contains(deliverable)
    return isOwed && now - last < next - now ? last : next
  }

  /// The last delivery of a deliverable for one instant of a deadline.
  private func delivery(of deliverable: String, for deadline: Deadline, due: Instant) -> Delivery? {
    deliveries.last {
      $0.delivered.deadline == deadline.id && $0.delivered.due == due && $0.delivered.deliverable == deliverable
    }
  }

  /// What a delivery would take the place of; nil where nothing has come yet.
  package func premise(ofDelivering deliverable: String, for deadline: String, at now: Instant) -> Premise? {
    guard let deadline = board.deadlines.first(where: { $0.id == deadline }) else { return nil }
    let due = due(of: deliverable, for: deadline, at: now)
    return delivery(of: deliverable, for: deadline, due: due).map { .delivery($0.delivered.evidence) }
  }
}
