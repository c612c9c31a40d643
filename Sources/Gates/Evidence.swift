/// A file that a criterion asks for as proof.
package struct EvidenceNeed: Hashable, Sendable {
  /// As the board file has it.
  package let path: String
  /// Absolute, or relative to the working directory.
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
    switch seen {
    case nil: return (.unknown, "not looked at yet: \(path)")
    case .missing?: return (.missing, "missing: \(path)")
    case .unreadable(let because)?: return (.unknown, "unreadable: \(path), \(because)")
    case .present(let size, let modified, let hash)?:
      if let expected = sha256 ?? recorded, expected != hash {
        return (.altered, "altered: \(path), sha256 \(hash.prefix(12)), expected \(expected.prefix(12))")
      }
      if maxAge != nil, modified - now > .seconds(60) {
        return (.unknown, "changed in the future: \(path), \(modified.utcSeconds)")
      }
      let age = max(.zero, now - modified)
      if let maxAge, age > maxAge {
        return (.stale, "stale: \(path), changed \(age.clock) ago, not within \(maxAge.words)")
      }
      let words = Value.number(Double(size)).words(.size)
      return (.present, "sha256 \(hash.prefix(12)), \(words): \(path)")
    }
  }
}
