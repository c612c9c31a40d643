/// A file that a criterion asks for as proof.
package struct EvidenceNeed: Hashable, Sendable {
  /// As the board file has it.
  package let path: String
  /// The whole path, which is equal only for the same file wherever one stands.
  package let file: String
  /// Age from which it proves nothing any more; nil for ever.
  package let maxAge: Duration?
  /// What it must hash to, as 64 lower-case hexadecimal digits; nil where any content will do.
  package let sha256: String?

  package init(path: String, file: String, maxAge: Duration? = nil, sha256: String? = nil) {
    self.path = path
    self.file = file
    self.maxAge = maxAge
    self.sha256 = sha256
  }
}

extension Board {
  /// Every file that a criterion asks for.
  package var evidenceNeeds: [EvidenceNeed] {
    apps.flatMap(\.criteria).compactMap { if case .evidence(let need) = $0.requirement { need } else { nil } }
  }
}

/// What a look at an evidence file found.
package enum EvidenceSeen: Hashable, Sendable, Codable {
  /// Size in bytes.
  case present(size: Int64, modified: Instant, sha256: String)
  case missing
  case unreadable(because: String)
}

/// What the journal says of a piece of evidence at a past moment.
struct RecalledEvidence: Hashable, Sendable {
  let state: CriterionState
  let words: String
}

/// How a piece of evidence stands.
package enum EvidenceState: String, Hashable, Sendable, Codable {
  case present, missing, stale, altered, unknown
}

extension EvidenceNeed {
  /// Judges what was seen.
  ///
  /// - Parameter recorded: the hash that a delivery recorded for the file; nil where none did.
  func judge(_ seen: EvidenceSeen?, recorded: String?, at now: Instant) -> (EvidenceState, String) {
    let state = state(seen, recorded: recorded, at: now)
    return (state, words(for: seen, state, recorded: recorded, at: now))
  }

  /// The judgement without its words, which cost more and are often not wanted.
  func state(_ seen: EvidenceSeen?, recorded: String?, at now: Instant) -> EvidenceState {
    switch seen {
    case nil, .unreadable?: return .unknown
    case .missing?: return .missing
    case .present(let size, let modified, let hash)?:
      if let expected = sha256 ?? recorded, expected != hash { return .altered }
      // An empty file proves nothing.
      if size == 0 { return .missing }
      guard let maxAge else { return .present }
      if modified - now > .seconds(60) { return .unknown }
      return now - modified > maxAge ? .stale : .present
    }
  }

  func words(for seen: EvidenceSeen?, _ state: EvidenceState, recorded: String?, at now: Instant) -> String {
    switch seen {
    case nil: return "not looked at yet: \(path)"
    case .missing?: return "missing: \(path)"
    case .unreadable(let because)?: return "unreadable: \(path), \(because)"
    case .present(let size, let modified, let hash)?:
      switch state {
      case .altered:
        let expected = sha256 ?? recorded ?? ""
        return "altered: \(path), sha256 \(hash.prefix(12)), expected \(expected.prefix(12))"
      case .stale:
        let age = max(.zero, now - modified).span
        return "stale: \(path), changed \(age) ago, not within \((maxAge ?? .zero).words)"
      case .unknown: return "changed in the future: \(path), \(modified.utcSeconds)"
      case .missing: return "empty: \(path)"
      case .present:
        return "sha256 \(hash.prefix(12)), \(Value.number(Double(size)).words(.size)): \(path)"
      }
    }
  }
}
