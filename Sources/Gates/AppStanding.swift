/// One app as the board shows it at one instant: what was ruled and what is measured, side by side.
package struct AppStanding: Hashable, Sendable {
  package let app: App
  package let readiness: Readiness
  /// In the board file's order.
  package let guardrails: [GuardrailStanding]
  /// The traffic that is allowed now: the ruling's, unless a breach took it away.
  package let posture: Posture
  /// Where the ruling claims more than the measurements bear out; nil where they agree.
  package let conflict: String?
  package let openBlockers: Int
  package let overdueBlockers: Int

  /// The guardrail that the eye should find first.
  package var worstGuardrail: GuardrailStanding? {
    guardrails.enumerated().min { left, right in
      (left.element.urgency, left.offset) < (right.element.urgency, right.offset)
    }?.element
  }
}

/// One guardrail with its timers and the answer to its condition.
package struct GuardrailStanding: Hashable, Sendable {
  package let key: Key
  package let guardrail: Guardrail
  package let run: GuardrailRun
  package let judgement: Judgement

  /// Whether the condition cannot be judged, so that a breach could go unseen.
  package var isBlind: Bool { judgement.truth == .unknown }

  /// Whether what it says has consequences; a dry run only says it.
  package var counts: Bool { !guardrail.isDryRun }

  /// Smaller is more urgent.
  var urgency: Int {
    guard counts else { return 6 }
    switch run.phase {
    case .breached: return 0
    case .recovering: return 1
    case .pending: return 2
    case .inactive: return run.unseen != nil ? 3 : isBlind ? 4 : 5
    }
  }
}

extension BoardState {
  package func standing(of app: App, at now: Instant) -> AppStanding {
    let readiness = readiness(of: app, at: now)
    let guardrails = app.guardrails.map { guardrail in
      let key = Key(app.id, guardrail.name)
      return GuardrailStanding(
        key: key, guardrail: guardrail, run: run(key), judgement: judge(guardrail, in: app.id, at: now))
    }
    let mine = openBlockers.filter { $0.draft.app == app.id }
    let lowering = guardrails.first { $0.counts && $0.run.isBreached && $0.guardrail.action.lowersPosture }
    return AppStanding(
      app: app, readiness: readiness, guardrails: guardrails, posture: lowering == nil ? app.ruling.allows : .none,
      conflict: Self.conflict(of: app.ruling, with: readiness, lowering: lowering), openBlockers: mine.count,
      overdueBlockers: mine.count { $0.isOverdue(at: now) })
  }

  package func standings(at now: Instant) -> [AppStanding] { board.apps.map { standing(of: $0, at: now) } }

  private static func conflict(
    of ruling: Ruling, with readiness: Readiness, lowering: GuardrailStanding?
  ) -> String? {
    if let lowering, ruling.allows != .none {
      return "\(ruling.kind.rawValue) allows \(ruling.allows.rawValue), but \(lowering.guardrail.name) is breached"
    }
    guard ruling.kind.isGo, readiness.state != .pass, let reason = readiness.reasons.first else { return nil }
    return "\(ruling.kind.rawValue) over \(readiness.state.rawValue): \(reason.criterion.title)"
  }
}
