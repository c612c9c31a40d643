/// One node of a YAML document, with its place.
package struct Node: Sendable {
  package enum Content: Sendable {
    /// The text as written, without quotes. Nothing is guessed from it: `20:30` stays `20:30`, `no` stays `no`.
    case scalar(String)
    case sequence([Node])
    case mapping([Entry])
  }

  package struct Entry: Sendable {
    package let key: String
    package let position: Position
    package let value: Node
  }

  package let content: Content
  package let position: Position
  /// Whether a scalar stands between quotes.
  package let isQuoted: Bool
  /// The column where a scalar's text begins; 0 where a character's place cannot be counted from it.
  private let textColumn: UInt32

  /// - Parameter textColumn: where a scalar's text begins in its line, if it stands there letter by letter; nil where it
  ///   has escapes, or folded or indented lines.
  init(content: Content, position: Position, isQuoted: Bool = false, textColumn: Int? = nil) {
    self.content = content
    self.position = position
    self.isQuoted = isQuoted
    self.textColumn = UInt32(clamping: textColumn ?? 0)
  }

  /// The place of a character of the scalar's text, counted from 0; the scalar's beginning where that is not known.
  package func position(ofCharacter offset: Int) -> Position {
    textColumn == 0 ? position : Position(line: position.line, column: Int(textColumn) + offset)
  }

  /// How a message names what was found: "a list", "'abc'".
  package var words: String {
    switch content {
    case .scalar(let text) where text.isBlank: "nothing"
    case .scalar(let text): "'\(text.count > 60 ? text.prefix(57) + "..." : text[...])'"
    case .sequence: "a list"
    case .mapping: "a mapping"
    }
  }
}

extension String {
  /// Whether all its signs are.
  ///
  /// Beyond ASCII every sign takes more bytes than code units of UTF-16; and of a text of ASCII the library knows both
  /// without counting.
  var isASCII: Bool { utf16.count == utf8.count }

  /// Whether it is empty or says nothing but spaces and line breaks.
  package var isBlank: Bool {
    // Nearly every text begins with a sign of ASCII: then the tables of Unicode need not be asked.
    if let first = utf8.first, 0x21...0x7E ~= first { return false }
    return allSatisfy(\.isWhitespace)
  }
}
