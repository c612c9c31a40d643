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
    // A column more for the times once one of them is of another day.
    let times = derived.picked.hasOtherDays ? 9 : 8
    // Texts stand under each other where there is room for a column of names.
    let names = inside.width < 72 ? 0 : 2 + times + 1 + derived.namesWidth + 1
    for (offset, alert) in rows.dropFirst(first).prefix(inside.height).enumerated() {
      let y = inside.y + offset
      let mark = alert.mark
      var x = inside.x
      let isNews = alert.level == .breach && alert.acknowledgedBy == nil
      var style = mark.style
      style.reverse = isNews && isLit
      x += canvas.write("\(mark.shape) ", x: x, y: y, style)
      canvas.write(alert.since?.seenShort(from: now, seconds: true) ?? "", x: x, y: y, .faint)
      x += times + 1
      if let app = alert.app {
        x += canvas.write("\(app.name) ", x: x, y: y, Style(.text, bold: true), limit: inside.maxX - x)
        x = max(x, inside.x + names)
      }
      let by = alert.acknowledgement(behind: alert.text, room: inside.maxX - x)
      let room = inside.maxX - x - Glyph.width(of: by)
      x += canvas.write(alert.text(room: room), x: x, y: y, Style(mark.style.ink), limit: room)
      canvas.write(by, x: x, y: y, Style(mark.style.ink), limit: inside.maxX - x)
      canvas.spot(
        Area(x: inside.x, y: y, width: inside.width, height: 1), list: List.pane(.alerts), row: first + offset)
      if pane == .alerts, first + offset == selected {
        canvas.ground(Area(x: inside.x, y: y, width: inside.width, height: 1), .selected)
      }
    }
    tellRest(rows.count - first - inside.height, on: &canvas, in: area)
  }

  /// In the lower edge how many rows there is no room for.
  private func tellRest(_ count: Int, on canvas: inout Canvas, in area: Area) {
    guard count > 0, area.height > 1 else { return }
    canvas.write(" \(count) more ", endingAt: area.maxX - 2, y: area.maxY - 1, .faint)
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
    let shown = rows.dropFirst(first).prefix(inside.height)
    let columns = BlockerColumns(Array(shown), width: inside.width)
    for (offset, blocker) in shown.enumerated() {
      let y = inside.y + offset
      draw(blocker, columns, on: &canvas, x: inside.x, y: y, width: inside.width)
      canvas.spot(
        Area(x: inside.x, y: y, width: inside.width, height: 1), list: List.pane(.blockers), row: first + offset)
      if pane == .blockers, first + offset == selected {
        canvas.ground(Area(x: inside.x, y: y, width: inside.width, height: 1), .selected)
      }
    }
    tellRest(rows.count - first - inside.height, on: &canvas, in: area)
  }

  private func draw(
    _ blocker: Blocker, _ columns: BlockerColumns, on canvas: inout Canvas, x: Int, y: Int, width: Int
  ) {
    let late = blocker.isOverdue(at: now)
    let eta = blocker.draft.eta.map { ETA.short($0, now: now) } ?? "no ETA"
    let gate = blocker.draft.app.flatMap { state.board.app($0)?.gate ?? $0.name } ?? "-"
    let ink: Ink = late || blocker.draft.eta == nil ? .bad : blocker.draft.severity == .one ? .warning : .text
    var left = x + canvas.write("\(blocker.label) ", x: x, y: y, Style(ink, bold: true))
    left += canvas.write("\(gate) ", x: left, y: y, .faint, limit: max(0, width / 4))
    canvas.write(blocker.draft.text, x: left, y: y, .plain, limit: max(0, x + columns.owner - 2 - left))
    func write(_ text: String, from: Int, to: Int) {
      canvas.write(text, x: x + from, y: y, Style(ink), limit: max(0, min(to, width) - from))
    }
    write(blocker.draft.owner, from: columns.owner, to: columns.eta - 1)
    write("\(eta)\(late ? "▲" : "")", from: columns.eta, to: columns.slips)
    write(blocker.slips > 0 ? "slip \(blocker.slips)" : "", from: columns.slips, to: columns.severity - 1)
    write(blocker.draft.severity.label, from: columns.severity, to: width)
  }

  /// What each is now, what it was, and what that is of it.
  func drawKPIs(on canvas: inout Canvas, in area: Area) {
    frame(area, "KPIS", nil, on: &canvas)
    let inside = area.inside
    let (now, baseline) = (inside.maxX - 20, inside.maxX - 9)
    let head = Style(.faint, bold: true)
    for (title, right) in [("NOW", now), ("BASELINE", baseline), ("CHANGE", inside.maxX)] {
      canvas.write(title, endingAt: right, y: inside.y, head)
    }
    for (offset, standing) in state.kpis(at: self.now).prefix(max(0, inside.height - 1)).enumerated() {
      let y = inside.y + 1 + offset
      let value = standing.value.map { Value.number($0).words(standing.dimension) }
      let words = value ?? "◌ unknown"
      let room = now - inside.x - Glyph.width(of: words) - 1
      canvas.write(standing.kpi.title, x: inside.x, y: y, .plain, limit: max(8, room))
      canvas.write(words, endingAt: now, y: y, Style(value == nil ? .unknown : .text))
      let before = standing.kpi.baseline.value.words(standing.dimension)
      canvas.write(before, endingAt: baseline, y: y, .faint)
      canvas.write(standing.changeWords, endingAt: inside.maxX, y: y, Style(.text))
    }
  }

  /// What happened last, the newest first.
  func drawNews(on canvas: inout Canvas, in area: Area) {
    frame(area, "JOURNAL, the newest first", nil, on: &canvas)
    let inside = area.inside
    for (offset, event) in state.recent.suffix(max(0, inside.height)).reversed().enumerated() {
      let y = inside.y + offset
      let line = line(of: event)
      var x = inside.x + canvas.write("\(line.mark.shape) ", x: inside.x, y: y, line.mark.style)
      x += canvas.write("\(event.at.seenShort(from: now, seconds: true)) ", x: x, y: y, .faint)
      // The rules do most of what happens: only humans are named.
      let who = event.actor == Event.engine ? "" : "\(event.actor): "
      canvas.write(who + line.text, x: x, y: y, .plain, limit: inside.maxX - x)
    }
  }
}

/// Where the words of blockers stand, so that those of all that are in sight stand under each other.
private struct BlockerColumns {
  let owner: Int
  let eta: Int
  let slips: Int
  let severity: Int

  init(_ blockers: [Blocker], width: Int) {
    let owners = blockers.map { Glyph.width(of: $0.draft.owner) }.max() ?? 0
    severity = max(0, width - 5)
    slips = max(0, severity - (blockers.contains { $0.slips > 0 } ? 7 : 1))
    // `02:00+1▲`, and a blank.
    eta = max(0, slips - 9)
    owner = max(0, eta - min(owners, 14, width / 4) - 1)
  }
}
