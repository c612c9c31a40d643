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
  /// C0 controls show in caret notation (`^[`). C1 controls, bidirectional and zero-width controls, lone marks and
  /// marks past ``Marks/most`` show as U+FFFD. A sequence whose width terminals disagree on shows its parts: an emoji of
  /// a family its members with U+FFFD for each joiner, a skin tone as U+FFFD behind its emoji, a flag its two letters.
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
    return parts(of: scalars)
  }

  /// Each base with its marks; one U+FFFD for each run of what cannot be drawn.
  private static func parts(of scalars: Character.UnicodeScalarView) -> [Glyph] {
    var parts: [Glyph] = []
    var rest = scalars[...]
    while let scalar = rest.popFirst() {
      if let letter = letter(of: scalar), let second = rest.first.flatMap(letter(of:)) {
        parts += [letter, second]
        rest.removeFirst()
      } else if let (syllable, length) = Jamo.syllable(at: scalar, before: rest) {
        parts.append(Glyph(syllable, width: 2))
        rest = rest.dropFirst(length - 1)
      } else if let width = WidthTable.width(of: scalar) {
        let marks = rest.prefix(Marks.most).prefix(while: WidthTable.isMark)
        rest = rest.dropFirst(marks.count)
        parts.append(Glyph(scalar, marks: Marks(marks), width: width))
      } else if parts.last != replacement {
        parts.append(replacement)
      }
    }
    return parts
  }

  /// The letter that a regional indicator stands for; two make a flag.
  private static func letter(of scalar: Unicode.Scalar) -> Glyph? {
    guard (0x1F1E6...0x1F1FF).contains(scalar.value) else { return nil }
    return Glyph(Unicode.Scalar(UInt8(0x41 + scalar.value - 0x1F1E6)))
  }

  /// The columns of a text whose every scalar stands for itself in one column, whatever follows it; nil for others.
  ///
  /// Not nil for nearly everything that the board says itself: printable ASCII, lines, blocks and shapes. It spares them
  /// the cutting into characters, which is what a repaint would otherwise spend its time on. A text that is longer than
  /// `most` is not read to its end: the answer is then past `most`.
  static func plainWidth(of text: String, upTo most: Int = .max) -> Int? {
    var width = 0
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x20...0x7E, 0xB7, 0xD7, 0x2013...0x2014, 0x2022, 0x2026, 0x2190...0x2193, 0x2500...0x25FC, 0x2716, 0x2744:
        width += 1
      default: return nil
      }
      if width > most { break }
    }
    return width
  }

  /// Columns that the text takes when it is drawn; past `most` it is not measured to its end.
  package static func width(of text: String, upTo most: Int = .max) -> Int {
    if let width = plainWidth(of: text, upTo: most) { return width }
    var width = 0
    for character in text {
      for glyph in glyphs(of: character) { width += glyph.width }
      if width > most { break }
    }
    return width
  }

  /// Hands out the glyphs of the text one by one, cut with an ellipsis where it takes more than `room` columns.
  static func fit(_ text: String, into room: Int, _ draw: (Glyph, _ column: Int) -> Void) {
    guard let width = plainWidth(of: text, upTo: room) else {
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
