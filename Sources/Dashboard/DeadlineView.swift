import Canvas
import Gates

extension Model {
  /// The deadlines and windows side by side, each with its countdown, and a line of time below.
  func draw(_ marks: [Milestone], on canvas: inout Canvas, in area: Area) {
    canvas.frame(area, title: "DEADLINES")
    let inside = area.inside
    guard !marks.isEmpty, inside.width > 20 else { return }
    let places = Self.chosen(marks, most: max(1, inside.width / 23))
    let shown = places.map { marks[$0] }
    let left = marks.indices.filter { marks[$0].isOpen && !places.contains($0) }.map { marks[$0] }
    drawOpen(left, on: &canvas, in: area)
    let width = inside.width / shown.count
    for (index, mark) in shown.enumerated() {
      let column = Area(x: inside.x + 1 + index * width, y: inside.y, width: width - 2, height: inside.height - 1)
      draw(mark, on: &canvas, in: column)
    }
    drawTimeline(marks, on: &canvas, in: Area(x: inside.x + 1, y: inside.maxY - 1, width: inside.width - 2, height: 1))
  }

  /// Windows that are open and have no column are told in the frame, those that opened last first.
  private func drawOpen(_ windows: [Milestone], on canvas: inout Canvas, in area: Area) {
    var right = area.maxX - 2
    for mark in windows {
      let words = " \(mark.openWords) "
      let width = Glyph.width(of: words)
      guard right - width >= area.x + 14 else { return }
      canvas.write(words, endingAt: right, y: area.y, mark.mark.style)
      right -= width + 1
    }
  }

  /// When, what, how it stands, and why: the last two in one row where there is none to spare.
  private func draw(_ mark: Milestone, on canvas: inout Canvas, in column: Area) {
    let (x, y, width) = (column.x, column.y, column.width)
    // All countdowns in one style: a terminal is told of it once a second instead of once for each.
    canvas.write(mark.time, x: x, y: y, Style(.text, bold: true), limit: width)
    let left = max(8, Glyph.width(of: mark.time) + 1)
    canvas.write(mark.countdown, x: x + left, y: y, .plain, limit: width - left)
    canvas.write(mark.title, x: x, y: y + 1, Style(.text, bold: true), limit: width)
    let used = canvas.write("\(mark.mark.shape) \(mark.state)", x: x, y: y + 2, mark.mark.style, limit: width)
    guard column.height < 4 else {
      _ = canvas.write(mark.reason, x: x, y: y + 3, .faint, limit: width)
      return
    }
    guard !mark.reason.isEmpty else { return }
    canvas.write(" \(mark.reason)", x: x + used, y: y + 2, .faint, limit: width - used)
  }

  /// Deadlines before windows where there is no room for all, in the order of time.
  private static func chosen(_ marks: [Milestone], most: Int) -> [Int] {
    let places = marks.indices.sorted { (marks[$0].isWindow ? 1 : 0, $0) < (marks[$1].isWindow ? 1 : 0, $1) }
    return places.prefix(most).sorted()
  }

  /// The next deadlines on one line.
  func drawNextDeadlines(_ count: Int, on canvas: inout Canvas, x: Int, y: Int, width: Int) {
    let next = milestones.filter { $0.instant > now && !$0.isWindow }.prefix(count)
    // What was missed is told for a day, however calm it is since.
    let missed = missedDeadlines.count
    let debt = missed == 0 ? "" : "\(DeadlineStanding.State.missed.mark.shape) \(missed) MISSED  "
    let used = canvas.write(debt, x: x, y: y, DeadlineStanding.State.missed.mark.style, limit: width)
    let (x, width) = (x + used, width - used)
    guard !next.isEmpty else {
      canvas.write(missed == 0 ? "no deadline ahead" : "none ahead", x: x, y: y, .faint, limit: width)
      return
    }
    let share = width / next.count
    for (index, mark) in next.enumerated() {
      let left = x + index * share
      // As in the strip: what changes each second is in one style, what it means is in colour.
      let used = canvas.write("\(mark.time) \(mark.countdown) ", x: left, y: y, .plain, limit: share - 1)
      canvas.write(
        "\(mark.mark.shape) \(mark.title)", x: left + used, y: y, mark.mark.style, limit: share - 1 - used)
    }
  }

  /// From now to the last deadline of the coming day: `now ├───▼20:30──▼22:00───`. A window has no say in where it ends,
  /// so that nothing jumps when one comes near.
  private func drawTimeline(_ milestones: [Milestone], on canvas: inout Canvas, in area: Area) {
    let near = milestones.filter { $0.instant > now && $0.instant - now <= .seconds(86_400) }
    guard let last = near.last(where: { !$0.isWindow }) ?? near.last else { return }
    let ahead = near.filter { $0.instant <= last.instant }
    let start = area.x + canvas.write("now ├", x: area.x, y: area.y, .frame)
    let room = area.maxX - start - 6
    guard room > 20 else { return }
    canvas.write(String(repeating: "─", count: room + 6), x: start, y: area.y, .frame)
    let span = Double((last.instant - now).wholeMilliseconds)
    var taken: [Int] = []
    // Deadlines first: a window must not hide one.
    for mark in ahead.filter({ !$0.isWindow }) + ahead.filter(\.isWindow) {
      let x = start + Int(Double((mark.instant - now).wholeMilliseconds) / span * Double(room))
      guard taken.allSatisfy({ abs($0 - x) >= 7 }) else { continue }
      canvas.write("▼\(mark.instant.timeOfDay.minutes)", x: x, y: area.y, Style(mark.mark.style.ink))
      taken.append(x)
    }
  }

  /// A deadline or the next edge of a window, as the strip shows it.
  struct Milestone {
    let instant: Instant
    let time: String
    let title: String
    let countdown: String
    let state: String
    let mark: Mark
    let reason: String
    /// Which deadline it is; nil for a window.
    let deadline: String?
    /// Whether it is a window that is open, or would be but for its cap.
    var isOpen = false

    var isWindow: Bool { deadline == nil }
    /// `○ Canary open until 23:15`.
    var openWords: String { "\(mark.shape) \(title) \(state)" }
  }

  /// `20:30`, `02:00+1`, of a day that is over `Wed 20:30`, from a week on `12 Nov`: short, so that the countdown has room
  /// beside it.
  private func time(of instant: Instant) -> String {
    instant < now ? instant.seenShort(from: now) : ETA.short(instant, now: now)
  }

  /// What is ahead in the order of time; what has passed comes last.
  var milestones: [Milestone] {
    let deadlines = derived.deadlines.map { standing in
      Milestone(
        instant: standing.instant, time: time(of: standing.instant), title: standing.deadline.title,
        countdown: standing.timeLeft > .zero ? standing.timeLeft.countdown : Self.countdown(toEdge: standing.timeLeft),
        state: standing.state.rawValue, mark: standing.state.mark,
        reason: standing.reasons.joined(separator: " · "), deadline: standing.deadline.id)
    }
    let windows = state.windows(at: now).compactMap { milestone(of: $0) }
    let all = (deadlines + windows).sorted { $0.instant < $1.instant }
    return all.filter { $0.instant > now } + all.filter { $0.instant <= now }.reversed()
  }

  private func milestone(of standing: WindowStanding) -> Milestone? {
    let window = standing.window
    var (instant, state, mark): (Instant, String, Mark)
    // A freeze that is "open" reads as if changes were.
    let open = window.freezes ? (word: "in force", mark: Mark("❄", .accent)) : (word: "open", mark: Mark("○", .accent))
    switch standing.state {
    case .closed: return nil
    case .opens(let left):
      (instant, state, mark) = (now + left, window.freezes ? "begins" : "opens", Mark("◐", .text))
    case .open(let left?):
      (instant, mark) = (now + left, open.mark)
      state = "\(open.word) until \(time(of: instant))"
    case .open(nil): (instant, state, mark) = (window.opens.next(from: now), open.word, open.mark)
    }
    switch standing.cap {
    case .holds: break
    case .reached: (state, mark) = ("CAP REACHED", Mark("✖", .bad, bold: true))
    case .unknown: (state, mark) = ("cap unknown", Mark("◌", .unknown))
    }
    var isOpen = false
    if case .open = standing.state { isOpen = true }
    let limit = standing.capWords ?? window.cap.map { "while \($0)" } ?? ""
    return Milestone(
      instant: instant, time: time(of: instant), title: window.title,
      countdown: Self.countdown(toEdge: instant - now), state: state, mark: mark,
      reason: [limit, window.note ?? "", window.app?.name ?? ""].filter { !$0.isEmpty }.joined(separator: " · "),
      deadline: nil, isOpen: isOpen)
  }

  /// `T-00:22:53` like that of a deadline; but seconds are noise of a window's edge that is an hour off, `T-2h 22m`, and of
  /// what is gone for ten minutes, `T+2h 22m`.
  private static func countdown(toEdge left: Duration) -> String {
    let minutes = left.wholeMilliseconds.magnitude / 60_000
    guard ((left > .zero ? 60 : 10)..<2880).contains(minutes) else { return left.countdown }
    return "T\(left > .zero ? "-" : "+")\(minutes / 60)h \(padded(Int(minutes % 60), to: 2))m"
  }
}
