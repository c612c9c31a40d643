/// What is in the way of an app or a deadline.
package struct Blocker: Hashable, Sendable, Codable {
  /// Shown as `B-3`; never used twice in one journal.
  package let number: Int
  package var draft: BlockerDraft
  package let filedBy: String
  package let filedAt: Instant
  /// Every change of the ETA, oldest first.
  package internal(set) var etaHistory: [ETAChange] = []
  package internal(set) var resolution: Resolution?
  /// What it said before the last edit; nil where it was never edited.
  package internal(set) var draftBefore: BlockerDraft?
  /// How often it was opened again after it had been resolved.
  package internal(set) var reopened = 0

  /// Takes over what an operator says of it now.
  mutating func edit(_ draft: BlockerDraft, by actor: String, at now: Instant) {
    if draft.eta != self.draft.eta {
      etaHistory.append(ETAChange(from: self.draft.eta, to: draft.eta, by: actor, at: now))
    }
    draftBefore = self.draft
    self.draft = draft
  }

  /// How often the ETA was moved to a later instant.
  package var slips: Int { etaHistory.count(where: \.isSlip) }

  package var label: String { "B-\(number)" }
  package var isOpen: Bool { resolution == nil }

  /// Whether its ETA has passed while it is still open.
  package func isOverdue(at now: Instant) -> Bool {
    guard isOpen, let eta = draft.eta else { return false }
    return eta < now
  }
}

/// What an operator says of a blocker.
package struct BlockerDraft: Hashable, Sendable, Codable {
  package var app: AppID?
  /// The key of a deadline.
  package var deadline: String?
  package var text: String
  package var owner: String
  /// When the owner expects it to be out of the way.
  package var eta: Instant?
  package var severity: Severity

  package init(
    app: AppID? = nil, deadline: String? = nil, text: String, owner: String, eta: Instant?, severity: Severity
  ) {
    self.app = app
    self.deadline = deadline
    self.text = text
    self.owner = owner
    self.eta = eta
    self.severity = severity
  }
}

/// Sev-1 stops the launch, Sev-2 threatens it, Sev-3 annoys.
package enum Severity: Int, Hashable, Comparable, Sendable, CaseIterable, Codable {
  case one = 1
  case two, three

  package static func < (left: Severity, right: Severity) -> Bool { left.rawValue < right.rawValue }
  package var label: String { "Sev-\(rawValue)" }
}

/// One change of a blocker's ETA.
package struct ETAChange: Hashable, Sendable, Codable {
  package let from: Instant?
  package let to: Instant?
  package let by: String
  package let at: Instant

  /// Whether it was put off.
  package var isSlip: Bool {
    guard let from, let to else { return false }
    return to > from
  }
}

/// Who closed a blocker, when, and with what note.
package struct Resolution: Hashable, Sendable, Codable {
  package let by: String
  package let at: Instant
  package let note: String
}
