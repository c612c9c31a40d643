/// Where what was ruled and what is measured contradict each other.
package struct Conflict: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable {
    /// A breach takes away what the ruling allows.
    case breach
    /// The condition under which a GO was given does not hold.
    case condition
    /// A window that the ruling counts on closed early: its cap is reached.
    case capped
    /// The condition under which a GO was given, or a window's cap, cannot be judged.
    case unjudged
    /// A GO without the readiness for it.
    case unready
    /// A GO that was recorded over readiness, with a reason; it stays visible.
    case overridden
  }

  package let kind: Kind
  /// One line.
  package let words: String
}

extension BoardState {
  /// All conflicts, the worst first.
  func conflicts(
    of inForce: RulingInForce, in app: AppID, with readiness: Readiness, lowering: GuardrailStanding?,
    windows: [WindowStanding], at now: Instant
  ) -> [Conflict] {
    let ruling = inForce.ruling
    var conflicts: [Conflict] = []
    if let lowering, ruling.allows != .none {
      let words =
        "\(ruling.kind.rawValue) allows \(ruling.allows.rawValue), but \(lowering.guardrail.title) is breached"
      conflicts.append(Conflict(kind: .breach, words: words))
    }
    let caps = windows.compactMap { Self.conflict(of: ruling, with: $0) }
    conflicts += caps.filter { $0.kind == .capped }
    if ruling.kind.isGo, let condition = ruling.holdsWhile {
      // A condition of the journal may be older than the board file: what measures otherwise now is not compared.
      let mistake = inForce.record == nil ? nil : self.mistake(in: condition, of: app)
      let judgement = judge(condition, in: app, at: now)
      if let mistake {
        let words = "\(ruling.kind.rawValue) while \(condition), but the board has changed since: \(mistake.message)"
        conflicts.append(Conflict(kind: .unjudged, words: words))
      } else if judgement.truth != .yes {
        let words = "\(ruling.kind.rawValue) while \(condition), but \(judgement.because)"
        conflicts.append(Conflict(kind: judgement.truth == .no ? .condition : .unjudged, words: words))
      }
    }
    conflicts += caps.filter { $0.kind != .capped }
    guard ruling.kind.isGo, readiness.state != .pass else { return conflicts }
    if let record = inForce.record, let state = record.overrides {
      // What is measured now, and beside it what the human knew.
      let then = state == readiness.state ? "" : ", \(state.rawValue) then"
      let words = "GO over \(readiness.state.rawValue)\(then), overridden by \(record.by): \(record.why)"
      conflicts.append(Conflict(kind: .overridden, words: words))
    } else {
      let words =
        "\(ruling.kind.rawValue) over \(readiness.state.rawValue): \(readiness.reasons.first?.criterion.title ?? "no criteria")"
      conflicts.append(Conflict(kind: .unready, words: words))
    }
    return conflicts
  }

  /// A window that is not open although its times say so takes away what the ruling counts on.
  private static func conflict(of ruling: Ruling, with standing: WindowStanding) -> Conflict? {
    guard let outside = standing.window.outside, ruling.allows.rank > outside.rank, let cap = standing.capWords else {
      return nil
    }
    let words = "\(ruling.kind.rawValue) allows \(ruling.allows.rawValue), but \(standing.window.title) is \(cap)"
    return Conflict(kind: standing.isUnjudged ? .unjudged : .capped, words: words)
  }
}

/// What a Section V report says of an app, in the words of its format.
package enum SectionVStatus: String, Hashable, Sendable, CaseIterable {
  case ready = "GO-LIVE READY"
  case delayed = "DELAYED"
  case observerMode = "OBSERVER MODE"
  case hold = "HOLD"

  /// Derived from what was ruled and the traffic that is left of it:
  ///
  /// | ruling | posture | status |
  /// | --- | --- | --- |
  /// | DELAYED | any | DELAYED |
  /// | HOLD, FREEZE | any | HOLD |
  /// | any other | none | HOLD |
  /// | GO, CONDITIONAL GO | production, canary | GO-LIVE READY; HOLD with a conflict |
  /// | GO, CONDITIONAL GO | internal, observer | OBSERVER MODE |
  /// | NO-GO, OBSERVER MODE | internal, observer | OBSERVER MODE |
  package init(_ ruling: Ruling.Kind, posture: Posture, hasConflict: Bool) {
    switch (ruling, posture) {
    case (.delayed, _): self = .delayed
    case (.hold, _), (.freeze, _), (_, .none): self = .hold
    case (.go, .production), (.go, .canary), (.conditionalGo, .production), (.conditionalGo, .canary):
      self = hasConflict ? .hold : .ready
    case (.go, _), (.conditionalGo, _), (.noGo, _), (.observerMode, _): self = .observerMode
    }
  }
}
