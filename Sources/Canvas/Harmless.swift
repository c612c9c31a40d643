extension String {
  /// The text as a canvas would draw it, on one line: the form in which a text from outside may reach a terminal.
  ///
  /// For what is not drawn on a canvas, such as a title or a message: the same ``Glyph``s, so that there is one rule for
  /// what is shown as it is and what is shown as a sign.
  package var harmless: String { harmless(atMost: .max) }

  /// The same, ended with an ellipsis where it takes more than `columns`.
  package func harmless(atMost columns: Int) -> String {
    if Glyph.plainWidth(of: self, upTo: columns).map({ $0 <= columns }) == true { return self }
    var text = ""
    Glyph.fit(self, into: columns) { glyph, _ in
      text.unicodeScalars.append(glyph.scalar)
      for index in 0..<glyph.marks.count { text.unicodeScalars.append(glyph.marks[index]) }
    }
    return text
  }

  /// The same in the characters that somebody can show; each keeps its columns.
  package func harmless(atMost columns: Int, in glyphs: GlyphSet) -> String {
    let text = harmless(atMost: columns)
    guard glyphs == .ascii else { return text }
    var twins = ""
    Glyph.fit(text, into: .max) { glyph, _ in
      twins.unicodeScalars.append(glyph.width == 1 ? Cell.twin(of: glyph.scalar) : "?")
      if glyph.width == 2 { twins.append("?") }
    }
    return twins
  }

  /// JSON with everything escaped that could act on a terminal and that encoders leave as it is: DEL, the C1 controls,
  /// and what orders or hides text. It means the same.
  package var harmlessJSON: String {
    guard unicodeScalars.contains(where: \.actsInJSON) else { return self }
    var text = ""
    for scalar in unicodeScalars {
      guard scalar.actsInJSON else {
        text.unicodeScalars.append(scalar)
        continue
      }
      for unit in String(scalar).utf16 {
        let digits = String(unit, radix: 16)
        text += "\\u\(String(repeating: "0", count: 4 - digits.count))\(digits)"
      }
    }
    return text
  }
}

extension Unicode.Scalar {
  /// Line feeds stand between the members of a document; in a text JSON has none.
  fileprivate var actsInJSON: Bool {
    guard value >= 0x7F else { return false }
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: return true
    default: return false
    }
  }
}
