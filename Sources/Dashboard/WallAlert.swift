import Canvas
import Gates

/// The alert that matters, across the full width of the wall.
extension Model {
  /// The loudest that the countdown does not tell already; how many more there are, counted as the header counts them.
  func drawLoudest(besides headline: WallHeadline?, on canvas: inout Canvas, in area: Area) {
    let alerts = derived.alerts
    let news = alerts.filter { alert in
      guard let headline, alert.subject == .deadline(headline.deadline) else { return true }
      // Of a daily one, that of another day is not told above.
      return alert.isMissed && alert.since != headline.instant
    }
    guard let first = (news.isEmpty ? alerts : news).min(by: { rank(of: $0) < rank(of: $1) }) else {
      return write(
        "● nothing burns", Style(.good, bold: true), centredOn: &canvas, in: area, y: area.y + area.height / 2)
    }
    let isNews = first.level == .breach && first.acknowledgedBy == nil
    var style = Style(first.mark.style.ink, bold: true)
    // Filled while it is loud; a breach that nobody acknowledged blinks here as it does on the board.
    style.reverse = first.isLoud && (!isNews || isLit)
    canvas.fill(area, style)
    let y = area.y + area.height / 2
    let tail = rest(after: first, of: alerts, isNarrow: area.width < 100)
    let app = first.app.map { "\($0.name)  " } ?? ""
    let room = area.width - 4 - Glyph.width(of: tail)
    let head = "\(first.mark.shape) \(app)"
    let by = first.acknowledgement(behind: head + (burning(first)?.words(at: now) ?? first.text), room: room)
    let words = head + (burning(first)?.words(at: now) ?? first.text(room: room - Glyph.width(of: head + by)))
    let used = canvas.write(words, x: 2, y: y, style, limit: room - Glyph.width(of: by))
    canvas.write(by, x: 2 + used, y: y, style)
    canvas.write(tail, endingAt: area.maxX - 1, y: y, style)
  }

  /// ` +3 alerts, 5 to acknowledge `: how many more are loud, and how many breaches wait for somebody, this one included.
  private func rest(after first: Alert, of alerts: [Alert], isNarrow: Bool) -> String {
    let more = derived.loud - (first.isLoud ? 1 : 0)
    let owed = alerts.count { $0.acknowledges != nil }
    let noun = isNarrow ? "" : more == 1 ? " alert" : " alerts"
    let words = [more > 0 ? "+\(more)\(noun)" : nil, owed > 0 ? "\(owed) to \(isNarrow ? "ack" : "acknowledge")" : nil]
    let tail = words.compactMap(\.self).joined(separator: ", ")
    return tail.isEmpty ? "" : " \(tail) "
  }

  /// The guardrail that an alert tells of while it burns towards its breach.
  private func burning(_ alert: Alert) -> GuardrailStanding? {
    guard alert.level == .warning, case .guardrail(let key)? = alert.subject else { return nil }
    let standing = derived.standings.first { $0.app.id == key.app }
    return standing?.guardrails.first { $0.key == key && $0.run.phase == .pending }
  }

  /// What matters more is less: a breach that takes traffic away and that nobody has acknowledged; one that will within
  /// two minutes, while there is time to act; the other breaches; then by level, and what can be helped before a deadline
  /// that is gone.
  private func rank(of alert: Alert) -> Int {
    if alert.level == .breach {
      return (alert.acknowledgedBy == nil ? 0 : 3) + (takesTraffic(alert) ? 0 : alert.acknowledgedBy == nil ? 2 : 1)
    }
    if let burning = burning(alert), takesTraffic(alert),
      let left = burning.run.timeLeft(at: now, under: burning.guardrail), left <= .seconds(120)
    {
      return 1
    }
    return 5 + alert.level.rawValue
  }

  private func takesTraffic(_ alert: Alert) -> Bool {
    guard case .guardrail(let key)? = alert.subject else { return false }
    return state.board.guardrail(key)?.action.lowersPosture ?? false
  }
}
