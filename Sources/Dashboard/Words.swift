import Canvas
import Gates

/// How states look: each has a shape beside its colour, so that the board reads without colours.
struct Mark {
  let shape: String
  let style: Style

  init(_ shape: String, _ ink: Ink, bold: Bool = false) {
    self.shape = shape
    style = Style(ink, bold: bold)
  }

  /// The shape alone, in the ink of text.
  var plain: Mark { Mark(shape, .text) }
}

extension Ruling.Kind {
  var mark: Mark {
    switch self {
    case .go: Mark("●", .good)
    case .noGo: Mark("✖", .bad, bold: true)
    case .conditionalGo: Mark("◐", .warning)
    case .hold: Mark("■", .warning)
    case .delayed: Mark("◷", .warning)
    case .observerMode: Mark("○", .text)
    case .freeze: Mark("❄", .accent)
    }
  }
}

extension CriterionState {
  var mark: Mark {
    switch self {
    case .pass: Mark("●", .good)
    case .fail: Mark("✖", .bad, bold: true)
    case .pending: Mark("◐", .warning)
    case .unknown: Mark("◌", .unknown)
    }
  }
}

extension DeadlineStanding.State {
  var mark: Mark {
    switch self {
    case .upcoming: Mark("◐", .text)
    case .dueSoon: Mark("◐", .warning)
    case .atRisk: Mark("▲", .bad, bold: true)
    case .onTrack: Mark("◐", .good)
    case .met: Mark("●", .good)
    case .missed: Mark("✖", .bad, bold: true)
    case .passed: Mark("◌", .unknown)
    }
  }
}

extension Alert.Level {
  var mark: Mark {
    switch self {
    case .breach: Mark("✖", .bad, bold: true)
    case .warning: Mark("▲", .warning)
    case .missed: DeadlineStanding.State.missed.mark
    case .blind: Mark("◌", .unknown)
    case .recovered: GuardrailStanding.owed
    case .dryRun: Mark("◇", .accent)
    case .muted: Mark("○", .accent)
    }
  }
}

extension Alert {
  /// That of its level; a deadline has the one that it has everywhere else.
  var mark: Mark {
    if case .deadline? = subject { return (isMissed ? DeadlineStanding.State.missed : .atRisk).mark }
    return level.mark
  }

  /// Who acknowledged it, to stand behind its words: told where they keep enough room to say what matters.
  func acknowledgement(behind words: String, room: Int) -> String {
    guard let by = acknowledgedBy else { return "" }
    let (whole, short) = (" (ack \(by))", " (ack)")
    let fits = [whole, short].first { Glyph.width(of: words + $0) <= room }
    return fits ?? (room - Glyph.width(of: whole) >= 32 ? whole : room >= 24 ? short : "")
  }

  /// Its text; where there is little room first its words give way, then its title, so that how it stands is told.
  package func text(room: Int) -> String {
    guard let title, let brief, Glyph.width(of: text) > room else { return text }
    let left = room - Glyph.width(of: ": \(brief)")
    if Glyph.width(of: title) <= left { return "\(title): \(brief)" }
    return left < 4 ? text : "\(title.shortened(to: left)): \(brief)"
  }

  /// Whether it counts in the header; what is only blind or has recovered is quiet.
  var isLoud: Bool { level <= .missed }
}

extension Blocker {
  /// Without an ETA nobody knows when it is gone: as bad as one that is overdue.
  func mark(at now: Instant) -> Mark {
    guard isOpen else { return Mark("●", .good) }
    return isOverdue(at: now) || draft.eta == nil ? Mark("▲", .bad, bold: true) : Mark("◐", .warning)
  }

  /// `ETA 20:45`, `ETA 20:45 overdue`, `no ETA`.
  func etaWords(at now: Instant) -> String {
    draft.eta.map { "ETA \(ETA.short($0, now: now))\(isOverdue(at: now) ? " overdue" : "")" } ?? "no ETA"
  }
}

extension GuardrailStanding {
  /// Of a breach that is over, and that nobody has acknowledged: a debt, and so never the shape of what is good.
  static let owed = Mark("!", .warning, bold: true)

  var mark: Mark {
    guard counts || run.phase == .inactive else { return Mark("◇", .accent) }
    return switch run.phase {
    case .breached, .recovering: Mark("✖", .bad, bold: true)
    case .pending: Mark("▲", .warning, bold: true)
    case .inactive: isBlind ? Mark("◌", .unknown) : run.unseen != nil ? Self.owed : Mark("●", .good)
    }
  }

  /// The guardrail in one line, the most urgent words first.
  func words(at now: Instant) -> String {
    let action = "\(guardrail.isDryRun ? "dry run: " : "")\(guardrail.action.rawValue)"
    switch run.phase {
    case .breached:
      // What is measured first, since the end may be cut. Then the instant and not the age: a breach may stand for hours,
      // and nothing is gained by counting its seconds.
      return "\(judgement.because), \(action) since \((run.breachedAt ?? now).seen(from: now))"
    case .recovering: return "\(judgement.because), recovering, \(action)"
    case .pending:
      let left = run.timeLeft(at: now, under: guardrail) ?? .zero
      return "\(action) in \(left.clock), \(isBlind ? "BLIND, " : "")\(judgement.because)"
    case .inactive:
      if let unseen = run.unseen {
        let blind = isBlind ? "BLIND, " : ""
        return "\(blind)recovered \(unseen.recoveredAt.seen(from: now)), not acknowledged: \(judgement.because)"
      }
      return isBlind ? "BLIND, \(judgement.because)" : judgement.because
    }
  }
}

extension Readiness {
  /// `2 of 9 fail`, `6 of 6`, `3 of 7 unknown`.
  var words: String {
    guard !criteria.isEmpty else { return "no criteria" }
    return state == .pass
      ? "\(criteria.count) of \(criteria.count)" : "\(count(state)) of \(criteria.count) \(state.rawValue)"
  }

  /// `3/10 1 fail ◌1 ◐5`, `3/10 ✖1 ◌1 ◐5` where there is less room, `2/6 4 unknown`, `6/6`: how far it is from a GO, and
  /// how many are in each state that keeps it from there, the worst first.
  func tally(room: Int) -> String {
    guard !criteria.isEmpty else { return "no criteria" }
    let passed = "\(count(.pass))/\(criteria.count)"
    guard state != .pass else { return passed }
    let worst = "\(passed) \(count(state)) \(state.rawValue)"
    let less = open.dropFirst().map { " \($0.mark.shape)\(count($0))" }.joined()
    return [worst + less, "\(passed) \(marks)"].first { Glyph.width(of: $0) <= room } ?? worst
  }

  /// `3 of 10 met: 1 fail, 1 unknown, 5 pending`.
  var breakdown: String {
    guard !criteria.isEmpty else { return "no criteria" }
    let rest = open.map { "\(count($0)) \($0.rawValue)" }.joined(separator: ", ")
    return "\(count(.pass)) of \(criteria.count) met" + (rest.isEmpty ? "" : ": \(rest)")
  }

  /// The same, as `3 of 10 met ✖1 ◌1 ◐5` where the words do not fit.
  func breakdown(room: Int) -> String {
    let words = breakdown
    guard Glyph.width(of: words) > room, !criteria.isEmpty else { return words }
    return "\(count(.pass)) of \(criteria.count) met \(marks)"
  }

  /// The states of criteria that keep it from passing, the worst first.
  private var open: [CriterionState] { [.fail, .unknown, .pending].filter { count($0) > 0 } }

  private var marks: String { open.map { "\($0.mark.shape)\(count($0))" }.joined(separator: " ") }
}

extension BoardState {
  /// The signal that a guardrail limits in steps of time, oldest first, each with its worst value.
  ///
  /// A gap is a step without a value.
  ///
  /// - Parameter step: half a minute or more unless told.
  func values(
    of standing: GuardrailStanding, count: Int, at now: Instant, step: Duration? = nil
  ) -> (values: [Double?], limit: Double?) {
    guard let limit = standing.guardrail.breach.limits.first else { return ([], nil) }
    let key = limit.signal.key(in: standing.key.app)
    let step = step ?? self.step(of: key)
    let values = series(key)?.steps(of: step, count: count + 1, at: now) { earlier, later in
      switch limit.comparison {
      case .more, .atLeast: max(earlier, later)
      case .less, .atMost: min(earlier, later)
      case .equal, .unequal: later
      }
    }
    return (Self.settled(values ?? []), limit.quantity.value.number)
  }

  /// One value less: the oldest; or the newest where its step has only begun and the one before was heard, since that is
  /// no gap yet.
  private static func settled(_ values: [Double?]) -> [Double?] {
    guard values.count >= 2, values[values.count - 1] == nil, values[values.count - 2] != nil else {
      return Array(values.dropFirst())
    }
    return Array(values.dropLast())
  }

  /// The time between two values of a signal's picture: at least one answer of its source fits into it.
  func step(of signal: Key) -> Duration { Series.step(of: every(signal)) }

  /// The same for a chart of so many values, which is not to be empty for the most part: the shortest round time in which
  /// two answers fit, and with which all that is kept does.
  func step(of signal: Key, filling count: Int, at now: Instant) -> Duration {
    let usual = step(of: signal)
    guard let first = series(signal)?.points.first?.at else { return usual }
    let least = every(signal) * 2
    let round = [5, 10, 15, 20, 30, 60, 120, 300, 600, 900, 1800, 3600].map { Duration.seconds($0) }
    return round.first { $0 >= least && $0 * count >= now - first } ?? usual
  }

  var sourcesAnswering: Int { health.values.count { $0.answers == true } }
  var sourcesSilent: Int { health.values.count { $0.answers == false } }
}
