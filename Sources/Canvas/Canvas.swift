/// The picture in memory: a grid of cells that knows nothing of terminals.
///
/// Whatever is written outside the grid or past its limit is cut, never wrapped.
package struct Canvas: Hashable, Sendable {
  package let size: Size
  package private(set) var cells: [Cell]
  /// Where a form's cursor stands; nil hides it.
  package var cursor: (x: Int, y: Int)? {
    get { cursorCell.map { ($0 % size.width, $0 / size.width) } }
    set { cursorCell = newValue.flatMap { contains($0.x, $0.y) ? $0.y * size.width + $0.x : nil } }
  }
  private var cursorCell: Int?
  /// What can be pointed at, the uppermost last.
  package private(set) var spots: [Spot] = []

  package init(_ size: Size) {
    self.size = Size(width: max(0, size.width), height: max(0, size.height))
    cells = Array(repeating: .blank, count: self.size.width * self.size.height)
  }

  package var area: Area { Area(x: 0, y: 0, width: size.width, height: size.height) }

  package subscript(x: Int, y: Int) -> Cell { cells[y * size.width + x] }

  private func contains(_ x: Int, _ y: Int) -> Bool { x >= 0 && y >= 0 && x < size.width && y < size.height }

  /// Writes text from a cell to the right, and returns the columns it took.
  ///
  /// What does not fit into `limit` columns ends in an ellipsis. Control characters and everything else that could
  /// act on a terminal become visible signs; see ``Glyph``.
  @discardableResult
  package mutating func write(_ text: String, x: Int, y: Int, _ style: Style = .plain, limit: Int = .max) -> Int {
    let room = min(limit, size.width - x)
    guard room > 0, y >= 0, y < size.height else { return 0 }
    if x >= 0, let width = Glyph.plainWidth(of: text, upTo: room) {
      return writePlain(text, width, x: x, y: y, style, room: room)
    }
    var end = 0
    Glyph.fit(text, into: room) { glyph, column in
      put(glyph, x: x + column, y: y, style)
      end = column + glyph.width
    }
    return end
  }

  /// The same for text whose every scalar takes one column: nearly all that the board writes.
  private mutating func writePlain(_ text: String, _ width: Int, x: Int, y: Int, _ style: Style, room: Int) -> Int {
    let end = min(width, room)
    guard end > 0 else { return 0 }
    let first = y * size.width + x
    // Only at the edges can half of a wide character be left over.
    release(first)
    release(first + end - 1)
    var index = first
    for scalar in text.unicodeScalars {
      guard index < first + end else { break }
      cells[index] = Cell(scalar, style: style)
      index += 1
    }
    if width > room { cells[index - 1] = Cell("…", style: style) }
    return end
  }

  /// Writes text so that it ends before column `right`.
  package mutating func write(_ text: String, endingAt right: Int, y: Int, _ style: Style = .plain, limit: Int = .max) {
    let width = min(Glyph.width(of: text, upTo: limit), limit)
    write(text, x: right - width, y: y, style, limit: width)
  }

  /// Gives every cell of an area this ground and ink, and empties it.
  package mutating func fill(_ area: Area, _ style: Style) {
    let columns = max(0, area.x)..<max(0, area.x, min(area.maxX, size.width))
    guard !columns.isEmpty else { return }
    for y in max(0, area.y)..<max(0, area.y, min(area.maxY, size.height)) {
      let row = y * size.width
      // Only at the edges can half of a wide character be left over.
      release(row + columns.lowerBound)
      release(row + columns.upperBound - 1)
      for index in columns { cells[row + index] = Cell(" ", style: style) }
    }
  }

  /// Lays a ground under an area and leaves its text and ink.
  package mutating func ground(_ area: Area, _ ground: Ground) {
    for y in max(0, area.y)..<max(0, area.y, min(area.maxY, size.height)) {
      for x in max(0, area.x)..<max(0, area.x, min(area.maxX, size.width)) {
        cells[y * size.width + x].style.ground = ground
      }
    }
  }

  /// Remembers that a row of a list stands here.
  package mutating func spot(_ area: Area, list: Int, row: Int) {
    spots.append(Spot(area: area, list: list, row: row))
  }

  /// The uppermost thing that stands at a cell.
  package func spot(atX x: Int, y: Int) -> Spot? {
    spots.last { $0.area.x <= x && x < $0.area.maxX && $0.area.y <= y && y < $0.area.maxY }
  }

  /// Draws a box with a heading in its upper edge.
  package mutating func frame(_ area: Area, title: String, _ style: Style = .frame, titleStyle: Style = Style(.title)) {
    guard area.width >= 2, area.height >= 2 else { return }
    let (left, right, top, bottom) = (area.x, area.maxX - 1, area.y, area.maxY - 1)
    for x in (left + 1)..<max(left + 1, right) {
      put("─", x: x, y: top, style)
      put("─", x: x, y: bottom, style)
    }
    for y in (top + 1)..<max(top + 1, bottom) {
      put("│", x: left, y: y, style)
      put("│", x: right, y: y, style)
    }
    for (corner, x, y) in [("┌", left, top), ("┐", right, top), ("└", left, bottom), ("┘", right, bottom)]
      as [(Unicode.Scalar, Int, Int)]
    {
      put(corner, x: x, y: y, style)
    }
    guard !title.isEmpty else { return }
    write(" \(title) ", x: area.x + 1, y: area.y, titleStyle, limit: area.width - 2)
  }

  private mutating func put(_ scalar: Unicode.Scalar, x: Int, y: Int, _ style: Style) {
    put(Glyph(scalar), x: x, y: y, style)
  }

  private mutating func put(_ glyph: Glyph, x: Int, y: Int, _ style: Style) {
    guard contains(x, y) else { return }
    let index = y * size.width + x
    release(index)
    guard glyph.width == 2 else {
      cells[index] = Cell(glyph.scalar, marks: glyph.marks, style: style)
      return
    }
    guard contains(x + 1, y) else {
      cells[index] = Cell(" ", style: style)
      return
    }
    release(index + 1)
    cells[index] = Cell(glyph.scalar, marks: glyph.marks, width: 2, style: style)
    cells[index + 1] = Cell(" ", width: 0, style: style)
  }

  /// Half of a wide character that is overwritten takes its other half along.
  private mutating func release(_ index: Int) {
    switch cells[index].width {
    case 0 where index > 0: cells[index - 1] = Cell(" ", style: cells[index - 1].style)
    case 2 where index + 1 < cells.count: cells[index + 1] = Cell(" ", style: cells[index + 1].style)
    default: break
    }
  }
}

extension Canvas {
  /// Hands out the cells that are not as in the picture before, which must be of the same size; all of them without one.
  package func changes(since last: Canvas?, _ draw: (_ x: Int, _ y: Int, Cell) -> Void) {
    guard let last, last.size == size else {
      for y in 0..<size.height { for x in 0..<size.width { draw(x, y, self[x, y]) } }
      return
    }
    for index in cells.indices where cells[index] != last.cells[index] {
      draw(index % size.width, index / size.width, cells[index])
    }
  }

  /// The picture as plain text, one string a row, without spaces at the end.
  package var lines: [String] {
    (0..<size.height).map { y in
      var line = ""
      for x in 0..<size.width { line += self[x, y].text }
      while line.last == " " { line.removeLast() }
      return line
    }
  }
}
