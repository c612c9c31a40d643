import Canvas
import Gates

extension Model {
  /// Rows that a page leaves for its chart, its heading and the blank above it included; 0 where it has none.
  ///
  /// On a large screen a gate's chart has its place whatever the lines need; on a small one it takes what they leave.
  func chartHeight(for page: Page, rows: Int, room: Int) -> Int {
    let least = 6
    let own: Int
    switch page.place {
    case .gate(let id):
      guard let worst = state.board.app(id).flatMap({ standing(of: $0).worstGuardrail }), isCharted(worst) else {
        return 0
      }
      own = heatHeight(for: page, room: room) ?? (room >= 30 ? 11 : 0)
    case .guardrail(let key):
      guard let rule = guardrailStanding(key), isCharted(rule) else { return 0 }
      own = heatHeight(for: page, room: room) ?? (room >= 16 ? room / 2 : 0)
    case .signal(let key):
      guard state.declaresHistogram(key) else { return 0 }
      own = heatHeight(for: page, room: room) ?? 0
    case .budget(let id, let index):
      guard budget(id, index)?.spent != nil else { return 0 }
      own = room >= 12 ? room / 2 : 0
    case .help, .wall, .deadlines, .alerts, .blockers, .journal, .evidence, .sources, .handover, .deadline, .event,
      .why, .ruling, .criterion, .source, .blocker:
      return 0
    }
    let height = max(own, min(room - rows, 15))
    return height >= least ? min(height, 21) : 0
  }

  /// The chart of a page: on a gate's page that of the guardrail under the cursor, else of the worst.
  func drawChart(for page: Page, selected: Place?, on canvas: inout Canvas, in area: Area) {
    switch page.place {
    case .gate, .guardrail:
      if let rule = chartedRule(of: page, selected: selected) { drawChart(of: rule, on: &canvas, in: area) }
    case .signal(let key): drawSpread(of: key, on: &canvas, in: area)
    case .budget(let id, let index):
      if let budget = budget(id, index) { drawBurnDown(of: budget, on: &canvas, in: area) }
    case .help, .wall, .deadlines, .alerts, .blockers, .journal, .evidence, .sources, .handover, .deadline, .event,
      .why, .ruling, .criterion, .source, .blocker:
      break
    }
  }

  /// The guardrail whose signal a page draws.
  func chartedRule(of page: Page, selected: Place?) -> GuardrailStanding? {
    if case .guardrail(let key) = page.place { return guardrailStanding(key) }
    guard case .gate(let id) = page.place else { return nil }
    if case .guardrail(let key)? = selected, let chosen = guardrailStanding(key), isCharted(chosen) { return chosen }
    return state.board.app(id).flatMap { standing(of: $0).worstGuardrail }
  }

  func guardrailStanding(_ key: Key) -> GuardrailStanding? {
    state.board.app(key.app).flatMap { standing(of: $0).guardrails.first { $0.key == key } }
  }

  /// Whether there is a number to draw: a limit on a signal that was measured.
  private func isCharted(_ rule: GuardrailStanding) -> Bool {
    guard let limit = rule.guardrail.breach.limits.first, limit.quantity.value.number != nil else { return false }
    return state.series(limit.signal.key(in: rule.key.app))?.points.contains { $0.number != nil } ?? false
  }

  /// The signal that a guardrail limits, over the time that fits, with what was beyond the limit shaded.
  private func drawChart(of rule: GuardrailStanding, on canvas: inout Canvas, in area: Area) {
    guard area.height >= 4, area.width >= 30, let limit = rule.guardrail.breach.limits.first,
      let level = limit.quantity.value.number
    else { return }
    let signal = limit.signal.key(in: rule.key.app)
    if let form = chartLook.heat, let past = state.histogram(signal), area.height >= Self.leastHeatHeight {
      return drawHeatmap(of: past, signal, limit, as: form, rule.guardrail.title, on: &canvas, in: area)
    }
    let count = area.width * chartForm.steps
    let step = state.step(of: signal, filling: count, at: now)
    let values = state.values(of: rule, count: count, at: now, step: step).values
    guard values.contains(where: { $0 != nil }) else { return }
    let dimension = limit.quantity.dimension
    let words = Value.number(level).words(dimension)
    drawHeading(
      rule.guardrail.title, "\(signal.name), limit \(words)\(heatlessness(of: signal))", on: &canvas, in: area)
    let chart = Chart(values, limit: level, form: chartForm) { limit.comparison.isBeyond($0, level) }
    chart.draw(
      on: &canvas, in: Area(x: area.x, y: area.y + 1, width: area.width, height: area.height - 1),
      from: { "-\((step * $0).words)" }, to: "now",
      label: { Self.inScale(Value.number($0).words(dimension)) })
  }

  /// What is left of an error budget, from the beginning of its window to now; below zero it is overspent.
  private func drawBurnDown(of budget: ErrorBudget, on canvas: inout Canvas, in area: Area) {
    guard area.height >= 4, area.width >= 30 else { return }
    let count = (area.width - Self.scaleWidth) * chartForm.steps
    let course = state.course(of: budget, steps: count, at: now)
    guard course.contains(where: { $0 != nil }) else { return }
    drawHeading("Budget left", "\(budget.signal.name) over \(budget.window.words)", on: &canvas, in: area)
    Chart(course, limit: 0, top: 1, form: chartForm) { $0 < 0 }.draw(
      on: &canvas, in: Area(x: area.x, y: area.y + 1, width: area.width, height: area.height - 1),
      from: { "-\((budget.window * $0 / count + .seconds(30)).coarse)" }, to: "now",
      label: { Self.inScale(Value.number($0).words(.ratio)) })
  }

  /// - Returns: the columns that it takes.
  @discardableResult
  func drawHeading(_ title: String, _ words: String, on canvas: inout Canvas, in area: Area) -> Int {
    let used = canvas.write(title, x: area.x, y: area.y, Style(.title, bold: true), limit: area.width - 2) + 2
    return used + canvas.write(words, x: area.x + used, y: area.y, .faint, limit: area.width - used)
  }

  /// Columns of the scale and the blank beside it, so that the line stands still while numbers get a digit more.
  static let scaleWidth = 9

  /// A number of the scale with its unit, as wide as the scale.
  static func inScale(_ label: String) -> String {
    String(repeating: " ", count: max(0, scaleWidth - 1 - Glyph.width(of: label))) + label
  }
}
