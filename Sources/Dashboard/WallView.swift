import Canvas
import Gates

/// The wall: read from six metres by people who do not touch the keyboard.
extension Model {
  /// The smallest screen on which a wall can be read.
  static let smallestWall = Size(width: 80, height: 24)

  /// From the top: the next deadline's countdown in blocks, the alert that matters across the full width, a tile for
  /// each app.
  func drawWall(on canvas: inout Canvas, in body: Area) {
    guard size.width >= Self.smallestWall.width, size.height >= Self.smallestWall.height else {
      let words = "the wall needs \(Self.smallestWall), this is \(size); esc goes back".wrapped(to: body.width - 2)
      for (offset, row) in words.enumerated() {
        canvas.write(row, x: 1, y: body.y + body.height / 2 - 1 + offset, Style(.warning, bold: true))
      }
      return
    }
    // A third for the countdown at most: the tiles are the board. Larger than twice it tells nothing more.
    // Above it what is due, in letters, and on a tall screen a blank row.
    let heading = body.height >= 50 ? BlockText.halfHeight + 1 : body.height >= 36 ? BlockText.halfHeight : 1
    let room = Size(width: body.width - 4, height: body.height / 3 - heading - 1)
    let scale = max(1, min(2, BlockText.scale(of: "00:00:00", within: room)))
    // Where nothing is due any more, its room is the tiles'.
    let isDue = milestones.contains { $0.instant > now && !$0.isWindow }
    let top = Area(x: 0, y: body.y, width: body.width, height: isDue ? heading + 5 * scale + 1 : 1)
    drawCountdown(on: &canvas, in: top, heading: heading, scale: scale)
    let alert = Area(x: 0, y: top.maxY, width: body.width, height: body.height >= 30 ? 3 : 1)
    drawLoudest(on: &canvas, in: alert)
    drawTiles(on: &canvas, in: Area(x: 0, y: alert.maxY, width: body.width, height: body.maxY - alert.maxY))
  }

  /// What is due, how long that is, and how it stands: in the middle, where the eye is.
  private func drawCountdown(on canvas: inout Canvas, in area: Area, heading: Int, scale: Int) {
    guard let next = milestones.first(where: { $0.instant > now && !$0.isWindow }) else {
      return write("no deadline ahead", .faint, centredOn: &canvas, in: area, y: area.y)
    }
    let style = Style(next.mark.style.ink, bold: true)
    drawHeading("\(next.time) \(next.title)", next.mark, on: &canvas, in: area, height: heading)
    // `00:37:53` and not `T-00:37:53`: what is ahead needs no sign, and so the figures can be larger.
    let left = String(next.countdown.drop { $0 == "T" || $0 == "-" })
    let width = BlockText.size(of: left, scale: scale).width
    canvas.writeBlocks(left, x: max(2, (area.width - width) / 2), y: area.y + heading, scale: scale, style)
    let words = [next.state, next.reason].filter { !$0.isEmpty }.joined(separator: "  ")
    write("\(next.mark.shape) \(words)", style, centredOn: &canvas, in: area, y: area.maxY - 1)
  }

  private func drawHeading(_ text: String, _ mark: Mark, on canvas: inout Canvas, in area: Area, height: Int) {
    let style = Style(mark.style.ink, bold: true)
    let capitals = text.uppercased()
    let width = BlockText.halfWidth(of: capitals)
    if height >= BlockText.halfHeight, width <= area.width - 4, BlockText.canShow(capitals) {
      let y = area.y + height - BlockText.halfHeight
      return canvas.writeHalfBlocks(capitals, x: (area.width - width) / 2, y: y, style)
    }
    write(text, style, centredOn: &canvas, in: area, y: area.y + height / 2)
  }

  private func write(_ text: String, _ style: Style, centredOn canvas: inout Canvas, in area: Area, y: Int) {
    let width = min(Glyph.width(of: text), area.width - 4)
    canvas.write(text, x: area.x + (area.width - width) / 2, y: y, style, limit: width)
  }

  /// The first of the alerts; how many more there are.
  private func drawLoudest(on canvas: inout Canvas, in area: Area) {
    let alerts = derived.alerts
    guard let first = alerts.min(by: { weight(of: $0) < weight(of: $1) }) else {
      write(
        "● nothing burns", Style(.good, bold: true), centredOn: &canvas, in: area, y: area.y + area.height / 2)
      return
    }
    let isNews = first.level == .breach && first.acknowledgedBy == nil
    var style = Style(first.mark.style.ink, bold: true)
    // Filled while it is loud; a breach that nobody acknowledged blinks here as it does on the board.
    style.reverse = first.isLoud && (!isNews || isLit)
    canvas.fill(area, style)
    let more = alerts.count - 1
    let tail = more > 0 ? " +\(more) more " : ""
    let y = area.y + area.height / 2
    let by = first.acknowledgedBy.map { "(ack \($0)) " } ?? ""
    let app = first.app.map { "\($0.name)  " } ?? ""
    canvas.write(
      "\(first.mark.shape) \(app)\(by)\(first.text)", x: 2, y: y, style,
      limit: area.width - 4 - Glyph.width(of: tail))
    canvas.write(tail, endingAt: area.maxX - 1, y: y, style)
  }

  /// What matters more is less: by level, then what nobody has acknowledged, then what takes traffic away; what can be
  /// helped before a deadline that is gone.
  private func weight(of alert: Alert) -> (Int, Int, Int, Int) {
    var takesTraffic = false
    if case .guardrail(let key)? = alert.subject {
      takesTraffic = state.board.guardrail(key)?.action.lowersPosture ?? false
    }
    return (
      alert.level.rawValue, alert.acknowledgedBy == nil ? 0 : 1, alert.isMissed ? 1 : 0, takesTraffic ? 0 : 1
    )
  }

  // MARK: Tiles

  /// As large as there is room for; where not all fit, the worst, and how many more there are.
  private func drawTiles(on canvas: inout Canvas, in area: Area) {
    let all = standings
    guard !all.isEmpty else {
      canvas.write(
        filter.isEmpty ? "no apps" : "no app matches '\(filter)'", x: 2, y: area.y, .faint, limit: area.width - 4)
      return
    }
    let grid = WallGrid(count: all.count, width: area.width, height: area.height)
    let isWhole = all.count <= grid.tiles
    let shown = isWhole ? all : Array(RowOrder.worst.arranged(all, derived.deadlines, at: now).prefix(grid.tiles))
    let selected = selectedApp?.app.id
    for (index, standing) in shown.enumerated() {
      let tile = grid.tile(index, in: area)
      draw(standing, on: &canvas, in: tile, isSelected: standing.app.id == selected)
      if isWhole { canvas.spot(tile, list: List.page, row: index) }
    }
    guard !isWhole else { return drawLaterDeadlines(on: &canvas, in: grid.rest(after: shown.count, in: area)) }
    let rest = all.count - shown.count
    let words = rest == 1 ? " 1 more app, not worse " : " \(rest) more apps, none worse "
    canvas.write(words, endingAt: area.maxX - 1, y: area.maxY - 1, Style(.warning, bold: true))
  }

  /// What comes after the next deadline, where the grid of tiles leaves a place.
  private func drawLaterDeadlines(on canvas: inout Canvas, in area: Area) {
    let later = milestones.filter { $0.instant > now && !$0.isWindow }.dropFirst()
    guard area.width >= WallGrid.least.width, area.height >= 4, !later.isEmpty else { return }
    canvas.frame(area, title: "THEN")
    let inside = area.inside
    // A row for what and one for when, and a blank one between two of them.
    for (index, mark) in later.prefix((inside.height + 1) / 3).enumerated() {
      let y = inside.y + 3 * index
      let style = Style(mark.mark.style.ink, bold: true)
      canvas.write("\(mark.time) \(mark.title)", x: inside.x + 1, y: y, style, limit: inside.width - 2)
      let used = canvas.write(mark.countdown, x: inside.x + 1, y: y + 1, .plain, limit: inside.width - 2)
      canvas.write(
        " \(mark.mark.shape) \(mark.state)", x: inside.x + 1 + used, y: y + 1, mark.mark.style,
        limit: inside.width - 2 - used)
    }
  }
}

/// How many tiles stand beside each other and below each other.
struct WallGrid {
  /// The least in which a shape, a name, a ruling and a number can be read.
  static let least = Size(width: 24, height: 4)

  let columns: Int
  let rows: Int
  private let width: Int
  private let height: Int

  var tiles: Int { columns * rows }

  /// The most even grid that holds so many tiles: the one whose tiles are largest where they are smallest.
  init(count: Int, width: Int, height: Int) {
    self.width = width
    self.height = height
    let mostColumns = max(1, width / Self.least.width)
    let mostRows = max(1, height / Self.least.height)
    // A cell is about twice as high as it is wide.
    let fitting = (1...mostColumns).map { columns in (columns: columns, rows: (count + columns - 1) / columns) }
      .filter { $0.rows <= mostRows }
    let best = fitting.max { left, right in
      min(width / left.columns, 2 * height / left.rows) < min(width / right.columns, 2 * height / right.rows)
    }
    (columns, rows) = best ?? (mostColumns, mostRows)
  }

  func tile(_ index: Int, in area: Area) -> Area {
    let (row, column) = index.quotientAndRemainder(dividingBy: columns)
    let (left, right) = (width * column / columns, width * (column + 1) / columns)
    let (top, bottom) = (height * row / rows, height * (row + 1) / rows)
    return Area(x: area.x + left, y: area.y + top, width: right - left, height: bottom - top)
  }

  /// The places in the last row that no tile takes; empty where it is full.
  func rest(after count: Int, in area: Area) -> Area {
    guard count < tiles, count > tiles - columns else { return Area(x: area.maxX, y: area.maxY, width: 0, height: 0) }
    let first = tile(count, in: area)
    return Area(x: first.x, y: first.y, width: area.maxX - first.x, height: first.height)
  }
}
