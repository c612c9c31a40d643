import Canvas
import Gates

extension Model {
  private func frame(_ area: Area, _ title: String, _ pane: Pane?, on canvas: inout Canvas) {
    let isFocused = pane == self.pane && pane != nil
    canvas.frame(
      area, title: title, isFocused ? Style(.accent) : .frame,
      titleStyle: Style(isFocused ? .accent : .title, bold: isFocused))
  }

  /// `3`, or `1 of 3` where the filter hides some.
  private static func counted(_ shown: Int, of all: Int) -> String { shown == all ? "\(all)" : "\(shown) of \(all)" }

  func drawAlerts(on canvas: inout Canvas, in area: Area) {
    let rows = alerts
    let (loud, all) = (derived.picked.loud, derived.loud)
    let quiet = Self.counted(rows.count - loud, of: derived.alerts.count - all)
    let title =
      derived.alerts.isEmpty ? "" : " \(Self.counted(loud, of: all))\(quiet == "0" ? "" : " + \(quiet) quiet")"
    frame(area, "ALERTS\(title)", .alerts, on: &canvas)
    let inside = area.inside
    guard !rows.isEmpty else {
      canvas.write(
        filter.isEmpty ? "nothing burns" : "none matches '\(filter)'", x: inside.x + 1, y: inside.y, .faint,
        limit: inside.width - 2)
      return
    }
    let selected = selected(in: .alerts, of: rows.count)
    let first = Self.firstRow(selected: selected, count: rows.count, room: inside.height)
    for (offset, alert) in rows.dropFirst(first).prefix(inside.height).enumerated() {
      let y = inside.y + offset
      let mark = alert.level.mark
      let time = alert.since?.timeOfDay.description ?? "        "
      var x = inside.x
      let isNews = alert.level == .breach && alert.acknowledgedBy == nil
      var style = mark.style
      style.reverse = isNews && isLit
      x += canvas.write("\(mark.shape) ", x: x, y: y, style)
      x += canvas.write("\(time) ", x: x, y: y, .faint)
      if let app = alert.app {
        x += canvas.write("\(app.name) ", x: x, y: y, Style(.text, bold: true), limit: inside.maxX - x)
      }
      let by = alert.acknowledgedBy.map { "(ack \($0)) " } ?? ""
      canvas.write(by + alert.text, x: x, y: y, Style(mark.style.ink), limit: inside.maxX - x)
      canvas.spot(
        Area(x: inside.x, y: y, width: inside.width, height: 1), list: List.pane(.alerts), row: first + offset)
      if pane == .alerts, first + offset == selected {
        canvas.ground(Area(x: inside.x, y: y, width: inside.width, height: 1), .selected)
      }
    }
  }

  func drawBlockers(on canvas: inout Canvas, in area: Area) {
    let rows = blockers
    let open = state.openBlockers.count
    frame(area, open == 0 ? "BLOCKERS" : "BLOCKERS \(Self.counted(rows.count, of: open))", .blockers, on: &canvas)
    let inside = area.inside
    guard !rows.isEmpty else {
      let text = filter.isEmpty ? "none open\(offer(.blocker, "files one"))" : "none matches '\(filter)'"
      canvas.write(text, x: inside.x + 1, y: inside.y, .faint, limit: inside.width - 2)
      return
    }
    let selected = selected(in: .blockers, of: rows.count)
    let first = Self.firstRow(selected: selected, count: rows.count, room: inside.height)
    for (offset, blocker) in rows.dropFirst(first).prefix(inside.height).enumerated() {
      let y = inside.y + offset
      draw(blocker, on: &canvas, x: inside.x, y: y, width: inside.width)
      canvas.spot(
        Area(x: inside.x, y: y, width: inside.width, height: 1), list: List.pane(.blockers), row: first + offset)
      if pane == .blockers, first + offset == selected {
        canvas.ground(Area(x: inside.x, y: y, width: inside.width, height: 1), .selected)
      }
    }
  }

  private func draw(_ blocker: Blocker, on canvas: inout Canvas, x: Int, y: Int, width: Int) {
    let late = blocker.isOverdue(at: now)
    let eta = blocker.draft.eta.map { ETA.short($0, now: now) } ?? "no ETA"
    let slips = blocker.slips > 0 ? " slip \(blocker.slips)" : ""
    let tail = "\(blocker.draft.owner)  \(eta)\(late ? "▲" : "")\(slips)  \(blocker.draft.severity.label)"
    let tailWidth = min(Glyph.width(of: tail), max(0, width - 16))
    let gate = blocker.draft.app.flatMap { state.board.app($0)?.gate ?? $0.name } ?? "-"
    let ink: Ink = late || blocker.draft.eta == nil ? .bad : blocker.draft.severity == .one ? .warning : .text
    var left = x + canvas.write("\(blocker.label) ", x: x, y: y, Style(ink, bold: true))
    left += canvas.write("\(gate) ", x: left, y: y, .faint, limit: max(0, width / 4))
    canvas.write(blocker.draft.text, x: left, y: y, .plain, limit: max(0, x + width - tailWidth - 1 - left))
    canvas.write(tail, x: x + width - tailWidth, y: y, Style(ink), limit: tailWidth)
  }

  func drawKPIs(on canvas: inout Canvas, in area: Area) {
    frame(area, "KPIS against their baseline", nil, on: &canvas)
    let inside = area.inside
    for (offset, standing) in state.kpis(at: now).prefix(inside.height).enumerated() {
      let y = inside.y + offset
      guard let value = standing.value else {
        canvas.write(standing.kpi.title, x: inside.x, y: y, .plain, limit: inside.width - 12)
        canvas.write("◌ unknown", endingAt: inside.maxX, y: y, Style(.unknown))
        continue
      }
      let words = "\(Value.number(value).words(standing.dimension))  \(standing.deltaWords)"
      let room = inside.width - Glyph.width(of: words) - 1
      canvas.write(standing.kpi.title, x: inside.x, y: y, .plain, limit: max(8, room))
      canvas.write(words, endingAt: inside.maxX, y: y, Style(.text), limit: inside.width)
    }
  }
}
