import Canvas
import Gates

/// One app on the wall: its shape and name, the ruling in letters that carry, and the one number that matters.
extension Model {
  func draw(_ standing: AppStanding, on canvas: inout Canvas, in tile: Area, isSelected: Bool) {
    let mark = tileMark(of: standing)
    let inside = interior(of: tile, Style(mark.style.ink), on: &canvas)
    let figure = tileFigure(of: standing, within: inside.width - 1)
    let isTall = inside.height >= 2 + BlockText.halfHeight + figure.captions.count
    drawHead(of: standing, mark, on: &canvas, in: inside, isSelected: isSelected, isLarge: isTall)
    var y = inside.y + (isTall && inside.height >= 10 ? 2 : 1)
    y = drawRuling(of: standing, on: &canvas, in: inside, y: y, isLarge: isTall)
    let captions = inside.height >= 14 || !isTall ? figure.captions : Array(figure.captions.prefix(1))
    let rest = Area(x: inside.x, y: y, width: inside.width, height: inside.maxY - y)
    draw(figure, captions, on: &canvas, in: rest, isLarge: isTall)
  }

  /// Shape and name; at the end, where the ruling has no room for it, that it is contradicted.
  private func drawHead(
    of standing: AppStanding, _ mark: Mark, on canvas: inout Canvas, in area: Area, isSelected: Bool, isLarge: Bool
  ) {
    var style = Style(mark.style.ink, bold: true)
    style.reverse = standing.urgency <= 2
    if style.reverse { canvas.fill(Area(x: area.x, y: area.y, width: area.width, height: 1), style) }
    let gate = standing.app.gate.map { "\($0) " } ?? ""
    canvas.write(
      "\(isSelected ? "▸" : "")\(mark.shape) \(gate)\(standing.app.id.name)", x: area.x, y: area.y, style,
      limit: area.width)
    if isLarge, !standing.conflicts.isEmpty, mark.shape != "≠" {
      canvas.write(" ≠", endingAt: area.maxX, y: area.y, style)
    }
  }

  /// In half blocks where there is room for them.
  ///
  /// - Returns: the row below.
  private func drawRuling(
    of standing: AppStanding, on canvas: inout Canvas, in area: Area, y: Int, isLarge: Bool
  ) -> Int {
    let kind = standing.ruling.kind
    let word = kind.spellings.first { BlockText.halfWidth(of: $0) <= area.width - 1 }
    guard isLarge, let word else {
      guard y < area.maxY else { return y }
      let conflict = standing.conflicts.isEmpty ? "" : " ≠"
      let used = canvas.write(
        "\(kind.mark.shape) \(kind.rawValue)", x: area.x, y: y, kind.mark.style, limit: area.width)
      canvas.write(conflict, x: area.x + used, y: y, Style(.bad, bold: true), limit: area.width - used)
      return y + 1
    }
    canvas.writeHalfBlocks(word, x: area.x + 1, y: y, kind.mark.style)
    return y + BlockText.halfHeight
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
  private func draw(
    _ figure: TileFigure, _ captions: [TileFigure.Caption], on canvas: inout Canvas, in area: Area, isLarge: Bool
  ) {
    let top = area.maxY - min(captions.count, max(0, area.height))
    let room = Size(width: area.width - 1, height: top - area.y)
    let scale = min(BlockText.scale(of: "000ms", within: room), BlockText.scale(of: figure.text, within: room), 2)
    let height = scale > 0 ? 5 * scale : BlockText.halfHeight
    let fits = height <= room.height && (scale > 0 || BlockText.halfWidth(of: figure.text) <= room.width)
    guard isLarge, fits, BlockText.canShow(figure.text) else {
      return write(captions, on: &canvas, in: area)
    }
    let y = area.y + (room.height - height + 1) / 2
    if scale > 0 {
      canvas.writeBlocks(figure.text, x: area.x + 1, y: y, scale: scale, figure.style)
    } else {
      canvas.writeHalfBlocks(figure.text, x: area.x + 1, y: y, figure.style)
    }
    for (offset, caption) in captions.enumerated() {
      canvas.write(caption.text, x: area.x, y: top + offset, caption.style, limit: area.width)
    }
  }

  /// Wrapped where there are rows for it: a line that says nothing of its end is worse than one that is cut.
  private func write(_ captions: [TileFigure.Caption], on canvas: inout Canvas, in area: Area) {
    var y = area.y
    for caption in captions where y < area.maxY {
      let rows = caption.text.wrapped(to: area.width)
      let isWhole = rows.count <= area.maxY - y
      for row in isWhole ? rows : [caption.text] {
        canvas.write(row, x: area.x, y: y, caption.style, limit: area.width)
        y += 1
      }
    }
  }

  /// What burns before what the ruling contradicts, and that before what is over.
  private func tileMark(of standing: AppStanding) -> Mark {
    let worst = standing.worstGuardrail
    if let worst, worst.counts, worst.run.phase != .inactive { return worst.mark }
    if !standing.conflicts.isEmpty { return Mark("≠", .bad, bold: true) }
    if let worst, worst.counts, worst.run.unseen != nil { return worst.mark }
    return standing.ruling.kind.mark
  }
}

/// The one number of a tile, and what it is.
private struct TileFigure {
  struct Caption {
    let text: String
    let style: Style
  }

  let text: String
  let style: Style
  let captions: [Caption]
}

extension Model {
  /// While something burns the time that is left; else what the worst guardrail measures; where that is no number, or a
  /// count of nothing, how many criteria hold.
  private func tileFigure(of standing: AppStanding, within width: Int) -> TileFigure {
    let readiness = standing.readiness
    let ready = TileFigure.Caption(
      text: "\(readiness.state.mark.shape) \(readiness.breakdown)", style: readiness.state.mark.style)
    let fraction = "\(readiness.count(.pass))/\(readiness.criteria.count)"
    guard let worst = standing.worstGuardrail else {
      return TileFigure(text: fraction, style: Style(ready.style.ink, bold: true), captions: [ready])
    }
    let style = Style(worst.mark.style.ink, bold: true)
    func figure(_ text: String, _ style: Style, _ words: String) -> TileFigure {
      let caption = TileFigure.Caption(text: "\(worst.mark.shape) \(words)", style: Style(worst.mark.style.ink))
      return TileFigure(text: text, style: style, captions: [caption, ready])
    }
    let because = worst.judgement.because
    if let left = worst.run.timeLeft(at: now, under: worst.guardrail) {
      return figure(left.clock, style, "until \(worst.guardrail.action.rawValue): \(because)")
    }
    if worst.run.isBreached {
      let word = worst.guardrail.action.rawValue.uppercased()
      let fitting = BlockText.halfWidth(of: word) <= width ? word : "BREACH"
      return figure(measured(by: worst) ?? fitting, style, worst.words(at: now))
    }
    if worst.run.unseen == nil, worst.isBlind { return figure("BLIND", style, because) }
    if let value = measured(by: worst) {
      // What the figure is before that somebody should have acknowledged what it was.
      return figure(value, .plain, worst.run.unseen == nil ? because : "\(because), over, not acknowledged")
    }
    let caption = TileFigure.Caption(
      text: "\(worst.mark.shape) \(worst.words(at: now))", style: Style(worst.mark.style.ink))
    return TileFigure(text: fraction, style: Style(ready.style.ink), captions: [ready, caption])
  }

  /// The value that a guardrail limits, with its unit; nil where it is unknown, no number, or a count of nothing.
  private func measured(by rule: GuardrailStanding) -> String? {
    guard let limit = rule.guardrail.breach.limits.first, limit.comparison.ordersItsSides else { return nil }
    let key = limit.signal.key(in: rule.key.app)
    guard case .known(let value, _) = state.reading(key, at: now), let number = value.number else { return nil }
    let dimension = state.dimension(key)
    let words = value.words(dimension)
    guard !(number == 0 && words == "0"), BlockText.canShow(words) else { return nil }
    return words
  }
}

extension Ruling.Kind {
  /// How it is written in large letters, the longest first.
  fileprivate var spellings: [String] {
    switch self {
    case .conditionalGo: [rawValue, "COND. GO", "COND GO"]
    case .observerMode: [rawValue, "OBSERVER", "OBSERVE"]
    case .go, .noGo, .hold, .delayed, .freeze: [rawValue]
    }
  }
}
