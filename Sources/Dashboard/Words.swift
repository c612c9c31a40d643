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
    case .blind: Mark("◌", .unknown)
    case .over: Mark("●", .accent)
    case .muted: Mark("○", .accent)
    }
  }
}

extension Alert {
  /// Whether it counts in the header; what is only blind or over is quiet.
  var isLoud: Bool { level <= .warning }
}

extension GuardrailStanding {
  var mark: Mark {
    guard counts || run.phase == .inactive else { return Mark("◇", .accent) }
    return switch run.phase {
    case .breached, .recovering: Mark("✖", .bad, bold: true)
    case .pending: Mark("▲", .warning, bold: true)
    case .inactive: run.unseen != nil ? Mark("●", .accent) : isBlind ? Mark("◌", .unknown) : Mark("●", .good)
    }
  }

  /// The guardrail in one line, the most urgent words first.
  func words(at now: Instant) -> String {
    let action = "\(guardrail.isDryRun ? "dry run: " : "")\(guardrail.action.rawValue)"
    switch run.phase {
    case .breached:
      // The instant and not the age: a breach may stand for hours, and nothing is gained by counting its seconds.
      let since = run.breachedAt ?? now
      let day = since.day == now.day ? "" : " \(since.day.short)"
      return "\(action) since \(since.timeOfDay.minutes)\(day), \(judgement.because)"
    case .recovering: return "\(action), recovering, \(judgement.because)"
    case .pending:
      let left = run.timeLeft(at: now, under: guardrail) ?? .zero
      return "\(action) in \(left.clock), \(isBlind ? "BLIND, " : "")\(judgement.because)"
    case .inactive:
      if run.unseen != nil { return "\(action) over, not acknowledged" }
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
}

extension BoardState {
  /// The signal that a guardrail limits in steps of half a minute or more, oldest first, each with its worst value.
  ///
  /// A gap is a step without a value.
  func values(of standing: GuardrailStanding, count: Int, at now: Instant) -> (values: [Double?], limit: Double?) {
    guard let limit = standing.guardrail.breach.limits.first else { return ([], nil) }
    let key = limit.signal.key(in: standing.key.app)
    let step = step(of: key)
    let values = series(key)?.steps(of: step, count: count, at: now) { earlier, later in
      switch limit.comparison {
      case .more, .atLeast: max(earlier, later)
      case .less, .atMost: min(earlier, later)
      case .equal, .unequal: later
      }
    }
    return (values ?? [], limit.quantity.value.number)
  }

  /// The time between two values of a signal's picture: at least one answer of its source fits into it.
  func step(of signal: Key) -> Duration { Series.step(of: every(signal)) }

  var sourcesAnswering: Int { health.values.count { $0.answers == true } }
  var sourcesSilent: Int { health.values.count { $0.answers == false } }
}
