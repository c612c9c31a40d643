/// A board's state at one instant, as conditions read it.
struct BoardMeasurements: Measurements {
  let state: BoardState
  let now: Instant
  /// Age from which signals are stale; nil for their sources' own.
  var staleAfter: Duration?
  /// The apps whose readiness is being asked for: a gate that waits for itself is unknown, not endless.
  var above: Set<AppID> = []
  /// One more of them, which costs no set: nearly no gate waits for another.
  var home: AppID?
  /// Signals whose places are known: to compare a few names is quicker than to hash one.
  var near: [NearSignal] = []

  /// For the criteria of an app: nothing of what was set for one rule of another holds.
  mutating func turn(to watched: WatchedApp) {
    home = watched.app.id
    staleAfter = nil
    near = watched.near
  }

  func reading(_ signal: Key) -> Reading {
    for known in near where known.key == signal { return state.reading(known.place, at: now, staleAfter: staleAfter) }
    return state.reading(signal, at: now, staleAfter: staleAfter)
  }

  func series(_ signal: Key) -> Series? {
    for known in near where known.key == signal { return state.series(known.place) }
    return state.series(signal)
  }
  func dimension(_ signal: Key) -> Dimension { state.dimension(signal) }
  func source(_ signal: Key) -> String? { state.source(signal) }

  func gate(_ name: String) -> CriterionState {
    guard let app = state.board.gate(name), app.id != home, !above.contains(app.id) else { return .unknown }
    return state.readinessState(of: app, at: now, above: waiting)
  }

  private var waiting: Set<AppID> { home.map { above.union([$0]) } ?? above }

  /// A criterion's state.
  func answer(_ requirement: Requirement, in app: AppID) -> CriterionState {
    if case .condition(let condition) = requirement { return CriterionState(condition.truth(in: app, self)) }
    return state.answer(requirement, at: now, above: waiting)
  }

  func isApproved(_ item: String) -> Bool { state.isApproved(item) }
}

extension BoardMeasurements {
  /// Whether the signals that a guardrail can read now were heard for the whole of its `recover_for`.
  ///
  /// A program that was not running, a machine that slept and a source that fell silent have not seen the condition
  /// gone: their silence is no part of a recovery, but where silence clears.
  func heardThroughoutRecovery(of rule: WatchedApp.Rule) -> Bool {
    let guardrail = rule.guardrail
    guard guardrail.silence != .clear, guardrail.recovery > .zero else { return true }
    return rule.near.allSatisfy { signal in
      guard Combine.present(state.reading(signal.place, at: now, staleAfter: staleAfter)) != nil else { return true }
      let limit = staleAfter ?? state.roster.declared[signal.place].staleAfter
      return state.series(signal.place)?.isUnbroken(since: now - guardrail.recovery, limit: limit) ?? false
    }
  }
}

extension BoardState {
  package func judge(_ condition: Condition, in app: AppID, at now: Instant) -> Judgement {
    explain(condition, in: app, at: now).judgement
  }

  /// The whole derivation of a condition's answer, for whoever wants to follow it down.
  package func explain(_ condition: Condition, in app: AppID, at now: Instant) -> Explanation {
    condition.explain(in: app, BoardMeasurements(state: self, now: now))
  }

  /// Judges a guardrail's condition, by its own measure of silence where it has one.
  package func judge(_ guardrail: Guardrail, in app: AppID, at now: Instant) -> Judgement {
    explain(guardrail, in: app, at: now).judgement
  }

  /// The whole derivation of a guardrail's answer.
  package func explain(_ guardrail: Guardrail, in app: AppID, at now: Instant) -> Explanation {
    guardrail.breach.explain(in: app, measurements(for: guardrail, at: now))
  }

  private func measurements(for guardrail: Guardrail, at now: Instant) -> BoardMeasurements {
    BoardMeasurements(state: self, now: now, staleAfter: guardrail.staleAfter)
  }
}
