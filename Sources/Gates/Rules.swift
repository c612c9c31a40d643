/// Holds the latest measurements against the board's rules and says what changed.
///
/// The only place where measurements become facts. It changes nothing itself: the facts are journaled first and
/// applied then, so a fact that could not be written is found again at the next evaluation.
package enum Rules {
  /// The facts that follow at `now`, for all apps.
  package static func evaluate(_ state: BoardState, at now: Instant) -> [Fact] {
    if let step = clockStep(in: state, at: now) { return [step] }
    return state.board.apps.flatMap { evaluate($0, in: state, at: now) } + deadlines(in: state, at: now)
  }

  /// The facts that follow at `now` for the apps whose rules read the signals of one app: what its answer can change
  /// at once. What else follows is found by the next evaluation of all.
  package static func evaluate(_ state: BoardState, after app: AppID, at now: Instant) -> [Fact] {
    if let step = clockStep(in: state, at: now) { return [step] }
    return (state.readers[app] ?? []).flatMap { evaluate(state.board.apps[$0], in: state, at: now) }
  }

  /// A wall clock that was set back. All timers move with it before anything else is judged, so that a burn is neither
  /// forgiven nor begun anew. Steps of less than a second are a clock being disciplined, and harm nothing.
  private static func clockStep(in state: BoardState, at now: Instant) -> Fact? {
    guard let latest = state.latest, latest - now >= .seconds(1) else { return nil }
    return .clockStepped(ClockStepped(from: latest, to: now))
  }

  static func evaluate(_ app: App, in state: BoardState, at now: Instant) -> [Fact] {
    sources(of: app, in: state) + guardrails(of: app, in: state, at: now) + criteria(of: app, in: state, at: now)
  }

  private static func guardrails(of app: App, in state: BoardState, at now: Instant) -> [Fact] {
    var facts: [Fact] = []
    for guardrail in app.guardrails {
      let key = Key(app.id, guardrail.name)
      let run = state.run(key)
      let judgement = state.judge(guardrail, in: app.id, at: now)
      let step = run.step(after: judgement.truth, at: now, under: guardrail)
      if let turned = step.turned {
        facts.append(.conditionTurned(ConditionTurned(guardrail: key, holds: turned)))
      }
      guard step.phase != run.phase else { continue }
      let since = run.since ?? (guardrail.counts(judgement.truth) == true ? now : nil)
      facts.append(
        .guardrailMoved(
          GuardrailMoved(guardrail: key, from: run.phase, to: step.phase, since: since, because: judgement.because)))
    }
    return facts
  }

  private static func criteria(of app: App, in state: BoardState, at now: Instant) -> [Fact] {
    state.readiness(of: app, at: now).criteria.compactMap { standing in
      let key = Key(app.id, standing.criterion.name)
      let before = state.criteria[key] ?? .unknown
      guard standing.state != before else { return nil }
      // A program that has only just begun to ask knows nothing yet: that is no news about the criterion.
      guard standing.state != .unknown || state.hasAskedAll(of: app) else { return nil }
      return .criterionMoved(
        CriterionMoved(criterion: key, from: before, to: standing.state, because: standing.because))
    }
  }

  private static func sources(of app: App, in state: BoardState) -> [Fact] {
    app.sources.compactMap { source in
      let key = Key(app.id, source.name)
      guard let health = state.health[key], let answers = health.answers else { return nil }
      // A source that answers from the start is no news; one that never did is.
      guard answers != (state.sourceAnswers[key] ?? true) else { return nil }
      return .sourceMoved(SourceMoved(source: key, answers: answers, because: health.said))
    }
  }

  private static func deadlines(in state: BoardState, at now: Instant) -> [Fact] {
    state.board.deadlines.compactMap { deadline in
      guard case .instant(let instant) = deadline.at, now > instant else { return nil }
      let passed = DeadlinePassed(deadline: deadline.id, at: instant)
      return state.passedDeadlines.contains(passed) ? nil : .deadlinePassed(passed)
    }
  }
}
