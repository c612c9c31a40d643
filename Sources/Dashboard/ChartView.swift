import Canvas
import Gates

extension Model {
  /// The signal that the gate's worst guardrail limits, over the time that fits; nothing where none was measured.
  func drawChart(of app: App, on canvas: inout Canvas, in area: Area) {
    let standing = derived.standings.first { $0.app.id == app.id } ?? state.standing(of: app, at: now)
    guard area.height >= 5, area.width >= 30, let worst = standing.worstGuardrail,
      let limit = worst.guardrail.breach.limits.first, let level = limit.quantity.value.number
    else { return }
    let signal = limit.signal.key(in: app.id)
    let most = area.width * Chart.valuesPerColumn
    let values = state.values(of: worst, count: most, at: now).values
    guard values.contains(where: { $0 != nil }) else { return }
    let dimension = limit.quantity.dimension
    let words = Value.number(level).words(dimension)
    let used = canvas.write(
      worst.guardrail.title, x: area.x, y: area.y, Style(.title, bold: true), limit: area.width - 2)
    canvas.write(
      "\(signal.name), limit \(words)", x: area.x + used + 2, y: area.y, .faint, limit: area.width - used - 2)
    let step = state.step(of: signal)
    let chart = Chart(values, limit: level) { limit.comparison.isBeyond($0, level) }
    chart.draw(
      on: &canvas, in: Area(x: area.x, y: area.y + 1, width: area.width, height: area.height - 1),
      from: { "-\((step * $0).words)" }, to: "now",
      label: { Self.padded(Value.number($0).words(dimension)) })
  }

  /// Columns of the scale and the blank beside it, so that the line stands still while numbers get a digit more.
  private static let scaleWidth = 9

  private static func padded(_ label: String) -> String {
    String(repeating: " ", count: max(0, scaleWidth - 1 - Glyph.width(of: label))) + label
  }
}

extension Comparison {
  /// Whether a value is on the side of the limit that the condition asks for: what a breach is.
  func isBeyond(_ value: Double, _ limit: Double) -> Bool {
    switch self {
    case .more: value > limit
    case .atLeast: value >= limit
    case .less: value < limit
    case .atMost: value <= limit
    case .equal: value == limit
    case .unequal: value != limit
    }
  }
}
