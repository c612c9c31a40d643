/// One app as the board shows it at one instant: what was ruled and what is measured, side by side.
package struct AppStanding: Hashable, Sendable {
  fileprivate let watched: WatchedApp
  package var app: App { watched.app }
  package let inForce: RulingInForce
  package let readiness: Readiness
  /// In the board file's order.
  package let guardrails: [GuardrailStanding]
  /// The traffic that is allowed now: the ruling's, less what windows hold back, none under a breach that aborts.
  package let posture: Posture
  /// Where the ruling and the measurements contradict each other, the worst first.
  package let conflicts: [Conflict]
  package let status: SectionVStatus
  package let openBlockers: Int
  package let overdueBlockers: Int

  package var ruling: Ruling { inForce.ruling }
  /// The worst conflict in one line; nil where all agrees.
  package var conflict: String? { conflicts.first?.words }

  /// Whether less traffic is allowed now than was ruled.
  package var isHeldBack: Bool { posture.rank < ruling.allows.rank }

  /// How many breaches of it, burning or over, nobody has acknowledged; dry runs ask for nothing.
  package var owedAcknowledgements: Int { guardrails.count { $0.counts && $0.run.wantsAcknowledgement } }

  /// Whether a guardrail that counts cannot be judged, so that a breach could go unseen.
  package var isBlind: Bool { guardrails.contains { $0.counts && $0.isBlind } }

  /// The guardrail that the eye should find first.
  package var worstGuardrail: GuardrailStanding? {
    guardrails.enumerated().min { left, right in
      (left.element.urgency, left.offset) < (right.element.urgency, right.offset)
    }?.element
  }
}

/// One guardrail with its timers and the answer to its condition.
///
/// It points at what it tells of, and copies none of it: of ten thousand there are new ones each second.
package struct GuardrailStanding: Hashable, Sendable {
  private let rule: WatchedApp.Rule
  package let truth: Truth
  private let moment: StateAtInstant

  fileprivate init(_ rule: WatchedApp.Rule, _ truth: Truth, at moment: StateAtInstant) {
    (self.rule, self.truth, self.moment) = (rule, truth, moment)
  }

  package var key: Key { rule.key }
  package var guardrail: Guardrail { rule.guardrail }
  package var run: GuardrailRun { moment.state.runs[rule.place] }

  /// The answer with its words.
  package var judgement: Judgement { moment.judgement(of: guardrail, key) }

  /// The words alone, made anew: who asks for those of all guardrails must not keep them.
  var because: String { moment.state.judge(guardrail, in: key.app, at: moment.now).because }

  /// Whether the condition cannot be judged, so that a breach could go unseen.
  package var isBlind: Bool { truth == .unknown }

  package static func == (left: GuardrailStanding, right: GuardrailStanding) -> Bool {
    left.key == right.key && left.guardrail == right.guardrail && left.run == right.run
      && left.judgement == right.judgement
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(key)
    hasher.combine(run)
    hasher.combine(truth)
  }

  /// Whether what it says has consequences; a dry run only says it.
  package var counts: Bool { !guardrail.isDryRun }

  /// Smaller is more urgent.
  var urgency: Int {
    guard counts else { return 6 }
    switch run.phase {
    case .breached: return 0
    case .recovering: return 1
    case .pending: return 2
    case .inactive: return isBlind ? 3 : run.unseen != nil ? 4 : 5
    }
  }
}

extension BoardState {
  package func standing(of app: App, at now: Instant) -> AppStanding {
    let moment = StateAtInstant(self, now)
    var world = BoardMeasurements(state: self, now: now)
    let watched = roster.watched(app.id) ?? WatchedApp(app: app, rules: [], near: [], cappedWindows: [])
    return standing(of: watched, in: &world, openBlockers, at: moment)
  }

  private func standing(
    of watched: WatchedApp, in world: inout BoardMeasurements, _ openBlockers: [Blocker], at moment: StateAtInstant
  ) -> AppStanding {
    let app = watched.app
    let now = moment.now
    world.home = nil
    let guardrails = watched.rules.map { rule in
      world.staleAfter = rule.guardrail.staleAfter
      world.near = rule.near
      return GuardrailStanding(rule, rule.guardrail.breach.truth(in: rule.key.app, world), at: moment)
    }
    let readiness = readiness(of: watched, in: &world, at: moment)
    let mine = openBlockers.filter { $0.draft.app == app.id }
    let lowering = guardrails.first { $0.counts && $0.run.isBreached && $0.guardrail.action.lowersPosture }
    let inForce = ruling(of: app)
    let windows = board.windows.filter { $0.app == app.id }.map { self.standing(of: $0, at: now) }
    let posture = lowering == nil ? inForce.ruling.allows.limited(to: mostAllowed(by: windows)) : .none
    let conflicts = conflicts(
      of: inForce, in: app.id, with: readiness, lowering: lowering, windows: windows, at: now)
    return AppStanding(
      watched: watched, inForce: inForce, readiness: readiness, guardrails: guardrails, posture: posture,
      conflicts: conflicts,
      status: SectionVStatus(inForce.ruling.kind, posture: posture, hasConflict: !conflicts.isEmpty),
      openBlockers: mine.count, overdueBlockers: mine.count { $0.isOverdue(at: now) })
  }

  /// Those of all apps in the board's order: once a second, so it finds signals by their places, as the rules do.
  package func standings(at now: Instant) -> [AppStanding] {
    let moment = StateAtInstant(self, now)
    let openBlockers = openBlockers
    var world = BoardMeasurements(state: self, now: now)
    return roster.watched.map { standing(of: $0, in: &world, openBlockers, at: moment) }
  }

  /// What the windows leave of an app's traffic: a gate that has not opened yet, that has closed, or whose cap is
  /// reached or unknown, lets less through.
  private func mostAllowed(by windows: [WindowStanding]) -> Posture {
    windows.reduce(.production) { most, standing in
      guard !standing.isOpen, let outside = standing.window.outside else { return most }
      return most.limited(to: outside)
    }
  }
}
