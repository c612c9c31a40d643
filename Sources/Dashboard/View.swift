package import Canvas
import Gates

extension Model {
  /// The smallest screen that shows a board.
  package static let smallest = Size(width: 40, height: 8)

  var isTooSmall: Bool { size.width < Self.smallest.width || size.height < Self.smallest.height }

  /// What lies between the header and the footer, and the scrub bar of the past above that.
  var body: Area { Area(x: 0, y: 1, width: size.width, height: size.height - (travel == nil ? 2 : 3)) }

  /// Draws the whole screen.
  package func view() -> Canvas {
    var canvas = Canvas(size)
    guard !isTooSmall else {
      canvas.write("\(size), needs \(Self.smallest)", x: 0, y: max(0, size.height / 2), Style(.warning))
      return canvas
    }
    drawHeader(on: &canvas)
    let body = body
    if let page = path.last { draw(page, on: &canvas, in: body) } else { drawBoard(on: &canvas, in: body) }
    if let travel { draw(travel, on: &canvas, in: Area(x: 0, y: body.maxY, width: size.width, height: 1)) }
    drawFooter(on: &canvas)
    if let meanwhile { return covered(by: meanwhile, canvas, in: body) }
    if case .form(let form) = mode { draw(form, on: &canvas) }
    if case .asking(let question) = mode { draw(question.danger, on: &canvas) }
    if case .theme(let choice) = mode { draw(choice, on: &canvas, in: body) }
    if case .columns(let choice) = mode { draw(choice, on: &canvas, in: body) }
    if case .palette(let palette) = mode { draw(palette, on: &canvas) }
    return canvas
  }

  /// What changed lies over everything, forms included: whoever comes back must not miss it.
  private func covered(by meanwhile: Meanwhile, _ canvas: Canvas, in body: Area) -> Canvas {
    var canvas = canvas
    canvas.cursor = nil
    draw(meanwhile, on: &canvas, in: body)
    return canvas
  }

  private func drawBoard(on canvas: inout Canvas, in body: Area) {
    switch (body.width, body.height) {
    case (100..., 26...): drawWide(on: &canvas, in: body)
    case (72..., 14...): drawCompact(on: &canvas, in: body)
    default: drawList(on: &canvas, in: body)
    }
  }

  /// Everything at once: deadlines, gates, the selected gate's reasons, alerts, blockers, KPIs.
  private func drawWide(on canvas: inout Canvas, in body: Area) {
    let marks = milestones
    let strip = Area(x: 0, y: body.y, width: body.width, height: marks.isEmpty ? 0 : body.height < 36 ? 6 : 7)
    draw(marks, on: &canvas, in: strip)
    let rows = min(standings.count, max(3, body.height - strip.height - 1 - 10))
    let table = Area(x: 0, y: strip.maxY, width: body.width, height: rows + 1)
    drawGates(on: &canvas, in: table)
    let rest = Area(x: 0, y: table.maxY, width: body.width, height: body.maxY - table.maxY)
    // The reasons need more room than the alerts. A fixed share, so that nothing jumps when an alert comes or goes.
    let share = rest.height >= 16 ? max(8, rest.height * 2 / 5) : rest.height
    let upper = Area(x: 0, y: rest.y, width: rest.width, height: share)
    let left = rest.width * 56 / 100
    drawAlerts(on: &canvas, in: Area(x: 0, y: upper.y, width: left, height: upper.height))
    drawBlockers(on: &canvas, in: Area(x: left, y: upper.y, width: rest.width - left, height: upper.height))
    let lower = Area(x: 0, y: upper.maxY, width: rest.width, height: rest.maxY - upper.maxY)
    guard lower.height >= 5, let app = selectedApp?.app else { return }
    drawReasons(of: app, on: &canvas, in: Area(x: 0, y: lower.y, width: left, height: lower.height))
    drawMeasures(on: &canvas, in: Area(x: left, y: lower.y, width: rest.width - left, height: lower.height))
  }

  /// The KPIs, as many rows as they need; what happened last in the rest.
  private func drawMeasures(on canvas: inout Canvas, in area: Area) {
    // Two rows of frame and one of headings.
    let needed = state.board.kpis.isEmpty ? 0 : state.board.kpis.count + 3
    let isShared = area.height - needed >= 4
    let kpis = isShared ? needed : area.height
    if needed > 0 { drawKPIs(on: &canvas, in: Area(x: area.x, y: area.y, width: area.width, height: kpis)) }
    guard isShared else { return }
    drawNews(on: &canvas, in: Area(x: area.x, y: area.y + kpis, width: area.width, height: area.height - kpis))
  }

  /// The next two deadlines, the gates, and one pane for alerts or blockers.
  private func drawCompact(on canvas: inout Canvas, in body: Area) {
    drawNextDeadlines(2, on: &canvas, x: 1, y: body.y, width: body.width - 2)
    let rows = min(standings.count, max(3, body.height - 2 - 6))
    let table = Area(x: 0, y: body.y + 1, width: body.width, height: rows + 1)
    drawGates(on: &canvas, in: table)
    let rest = Area(x: 0, y: table.maxY, width: body.width, height: body.maxY - table.maxY)
    if pane == .blockers {
      drawBlockers(on: &canvas, in: rest)
    } else {
      drawAlerts(on: &canvas, in: rest)
    }
  }

  /// A list: shape, app, ruling; and the next deadline.
  private func drawList(on canvas: inout Canvas, in body: Area) {
    drawNextDeadlines(1, on: &canvas, x: 0, y: body.y, width: body.width)
    let room = Area(x: 0, y: body.y + 1, width: body.width, height: body.height - 1)
    switch pane {
    case .alerts: drawAlerts(on: &canvas, in: room)
    case .blockers: drawBlockers(on: &canvas, in: room)
    case .gates: drawShortGates(on: &canvas, in: room)
    }
  }
}
