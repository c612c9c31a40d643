/// Which characters the operator's terminal can show.
package enum GlyphSet: Hashable, Sendable, CaseIterable {
  /// All of Unicode, in UTF-8.
  case unicode
  /// Printable ASCII only; what the board draws itself has a twin there, see ``Cell/inASCII``.
  case ascii

  /// What the locale says, as POSIX reads it: the first of `LC_ALL`, `LC_CTYPE` and `LANG` that is not empty.
  ///
  /// Where none is set it is UTF-8: a bare server sets none, and the terminals that people bring to it speak UTF-8.
  /// A name that says UTF-8 counts also where this machine does not have that locale.
  package static func detect(environment: [String: String]) -> GlyphSet {
    let names = ["LC_ALL", "LC_CTYPE", "LANG"].compactMap { environment[$0] }
    guard let name = names.first(where: { !$0.isEmpty })?.lowercased() else { return .unicode }
    return name.contains("utf-8") || name.contains("utf8") ? .unicode : .ascii
  }
}

extension Cell {
  /// The cell as a terminal shows it that knows ASCII alone: as many columns, and nothing that cannot be read.
  ///
  /// Shapes that carry a state keep one of their own; a letter loses its marks; what has no twin is a question mark in
  /// each of its columns.
  package var inASCII: Cell {
    guard width == 1 else { return Cell("?", style: style) }
    return Cell(Self.twin(of: scalar), style: style)
  }

  /// One ASCII character that stands for another character, a question mark where there is none.
  package static func twin(of scalar: Unicode.Scalar) -> Unicode.Scalar {
    if (0x20...0x7E).contains(scalar.value) { return scalar }
    if (0x2800...0x28FF).contains(scalar.value) { return twin(ofDots: UInt8(scalar.value - 0x2800)) }
    return twins[scalar] ?? "?"
  }

  /// In which half of the cell its dots are.
  private static func twin(ofDots dots: UInt8) -> Unicode.Scalar {
    switch (dots & 0b0001_1011 != 0, dots & 0b1110_0100 != 0) {
    case (true, true): ":"
    case (true, false): "'"
    case (false, true): "."
    case (false, false): " "
    }
  }

  private static let twins: [Unicode.Scalar: Unicode.Scalar] = [
    // States. Unknown is the question mark itself.
    "●": "*", "✖": "X", "▲": "^", "◐": "~", "■": "=", "◷": "@", "○": "o", "❄": "&", "◌": "?", "◇": ":", "≠": "/",
    // Places, frames, words.
    "▸": ">", "›": ">", "▼": "v", "↑": "^", "↓": "v", "→": ">", "←": "<", "✓": "+", "─": "-", "┄": "-", "│": "|",
    "┌": "+",
    "┐": "+",
    "└": "+", "┘": "+", "├": "+", "┤": "+", "┬": "+", "┴": "+", "┼": "+", "·": ".", "•": "*", "…": "~", "–": "-",
    "—": "-", "×": "x", "µ": "u", "°": "o", "±": "~", "≤": "<", "≥": ">", "‘": "'", "’": "'", "“": "\"", "”": "\"",
    // Heights and fillings: the fuller, the darker.
    "▁": "_", "▂": ".", "▃": ":", "▄": "-", "▅": "=", "▆": "+", "▇": "*", "█": "#", "░": ".", "▒": ":", "▓": "=",
    "▀": "\"", "▌": "#", "▐": "#",
  ]
}
