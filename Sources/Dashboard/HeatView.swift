import Canvas
import Gates

extension Model {
  /// Rows that a heatmap needs: a heading, three rows of buckets, the axis and the times.
  static var leastHeatHeight: Int { 6 }

  /// The signal that the page on top draws; nil where it draws none.
  var chartedSignal: Key? {
    guard let page = path.last else { return nil }
    if case .signal(let key) = page.place { return key }
    return chartedRule(of: page, selected: selectedLine?.target)?.limitedSignal
  }

  /// Rows that a page gives its heatmap: one for each bucket, as far as there is room for half of that; nil where it draws
  /// none. On a gate's page it is the same whichever guardrail is under the cursor, so that no line jumps.
  func heatHeight(for page: Page, room: Int) -> Int? {
    var signals: [Key] = []
    if case .signal(let key) = page.place {
      // Before the second answer a sentence stands there.
      guard state.histogram(key) != nil else { return room >= 16 ? 6 : 0 }
      signals = [key]
    } else if chartLook.heat != nil {
      if case .guardrail(let key) = page.place, let own = guardrailStanding(key)?.limitedSignal { signals = [own] }
      if case .gate(let id) = page.place, let app = state.board.app(id) {
        signals = standing(of: app).guardrails.compactMap(\.limitedSignal)
      }
    }
    // The heading, the blank row above it, the bucket without a bound, the axis and the times.
    return signals.compactMap { state.histogram($0)?.bounds.count }.max().map { bounds in
      room >= 16 ? min(room / 2, bounds + 5) : 0
    }
  }

  /// A signal's histogram on its own page, held against the first limit that a guardrail of its app sets it.
  func drawSpread(of signal: Key, on canvas: inout Canvas, in area: Area) {
    guard area.height >= 1, area.width >= 30 else { return }
    guard let past = state.histogram(signal), area.height >= Self.leastHeatHeight else {
      drawHeading("Spread", "\(signal.name)\(missingSpread(of: signal))", on: &canvas, in: area)
      return
    }
    let limits = state.board.app(signal.app)?.guardrails.compactMap { $0.breach.limits.first } ?? []
    let limit = limits.first { $0.signal.key(in: signal.app) == signal && $0.quantity.value.number != nil }
    drawHeatmap(of: past, signal, limit, as: chartLook.heat ?? .shades, "Spread", on: &canvas, in: area)
  }

  func drawHeatmap(
    of past: HistogramPast, _ signal: Key, _ limit: Limit?, as form: Heatmap.Form, _ title: String,
    on canvas: inout Canvas, in area: Area
  ) {
    let dimension = state.dimension(signal)
    let level = limit?.quantity.value.number
    let words = level.map { ", limit \(Value.number($0).words(dimension))" } ?? ""
    let used = drawHeading(title, signal.name + words, on: &canvas, in: area)
    let legends = [
      form.legend { Value.number($0).words(.ratio) } + " of \(past.step.words)",
      form.legend(isShort: true) { Value.number($0).words(.ratio) },
    ]
    if let legend = legends.first(where: { used + 3 + Glyph.width(of: $0) <= area.width }) {
      canvas.write(legend, endingAt: area.maxX, y: area.y, .faint)
    }
    let heatmap = Heatmap(
      past.columns(area.width, at: now), bounds: past.bounds,
      limit: level.map { Heatmap.Limit($0, isBeyondAbove: limit?.comparison.isBeyondAbove) }, form: form)
    heatmap.draw(
      on: &canvas, in: Area(x: area.x, y: area.y + 1, width: area.width, height: area.height - 1),
      from: { "-\((past.step * $0).words)" }, to: "now", label: { Self.inScale(Value.number($0).words(dimension)) })
  }

  /// Why a line stands where a heatmap was asked for; empty where none was, or where there never is one.
  func heatlessness(of signal: Key) -> String {
    guard chartLook.heat != nil, state.declaresHistogram(signal) else { return "" }
    return state.histogram(signal) == nil ? missingSpread(of: signal) : ", no room for its heatmap"
  }

  private func missingSpread(of signal: Key) -> String {
    if isInPast { return ", no heatmap: the past keeps no buckets" }
    return state.histogram(signal) == nil
      ? ", no heatmap yet: it begins with the second answer" : ", no room for its heatmap"
  }
}

extension GuardrailStanding {
  /// The signal that its condition limits first: what its chart shows.
  var limitedSignal: Key? { guardrail.breach.limits.first?.signal.key(in: key.app) }
}
