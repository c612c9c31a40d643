/// A DMARC policy record (RFC 7489, 6.3 and 6.4).
struct DMARCRecord: Hashable {
  enum Policy: String, Hashable, CaseIterable {
    case none, quarantine, reject
  }

  let policy: Policy
  /// What holds for subdomains; ``policy`` where it is not told.
  let ofSubdomains: Policy?

  /// What is wrong with a record, to be read after `dmarc `.
  struct Mistake: Error, Hashable {
    let words: String
  }

  /// Whether a text claims to be such a record (6.6.3): others at the same name are passed over. Its version is
  /// spelt in capitals (6.4).
  static func isRecord(_ text: String) -> Bool {
    guard let equals = text.firstIndex(of: "="), text[..<equals].trimmed == "v" else { return false }
    return text[text.index(after: equals)...].prefix { $0 != ";" }.trimmed == "DMARC1"
  }

  /// - Throws: ``Mistake`` where receivers would apply no policy.
  init(_ text: String) throws(Mistake) {
    guard Self.isRecord(text) else { throw Mistake(words: "does not begin with v=DMARC1") }
    guard let tags = TagList(text) else { throw Mistake(words: "is no list of tags") }
    // Unknown tags and what is wrong with the further ones are passed over (6.3), but not with these two (6.6.3).
    let policy = tags["p"].map { Policy(rawValue: $0.lowercased()) }
    let ofSubdomains = tags["sp"].map { Policy(rawValue: $0.lowercased()) }
    if let policy, let policy, tags.place(of: "p") == 1, ofSubdomains.map({ $0 != nil }) ?? true {
      self.policy = policy
      self.ofSubdomains = ofSubdomains.flatMap(\.self)
      return
    }
    // Whoever wants reports gets them, under no policy.
    if let reports = tags["rua"], reports.split(separator: ",").contains(where: { Self.isAddress($0.trimmed) }) {
      self.policy = .none
      self.ofSubdomains = nil
      return
    }
    guard tags["p"] != nil else { throw Mistake(words: "has no policy (p=)") }
    guard tags.place(of: "p") == 1 else {
      throw Mistake(words: "has its policy (p=) elsewhere than right after its version")
    }
    let (tag, word) = policy == .some(nil) ? ("p", tags["p"] ?? "") : ("sp", tags["sp"] ?? "")
    throw Mistake(words: "has '\(word.prefix(40))' for \(tag)=, expected none, quarantine or reject")
  }

  private static func isAddress(_ text: String) -> Bool {
    guard let colon = text.firstIndex(of: ":"), text.first?.isLetter == true else { return false }
    return text[..<colon].lowercased() != "mailto" || text[colon...].contains("@")
  }
}

extension StringProtocol {
  /// Without white space at its ends.
  fileprivate var trimmed: String {
    guard let end = lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(self[...end].drop(while: \.isWhitespace))
  }
}
