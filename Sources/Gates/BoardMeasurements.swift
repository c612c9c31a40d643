/// A board's state at one instant, as conditions read it.
struct BoardMeasurements: Measurements {
  let state: BoardState
  let now: Instant
  /// Age from which signals are stale; nil for their sources' own.
  var staleAfter: Duration?
  /// The apps whose readiness is being asked for: a gate that waits for itself is unknown, not endless.
  var above: Set<AppID> = []

  func reading(_ signal: Key) -> Reading { state.reading(signal, at: now, staleAfter: staleAfter) }
  func series(_ signal: Key) -> Series? { state.series[signal] }
  func dimension(_ signal: Key) -> Dimension { state.dimension(signal) }
  func source(_ signal: Key) -> String? { state.source(signal) }

  func gate(_ name: String) -> CriterionState {
    guard let app = state.board.gate(name), !above.contains(app.id) else { return .unknown }
    return state.readinessState(of: app, at: now, above: above)
  }

  func isApproved(_ item: String) -> Bool { state.isApproved(item) }
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

  /// The answer alone, without the words.
  func truth(of guardrail: Guardrail, in app: AppID, at now: Instant) -> Truth {
    guardrail.breach.truth(in: app, measurements(for: guardrail, at: now))
  }

  private func measurements(for guardrail: Guardrail, at now: Instant) -> BoardMeasurements {
    BoardMeasurements(state: self, now: now, staleAfter: guardrail.staleAfter)
  }
}
