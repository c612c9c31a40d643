import Synchronization

/// How one criterion stands.
package enum CriterionState: String, Hashable, Sendable, Codable {
  case pass, fail, pending, unknown
}

extension CriterionState {
  /// Of several states the gravest is that of all.
  fileprivate var gravity: Int {
    switch self {
    case .pass: 0
    case .pending: 1
    case .unknown: 2
    case .fail: 3
    }
  }
}

/// One criterion with its answer.
package struct CriterionStanding: Hashable, Sendable {
  package let criterion: Criterion
  package let state: CriterionState
  fileprivate let app: AppID
  fileprivate let moment: StateAtInstant

  /// One line: what was measured, or what is missing.
  package var because: String { moment.words(for: criterion, in: app) }

  package static func == (left: CriterionStanding, right: CriterionStanding) -> Bool {
    left.criterion == right.criterion && left.state == right.state && left.because == right.because
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(criterion)
    hasher.combine(state)
  }
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
  static func overall(_ states: some Sequence<CriterionState>) -> CriterionState {
    states.max { $0.gravity < $1.gravity } ?? .unknown
  }
}

extension BoardState {
  /// The readiness of an app at `now`.
  package func readiness(of app: App, at now: Instant) -> Readiness {
    readiness(of: app, at: StateAtInstant(self, now))
  }

  func readiness(of app: App, at moment: StateAtInstant) -> Readiness {
    var world = BoardMeasurements(state: self, now: moment.now)
    let watched = roster.watched(app.id) ?? WatchedApp(app: app, rules: [], near: [], cappedWindows: [])
    return readiness(of: watched, in: &world, at: moment)
  }

  /// - Parameter world: the same moment; what it was set to for another rule is set anew.
  func readiness(of watched: WatchedApp, in world: inout BoardMeasurements, at moment: StateAtInstant) -> Readiness {
    let app = watched.app
    world.turn(to: watched)
    let standings = app.criteria.map { criterion in
      let state = world.answer(criterion.requirement, in: app.id)
      return CriterionStanding(criterion: criterion, state: state, app: app.id, moment: moment)
    }
    return Readiness(state: Readiness.overall(standings.lazy.map(\.state)), criteria: standings)
  }

  /// The state alone, without the words.
  func readinessState(of app: App, at now: Instant, above: Set<AppID> = []) -> CriterionState {
    let above = above.union([app.id])
    let world = BoardMeasurements(state: self, now: now, above: above)
    return Readiness.overall(app.criteria.map { world.answer($0.requirement, in: app.id) })
  }

  /// The state of a criterion that asks for no measurement; see ``BoardMeasurements/answer(_:in:)``.
  ///
  /// - Parameter above: the apps whose readiness waits for this answer.
  func answer(_ requirement: Requirement, at now: Instant, above: Set<AppID>) -> CriterionState {
    switch requirement {
    case .gates(let names): answer(gates: names, at: now, above: above)
    case .evidence(let need): recalled[need]?.state ?? CriterionState(judge(need, at: now).state)
    case .approval(let item, let roles):
      roles.allSatisfy { role in approvals.contains { $0.item == item && $0.role == role && $0.isInForce } }
        ? .pass : .pending
    // What nothing can measure yet is unknown. It must never be read as a pass.
    case .replay, .condition: .unknown
    }
  }

  /// Why a criterion of an app stands as it does: it costs more than the state and is often not wanted.
  func words(for requirement: Requirement, in app: AppID, at now: Instant) -> String {
    switch requirement {
    case .condition(let condition):
      condition.explain(in: app, BoardMeasurements(state: self, now: now, above: [app])).judgement.because
    case .gates(let names):
      answers(gates: names, at: now, above: [app]).map { "gate \($0.0) \($0.1.rawValue)" }.joined(separator: ", ")
    case .evidence(let need): recalled[need]?.words ?? judge(need, at: now).words
    case .approval(let item, let roles): words(approval: item, roles: roles)
    case .replay(let deliveries): "no record of a full run of \(deliveries) deliveries"
    }
  }

  private func judge(_ need: EvidenceNeed, at now: Instant) -> (state: EvidenceState, words: String) {
    need.judge(evidence[need.path], recorded: recordedHash(of: need.path), at: now)
  }

  /// A missing signature is waited for; one that was taken back is named.
  private func words(approval item: String, roles: [String]) -> String {
    let words = roles.map { role -> (isSigned: Bool, words: String) in
      let ofRole = approvals.filter { $0.item == item && $0.role == role }
      if let signed = ofRole.last(where: \.isInForce) {
        return (true, "\(role): \(signed.by) at \(signed.at.timeOfDay.minutes)")
      }
      guard let withdrawn = ofRole.last?.withdrawal else { return (false, "\(role) has not signed \(item)") }
      return (false, "\(role) withdrew \(item): \(withdrawn.by) at \(withdrawn.at.timeOfDay.minutes)")
    }
    let missing = words.filter { !$0.isSigned }
    return (missing.isEmpty ? words : missing).map(\.words).joined(separator: ", ")
  }

  private func answers(gates names: [String], at now: Instant, above: Set<AppID>) -> [(String, CriterionState)] {
    names.map { name in
      guard let app = board.gate(name), !above.contains(app.id) else { return (name, .unknown) }
      return (name, readinessState(of: app, at: now, above: above))
    }
  }

  private func answer(gates names: [String], at now: Instant, above: Set<AppID>) -> CriterionState {
    let state = Readiness.overall(answers(gates: names, at: now, above: above).map(\.1))
    // A gate that waits for another has not failed: it waits.
    return state == .fail ? .pending : state
  }
}

/// The state and the instant that standings are of: their words are made when somebody reads them.
///
/// They are made once: a picture is drawn anew for each key, from the same standings.
final class StateAtInstant: Sendable {
  let state: BoardState
  let now: Instant
  private let made = Mutex((words: [Key: String](), judgements: [Key: Judgement]()))

  init(_ state: BoardState, _ now: Instant) {
    self.state = state
    self.now = now
  }

  func words(for criterion: Criterion, in app: AppID) -> String {
    let key = Key(app, criterion.name)
    if let known = made.withLock({ $0.words[key] }) { return known }
    let words = state.words(for: criterion.requirement, in: app, at: now)
    made.withLock { $0.words[key] = words }
    return words
  }

  func judgement(of guardrail: Guardrail, _ key: Key) -> Judgement {
    if let known = made.withLock({ $0.judgements[key] }) { return known }
    let judgement = state.judge(guardrail, in: key.app, at: now)
    made.withLock { $0.judgements[key] = judgement }
    return judgement
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
