/// Holds the latest measurements against the board's rules and says what changed.
///
/// The only place where measurements become facts. It changes nothing itself: the facts are journaled first and
/// applied then, so a fact that could not be written is found again at the next evaluation.
package enum Rules {
  /// The facts that follow at `now`, for all apps.
  package static func evaluate(_ state: BoardState, at now: Instant) -> [Fact] {
    if let step = clockStep(in: state, at: now) { return [step] }
    var facts: [Fact] = []
    for app in state.board.apps { evaluate(app, in: state, at: now, into: &facts) }
    deadlines(in: state, at: now, into: &facts)
    return facts
  }

  /// The facts that follow at `now` for the apps whose rules read the signals of one app: what its answer can change
  /// at once. What else follows is found by the next evaluation of all.
  package static func evaluate(_ state: BoardState, after app: AppID, at now: Instant) -> [Fact] {
    if let step = clockStep(in: state, at: now) { return [step] }
    var facts: [Fact] = []
    for index in state.readers[app] ?? [] { evaluate(state.board.apps[index], in: state, at: now, into: &facts) }
    return facts
  }

  /// A wall clock that was set back. All timers move with it before anything else is judged, so that a burn is neither
  /// forgiven nor begun anew. Steps of less than a second are a clock being disciplined, and harm nothing.
  private static func clockStep(in state: BoardState, at now: Instant) -> Fact? {
    guard let latest = state.latest, latest - now >= .seconds(1) else { return nil }
    return .clockStepped(ClockStepped(from: latest, to: now))
  }

  // All of these add to one list: most evaluations find nothing, and must not pay for lists of it.

  private static func evaluate(_ app: App, in state: BoardState, at now: Instant, into facts: inout [Fact]) {
    sources(of: app, in: state, into: &facts)
    guardrails(of: app, in: state, at: now, into: &facts)
    criteria(of: app, in: state, at: now, into: &facts)
  }

  private static func guardrails(of app: App, in state: BoardState, at now: Instant, into facts: inout [Fact]) {
    for guardrail in app.guardrails {
      let key = Key(app.id, guardrail.name)
      let run = state.run(key)
      let truth = state.truth(of: guardrail, in: app.id, at: now)
      // What nobody has asked yet is not silent: a program that only records a ruling must neither burn nor clear.
      if truth == .unknown, guardrail.silence != .hold, !state.hasAskedAll(of: app) { continue }
      let step = run.step(after: truth, at: now, under: guardrail)
      if let turned = step.turned {
        facts.append(.conditionTurned(ConditionTurned(guardrail: key, holds: turned)))
      }
      // In the evaluation after the breach, so that the breach stands in the journal before anything acts on it.
      if run.phase == .breached, run.hook == nil, state.armed[key] != nil, !guardrail.isDryRun,
        let hook = guardrail.hook
      {
        facts.append(.hookStarted(HookStarted(guardrail: key, arguments: hook.arguments)))
      }
      guard step.phase != run.phase else { continue }
      let since = run.since ?? (guardrail.counts(truth) == true ? now : nil)
      facts.append(
        .guardrailMoved(
          GuardrailMoved(
            guardrail: key, from: run.phase, to: step.phase, since: since,
            because: state.judge(guardrail, in: app.id, at: now).because)))
    }
  }

  private static func criteria(of app: App, in state: BoardState, at now: Instant, into facts: inout [Fact]) {
    for criterion in app.criteria {
      let key = Key(app.id, criterion.name)
      let before = state.criteria[key] ?? .unknown
      let answer = state.answer(criterion.requirement, in: app, at: now, above: [app.id])
      guard answer.state != before else { continue }
      // A program that has only just begun to ask knows nothing yet: that is no news about the criterion.
      guard answer.state != .unknown || state.hasAskedAll(of: app) else { continue }
      facts.append(
        .criterionMoved(
          CriterionMoved(criterion: key, from: before, to: answer.state, because: answer.because())))
    }
  }

  private static func sources(of app: App, in state: BoardState, into facts: inout [Fact]) {
    for source in app.sources {
      let key = Key(app.id, source.name)
      guard let health = state.health[key], let answers = health.answers else { continue }
      // A source that answers from the start is no news; one that never did is.
      if answers, state.sourceAnswers.isEmpty { continue }
      guard answers != (state.sourceAnswers[key] ?? true) else { continue }
      facts.append(.sourceMoved(SourceMoved(source: key, answers: answers, because: health.said)))
    }
  }

  private static func deadlines(in state: BoardState, at now: Instant, into facts: inout [Fact]) {
    for deadline in state.board.deadlines {
      let instant: Instant
      switch deadline.at {
      case .instant(let only): instant = only
      case .daily:
        instant = deadline.at.next(from: now) - .seconds(86_400)
        // Days before the journal began are nobody's fault.
        guard let began = state.began, instant >= began else { continue }
      }
      guard now > instant, state.passedDeadlines[DueDate(deadline: deadline.id, at: instant)] == nil else { continue }
      let missing = state.missing(of: deadline, due: instant) + state.closedGates(of: deadline, at: now)
      facts.append(.deadlinePassed(DeadlinePassed(deadline: deadline.id, at: instant, missing: missing)))
    }
  }
}
