import Canvas
import Gates

/// The deadline that a wall counts to, or the one that has just been missed.
struct WallHeadline {
  /// Which deadline, and which of its instants.
  let deadline: String
  let instant: Instant
  /// `20:30 Interim evidence`.
  let title: String
  /// `00:37:53`, and `+00:04:12` of one that was missed.
  let figure: String
  let mark: Mark
  /// How it stands and why.
  let words: String
}

extension Model {
  /// How long a missed deadline keeps the largest letters.
  private static let missedStays = Duration.seconds(900)

  /// What was missed of late, the newest first.
  var missedDeadlines: [MissedDeadline] { state.missed(derived.deadlines, at: now) }

  /// The next deadline. For a quarter of an hour the one that was missed, unless the next is as near: a wall must not
  /// become calm at the very moment at which something went wrong.
  var wallHeadline: WallHeadline? {
    let next = milestones.first { $0.instant > now && !$0.isWindow }
    if let missed = missedDeadlines.first, now - missed.at < Self.missedStays,
      next.map({ $0.instant - now > Self.missedStays }) ?? true
    {
      return WallHeadline(
        deadline: missed.deadline.id, instant: missed.at,
        title: "\(missed.at.seenShort(from: now)) \(missed.deadline.title)", figure: "+\((now - missed.at).longClock)",
        mark: DeadlineStanding.State.missed.mark, words: missed.words)
    }
    guard let next, let deadline = next.deadline else { return nil }
    return WallHeadline(
      deadline: deadline, instant: next.instant, title: "\(next.time) \(next.title)",
      // `00:37:53` and not `T-00:37:53`: what is ahead needs no sign, and so the figures can be larger.
      figure: String(next.countdown.drop { $0 == "T" || $0 == "-" }), mark: next.mark,
      words: [next.state, next.reason].filter { !$0.isEmpty }.joined(separator: "  "))
  }

  /// What is due, how long that is, and how it stands: in the middle, where the eye is.
  func draw(_ headline: WallHeadline?, on canvas: inout Canvas, in area: Area, heading: Int, scale: Int) {
    let missed = missedDeadlines.count { $0.deadline.id != headline?.deadline || $0.at != headline?.instant }
    let debt = Style(.bad, bold: true)
    guard let headline else {
      guard missed > 0 else { return write("no deadline ahead", .faint, centredOn: &canvas, in: area, y: area.y) }
      return write("✖ \(missed) MISSED, none ahead", debt, centredOn: &canvas, in: area, y: area.y)
    }
    let style = Style(headline.mark.style.ink, bold: true)
    drawHeading(headline.title, style, on: &canvas, in: area, height: heading)
    let width = BlockText.size(of: headline.figure, scale: scale).width
    canvas.writeBlocks(
      headline.figure, x: max(2, (area.width - width) / 2), y: area.y + heading, scale: scale, style)
    // Beside one that was missed itself the others are more.
    let more = headline.instant <= now ? " more" : ""
    let tail = missed > 0 ? "   ✖ \(missed)\(more) MISSED" : ""
    let words = "\(headline.mark.shape) \(headline.words)"
    let room = area.width - 4 - Glyph.width(of: tail)
    let x = area.x + 2 + max(0, room - Glyph.width(of: words)) / 2
    let used = canvas.write(words, x: x, y: area.maxY - 1, style, limit: room)
    canvas.write(tail, x: x + used, y: area.maxY - 1, debt)
  }

  /// In half blocks where there is room; then words go from the end until the rest fits, since six metres away small
  /// letters say nothing.
  private func drawHeading(_ text: String, _ style: Style, on canvas: inout Canvas, in area: Area, height: Int) {
    let spellings = text.uppercased().shorterByWords
    let fitting = spellings.first { BlockText.halfWidth(of: $0) <= area.width - 4 && BlockText.canShow($0) }
    guard height >= BlockText.halfHeight, let fitting else {
      return write(text, style, centredOn: &canvas, in: area, y: area.y + height / 2)
    }
    let y = area.y + height - BlockText.halfHeight
    canvas.writeHalfBlocks(fitting, x: (area.width - BlockText.halfWidth(of: fitting)) / 2, y: y, style)
  }

  func write(_ text: String, _ style: Style, centredOn canvas: inout Canvas, in area: Area, y: Int) {
    let width = min(Glyph.width(of: text), area.width - 4)
    canvas.write(text, x: area.x + (area.width - width) / 2, y: y, style, limit: width)
  }
}

extension MissedDeadline {
  /// `MISSED, 2 owed, auto_com_center and 1 more`: what became of it, and who owes it.
  var words: String {
    let apps = deadline.owes.first.map {
      ", \($0.name)\(deadline.owes.count > 1 ? " and \(deadline.owes.count - 1) more" : "")"
    }
    return "MISSED\(owed > 0 ? ", \(owed) owed" : "")\(apps ?? "")"
  }
}

extension String {
  /// The text, and without its last word, and so on down to two words.
  var shorterByWords: [String] {
    let words = split(separator: " ")
    return (2...max(2, words.count)).reversed().map { count in
      String(words.prefix(count).joined(separator: " ").reversed().drop { ",;:-".contains($0) }.reversed())
    }
  }
}
