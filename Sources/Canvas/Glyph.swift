/// One character as it can be drawn: its width is known, and it cannot act on a terminal.
package struct Glyph: Hashable, Sendable {
  package let scalar: Unicode.Scalar
  package let marks: [Unicode.Scalar]
  /// 1 or 2 columns.
  package let width: Int

  init(_ scalar: Unicode.Scalar, marks: [Unicode.Scalar] = [], width: Int = 1) {
    self.scalar = scalar
    self.marks = marks
    self.width = width
  }

  /// What stands for anything that cannot be measured or must not be sent.
  static let replacement = Glyph("\u{FFFD}")
  static let ellipsis = Glyph("…")

  /// Marks beyond this many on one character are dropped: ncurses holds four beside the base in a cell.
  static let mostMarks = 4

  /// The drawable form of a character: itself, or signs that stand for it.
  ///
  /// C0 controls show in caret notation (`^[`). C1 controls, bidirectional and zero-width controls, lone marks, and
  /// sequences whose width terminals disagree on (emoji with joiners, flags, skin tones) show as U+FFFD.
  package static func glyphs(of character: Character) -> [Glyph] {
    let scalars = character.unicodeScalars
    guard let first = scalars.first else { return [] }
    if first.value < 0x20 || first.value == 0x7F {
      return scalars.flatMap { scalar -> [Glyph] in
        guard scalar.value < 0x20 || scalar.value == 0x7F else { return [replacement] }
        return [Glyph("^"), Glyph(Unicode.Scalar(UInt8(scalar.value ^ 0x40)))]
      }
    }
    if first.isASCII, scalars.count == 1 { return [Glyph(first)] }
    guard let width = WidthTable.width(of: first) else { return [replacement] }
    let marks = scalars.dropFirst()
    guard marks.allSatisfy({ WidthTable.isMark($0) }) else { return [replacement] }
    return [Glyph(first, marks: Array(marks.prefix(mostMarks)), width: width)]
  }

  /// Columns that the text takes when it is drawn.
  package static func width(of text: String) -> Int {
    var width = 0
    for character in text { for glyph in glyphs(of: character) { width += glyph.width } }
    return width
  }

  /// The glyphs of the text, cut with an ellipsis where it takes more than `room` columns.
  static func fitting(_ text: String, into room: Int) -> [Glyph] {
    var fitted: [Glyph] = []
    var column = 0
    for character in text {
      for glyph in glyphs(of: character) {
        if column + glyph.width > room {
          while let last = fitted.last, column + 1 > room {
            fitted.removeLast()
            column -= last.width
          }
          return fitted + [ellipsis]
        }
        fitted.append(glyph)
        column += glyph.width
      }
    }
    return fitted
  }
}
