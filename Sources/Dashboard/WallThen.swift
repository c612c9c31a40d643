import Canvas
import Gates

/// What the wall tells beside its headline: what was missed, the deadlines after the next, and the windows that are open.
extension Model {
  /// Where the grid of tiles leaves a place. As roomy as it can be without hiding one of them.
  func drawThen(besides headline: WallHeadline?, on canvas: inout Canvas, in area: Area) {
    let entries = thenEntries(besides: headline)
    guard area.width >= WallGrid.least.width, area.height >= 3, !entries.isEmpty else { return }
    canvas.frame(area, title: "THEN")
    let inside = Area(
      x: area.inside.x + 1, y: area.inside.y, width: area.inside.width - 2, height: area.inside.height)
    let blocks = entries.map { $0.rows(width: inside.width) }
    let short = entries.map { $0.shortRows(width: inside.width) }
    let lines = entries.map { [$0.line(width: inside.width)] }
    func height(_ blocks: [[ThenEntry.Row]], gap: Int) -> Int {
      blocks.reduce(0) { $0 + $1.count } + gap * (blocks.count - 1)
    }
    let isWide = inside.width >= 44
    let choices = [(blocks, 1), (short, 1), (blocks, 0), (short, 0)]
    let fitting = choices.first { height($0.0, gap: $0.1) <= inside.height }
    let (chosen, gap) = fitting ?? (isWide || inside.height < 4 ? lines : short, 0)
    var y = inside.y
    var shown = 0
    for block in chosen {
      guard y + block.count <= inside.maxY else { break }
      for (offset, row) in block.enumerated() { row.draw(on: &canvas, x: inside.x, y: y + offset, width: inside.width) }
      y += block.count + gap
      shown += 1
    }
    let hidden = entries.count - shown
    if hidden > 0 { canvas.write(" \(hidden) more ", endingAt: area.maxX - 2, y: area.maxY - 1, .faint) }
  }

  private func thenEntries(besides headline: WallHeadline?) -> [ThenEntry] {
    let missed = missedDeadlines.filter { $0.deadline.id != headline?.deadline || $0.at != headline?.instant }
    let mark = DeadlineStanding.State.missed.mark
    let gone = missed.map { missed in
      ThenEntry(
        mark: mark, title: "\(missed.at.seenShort(from: now)) \(missed.deadline.title)", time: "", words: missed.words)
    }
    let marks = milestones
    // What opens soon is as near as what is due.
    let later = marks.filter { mark in
      guard mark.instant > now else { return false }
      if mark.isWindow { return !mark.isOpen && mark.instant - now <= .seconds(7200) }
      return mark.deadline != headline?.deadline || mark.instant != headline?.instant
    }
    let ahead = later.map {
      ThenEntry(mark: $0.mark, title: "\($0.time) \($0.title)", time: $0.countdown, words: $0.state)
    }
    let open = marks.filter(\.isOpen).map { ThenEntry(mark: $0.mark, title: $0.title, time: "", words: $0.state) }
    return gone + ahead + open
  }
}

/// A deadline or a window beside the headline.
private struct ThenEntry {
  /// Parts of one row, from the left.
  struct Row {
    let parts: [(text: String, style: Style)]

    func draw(on canvas: inout Canvas, x: Int, y: Int, width: Int) {
      var left = x
      for (text, style) in parts { left += canvas.write(text, x: left, y: y, style, limit: x + width - left) }
    }
  }

  let mark: Mark
  let title: String
  /// Countdown; empty for what has none.
  let time: String
  /// How it stands.
  let words: String

  private var bold: Style { Style(mark.style.ink, bold: true) }

  /// What; and below it how it stands, wrapped. One row where both fit and nothing counts.
  func rows(width: Int) -> [Row] {
    if time.isEmpty, Glyph.width(of: "\(mark.shape) \(title) \(words)") <= width { return [line(width: width)] }
    guard time.isEmpty else { return shortRows(width: width) }
    let wrapped = "\(mark.shape) \(words)".wrapped(to: width)
    return [Row(parts: [(title, bold)])] + wrapped.map { Row(parts: [($0, mark.style)]) }
  }

  /// The same in two rows.
  func shortRows(width: Int) -> [Row] {
    if time.isEmpty, Glyph.width(of: "\(mark.shape) \(title) \(words)") <= width { return [line(width: width)] }
    // What changes each second is in one style, what it means is in colour.
    let gap = time.isEmpty ? "" : " "
    return [
      Row(parts: [(title, bold)]), Row(parts: [(time, .plain), ("\(gap)\(mark.shape) \(words)", mark.style)]),
    ]
  }

  /// All in one row: the title loses words before how it stands is cut.
  func line(width: Int) -> Row {
    let tail = time.isEmpty ? " \(words)" : " \(time)"
    let room = width - Glyph.width(of: "\(mark.shape) \(tail)")
    let spellings = title.shorterByWords
    let fitting = spellings.first { Glyph.width(of: $0) <= room } ?? spellings.last ?? title
    return Row(parts: [("\(mark.shape) \(fitting)", bold), (tail, time.isEmpty ? mark.style : .plain)])
  }
}
