import Canvas
import Gates

extension Model {
  /// A place on a screen of its own: its lines in full, the selected one in sight.
  func draw(_ page: Page, on canvas: inout Canvas, in area: Area) {
    canvas.frame(area, title: title(of: page.place))
    let inside = area.inside
    let lines = lines(of: page.place)
    guard !lines.isEmpty else {
      canvas.write("nothing is known of it", x: inside.x + 1, y: inside.y, .faint, limit: inside.width - 2)
      return
    }
    let selected = min(page.selected, lines.count - 1)
    let layout = PageLayout(width: inside.width, isHelp: page.place == .help)
    let rows = layout.rows(lines)
    let first = rows.firstIndex { $0.line == selected } ?? 0
    let last = rows.lastIndex { $0.line == selected } ?? 0
    // The last row of the selected line in sight, and then its first, should it be taller than the screen.
    let top = min(first, Self.firstRow(selected: last, count: rows.count, room: inside.height))
    for (offset, row) in rows.dropFirst(top).prefix(inside.height).enumerated() {
      let y = inside.y + offset
      draw(row, of: lines[row.line], on: &canvas, in: Area(x: inside.x, y: y, width: inside.width, height: 1))
      canvas.spot(Area(x: inside.x, y: y, width: inside.width, height: 1), list: List.page, row: row.line)
      if row.line == selected {
        canvas.ground(Area(x: inside.x, y: y, width: inside.width, height: 1), .selected)
      }
    }
    if case .gate(let id) = page.place, let app = state.board.app(id) {
      // A chart takes what the reasons leave free, and no more than it needs to be read.
      let height = max(0, min(inside.height - rows.count - 1, 14))
      let place = Area(x: inside.x + 1, y: inside.maxY - height, width: inside.width - 2, height: height)
      drawChart(of: app, on: &canvas, in: place)
    }
    let below = rows.count - top - inside.height
    if below > 0 { canvas.write(" \(below) more below ", endingAt: area.maxX - 1, y: area.maxY - 1, .faint) }
    if top > 0 { canvas.write(" \(top) more above ", endingAt: area.maxX - 1, y: area.y, .faint) }
  }

  private func draw(_ row: PageLayout.Row, of line: Line, on canvas: inout Canvas, in area: Area) {
    let name = line.isHeading ? Style(.title, bold: true) : .plain
    if let mark = row.mark {
      canvas.write(mark.shape, x: area.x + 1 + row.indent, y: area.y, mark.style)
    }
    canvas.write(row.name, x: area.x + row.nameX, y: area.y, name, limit: area.width - row.nameX)
    let ink = line.isHeading || line.mark.shape == "·" ? Ink.text : line.mark.style.ink
    canvas.write(row.text, x: area.x + row.textX, y: area.y, Style(ink), limit: area.width - row.textX)
    if row.isFirst, line.target != nil { canvas.write("›", x: area.maxX - 1, y: area.y, Style(.accent)) }
  }
}

/// Where the words of a page's lines stand: names and texts side by side, or below each other where there is no room.
struct PageLayout {
  struct Row {
    let line: Int
    let isFirst: Bool
    let mark: Mark?
    let indent: Int
    let name: String
    let nameX: Int
    let text: String
    let textX: Int
  }

  let width: Int
  let isHelp: Bool

  private var names: Int { isHelp ? 10 : min(max(12, width * 2 / 5), 50) }
  private var isNarrow: Bool { width < 60 && !isHelp }

  func rows(_ lines: [Line]) -> [Row] { lines.enumerated().flatMap { rows(of: $1, at: $0) } }

  private func rows(of line: Line, at index: Int) -> [Row] {
    let indent = line.isHeading ? 0 : 2 * line.depth
    let nameX = (line.isHeading ? 1 : 3) + indent
    let mark = line.isHeading ? nil : line.mark
    func make(_ row: Int, _ name: String, _ text: String, _ textX: Int) -> Row {
      Row(
        line: index, isFirst: row == 0, mark: row == 0 ? mark : nil, indent: indent, name: name, nameX: nameX,
        text: text, textX: textX)
    }
    if line.isHeading {
      let textX = nameX + Glyph.width(of: line.name) + 2
      let fits = textX + Glyph.width(of: line.text) < width
      guard !fits else { return [make(0, line.name, line.text, textX)] }
      let texts = line.text.wrapped(to: width - nameX - 4)
      return [make(0, line.name, "", nameX)] + texts.enumerated().map { make($0 + 1, "", $1, nameX + 2) }
    }
    if line.isVerbatim {
      return line.text.cut(to: width - nameX - 2).enumerated().map { make($0, "", $1, nameX) }
    }
    let names = max(self.names, isNarrow ? 0 : nameX + 8)
    let oneLine = nameX + Glyph.width(of: line.name) + 2 + Glyph.width(of: line.text) < width
    if isNarrow {
      if oneLine { return [make(0, line.name, line.text, nameX + Glyph.width(of: line.name) + 2)] }
      let all =
        line.name.wrapped(to: width - nameX - 2).map { ($0, "") }
        + line.text.wrapped(to: width - nameX - 4).map { ("", $0) }
      return all.enumerated().map { make($0, $1.0, $1.1, nameX + 2) }
    }
    let left = line.name.wrapped(to: names - nameX - 1)
    let right = line.text.wrapped(to: width - names - 2)
    return (0..<max(left.count, right.count, 1)).map { row in
      make(row, left.count > row ? left[row] : "", right.count > row ? right[row] : "", names)
    }
  }
}

extension String {
  /// The text in pieces of at most so many columns, one at least, with every space that it has.
  func cut(to width: Int) -> [String] {
    let width = max(4, width)
    var pieces: [String] = []
    var piece = ""
    var used = 0
    for character in self {
      let needed = Glyph.width(of: String(character))
      if used + needed > width {
        pieces.append(piece)
        (piece, used) = ("", 0)
      }
      piece.append(character)
      used += needed
    }
    return pieces + [piece]
  }

  /// The text in pieces of at most so many columns, broken at spaces where there are any; empty for an empty text.
  func wrapped(to width: Int) -> [String] {
    let width = max(4, width)
    var lines: [String] = []
    var line = ""
    var used = 0
    for word in split(separator: " ") {
      var rest = word
      let needed = Glyph.width(of: String(rest))
      if used > 0, used + 1 + needed > width {
        lines.append(line)
        (line, used) = ("", 0)
      }
      if used > 0 {
        line += " "
        used += 1
      }
      while Glyph.width(of: String(rest)) > width - used, !rest.isEmpty {
        var piece = rest.prefix(max(1, width - used))
        while piece.count > 1, Glyph.width(of: String(piece)) > width - used { piece = piece.dropLast() }
        lines.append(line + piece)
        rest = rest.dropFirst(piece.count)
        (line, used) = ("", 0)
      }
      line += rest
      used += Glyph.width(of: String(rest))
    }
    return line.isEmpty ? lines : lines + [line]
  }
}
