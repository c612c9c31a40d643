/// A domain whose records for mail are judged.
package struct MailDomain: Hashable, Sendable {
  /// Lower-case, without a dot at its end.
  package let domain: String
  /// The DKIM keys that must be there, by selector.
  package var selectors: [String] = []
  /// The organisational domain, whose policy holds where the domain has none of its own (RFC 7489, 3.2); nil where the
  /// domain must have its own.
  package var organisation: String?
  /// Who is asked; the system's resolvers where nobody is named.
  package var resolver: Dial?

  package init(_ domain: String) { self.domain = domain }

  /// Whether the text is a domain's name as DNS has it: labels of letters, digits, `-` and `_`, of RFC 1035's lengths.
  package static func isDomain(_ text: String) -> Bool {
    let labels = text.split(separator: ".", omittingEmptySubsequences: false)
    return text.utf8.count <= 253 && labels.allSatisfy(isLabel)
  }

  private static func isLabel(_ label: Substring) -> Bool {
    (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
      && label.utf8.allSatisfy { byte in
        let character = Character(Unicode.Scalar(byte))
        return character.isASCII && (character.isLetter || character.isNumber || character == "-" || character == "_")
      }
  }
}
