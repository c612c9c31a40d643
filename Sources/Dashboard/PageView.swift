import Canvas
import Gates

extension Model {
  /// A place on a screen of its own: its lines, the selected one in sight, and the chart of what it is about.
  func draw(_ page: Page, on canvas: inout Canvas, in area: Area) {
    if page.place == .wall { return drawWall(on: &canvas, in: area) }
    canvas.frame(area, title: title(of: page.place))
    let inside = area.inside
    let listing = listing(of: page)
    guard listing.count > 0 else {
      let offer = page.place == .blockers ? self.offer(.blocker, "files one") : ""
      let words =
        page.filter.isEmpty ? page.place.emptiness + offer : "no line matches '\(page.filter)'; esc shows all"
      canvas.write(words, x: inside.x + 1, y: inside.y, .faint, limit: inside.width - 2)
      return
    }
    let layout = PageLayout(width: inside.width, names: page.place.names(in: inside.width), isList: page.place.isList)
    let rows = layout.isList ? nil : layout.rows(listing)
    let chart = chartHeight(for: page, rows: rows?.count ?? 0, room: inside.height)
    let lines = Area(x: area.x, y: area.y, width: area.width, height: area.height - chart)
    draw(listing, rows, selected: page.selected, layout, on: &canvas, in: lines)
    guard chart > 0 else { return }
    let place = Area(x: inside.x + 1, y: inside.maxY - chart + 1, width: inside.width - 2, height: chart - 1)
    drawChart(for: page, selected: listing[min(page.selected, listing.count - 1)].target, on: &canvas, in: place)
  }

  /// The lines of a page inside a frame, as many as there is room for around the selected one.
  ///
  /// - Parameter rows: all rows of the lines, where they are not as many for each line.
  func draw(
    _ listing: Listing, _ rows: [PageLayout.Row]?, selected: Int, _ layout: PageLayout, on canvas: inout Canvas,
    in area: Area
  ) {
    let inside = area.inside
    let selected = min(selected, listing.count - 1)
    let view =
      rows.map { layout.visible($0, selected: selected, room: inside.height) }
      ?? layout.visible(listing, selected: selected, room: inside.height)
    for (offset, row) in view.rows.enumerated() {
      let y = inside.y + offset
      draw(row, of: listing[row.line], on: &canvas, in: Area(x: inside.x, y: y, width: inside.width, height: 1))
      canvas.spot(Area(x: inside.x, y: y, width: inside.width, height: 1), list: List.page, row: row.line)
      if row.line == selected {
        canvas.ground(Area(x: inside.x, y: y, width: inside.width, height: 1), .selected)
      }
    }
    if view.below > 0 { canvas.write(" \(view.below) more below ", endingAt: area.maxX - 1, y: area.maxY - 1, .faint) }
    if view.above > 0 { canvas.write(" \(view.above) more above ", endingAt: area.maxX - 1, y: area.y, .faint) }
  }

  private func draw(_ row: PageLayout.Row, of line: Line, on canvas: inout Canvas, in area: Area) {
    let name = line.isHeading ? Style(line.mark.style.ink, bold: true) : .plain
    if let mark = row.mark {
      canvas.write(mark.shape, x: area.x + 1 + row.indent, y: area.y, mark.style)
    }
    let room = row.text.isEmpty ? area.width - row.nameX : min(area.width, row.textX - 1) - row.nameX
    canvas.write(row.name, x: area.x + row.nameX, y: area.y, name, limit: max(row.isFirst ? 1 : 0, room))
    let ink = line.isHeading || line.mark.shape == "·" ? Ink.text : line.mark.style.ink
    // A line of the page that one is on already leads no deeper.
    let leads = row.isFirst && line.target.map { $0 != place } ?? false
    let end = leads ? 1 : 0
    canvas.write(row.text, x: area.x + row.textX, y: area.y, Style(ink), limit: area.width - row.textX - end)
    if leads { canvas.write("›", x: area.maxX - 1, y: area.y, Style(.accent)) }
  }
}

extension Place {
  /// Columns for the names of a page's lines.
  func names(in width: Int) -> Int {
    switch self {
    case .help: 10
    case .journal: 26
    case .alerts: 34
    case .sources: 36
    case .evidence: min(width < 98 ? max(12, width * 2 / 5) : width * 11 / 20, 74)
    case .deadlines: min(max(12, width * 2 / 5), 38)
    case .wall, .blockers, .handover, .deadline, .event, .gate, .why, .ruling, .criterion,
      .guardrail, .source, .signal, .budget, .blocker:
      // On a wide screen room enough for the sample's longest title.
      min(max(12, width * 2 / 5), 54)
    }
  }

  /// What a page without a line says.
  fileprivate var emptiness: String {
    switch self {
    case .deadlines: "this board has no deadlines"
    case .alerts: "nothing burns"
    case .blockers: "no blocker was ever filed"
    case .journal: "nothing has happened yet"
    case .evidence: "no criterion of this board asks for evidence"
    case .sources: "this board asks nobody"
    case .help, .wall, .handover, .deadline, .event, .gate, .why, .ruling, .criterion, .guardrail, .source, .signal,
      .budget, .blocker:
      "nothing is known of it"
    }
  }
}
