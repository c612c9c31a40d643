import Canvas
import Gates

extension Model {
  /// The gates as a table.
  func drawGates(on canvas: inout Canvas, in area: Area) {
    let columns = GateColumns(habits.columns, width: area.width)
    let head = Style(.faint, bold: true)
    canvas.write("GATE", x: columns.isFull ? 3 : 2, y: area.y, head, limit: 4)
    let order = order == .board ? "" : " ▼ \(order.rawValue)"
    canvas.write("APP\(order)", x: columns.app, y: area.y, head, limit: columns.ruling - columns.app - 1)
    canvas.write("RULING", x: columns.ruling, y: area.y, head)
    for slot in columns.slots { canvas.write(slot.column.head, x: slot.x, y: area.y, head, limit: slot.width - 1) }
    let rows = standings
    let room = area.height - 1
    let selected = selected(in: .gates, of: rows.count)
    let first = Self.firstRow(selected: selected, count: rows.count, room: room)
    for (offset, standing) in rows.dropFirst(first).prefix(room).enumerated() {
      let y = area.y + 1 + offset
      draw(standing, columns, on: &canvas, y: y, isSelected: first + offset == selected)
      canvas.spot(Area(x: 0, y: y, width: area.width, height: 1), list: List.pane(.gates), row: first + offset)
    }
    if rows.isEmpty { canvas.write("no app matches '\(filter)'", x: columns.app, y: area.y + 1, .faint) }
  }

  /// The first row of a list that keeps the selected one in sight.
  static func firstRow(selected: Int, count: Int, room: Int) -> Int {
    max(0, min(selected - room + 1 + room / 3, count - room, selected))
  }

  private func draw(_ standing: AppStanding, _ columns: GateColumns, on canvas: inout Canvas, y: Int, isSelected: Bool)
  {
    let app = standing.app
    if isSelected, pane == .gates { canvas.write("▸", x: 1, y: y, Style(.accent, bold: true)) }
    canvas.write(app.gate ?? "", x: columns.isFull ? 3 : 2, y: y, Style(.title, bold: true), limit: 3)
    canvas.write(app.id.name, x: columns.app, y: y, Style(.text, bold: true), limit: columns.ruling - columns.app - 1)
    let ruling = standing.ruling.kind.mark
    let conflict = standing.conflict == nil ? "" : " ≠"
    let used = canvas.write(
      "\(ruling.shape) \(standing.ruling.kind.rawValue)", x: columns.ruling, y: y, ruling.style, limit: 16)
    canvas.write(conflict, x: columns.ruling + used, y: y, Style(.bad, bold: true))
    for slot in columns.slots {
      draw(standing, slot, sparkline: columns.sparkline, on: &canvas, y: y, isSelected: isSelected)
    }
    if isSelected { canvas.ground(Area(x: 0, y: y, width: columns.end, height: 1), .selected) }
  }

  private func draw(
    _ standing: AppStanding, _ slot: GateColumns.Slot, sparkline: Int, on canvas: inout Canvas, y: Int,
    isSelected: Bool
  ) {
    switch slot.column {
    case .ready:
      let ready = standing.readiness.state.mark
      canvas.write(
        "\(ready.shape) \(standing.readiness.tally(room: slot.width - 3))", x: slot.x, y: y, ready.style,
        limit: slot.width - 1)
    case .guardrail:
      draw(standing.worstGuardrail, slot, sparkline: sparkline, on: &canvas, y: y, isSelected: isSelected)
    case .evidence: drawEvidence(of: standing, slot, on: &canvas, y: y)
    case .blockers:
      let blockers = standing.openBlockers
      let late = standing.overdueBlockers
      let words = blockers == 0 ? "-" : late == 0 ? "\(blockers)" : "\(blockers), \(late) late"
      let style = Style(blockers == 0 ? .faint : late > 0 ? .bad : .warning)
      canvas.write(words, x: slot.x, y: y, style, limit: slot.width - 1)
    case .next:
      let next = derived.deadlines.first { $0.instant > now && $0.deadline.owes.contains(standing.app.id) }
      let words = next.map { ETA.short($0.instant, now: now) } ?? "-"
      canvas.write(words, x: slot.x, y: y, Style(next == nil ? .faint : .text), limit: slot.width)
    }
  }

  private func draw(
    _ guardrail: GuardrailStanding?, _ slot: GateColumns.Slot, sparkline: Int, on canvas: inout Canvas, y: Int,
    isSelected: Bool
  ) {
    guard let guardrail else {
      canvas.write("-", x: slot.x, y: y, .faint)
      return
    }
    var x = slot.x
    if sparkline > 0 {
      let (values, limit) = state.values(of: guardrail, count: sparkline, at: now)
      // A quiet past is drawn as quietly as a frame, and what was over its limit stands out of it.
      let quiet = Style(isSelected ? .faint : .frame)
      drawSparkline(values, limit: limit, guardrail, quiet, on: &canvas, x: x, y: y, width: sparkline)
      x += sparkline + 1
    }
    let isNews = guardrail.run.isBreached && guardrail.run.acknowledged == nil
    var style = guardrail.mark.style
    // The one thing that blinks: a breach that nobody has acknowledged, once a second.
    style.reverse = isNews && isLit
    let limit = slot.x + slot.width - x - 1
    // What is measured names itself; the guardrail's own name would take the room of the figures.
    let used = canvas.write("\(guardrail.mark.shape) ", x: x, y: y, style, limit: limit)
    let rest = guardrail.run.phase == .inactive ? Style(.text) : Style(style.ink, bold: true)
    canvas.write(words(of: guardrail, room: limit - used), x: x + used, y: y, rest, limit: limit - used)
  }

  private func drawSparkline(
    _ values: [Double?], limit: Double?, _ guardrail: GuardrailStanding, _ quiet: Style, on canvas: inout Canvas,
    x: Int, y: Int, width: Int
  ) {
    let comparison = guardrail.guardrail.breach.limits.first?.comparison
    let shown = Array(repeating: nil, count: max(0, width - values.count)) + values.suffix(width)
    for (index, character) in Sparkline.characters(values, width: width, limit: limit).enumerated() {
      var isOver = false
      if let value = shown[index], let limit, let comparison, comparison.isBeyondAbove != nil {
        isOver = comparison.isBeyond(value, limit)
      }
      canvas.write(String(character), x: x + index, y: y, isOver ? Style(.bad) : quiet)
    }
  }

  private func drawEvidence(of standing: AppStanding, _ slot: GateColumns.Slot, on canvas: inout Canvas, y: Int) {
    let evidence = standing.readiness.criteria.filter(\.criterion.requirement.isEvidence)
    let passed = evidence.count { $0.state == .pass }
    let bar = Sparkline.bar(Double(passed) / Double(max(1, evidence.count)), width: 4)
    let words = evidence.isEmpty ? "-" : "\(bar) \(passed)/\(evidence.count)"
    let style = Style(evidence.isEmpty ? .faint : passed == evidence.count ? .good : .unknown)
    canvas.write(words, x: slot.x, y: y, style, limit: slot.width)
  }

  /// For the smallest screens a line for each gate, and below those that burn what burns, where there is a row for it;
  /// else behind the ruling.
  func drawShortGates(on canvas: inout Canvas, in area: Area) {
    let rows = standings
    let selected = selected(in: .gates, of: rows.count)
    let first = Self.firstRow(selected: selected, count: rows.count, room: area.height)
    var free = area.height - rows.count
    var y = area.y
    for (offset, standing) in rows.dropFirst(first).prefix(area.height).enumerated() {
      let worst = standing.worstGuardrail
      let burning = worst?.counts == true && worst?.run.phase != .inactive ? worst : nil
      let height = burning != nil && free > 0 ? 2 : 1
      free -= height - 1
      let place = Area(x: 0, y: y, width: area.width, height: height)
      draw(standing, burning, on: &canvas, in: place)
      canvas.spot(place, list: List.pane(.gates), row: first + offset)
      if first + offset == selected { canvas.ground(place, .selected) }
      y += height
    }
  }

  private func draw(
    _ standing: AppStanding, _ burning: GuardrailStanding?, on canvas: inout Canvas, in area: Area
  ) {
    let ruling = standing.ruling.kind.mark
    canvas.write(ruling.shape, x: 1, y: area.y, ruling.style)
    canvas.write(standing.app.id.name, x: 3, y: area.y, Style(.text, bold: true), limit: 18)
    var x = 22
    x += canvas.write(standing.ruling.kind.rawValue, x: x, y: area.y, ruling.style, limit: area.width - x)
    if standing.conflict != nil { x += canvas.write(" ≠", x: x, y: area.y, Style(.bad, bold: true)) }
    guard let burning else { return }
    let isBelow = area.height > 1
    let left = isBelow ? 3 : x + 1
    let style = burning.mark.style
    let used = canvas.write("\(burning.mark.shape) ", x: left, y: area.maxY - 1, style, limit: area.width - left)
    let room = area.width - left - used
    canvas.write(words(of: burning, room: room), x: left + used, y: area.maxY - 1, style, limit: room)
  }
}
