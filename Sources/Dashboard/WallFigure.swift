import Canvas
import Gates

/// The one number of a tile, and what it is.
struct TileFigure {
  struct Caption {
    let text: String
    let style: Style
    /// What to say where it has one row and needs more; else it is cut.
    var short: String?
  }

  let text: String
  let style: Style
  /// What matters first; what has no room is left out from the end.
  let captions: [Caption]

  /// As many rows as there are for them. Wrapped where there are rows for it: a line that says nothing of its end is worse
  /// than one that is cut.
  func rows(width: Int, height: Int) -> [Caption] {
    var rows: [Caption] = []
    for caption in captions where rows.count < height {
      let wrapped = caption.text.wrapped(to: width)
      let isWhole = wrapped.count <= height - rows.count
      rows += (isWhole ? wrapped : [caption.short ?? caption.text]).map { Caption(text: $0, style: caption.style) }
    }
    return rows
  }
}

extension Model {
  /// While something burns the time that is left, or what is measured; then how many criteria are met where one fails or
  /// the ruling is contradicted; else what the worst guardrail measures; where that is no number, or a count of nothing,
  /// the criteria again.
  func tileFigure(of standing: AppStanding, within width: Int) -> TileFigure {
    let readiness = standing.readiness
    let style = readiness.state.mark.style
    let ready = TileFigure.Caption(
      text: "\(readiness.state.mark.shape) \(readiness.breakdown(room: width - 2))", style: style)
    let fraction = "\(readiness.count(.pass))/\(readiness.criteria.count)"
    let against = standing.conflict.map { words in
      // The ruling itself stands above, in large letters.
      let ruling = "\(standing.ruling.kind.rawValue) "
      let rest = words.hasPrefix(ruling) ? String(words.dropFirst(ruling.count)) : words
      return TileFigure.Caption(text: "≠ \(rest)", style: Style(.bad))
    }
    let worst = standing.worstGuardrail
    let measure = worst.map { worst in
      let shape = "\(worst.mark.shape) "
      return TileFigure.Caption(
        text: shape + wordsToWrap(of: worst, room: width - 2), style: Style(worst.mark.style.ink),
        short: shape + words(of: worst, room: width - 2))
    }
    func figure(_ text: String, _ style: Style, _ captions: TileFigure.Caption?...) -> TileFigure {
      TileFigure(text: text, style: style, captions: captions.compactMap(\.self))
    }
    if let worst, worst.counts, let burning = burningFigure(of: worst, within: width) {
      return figure(burning, Style(worst.mark.style.ink, bold: true), measure, ready)
    }
    if let worst, standing.isBlind, readiness.state == .unknown {
      return figure("BLIND", Style(worst.mark.style.ink, bold: true), measure, against, ready)
    }
    if against != nil || readiness.state == .fail {
      return figure(fraction, Style(style.ink, bold: true), against, ready, measure)
    }
    if let worst, worst.isBlind {
      return figure("BLIND", Style(worst.mark.style.ink, bold: true), measure, ready)
    }
    if let worst, let value = measured(by: worst), value != "0", BlockText.canShow(value) {
      return figure(value, .plain, measure, ready)
    }
    return figure(fraction, Style(style.ink, bold: worst == nil), ready, measure)
  }

  /// Of what burns; nil where nothing does.
  private func burningFigure(of worst: GuardrailStanding, within width: Int) -> String? {
    if let left = worst.run.timeLeft(at: now, under: worst.guardrail) { return left.clock }
    guard worst.run.isBreached else { return nil }
    if let value = measured(by: worst), value != "0", BlockText.canShow(value) { return value }
    let word = worst.guardrail.action.rawValue.uppercased()
    return BlockText.halfWidth(of: word) < width ? word : "BREACH"
  }
}

extension AppStanding {
  /// ` 2 unack`, or nothing: a debt that is told quietly beside what was ruled.
  var debt: String { owedAcknowledgements > 0 ? " \(owedAcknowledgements) unack" : "" }

  /// `traffic canary`; `traffic none, ruled canary` where less is allowed than was ruled; where there is little room
  /// `(canary)`.
  func trafficWords(room: Int) -> String {
    let words = "traffic \(posture.rawValue)"
    let whole = "\(words), ruled \(ruling.allows.rawValue)"
    if isHeldBack, Glyph.width(of: whole) <= room { return whole }
    return Glyph.width(of: words) <= room ? words : "(\(posture.rawValue))"
  }

  /// The ruling's own, unless less traffic is allowed than it says: in the ink of what is bad where a breach or a cap
  /// took it away, in that of a warning where only the hour of its window has not come.
  var rulingStyle: Style {
    guard isHeldBack else { return ruling.kind.mark.style }
    return conflicts.contains { $0.takesTraffic } ? Style(.bad, bold: true) : Style(.warning)
  }
}

extension Conflict {
  /// Whether it takes away traffic that was ruled.
  fileprivate var takesTraffic: Bool {
    switch kind {
    case .breach, .capped, .unjudged: true
    case .condition, .unready, .overridden: false
    }
  }
}

extension Ruling.Kind {
  /// How it is written in large letters: the longest that fits. What is cut ends with a point.
  func spelling(within width: Int) -> String? {
    let spellings: [String] =
      switch self {
      case .conditionalGo: [rawValue, "COND. GO", "COND GO"]
      case .observerMode: [rawValue, "OBSERVER", "OBSERV."]
      case .go, .noGo, .hold, .delayed, .freeze: [rawValue]
      }
    return spellings.first { BlockText.halfWidth(of: $0) <= width }
  }
}
