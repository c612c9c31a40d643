/// The names of those who act, as they type them.
///
/// Nobody proves who they are, so this only keeps names from being empty, from being the engine's, and from looking like
/// two people where they are one.
enum Person {
  static let longest = 80

  /// Why a text is nobody's name, for a sentence that begins with "Name who ..."; nil where it can be one.
  static func mistake(in name: String) -> String? {
    if name.isInvisible { return "nothing can be seen there" }
    if name.count > longest { return "this has \(name.count) characters, at most \(longest) are kept" }
    if name.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) {
      return "a name has no line breaks and no control characters"
    }
    return folded(name) == Event.engine ? "'\(Event.engine)' is what the rules find, and nobody's name" : nil
  }

  /// Whether two names are one to the eye: capitals, blanks, signs without width and wide letters tell nobody apart.
  static func isSame(_ one: String, _ other: String) -> Bool { folded(one) == folded(other) }

  private static func folded(_ name: String) -> String {
    var text = String.UnicodeScalarView()
    for scalar in name.unicodeScalars where !scalar.isInvisible {
      // The wide forms of ASCII, U+FF01 to U+FF5E.
      let narrow = 0xFF01...0xFF5E ~= scalar.value ? Unicode.Scalar(scalar.value - 0xFEE0) : scalar
      text.append(narrow ?? scalar)
    }
    return String(text).lowercased()
  }
}

extension String {
  /// Whether nothing of it can be seen.
  var isInvisible: Bool { unicodeScalars.allSatisfy(\.isInvisible) }
}

extension Unicode.Scalar {
  fileprivate var isInvisible: Bool {
    switch properties.generalCategory {
    case .control, .format, .spaceSeparator, .lineSeparator, .paragraphSeparator: true
    // Signs that are drawn as nothing: a braille pattern without dots, a null note head, a filler.
    default:
      properties.isWhitespace || properties.isDefaultIgnorableCodePoint || [0x2800, 0x1D159, 0x16FE4].contains(value)
    }
  }
}
