/// What the line of a chart is made of.
package enum ChartForm: String, Hashable, Sendable, CaseIterable {
  /// Two values in a column and four heights in a row.
  case braille
  /// One value in a column and two heights in a row, for fonts whose braille is hard to read.
  case halfBlock = "half-block"
  /// The same in characters that every terminal has.
  case ascii = "ASCII"

  /// Values that one column shows.
  package var steps: Int { self == .braille ? 2 : 1 }

  /// Heights that one row can tell apart.
  package var heights: Int { self == .braille ? 4 : 2 }

  /// The bit of one dot, by its column from the left and its row from the top.
  ///
  /// - Source: The Unicode Standard 15, section 21.1, "Braille Patterns": dots 1 to 3 down the left, 4 to 6 down the
  ///   right, then 7 and 8.
  func bit(_ column: Int, _ row: Int) -> UInt8 {
    guard self == .braille else { return 1 << UInt8(row) }
    return row == 3 ? 0x40 << UInt8(column) : 1 << UInt8(row + 3 * column)
  }

  /// The character that shows these dots.
  func character(of dots: UInt8) -> String {
    switch self {
    case .braille: Unicode.Scalar(0x2800 + UInt32(dots)).map(String.init) ?? " "
    case .halfBlock: [" ", "▀", "▄", "█"][Int(dots & 3)]
    case .ascii: [" ", "'", ".", ":"][Int(dots & 3)]
    }
  }

  /// What lies between the limit and a value beyond it.
  var shade: String { self == .ascii ? "/" : "░" }

  /// The limit where nothing else is.
  var rule: String { self == .ascii ? "-" : "┄" }
}
