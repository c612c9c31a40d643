/// A list `tag=value; tag=value` as DKIM (RFC 6376, 3.2) and DMARC (RFC 7489, 6.4) write it.
struct TagList {
  private let tags: [(name: String, value: String)]

  /// Nil where it is none, or a tag is there twice: such a list says nothing (RFC 6376, 3.2).
  init?(_ text: String) {
    var tags: [(name: String, value: String)] = []
    var parts = text.split(separator: ";", omittingEmptySubsequences: false)
    // One may stand at the end.
    if parts.count > 1, parts.last?.allSatisfy(\.isWhitespace) == true { parts.removeLast() }
    for part in parts {
      guard let equals = part.firstIndex(of: "=") else { return nil }
      let (name, value) = (Self.trimmed(part[..<equals]), Self.trimmed(part[part.index(after: equals)...]))
      guard let first = name.first, first.isASCII, first.isLetter,
        name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }),
        value.utf8.allSatisfy({ (32...126).contains($0) || $0 == 9 || $0 == 10 || $0 == 13 }),
        !tags.contains(where: { $0.name == name })
      else { return nil }
      tags.append((name, value))
    }
    self.tags = tags
  }

  subscript(name: String) -> String? { tags.first { $0.name == name }?.value }

  /// Where a tag stands, from zero.
  func place(of name: String) -> Int? { tags.firstIndex { $0.name == name } }

  private static func trimmed(_ text: Substring) -> String {
    guard let end = text.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(text[...end].drop(while: \.isWhitespace))
  }
}
