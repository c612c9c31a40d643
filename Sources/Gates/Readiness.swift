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
  package func readiness(of app: App, at now: Instant) -> Readiness {
    let standings = app.criteria.map { criterion in
      let answer = answer(criterion.requirement, in: app, at: now, above: [app.id])
      return CriterionStanding(criterion: criterion, state: answer.state, because: answer.because())
    }
    return Readiness(state: Readiness.overall(standings.map(\.state)), criteria: standings)
  }

  /// The state alone, without the words.
  func readinessState(of app: App, at now: Instant, above: Set<AppID> = []) -> CriterionState {
    let above = above.union([app.id])
    return Readiness.overall(app.criteria.map { answer($0.requirement, in: app, at: now, above: above).state })
  }

  /// A criterion's state, and the words for it, which cost more than the state and are often not wanted.
  struct Answer {
    let state: CriterionState
    let because: () -> String

    init(_ state: CriterionState, because: @autoclosure @escaping () -> String) {
      self.state = state
      self.because = because
    }
  }

  /// - Parameter above: the apps whose readiness waits for this answer.
  func answer(_ requirement: Requirement, in app: App, at now: Instant, above: Set<AppID>) -> Answer {
    switch requirement {
    case .condition(let condition):
      let measurements = BoardMeasurements(state: self, now: now, above: above)
      return Answer(
        CriterionState(condition.truth(in: app.id, measurements)),
        because: condition.explain(in: app.id, measurements).judgement.because)
    case .gates(let names): return answer(gates: names, at: now, above: above)
    case .evidence(let need):
      let (state, words) = need.judge(evidence[need.file], recorded: recordedHash(of: need.path), at: now)
      return Answer(CriterionState(state), because: words)
    case .approval(let item, let roles): return answer(approval: item, roles: roles)
    // What nothing can measure yet is unknown. It must never be read as a pass.
    case .replay(let deliveries):
      return Answer(.unknown, because: "no record of a full run of \(deliveries) deliveries")
    }
  }

  /// A missing signature is waited for; one that was taken back is named.
  private func answer(approval item: String, roles: [String]) -> Answer {
    let words = roles.map { role -> (isSigned: Bool, words: String) in
      let ofRole = approvals.filter { $0.item == item && $0.role == role }
      if let signed = ofRole.last(where: \.isInForce) {
        return (true, "\(role): \(signed.by) at \(signed.at.timeOfDay.minutes)")
      }
      guard let withdrawn = ofRole.last?.withdrawal else { return (false, "\(role) has not signed \(item)") }
      return (false, "\(role) withdrew \(item): \(withdrawn.by) at \(withdrawn.at.timeOfDay.minutes)")
    }
    let missing = words.filter { !$0.isSigned }
    return Answer(
      missing.isEmpty ? .pass : .pending,
      because: (missing.isEmpty ? words : missing).map(\.words).joined(separator: ", "))
  }

  private func answer(gates names: [String], at now: Instant, above: Set<AppID>) -> Answer {
    let answers = names.map { name -> (String, CriterionState) in
      guard let app = board.gate(name), !above.contains(app.id) else { return (name, .unknown) }
      return (name, readinessState(of: app, at: now, above: above))
    }
    let state = Readiness.overall(answers.map(\.1))
    // A gate that waits for another has not failed: it waits.
    return Answer(
      state == .fail ? .pending : state,
      because: answers.map { "gate \($0.0) \($0.1.rawValue)" }.joined(separator: ", "))
  }
}

extension CriterionState {
  /// Evidence that has not come yet is waited for; evidence that is too old or not what it was proves the contrary.
  init(_ evidence: EvidenceState) {
    switch evidence {
    case .present: self = .pass
    case .missing: self = .pending
    case .stale, .altered: self = .fail
    case .unknown: self = .unknown
    }
  }

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
