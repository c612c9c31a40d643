import Canvas
import Gates

extension Model {
  /// Why the selected gate stands as it does: one line for each criterion, what keeps it from passing first.
  func drawReasons(of app: App, on canvas: inout Canvas, in area: Area) {
    canvas.frame(area, title: "WHY \(app.id.name)")
    draw(detail(of: app), on: &canvas, in: area.inside)
  }

  /// The whole why of one gate on a screen of its own.
  func drawDetail(of id: AppID, on canvas: inout Canvas, in area: Area) {
    guard let app = state.board.app(id) else { return }
    canvas.frame(area, title: "\(app.gate.map { "GATE \($0)  " } ?? "")\(app.id.name)")
    let inside = area.inside
    let lines = detail(of: app)
    draw(lines, on: &canvas, in: inside)
    // A chart takes what the reasons leave free, and no more than it needs to be read.
    let free = inside.height - lines.count - 1
    let height = min(free, 14)
    drawChart(
      of: app, on: &canvas,
      in: Area(x: inside.x + 1, y: inside.maxY - height, width: inside.width - 2, height: max(0, height)))
  }

  private struct Line {
    let mark: Mark
    let name: String
    let text: String
    /// Headings have a name and no mark.
    var isHeading = false
  }

  /// How many lines had no room stands in the lower edge of the frame.
  private func draw(_ lines: [Line], on canvas: inout Canvas, in area: Area) {
    let names = min(max(12, area.width / 3), 44)
    for (offset, line) in lines.prefix(area.height).enumerated() {
      let y = area.y + offset
      if line.isHeading {
        let used = canvas.write(line.name, x: area.x + 1, y: y, Style(.title, bold: true), limit: area.width - 1)
        canvas.write(line.text, x: area.x + 2 + used, y: y, .plain, limit: area.width - used - 3)
        continue
      }
      canvas.write(line.mark.shape, x: area.x + 1, y: y, line.mark.style)
      canvas.write(line.name, x: area.x + 3, y: y, .plain, limit: names - 4)
      canvas.write(line.text, x: area.x + names, y: y, Style(line.mark.style.ink), limit: area.width - names)
    }
    if lines.count > area.height, area.height > 0 {
      canvas.write(" \(lines.count - area.height) more ", endingAt: area.maxX - 1, y: area.maxY, .faint)
    }
  }

  private func detail(of app: App) -> [Line] {
    let standing = derived.standings.first { $0.app.id == app.id } ?? state.standing(of: app, at: now)
    let ruling = standing.ruling
    func heading(_ name: String, _ text: String = "") -> Line {
      Line(mark: Mark(" ", .text), name: name, text: text, isHeading: true)
    }
    var lines = [
      heading("\(ruling.kind.mark.shape) \(ruling.kind.rawValue)", ruling.scope),
      heading(
        "Posture",
        "\(standing.posture.rawValue)\(standing.posture == ruling.allows ? "" : ", lowered from \(ruling.allows.rawValue)"); Section V: \(standing.status.rawValue)"
      ),
    ]
    if let record = standing.inForce.record {
      let day = record.at.day == now.day ? "" : " \(record.at.day.short)"
      let text = "\(record.by) at \(record.at.timeOfDay.minutes)\(day): \(record.why)"
      lines.append(Line(mark: Mark("·", .faint), name: "ruled by", text: text))
    }
    lines += standing.conflicts.map { Line(mark: Mark("≠", .bad, bold: true), name: "conflict", text: $0.words) }
    lines += ruling.conditions.map { Line(mark: Mark("·", .faint), name: "condition", text: $0) }
    lines.append(heading("Criteria", standing.readiness.words))
    let inOrder = standing.readiness.reasons + standing.readiness.criteria.filter { $0.state == .pass }
    lines += inOrder.map { Line(mark: $0.state.mark, name: $0.criterion.title, text: $0.because) }
    lines.append(heading("Guardrails"))
    for rule in standing.guardrails {
      lines.append(Line(mark: rule.mark, name: rule.guardrail.title, text: fuse(of: rule) + rule.words(at: now)))
      if let hook = rule.guardrail.hook { lines.append(line(of: hook, for: rule)) }
    }
    let budgets = state.errorBudgets(of: app, at: now)
    if !budgets.isEmpty { lines.append(heading("Error budgets")) }
    lines += budgets.map { budget in
      let goal = Value.number(budget.objective).words(.ratio)
      let name = "\(budget.signal.name) \(goal) over \(budget.window.words)"
      guard let left = budget.left else { return Line(mark: Mark("◌", .unknown), name: name, text: "unknown") }
      let mark = left <= 0 ? Mark("✖", .bad, bold: true) : left < 0.25 ? Mark("▲", .warning) : Mark("●", .good)
      let bar = Sparkline.bar(left, width: 10)
      let text = "\(bar) \(Value.number(left).words(.ratio)) left, measured for \(budget.measured.clock)"
      return Line(mark: mark, name: name, text: text)
    }
    lines.append(heading("Sources"))
    lines += app.sources.map { source in
      let health = state.health[Key(app.id, source.name)] ?? SourceHealth()
      let mark =
        health.answers == true ? Mark("●", .good) : health.answers == false ? Mark("◌", .bad) : Mark("◌", .unknown)
      return Line(mark: mark, name: source.name, text: health.said + lastAnswer(of: source, health))
    }
    return lines
  }

  /// What a breach would run, has started, or ran.
  private func line(of hook: Hook, for rule: GuardrailStanding) -> Line {
    let name = "  on breach"
    if let run = rule.run.hook {
      let isGood = run.ended?.status == 0
      let text = run.ended.map { "\($0.words): \(hook.words)" } ?? "started \(run.startedAt.timeOfDay): \(hook.words)"
      return Line(
        mark: run.ended == nil || isGood ? Mark("▸", .accent) : Mark("✖", .bad, bold: true), name: name, text: text)
    }
    guard let arming = state.armed[rule.key] else {
      return Line(mark: Mark("·", .faint), name: name, text: "not armed, would run: \(hook.words)")
    }
    return Line(mark: Mark("▸", .warning), name: name, text: "armed by \(arming.by), runs: \(hook.words)")
  }

  /// When a source that is late or silent last answered: an instant, and not an age that would change each second.
  private func lastAnswer(of source: Source, _ health: SourceHealth) -> String {
    guard let at = health.lastAnswerAt else { return "" }
    guard health.answers == false || now - at > source.every * 2 else { return "" }
    return ", last answered at \(at.timeOfDay)\(at.day == now.day ? "" : " \(at.day.short)")"
  }

  /// `▓▓░░░ ` while a guardrail burns.
  private func fuse(of standing: GuardrailStanding) -> String {
    guard standing.run.phase == .pending else { return "" }
    let total = Double(max(1, standing.guardrail.sustained.wholeMilliseconds))
    let burnt = standing.run.burnt(at: now, under: standing.guardrail)
    return Sparkline.bar(Double(burnt.wholeMilliseconds) / total, width: 8) + " "
  }
}
