/// Holds the latest measurements against the board's rules and says what changed.
///
/// The only place where measurements become facts. It changes nothing itself: the facts are journaled first and
/// applied then, so a fact that could not be written is found again at the next evaluation.
package enum Rules {
  /// The facts that follow at `now`, for all apps.
  package static func evaluate(_ state: BoardState, at now: Instant) -> [Fact] {
    if let step = clockStep(in: state, at: now) { return [step] }
    var facts: [Fact] = []
    // One for all rules: a state is copied once and not ten thousand times.
    var world = BoardMeasurements(state: state, now: now)
    for app in state.roster.watched { evaluate(app, in: &world, into: &facts) }
    deadlines(in: state, at: now, into: &facts)
    return facts
  }

  /// The facts that follow at `now` for the apps whose rules read the signals of some: what their answers can change at
  /// once. What else follows is found by the next evaluation of all.
  package static func evaluate(_ state: BoardState, after apps: Set<AppID>, at now: Instant) -> [Fact] {
    if let step = clockStep(in: state, at: now) { return [step] }
    var facts: [Fact] = []
    var world = BoardMeasurements(state: state, now: now)
    for index in Set(apps.flatMap { state.roster.readers[$0] ?? [] }).sorted() {
      evaluate(state.roster.watched[index], in: &world, into: &facts)
    }
    return facts
  }

  /// A wall clock that was set back. All timers move with it before anything else is judged, so that a burn is neither
  /// forgiven nor begun anew. Steps of less than a second are a clock being disciplined, and harm nothing.
  private static func clockStep(in state: BoardState, at now: Instant) -> Fact? {
    guard let latest = state.latest, latest - now >= .seconds(1) else { return nil }
    return .clockStepped(ClockStepped(from: latest, to: now))
  }

  // All of these add to one list: most evaluations find nothing, and must not pay for lists of it.

  private static func evaluate(_ watched: WatchedApp, in world: inout BoardMeasurements, into facts: inout [Fact]) {
    if !world.state.turnedSources.isEmpty { sources(of: watched.app, in: world.state, into: &facts) }
    if !world.state.newKeys.isEmpty { keys(of: watched.app, in: world.state, into: &facts) }
    for rule in watched.rules {
      world.staleAfter = rule.guardrail.staleAfter
      world.near = rule.near
      evaluate(rule, of: watched.app, in: world, into: &facts)
    }
    if !watched.app.criteria.isEmpty { criteria(of: watched, in: &world, into: &facts) }
    for window in watched.cappedWindows {
      if let capped = world.state.newlyCapped(window, at: world.now) { facts.append(.windowCapped(capped)) }
    }
  }

  private static func evaluate(
    _ rule: WatchedApp.Rule, of app: App, in world: BoardMeasurements, into facts: inout [Fact]
  ) {
    let truth = rule.guardrail.breach.truth(in: rule.key.app, world)
    // What nobody has asked yet is not silent: a program that only records a ruling must neither burn nor clear.
    if truth == .unknown, rule.guardrail.silence != .hold, !world.state.hasAskedAll(of: app) { return }
    let before = world.state.runs.span[rule.place].phase
    let step = world.state.runs.span[rule.place].step(after: truth, at: world.now, under: rule.guardrail)
    if let turned = step.turned {
      facts.append(.conditionTurned(ConditionTurned(guardrail: rule.key, holds: turned)))
    }
    // In the evaluation after the breach, so that the breach stands in the journal before anything acts on it.
    if before == .breached, !rule.guardrail.isDryRun, let hook = rule.guardrail.hook,
      world.state.runs.span[rule.place].hook == nil, world.state.arming(of: rule.key) != nil
    {
      facts.append(.hookStarted(HookStarted(guardrail: rule.key, arguments: hook.arguments)))
    }
    guard step.phase != before else { return }
    if before == .recovering, step.phase == .inactive, !world.heardThroughoutRecovery(of: rule) { return }
    let since = world.state.runs.span[rule.place].since ?? (rule.guardrail.counts(truth) == true ? world.now : nil)
    facts.append(
      .guardrailMoved(
        GuardrailMoved(
          guardrail: rule.key, from: before, to: step.phase, since: since,
          because: rule.guardrail.breach.explain(in: rule.key.app, world).judgement.because)))
  }

  private static func criteria(of watched: WatchedApp, in world: inout BoardMeasurements, into facts: inout [Fact]) {
    let app = watched.app
    world.turn(to: watched)
    defer { world.home = nil }
    for criterion in app.criteria {
      let key = Key(app.id, criterion.name)
      let before = world.state.fold.criteria[key]?.to ?? .unknown
      let answer = world.answer(criterion.requirement, in: app.id)
      guard answer != before else { continue }
      // A program that has only just begun to ask knows nothing yet: that is no news about the criterion.
      guard answer != .unknown || world.state.hasAskedAll(of: app) else { continue }
      facts.append(
        .criterionMoved(
          CriterionMoved(
            criterion: key, from: before, to: answer,
            because: world.state.words(for: criterion.requirement, in: app.id, at: world.now))))
    }
  }

  private static func sources(of app: App, in state: BoardState, into facts: inout [Fact]) {
    for source in app.sources {
      let key = Key(app.id, source.name)
      guard state.turnedSources.contains(key), let health = state.health[key], let answers = health.answers else {
        continue
      }
      facts.append(.sourceMoved(SourceMoved(source: key, answers: answers, because: health.said)))
    }
  }

  private static func keys(of app: App, in state: BoardState, into facts: inout [Fact]) {
    for source in app.sources {
      if let changed = state.newKeys[Key(app.id, source.name)] { facts.append(.keySetChanged(changed)) }
    }
  }

  private static func deadlines(in state: BoardState, at now: Instant, into facts: inout [Fact]) {
    for deadline in state.board.deadlines {
      for instant in passed(deadline, in: state, at: now) {
        let missing =
          state.missing(of: deadline, due: instant, until: instant)
          + closedGates(of: deadline, due: instant, state, now)
        facts.append(.deadlinePassed(DeadlinePassed(deadline: deadline.id, at: instant, missing: missing)))
      }
    }
  }

  /// The instants of a deadline that have gone by, and of which the journal says nothing; of a daily one those of the
  /// last month, oldest first.
  private static func passed(_ deadline: Deadline, in state: BoardState, at now: Instant) -> [Instant] {
    let instants: [Instant]
    switch deadline.at {
    case .instant(let only): instants = [only]
    case .daily:
      let last = deadline.at.next(from: now) - .seconds(86_400)
      // Days before the journal began are nobody's fault.
      guard let began = state.began, last >= began else { return [] }
      if state.passedDeadlines[DueDate(deadline: deadline.id, at: last)] != nil { return [] }
      instants = (0..<31).reversed().map { last - .seconds(86_400) * $0 }.filter { $0 >= began }
    }
    return instants.filter { $0 < now && state.passedDeadlines[DueDate(deadline: deadline.id, at: $0)] == nil }
  }

  /// A gate that nobody watched then may have been anything: what it is later is no proof.
  private static func closedGates(
    of deadline: Deadline, due instant: Instant, _ state: BoardState, _ now: Instant
  ) -> [String] {
    guard now - instant > latestLook else { return state.closedGates(of: deadline, at: now) }
    return deadline.requires.filter { state.board.gate($0) != nil }.map { "gate \($0) not watched then" }
  }

  /// How long after a deadline its gates are taken for what they were at it.
  private static let latestLook = Duration.seconds(120)
}
