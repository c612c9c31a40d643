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
    // A third for the countdown at most: the tiles are the board.
    let scale = max(1, BlockText.scale(of: "-00:00:00", within: Size(width: body.width - 4, height: body.height / 3)))
    let top = Area(x: 0, y: body.y, width: body.width, height: 5 * scale + 3)
    drawCountdown(on: &canvas, in: top, scale: scale)
    let alert = Area(x: 0, y: top.maxY, width: body.width, height: body.height >= 30 ? 3 : 1)
    drawLoudest(on: &canvas, in: alert)
    drawTiles(on: &canvas, in: Area(x: 0, y: alert.maxY, width: body.width, height: body.maxY - alert.maxY))
  }

  private func drawCountdown(on canvas: inout Canvas, in area: Area, scale: Int) {
    guard let next = milestones.first(where: { $0.instant > now && !$0.isWindow }) else {
      canvas.write("no deadline ahead", x: 2, y: area.y + area.height / 2, .faint, limit: area.width - 4)
      return
    }
    let style = Style(next.mark.style.ink, bold: true)
    canvas.write(
      "\(next.mark.shape) \(next.time) \(next.title)", x: 2, y: area.y, style, limit: area.width - 4)
    // `00:37:53` and not `T-00:37:53`: what is ahead needs no sign, and so the figures can be larger.
    let left = String(next.countdown.drop { $0 == "T" || $0 == "-" })
    let width = BlockText.size(of: left, scale: scale).width
    canvas.writeBlocks(left, x: max(2, (area.width - width) / 2), y: area.y + 1, scale: scale, .plain)
    let words = [next.state, next.reason].filter { !$0.isEmpty }.joined(separator: "  ")
    canvas.write(words, x: 2, y: area.maxY - 1, Style(next.mark.style.ink), limit: area.width - 4)
  }

  /// The first of the alerts; how many more there are.
  private func drawLoudest(on canvas: inout Canvas, in area: Area) {
    let alerts = derived.alerts
    guard let first = alerts.min(by: { weight(of: $0) < weight(of: $1) }) else {
      canvas.write("nothing burns", x: 2, y: area.y + area.height / 2, Style(.good, bold: true), limit: area.width - 4)
      return
    }
    let isNews = first.level == .breach && first.acknowledgedBy == nil
    var style = Style(first.level.mark.style.ink, bold: true)
    // Filled while it is loud; a breach that nobody acknowledged blinks here as it does on the board.
    style.reverse = first.isLoud && (!isNews || isLit)
    canvas.fill(area, style)
    let more = alerts.count - 1
    let tail = more > 0 ? " +\(more) " : ""
    let y = area.y + area.height / 2
    let by = first.acknowledgedBy.map { "(ack \($0)) " } ?? ""
    let app = first.app.map { "\($0.name)  " } ?? ""
    canvas.write(
      "\(first.level.mark.shape) \(app)\(by)\(first.text)", x: 2, y: y, style,
      limit: area.width - 4 - Glyph.width(of: tail))
    canvas.write(tail, endingAt: area.maxX - 1, y: y, style)
  }

  /// What matters more is less: by level, then what nobody has acknowledged, then what takes traffic away.
  private func weight(of alert: Alert) -> (Int, Int, Int) {
    var takesTraffic = false
    if case .guardrail(let key)? = alert.subject {
      takesTraffic = state.board.guardrail(key)?.action.lowersPosture ?? false
    }
    return (alert.level.rawValue, alert.acknowledgedBy == nil ? 0 : 1, takesTraffic ? 0 : 1)
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
    guard !isWhole else { return }
    let rest = all.count - shown.count
    let words = rest == 1 ? " 1 more app, not worse " : " \(rest) more apps, none worse "
    canvas.write(words, endingAt: area.maxX - 1, y: area.maxY - 1, Style(.warning, bold: true))
  }

  private func draw(_ standing: AppStanding, on canvas: inout Canvas, in tile: Area, isSelected: Bool) {
    let mark = tileMark(of: standing)
    let app = standing.app
    let inside = interior(of: tile, Style(mark.style.ink), on: &canvas)
    let isUrgent = standing.urgency <= 2
    var head = Style(mark.style.ink, bold: true)
    head.reverse = isUrgent
    if isUrgent { canvas.fill(Area(x: inside.x, y: inside.y, width: inside.width, height: 1), head) }
    let gate = app.gate.map { "\($0) " } ?? ""
    canvas.write(
      "\(isSelected ? "▸" : "")\(mark.shape) \(gate)\(app.id.name)", x: inside.x, y: inside.y, head, limit: inside.width
    )
    let ruling = standing.ruling.kind
    if inside.height >= 2 {
      let conflict = standing.conflicts.isEmpty ? "" : " ≠"
      canvas.write(
        "\(ruling.mark.shape) \(ruling.rawValue)\(conflict)", x: inside.x, y: inside.y + 1, ruling.mark.style,
        limit: inside.width)
    }
    guard inside.height >= 3 else { return }
    drawWorst(
      of: standing, on: &canvas,
      in: Area(x: inside.x, y: inside.y + 2, width: inside.width, height: inside.height - 2))
  }

  /// A frame where there is room for one, else a bar on the left, and a blank row below.
  private func interior(of tile: Area, _ style: Style, on canvas: inout Canvas) -> Area {
    guard tile.height < 6 else {
      canvas.frame(tile, title: "", style)
      return tile.inside
    }
    for y in tile.y..<(tile.maxY - 1) { canvas.write("▌", x: tile.x, y: y, style) }
    return Area(x: tile.x + 1, y: tile.y, width: tile.width - 2, height: tile.height - 1)
  }

  /// The worst number: in blocks where there is room for them, with the words that say what it is below.
  private func drawWorst(of standing: AppStanding, on canvas: inout Canvas, in area: Area) {
    let readiness = standing.readiness
    guard let worst = standing.worstGuardrail else {
      return write(
        "\(readiness.state.mark.shape) \(readiness.words)", readiness.state.mark.style, on: &canvas, in: area)
    }
    let room = Size(width: area.width - 1, height: area.height - 2)
    let number = figure(of: worst).first { BlockText.scale(of: $0, within: room) > 0 }
    let style = Style(worst.run.phase == .inactive ? .text : worst.mark.style.ink, bold: true)
    let words = figures(of: worst)
    guard let number else {
      return write("\(worst.mark.shape) \(words)", Style(worst.mark.style.ink), on: &canvas, in: area)
    }
    let scale = min(2, BlockText.scale(of: number, within: room))
    let spare = area.height - BlockText.size(of: number, scale: scale).height - 1
    canvas.writeBlocks(number, x: area.x + 1, y: area.y + min(1, spare / 2), scale: scale, style)
    canvas.write(
      "\(worst.mark.shape) \(words)", x: area.x, y: area.maxY - 1, Style(worst.mark.style.ink), limit: area.width)
  }

  /// What was measured before what it leads to: in a small tile the end is cut.
  private func figures(of rule: GuardrailStanding) -> String {
    let because = rule.judgement.because
    switch rule.run.phase {
    case .pending: return "\((rule.run.timeLeft(at: now, under: rule.guardrail) ?? .zero).clock) \(because)"
    case .breached, .recovering: return "\(because), \(rule.guardrail.action.rawValue)"
    case .inactive: return rule.words(at: now)
    }
  }

  private func write(_ text: String, _ style: Style, on canvas: inout Canvas, in area: Area) {
    guard area.height > 1 else {
      _ = canvas.write(text, x: area.x, y: area.y, style, limit: area.width)
      return
    }
    for (offset, row) in text.wrapped(to: area.width).prefix(area.height).enumerated() {
      canvas.write(row, x: area.x, y: area.y + offset, style, limit: area.width)
    }
  }

  /// While something burns, the time that is left; else the value that the guardrail limits, with its unit if there is
  /// room and without it, since the words below name it. Empty where it is unknown or must only be the same as something.
  private func figure(of rule: GuardrailStanding) -> [String] {
    if let left = rule.run.timeLeft(at: now, under: rule.guardrail) { return [left.clock] }
    guard let limit = rule.guardrail.breach.limits.first, limit.comparison.ordersItsSides else { return [] }
    let key = limit.signal.key(in: rule.key.app)
    guard case .known(let value, _) = state.reading(key, at: now), value.number != nil else { return [] }
    let words = value.words(state.dimension(key))
    let digits = String(words.prefix { $0.isNumber || $0 == "." || $0 == "-" })
    return [words, digits].filter { !$0.isEmpty && BlockText.canShow($0) }
  }

  private func tileMark(of standing: AppStanding) -> Mark {
    if let worst = standing.worstGuardrail, worst.counts, worst.run.phase != .inactive || worst.run.unseen != nil {
      return worst.mark
    }
    return standing.conflicts.isEmpty ? standing.ruling.kind.mark : Mark("≠", .bad, bold: true)
  }
}

/// How many tiles stand beside each other and below each other.
struct WallGrid {
  /// The least in which a shape, a name, a ruling and a number can be read.
  private static let least = Size(width: 24, height: 4)

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
}
