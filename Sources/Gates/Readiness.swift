/// How one criterion stands.
package enum CriterionState: String, Hashable, Sendable, Codable {
  case pass, fail, pending, unknown
}

/// One criterion with its answer.
package struct CriterionStanding: Hashable, Sendable {
  package let criterion: Criterion
  package let state: CriterionState
  /// One line: what was measured, or what is missing.
  package let because: String
}

/// Whether an app's gate would open, computed from its criteria and nothing else.
package struct Readiness: Hashable, Sendable {
  package let state: CriterionState
  /// In the board file's order.
  package let criteria: [CriterionStanding]

  package func count(_ state: CriterionState) -> Int { criteria.count { $0.state == state } }

  /// Everything that keeps the gate from passing: failures first, then unknowns, then what is pending.
  package var reasons: [CriterionStanding] {
    [.fail, .unknown, .pending].flatMap { state in criteria.filter { $0.state == state } }
  }

  /// The worst state wins; a gate without criteria proves nothing and is unknown.
  static func overall(_ states: [CriterionState]) -> CriterionState {
    if states.isEmpty { return .unknown }
    return [CriterionState.fail, .unknown, .pending].first(where: states.contains) ?? .pass
  }
}

extension BoardState {
  /// The readiness of an app at `now`.
  package func readiness(of app: App, at now: Instant) -> Readiness { readiness(of: app, at: now, above: []) }

  private func readiness(of app: App, at now: Instant, above: Set<AppID>) -> Readiness {
    let standings = app.criteria.map { standing(of: $0, in: app, at: now, above: above.union([app.id])) }
    return Readiness(state: Readiness.overall(standings.map(\.state)), criteria: standings)
  }

  private func standing(of criterion: Criterion, in app: App, at now: Instant, above: Set<AppID>) -> CriterionStanding {
    let (state, because) = answer(criterion.requirement, in: app, at: now, above: above)
    return CriterionStanding(criterion: criterion, state: state, because: because)
  }

  private func answer(
    _ requirement: Requirement, in app: App, at now: Instant, above: Set<AppID>
  ) -> (CriterionState, String) {
    switch requirement {
    case .condition(let condition):
      let judgement = judge(condition, in: app.id, at: now)
      return (CriterionState(judgement.truth), judgement.because)
    case .gates(let names):
      return answer(gates: names, at: now, above: above)
    // What nothing can measure yet is unknown. It must never be read as a pass.
    case .evidence(let path): return (.unknown, "nobody has judged \(path)")
    case .approval(let item, let person): return (.unknown, "no record of \(person) approving \(item)")
    case .replay(let deliveries): return (.unknown, "no record of a full run of \(deliveries) deliveries")
    }
  }

  private func answer(gates names: [String], at now: Instant, above: Set<AppID>) -> (CriterionState, String) {
    let answers = names.map { name -> (String, CriterionState) in
      guard let app = board.gate(name), !above.contains(app.id) else { return (name, .unknown) }
      return (name, readiness(of: app, at: now, above: above).state)
    }
    let state = Readiness.overall(answers.map(\.1))
    let words = answers.map { "gate \($0.0) \($0.1.rawValue)" }.joined(separator: ", ")
    // A gate that waits for another has not failed: it waits.
    return (state == .fail ? .pending : state, words)
  }
}

extension CriterionState {
  init(_ truth: Truth) {
    switch truth {
    case .yes: self = .pass
    case .no: self = .fail
    case .unknown: self = .unknown
    }
  }
}

extension Board {
  /// The app behind a gate's label, or the app of that name.
  package func gate(_ name: String) -> App? { apps.first { $0.gate == name } ?? app(AppID(name)) }
}
