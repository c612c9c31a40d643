/// One position of the picture.
package struct Cell: Hashable, Sendable {
  /// The character, without its combining marks; a space where nothing is drawn.
  package var scalar: Unicode.Scalar
  /// What combines with it.
  package var marks: Marks
  /// 1, or 2 for a wide character; 0 for the cell that a wide character on its left covers.
  package var width: UInt8
  package var style: Style

  package init(_ scalar: Unicode.Scalar, marks: Marks = .none, width: UInt8 = 1, style: Style) {
    self.scalar = scalar
    self.marks = marks
    self.width = width
    self.style = style
  }

  package static let blank = Cell(" ", style: .plain)

  /// The text of the cell; empty for a covered one.
  package var text: String {
    guard width > 0 else { return "" }
    var text = String(scalar)
    for index in 0..<marks.count { text.unicodeScalars.append(marks[index]) }
    return text
  }
}

/// A rectangle of cells.
package struct Area: Hashable, Sendable {
  package var x, y, width, height: Int

  package init(x: Int, y: Int, width: Int, height: Int) {
    self.x = x
    self.y = y
    self.width = max(0, width)
    self.height = max(0, height)
  }

  package var isEmpty: Bool { width == 0 || height == 0 }
  package var maxX: Int { x + width }
  package var maxY: Int { y + height }

  /// The same area without its outermost cells.
  package var inside: Area { Area(x: x + 1, y: y + 1, width: width - 2, height: height - 2) }
}

/// Columns and rows of a screen.
package struct Size: Hashable, Sendable {
  package let width, height: Int

  package init(width: Int, height: Int) {
    self.width = width
    self.height = height
  }
}

extension Size: CustomStringConvertible {
  package var description: String { "\(width)x\(height)" }
}
