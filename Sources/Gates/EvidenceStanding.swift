/// One piece of evidence that a criterion asks for, as it stands at one instant.
package struct EvidenceStanding: Hashable, Sendable {
  /// The criterion that asks for it.
  package let key: Key
  package let title: String
  package let need: EvidenceNeed
  package let state: EvidenceState
  package let seen: EvidenceSeen?
  /// What its file must hash to: by the board file, or else by the delivery that recorded it; nil where any will do.
  package let expected: String?
  private let now: Instant
  /// What the journal says of it, where the moment is past and nobody can look any more.
  private let recalled: RecalledEvidence?

  fileprivate init(
    _ key: Key, _ title: String, _ need: EvidenceNeed, seen: EvidenceSeen?, recalled: RecalledEvidence?,
    recorded: String?, at now: Instant
  ) {
    self.recalled = recalled
    self.key = key
    self.title = title
    self.need = need
    self.seen = seen
    self.now = now
    state = recalled?.evidence ?? need.state(seen, recorded: recorded, at: now)
    expected = need.sha256 ?? recorded
  }

  /// The state in one line, with what was seen.
  package var words: String {
    recalled?.words ?? need.words(for: seen, state, recorded: expected, at: now)
  }
}

extension RecalledEvidence {
  /// The journal keeps what the criterion came to; of what failed its words say how.
  fileprivate var evidence: EvidenceState {
    switch state {
    case .pass: .present
    case .pending: .missing
    case .unknown: .unknown
    case .fail: words.hasPrefix("stale") ? .stale : .altered
    }
  }
}

extension BoardState {
  /// Every piece of evidence that the board asks for, in its order.
  package func evidenceStandings(at now: Instant) -> [EvidenceStanding] {
    let recorded = recordedHashes
    return board.apps.flatMap { app in evidenceStandings(of: app, recorded: recorded, at: now) }
  }

  package func evidenceStandings(of app: App, at now: Instant) -> [EvidenceStanding] {
    evidenceStandings(of: app, recorded: recordedHashes, at: now)
  }

  private func evidenceStandings(of app: App, recorded: [String: String], at now: Instant) -> [EvidenceStanding] {
    app.criteria.compactMap { criterion in
      guard case .evidence(let need) = criterion.requirement else { return nil }
      return EvidenceStanding(
        Key(app.id, criterion.name), criterion.title, need, seen: evidence[need.path], recalled: recalled[need],
        recorded: recorded[need.path], at: now)
    }
  }

  /// The hash that the last delivery recorded for each file.
  private var recordedHashes: [String: String] {
    var hashes: [String: String] = [:]
    for delivery in deliveries {
      if let file = delivery.delivered.evidence { hashes[file.path] = file.sha256 }
    }
    return hashes
  }
}
