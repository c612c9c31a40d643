/// One character as it can be drawn: its width is known, and it cannot act on a terminal.
package struct Glyph: Hashable, Sendable {
  package let scalar: Unicode.Scalar
  package let marks: Marks
  /// 1 or 2 columns.
  package let width: Int

  init(_ scalar: Unicode.Scalar, marks: Marks = .none, width: Int = 1) {
    self.scalar = scalar
    self.marks = marks
    self.width = width
  }

  /// What stands for anything that cannot be measured or must not be sent.
  static let replacement = Glyph("\u{FFFD}")
  static let ellipsis = Glyph("…")

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
    return [Glyph(first, marks: Marks(marks), width: width)]
  }

  /// The columns of a text whose every scalar stands for itself in one column, whatever follows it; nil for others.
  ///
  /// Not nil for nearly everything that the board says itself: printable ASCII, lines, blocks and shapes. It spares them
  /// the cutting into characters, which is what a repaint would otherwise spend its time on.
  static func plainWidth(of text: String) -> Int? {
    var width = 0
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x20...0x7E, 0xB7, 0xD7, 0x2013...0x2014, 0x2022, 0x2026, 0x2190...0x2193, 0x2500...0x25FC, 0x2716, 0x2744:
        width += 1
      default: return nil
      }
    }
    return width
  }

  /// Columns that the text takes when it is drawn.
  package static func width(of text: String) -> Int {
    if let width = plainWidth(of: text) { return width }
    var width = 0
    for character in text { for glyph in glyphs(of: character) { width += glyph.width } }
    return width
  }

  /// Hands out the glyphs of the text one by one, cut with an ellipsis where it takes more than `room` columns.
  static func fit(_ text: String, into room: Int, _ draw: (Glyph, _ column: Int) -> Void) {
    guard let width = plainWidth(of: text) else {
      var column = 0
      for glyph in fitting(text, into: room) {
        draw(glyph, column)
        column += glyph.width
      }
      return
    }
    let isCut = width > room
    var column = 0
    for scalar in text.unicodeScalars {
      if isCut, column == room - 1 { break }
      draw(Glyph(scalar), column)
      column += 1
    }
    if isCut { draw(ellipsis, column) }
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
