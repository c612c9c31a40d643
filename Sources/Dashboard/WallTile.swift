import Canvas
import Gates

/// One app on the wall: its shape and name, the ruling in letters that carry, the traffic that is allowed, and the one
/// number that matters.
extension Model {
  func draw(_ standing: AppStanding, on canvas: inout Canvas, in tile: Area, isSelected: Bool) {
    let mark = tileMark(of: standing)
    let inside = interior(of: tile, Style(mark.style.ink), on: &canvas)
    let isTall = inside.height >= 4 + BlockText.halfHeight
    let isTold = drawHead(of: standing, mark, on: &canvas, in: inside, isSelected: isSelected, isLarge: isTall)
    let debt = isTold ? "" : standing.debt
    let figure = tileFigure(of: standing, within: inside.width)
    guard isTall, let word = standing.ruling.kind.spelling(within: inside.width - 1) else {
      let rest = drawSmallRuling(of: standing, debt, on: &canvas, in: inside)
      return write(figure.rows(width: inside.width, height: rest.height), on: &canvas, in: rest)
    }
    var y = inside.y + (inside.height >= 12 ? 2 : 1)
    let style = standing.rulingStyle
    canvas.writeHalfBlocks(word, x: inside.x + 1, y: y, style)
    y += BlockText.halfHeight
    let traffic = standing.trafficWords(room: inside.width - Glyph.width(of: debt))
    canvas.write(traffic, x: inside.x, y: y, standing.isHeldBack ? style : .faint, limit: inside.width)
    canvas.write(debt, endingAt: inside.maxX, y: y, GuardrailStanding.owed.style)
    draw(figure, on: &canvas, in: Area(x: inside.x, y: y + 1, width: inside.width, height: inside.maxY - y - 1))
  }

  /// Shape and name; at the end what somebody must acknowledge and, where the ruling has no room for it, that it is
  /// contradicted.
  ///
  /// - Returns: whether there was room for what must be acknowledged.
  private func drawHead(
    of standing: AppStanding, _ mark: Mark, on canvas: inout Canvas, in area: Area, isSelected: Bool, isLarge: Bool
  ) -> Bool {
    var style = Style(mark.style.ink, bold: true)
    style.reverse = standing.urgency <= 2
    if style.reverse { canvas.fill(Area(x: area.x, y: area.y, width: area.width, height: 1), style) }
    let gate = standing.app.gate.map { "\($0) " } ?? ""
    let used = canvas.write(
      "\(isSelected ? "▸" : "")\(mark.shape) \(gate)\(standing.app.id.name)", x: area.x, y: area.y, style,
      limit: area.width)
    let conflict = isLarge && !standing.conflicts.isEmpty && mark.shape != "≠" ? " ≠" : ""
    canvas.write(conflict, endingAt: area.maxX, y: area.y, style)
    let debt = standing.debt
    guard used + Glyph.width(of: debt + conflict) <= area.width else { return false }
    let quiet = style.reverse ? style : GuardrailStanding.owed.style
    canvas.write(debt, endingAt: area.maxX - Glyph.width(of: conflict), y: area.y, quiet)
    return true
  }

  /// The ruling in a row, behind it what else there is room for; traffic that was taken away takes a row of its own.
  ///
  /// - Returns: the rows below.
  private func drawSmallRuling(of standing: AppStanding, _ debt: String, on canvas: inout Canvas, in area: Area) -> Area
  {
    var rest = Area(x: area.x, y: area.y + 1, width: area.width, height: area.height - 1)
    guard rest.height > 0 else { return rest }
    let kind = standing.ruling.kind
    let style = standing.rulingStyle
    var x = area.x + canvas.write("\(kind.mark.shape) \(kind.rawValue)", x: area.x, y: rest.y, style, limit: area.width)
    if !standing.conflicts.isEmpty {
      x += canvas.write(" ≠", x: x, y: rest.y, Style(.bad, bold: true), limit: area.maxX - x)
    }
    let least = " (\(standing.posture.rawValue))"
    let isWide = Glyph.width(of: least + debt) <= area.maxX - x
    let debt = debt.isEmpty || isWide ? debt : " \(GuardrailStanding.owed.shape)\(standing.owedAcknowledgements)"
    let room = area.maxX - x - Glyph.width(of: debt)
    let traffic = " " + standing.trafficWords(room: room - 1)
    let fits = Glyph.width(of: traffic) <= room
    if fits { canvas.write(traffic, x: x, y: rest.y, standing.isHeldBack ? style : .faint) }
    canvas.write(debt, endingAt: area.maxX, y: rest.y, GuardrailStanding.owed.style)
    rest = Area(x: area.x, y: rest.y + 1, width: area.width, height: rest.height - 1)
    guard !fits, standing.isHeldBack, rest.height > 0 else { return rest }
    canvas.write(standing.trafficWords(room: area.width), x: area.x, y: rest.y, style, limit: area.width)
    return Area(x: area.x, y: rest.y + 1, width: area.width, height: rest.height - 1)
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

  /// Figures are equally large in all tiles, so that the eye is not drawn to the shortest; what it is stands below.
  private func draw(_ figure: TileFigure, on canvas: inout Canvas, in area: Area) {
    let captions = figure.rows(
      width: area.width, height: min(area.height >= 12 ? 4 : 2, area.height - BlockText.halfHeight))
    let top = area.maxY - captions.count
    let room = Size(width: area.width - 1, height: top - area.y)
    let scale = min(BlockText.scale(of: "000ms", within: room), BlockText.scale(of: figure.text, within: room), 2)
    let height = scale > 0 ? 5 * scale : BlockText.halfHeight
    let fits = height <= room.height && (scale > 0 || BlockText.halfWidth(of: figure.text) <= room.width)
    guard fits, !captions.isEmpty, BlockText.canShow(figure.text) else {
      return write(figure.rows(width: area.width, height: area.height), on: &canvas, in: area)
    }
    let y = area.y + (room.height - height + 1) / 2
    if scale > 0 {
      canvas.writeBlocks(figure.text, x: area.x + 1, y: y, scale: scale, figure.style)
    } else {
      canvas.writeHalfBlocks(figure.text, x: area.x + 1, y: y, figure.style)
    }
    write(captions, on: &canvas, in: Area(x: area.x, y: top, width: area.width, height: captions.count))
  }

  private func write(_ rows: [TileFigure.Caption], on canvas: inout Canvas, in area: Area) {
    for (offset, row) in rows.enumerated() {
      canvas.write(row.text, x: area.x, y: area.y + offset, row.style, limit: area.width)
    }
  }

  /// What burns before what the ruling contradicts; a GO that nobody can see the whole of is no GO. What is over and
  /// waits to be acknowledged has a sign of its own: it must not hide what was ruled.
  private func tileMark(of standing: AppStanding) -> Mark {
    let worst = standing.worstGuardrail
    if let worst, worst.counts, worst.run.phase != .inactive { return worst.mark }
    if !standing.conflicts.isEmpty { return Mark("≠", .bad, bold: true) }
    if standing.ruling.kind.isGo, standing.isBlind { return CriterionState.unknown.mark }
    return standing.ruling.kind.mark
  }
}
