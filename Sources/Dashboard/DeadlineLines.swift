import Canvas
import Gates

extension Model {
  /// Every deadline with its countdown and whether it can still be met; then the windows, and what was missed.
  var deadlineListing: Listing {
    let ahead = derived.deadlines.filter { $0.instant > now }
    let past = derived.deadlines.filter { $0.instant <= now }
    let windows = state.windows(at: now).sorted { $0.order < $1.order }
    let missed = state.missedBefore(now)
    return Listing(
      [
        .of(ahead, .heading("Ahead", "\(ahead.count)")) { line(of: $0) },
        .of(windows, .heading("Windows", "\(windows.count)")) { line(of: $0) },
        .of(past, .heading("Gone by", "\(past.count)")) { line(of: $0) },
        .of(missed, .heading("Missed on days before", "\(missed.count)")) { passed in
          let title = state.board.deadlines.first { $0.id == passed.deadline }?.title ?? passed.deadline
          return Line(
            mark: Mark("✖", .bad, bold: true), name: "\(moment(passed.at)) \(title)",
            text: "never came: \((passed.missing ?? []).joined(separator: ", "))", target: .deadline(passed.deadline),
            fields: Filter.Fields(state: "missed"))
        },
      ].filter { $0.count > 0 })
  }

  private func line(of standing: DeadlineStanding) -> Line {
    let isAhead = standing.instant > now
    let left = isAhead ? "\(standing.timeLeft.countdown)  " : ""
    let reach = isAhead ? "  \(words(for: state.reach(of: standing, at: now), of: standing))" : ""
    let reasons = isAhead ? ways(of: standing) : standing.reasons
    let why = reasons.isEmpty ? "" : "  \(reasons.joined(separator: " · "))"
    return Line(
      mark: standing.state.mark, name: "\(ETA.short(standing.instant, now: now)) \(standing.deadline.title)",
      text: "\(left)\(standing.state.rawValue.filled(to: 8))\(reach)\(why)", target: .deadline(standing.deadline.id),
      fields: fields(of: standing))
  }

  /// Who gets out of the way what is in it, and until when, the latest first; then the other reasons.
  private func ways(of standing: DeadlineStanding) -> [String] {
    let blockers = state.reach(of: standing, at: now).steps.reversed().compactMap { step in
      if case .blocker(let number)? = step.subject { state.blocker(number) } else { nil }
    }
    let ways = blockers.map { "\($0.label) \($0.draft.owner), \($0.etaWords(at: now))" }
    let told = blockers.map { "\($0.label) " }
    return ways + standing.reasons.filter { reason in !told.contains { reason.hasPrefix($0) } }
  }

  private func fields(of standing: DeadlineStanding) -> Filter.Fields {
    let owners = state.openBlockers.filter { $0.concerns(standing.deadline) }.map(\.draft.owner)
    return Filter.Fields(
      app: standing.deadline.owes.map(\.name).joined(separator: " "), owner: owners.joined(separator: " "),
      state: standing.state.rawValue)
  }

  func line(of standing: WindowStanding) -> Line {
    let window = standing.window
    let words = words(for: standing.state, of: window)
    let mark: Mark =
      switch standing.state {
      case .opens: Mark("◐", .text)
      case .open: window.freezes ? Ruling.Kind.freeze.mark : Mark("○", .accent)
      case .closed: Mark("·", .faint)
      }
    let rest = [standing.capWords ?? window.cap.map { "while \($0)" }, window.note].compactMap(\.self)
    return Line(
      mark: standing.capWords == nil ? mark : Mark("✖", .bad, bold: true), name: window.title,
      text: ([words] + rest).joined(separator: " · "), target: window.app.map { .ruling($0) },
      fields: Filter.Fields(app: window.app?.name ?? "", state: words))
  }

  /// When it opens and closes; a freeze that is open lets nothing through, and says that it freezes.
  func words(for state: WindowState, of window: Window) -> String {
    func at(_ left: Duration) -> String { ETA.short(now + left, now: now) }
    return switch state {
    case .opens(let left): "\(window.freezes ? "freezes changes from" : "opens") \(at(left))"
    case .open(let left?): "\(window.freezes ? "changes frozen until" : "open, closes") \(at(left))"
    case .open(nil): window.freezes ? "changes frozen, no end set" : "open"
    case .closed: "closed"
    }
  }

  /// One deadline: what is owed, what is in the way, and what must happen by when.
  func deadlineLines(_ id: String) -> [Line] {
    guard let standing = derived.deadlines.first(where: { $0.deadline.id == id }) else { return [] }
    let deadline = standing.deadline
    let reasons = standing.reasons.isEmpty ? "" : ": \(standing.reasons.joined(separator: " · "))"
    var lines = [
      Line(mark: standing.state.mark, name: "state", text: "\(standing.state.rawValue)\(reasons)"),
      .fact("at", "\(ETA.short(standing.instant, now: now)) UTC, \(standing.timeLeft.countdown)"),
      .fact("owed by", deadline.owes.isEmpty ? "nobody" : deadline.owes.map(\.name).joined(separator: ", ")),
      .fact("lead", leadWords(of: standing)),
    ]
    lines += reachLines(of: standing)
    lines += deliverableLines(of: standing)
    if !deadline.requires.isEmpty { lines.append(.heading("Gates that must pass")) }
    lines += deadline.requires.compactMap { state.board.gate($0) }.map { app in
      let readiness = self.standing(of: app).readiness
      return Line(
        mark: readiness.state.mark, name: "\(app.gate.map { "gate \($0) " } ?? "")\(app.id.name)",
        text: "\(readiness.state.rawValue), \(readiness.words)", target: .why(app.id))
    }
    let concerned = state.blockers.filter { $0.concerns(deadline) }
    if !concerned.isEmpty { lines.append(.heading("Blockers")) }
    return lines + concerned.inOrder.map { line(of: $0) }
  }

  /// What the lead asks for: time for what is owed; where nothing is, it only says from when the deadline is due soon.
  private func leadWords(of standing: DeadlineStanding) -> String {
    let deadline = standing.deadline
    let begins = moment(standing.instant - deadline.lead)
    guard !deadline.deliverables.isEmpty || !deadline.requires.isEmpty else {
      return "\(deadline.lead.words), due soon from \(begins)"
    }
    return "\(deadline.lead.words) kept free; blockers must be gone by \(begins)"
  }

  private func deliverableLines(of standing: DeadlineStanding) -> [Line] {
    let deadline = standing.deadline
    guard !deadline.deliverables.isEmpty else { return [] }
    let came = deadline.deliverables.count - standing.missing.count
    return [Line.heading("Deliverables", "\(came) of \(deadline.deliverables.count)")]
      + deadline.deliverables.map { what in
        let delivery = state.deliveries.last {
          $0.delivered.deadline == deadline.id && $0.delivered.due == standing.instant
            && $0.delivered.deliverable == what
        }
        guard let delivery else {
          let isOver = standing.instant <= now
          return Line(
            mark: isOver ? Mark("✖", .bad, bold: true) : Mark("◐", .warning), name: what,
            text: isOver ? "never came" : "owed\(offer(.deliver, "records it"))")
        }
        let file = delivery.delivered.evidence.map { ", \($0.path) sha256 \($0.sha256)" } ?? ""
        let note = delivery.delivered.note.isEmpty ? "" : ": \(delivery.delivered.note)"
        return Line(
          mark: Mark("●", .good), name: what, text: "by \(delivery.by) at \(moment(delivery.at))\(file)\(note)")
      }
  }

  // MARK: Still reachable?

  private func reachLines(of standing: DeadlineStanding) -> [Line] {
    let reach = state.reach(of: standing, at: now)
    guard reach.verdict != .met, reach.verdict != .missed else { return [] }
    var lines = [Line.heading("Still reachable?", words(for: reach, of: standing))]
    lines += reach.steps.map { step in
      Line(
        mark: step.state.mark, name: step.what, text: words(for: step, of: standing),
        target: step.subject.map(Place.init))
    }
    return lines
  }

  /// What is asked for, and beside it what is expected: `must be gone by 19:30 (past); ETA 20:45, queue: 15m late`.
  private func words(for step: Reach.Step, of standing: DeadlineStanding) -> String {
    let by = "by \(ETA.short(step.by, now: now))\(step.by <= now ? " (past)" : "")"
    let late = step.state == .late ? step.expected.map { "\(($0 - standing.instant).coarse) late" } : nil
    if case .blocker? = step.subject {
      let overdue = step.expected.map { $0 <= now } == true ? " overdue" : ""
      let eta = step.expected.map { "ETA \(ETA.short($0, now: now))\(overdue)" } ?? "no ETA"
      let tail = (late ?? step.state.tail).map { ": \($0)" } ?? ""
      return "must be gone \(by); \(eta)\(step.who.map { ", \($0)" } ?? "")\(tail)"
    }
    // Humans say when a blocker goes; what follows takes the lead, which is a plan and not a measurement.
    let expected = step.expected.map { "with the whole lead \(ETA.short($0, now: now))" }
    let tail = step.state == .unknown ? "nobody has said when" : late ?? step.state.tail
    return ["\(step.who.map { "\($0), " } ?? "")\(by)", expected, tail].compactMap(\.self).joined(separator: ", ")
  }

  /// The answer in one line.
  func words(for reach: Reach, of standing: DeadlineStanding) -> String {
    switch reach.verdict {
    case .met: return "met"
    case .missed: return "missed"
    case .unreachable:
      // What humans have said, and not what follows from it with a lead that is an estimate.
      let said = reach.steps.filter { if case .blocker? = $0.subject { $0.state == .late } else { false } }
      let last = said.max { ($0.expected ?? now) < ($1.expected ?? now) }
      guard let last, case .blocker(let number)? = last.subject, let expected = last.expected else {
        return "NOT reachable"
      }
      return "NOT reachable, B-\(number) comes \((expected - standing.instant).coarse) late"
    case .unknown:
      let count = reach.steps.count { $0.state == .unknown }
      return "reach unknown: \(count) step\(count == 1 ? "" : "s") without a time"
    case .tight:
      let left = max(.zero, standing.deadline.lead + (reach.slack ?? .zero))
      return "tight: \(left.coarse) left of a lead of \(standing.deadline.lead.words)"
    case .reachable:
      let spare = "\((reach.slack ?? standing.timeLeft).coarse) to spare"
      // Nobody has said anything of what is owed: only the plan says that there is time.
      let isOpen = !reach.steps.isEmpty && reach.steps.allSatisfy { $0.expected == nil || $0.state == .open }
      guard isOpen, standing.deadline.lead > .zero else { return "reachable, \(spare)" }
      return "nothing promised; reachable if begun by \(ETA.short(standing.instant - standing.deadline.lead, now: now))"
    }
  }
}

extension Reach.Step.State {
  fileprivate var mark: Mark {
    switch self {
    case .late: Mark("✖", .bad, bold: true)
    case .unknown: Mark("◌", .unknown)
    case .tight: Mark("▲", .warning)
    case .open: Mark("◐", .text)
    case .inTime: Mark("●", .good)
    }
  }

  fileprivate var tail: String? {
    switch self {
    case .late, .open, .unknown: nil
    case .tight: "tight"
    case .inTime: "in time"
    }
  }
}

extension WindowStanding {
  /// What is open first, then what comes next; what is closed last.
  fileprivate var order: (Int, Int64) {
    switch state {
    case .open(let left): (0, left?.wholeMilliseconds ?? .max)
    case .opens(let left): (1, left.wholeMilliseconds)
    case .closed: (2, 0)
    }
  }
}
