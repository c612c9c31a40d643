import Canvas

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
  /// Columns for the names, where they stand beside the texts.
  let names: Int
  /// Whether each line has as many rows as every other, cut where it does not fit: then a page of thousands costs what is
  /// in sight.
  let isList: Bool

  /// Names stand above their texts; those of keys are so short that they never need to.
  private var isNarrow: Bool { width < 60 && names > 10 }

  func rows(_ listing: Listing) -> [Row] { (0..<listing.count).flatMap { rows(of: listing[$0], at: $0) } }

  /// What is in sight of a list, and how many rows are not.
  func visible(_ listing: Listing, selected: Int, room: Int) -> (rows: [Row], above: Int, below: Int) {
    let headings = listing.headings
    func row(_ line: Int) -> Int {
      guard isNarrow else { return line }
      return 2 * line - headings.count { $0 < line }
    }
    let total = row(listing.count)
    let isHeading = headings.contains(selected)
    let last = row(selected) + (isNarrow && !isHeading ? 1 : 0)
    let top = min(row(selected), Model.firstRow(selected: last, count: total, room: room))
    var line = selected
    while line > 0, row(line) > top { line -= 1 }
    var rows: [Row] = []
    var next = line
    let skipped = top - row(line)
    while next < listing.count, rows.count < room + skipped {
      rows += self.rows(of: listing[next], at: next)
      next += 1
    }
    return (Array(rows.dropFirst(skipped).prefix(room)), top, max(0, total - top - room))
  }

  /// The same of a page whose lines are as high as they need to be.
  func visible(_ rows: [Row], selected: Int, room: Int) -> (rows: [Row], above: Int, below: Int) {
    let first = rows.firstIndex { $0.line == selected } ?? 0
    let last = rows.lastIndex { $0.line == selected } ?? 0
    // The last row of the selected line in sight, and then its first, should it be taller than the screen.
    let top = min(first, Model.firstRow(selected: last, count: rows.count, room: room))
    return (Array(rows.dropFirst(top).prefix(room)), top, max(0, rows.count - top - room))
  }

  private func rows(of line: Line, at index: Int) -> [Row] {
    let indent = line.isHeading ? 0 : 2 * line.depth
    let nameX = (line.isHeading ? 1 : 3) + indent
    let mark = line.isHeading ? nil : line.mark
    func make(_ row: Int, _ name: String, _ text: String, _ textX: Int) -> Row {
      Row(
        line: index, isFirst: row == 0, mark: row == 0 ? mark : nil, indent: indent, name: name, nameX: nameX,
        text: text, textX: textX)
    }
    if line.isHeading { return headingRows(of: line, nameX: nameX, make) }
    if line.isVerbatim {
      return line.text.cut(to: width - nameX - 2).enumerated().map { make($0, "", $1, nameX) }
    }
    let names = max(self.names, isNarrow ? 0 : nameX + 8)
    if isList {
      return isNarrow
        ? [make(0, line.name, "", nameX), make(1, "", line.text, nameX + 2)]
        : [make(0, line.name, line.text, textX(of: line, nameX: nameX, names))]
    }
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

  /// A name that is longer than its column takes what the text leaves of the row, rather than being cut beside blanks.
  private func textX(of line: Line, nameX: Int, _ names: Int) -> Int {
    let wanted = nameX + Glyph.width(of: line.name) + 2
    return max(names, min(wanted, width - 1 - Glyph.width(of: line.text)))
  }

  /// A folded heading says so; in a list it has one row like every other line.
  private func headingRows(of line: Line, nameX: Int, _ make: (Int, String, String, Int) -> Row) -> [Row] {
    let name = line.folded > 0 ? "\(line.name) ▸ \(line.folded) folded" : line.name
    let textX = nameX + Glyph.width(of: name) + 2
    guard !isList, textX + Glyph.width(of: line.text) >= width else { return [make(0, name, line.text, textX)] }
    let texts = line.text.wrapped(to: width - nameX - 4)
    return [make(0, name, "", nameX)] + texts.enumerated().map { make($0 + 1, "", $1, nameX + 2) }
  }
}

extension String {
  /// The text with blanks behind it up to so many columns.
  func filled(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - Glyph.width(of: self)))
  }

  /// The text in at most so many columns, with an ellipsis where it has more.
  func shortened(to width: Int) -> String {
    guard Glyph.width(of: self) > width else { return self }
    var (kept, used) = ("", 0)
    for character in self {
      used += Glyph.width(of: String(character))
      if used > width - 1 { break }
      kept.append(character)
    }
    return kept + "…"
  }

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
