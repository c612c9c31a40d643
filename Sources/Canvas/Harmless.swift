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
}
