/// One shift gave the board to the next; both said so by their names.
package struct HandedOver: Hashable, Sendable, Codable {
  package let outgoing: String
  package let incoming: String
  /// What the sheet does not say; may be empty.
  package let note: String

  package init(outgoing: String, incoming: String, note: String) {
    self.outgoing = outgoing
    self.incoming = incoming
    self.note = note
  }
}

/// A handover as the board remembers it.
package struct Handover: Hashable, Sendable, Codable {
  package let outgoing: String
  package let incoming: String
  package let note: String
  package let at: Instant
  /// The number of its event in the journal.
  package let sequence: Int
}

/// A ruling that was recorded, and who recorded it.
package struct Ruled: Hashable, Sendable, Codable {
  package let app: AppID
  package let ruling: Ruling
  package let by: String
  package let at: Instant
  package let why: String
}

extension BoardState {
  /// A handover takes two people.
  func handOver(from outgoing: String, to incoming: String, note: String) throws(Refusal) -> Fact {
    if let mistake = Person.mistake(in: outgoing) { throw Refusal(.outgoing, "Name who hands over: \(mistake).") }
    if let mistake = Person.mistake(in: incoming) { throw Refusal(.incoming, "Name who takes over: \(mistake).") }
    guard !Person.isSame(outgoing, incoming) else {
      throw Refusal(.incoming, "A handover takes two people; \(outgoing) cannot take over from \(outgoing).")
    }
    guard note.count <= Self.longestText else {
      throw Refusal(.text, "Keep the note within \(Self.longestText) characters; this has \(note.count).")
    }
    return .handedOver(HandedOver(outgoing: outgoing, incoming: incoming, note: note))
  }
}
