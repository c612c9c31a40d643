import Canvas
import Dashboard
import Gates
import Testing

/// The sample board eleven minutes later: a breach, rulings, evidence, more blockers.
enum Later {
  static let now = SampleBoard.now + .seconds(660)

  static func model(_ size: Size = Size(width: 120, height: 40)) throws -> Model {
    Model(state: try state(), now: now, size: size, person: "sre-1")
  }

  static func state() throws -> BoardState { try made.get() }

  private static let made = Result { try make() }

  private static func make() throws -> BoardState {
    var state = try SampleBoard.state()
    let p95 = Key("auto_com_center", "p95")
    for second in stride(from: 5, through: 660, by: 5) {
      let at = SampleBoard.now + .seconds(second)
      // Two minutes in which nobody answered.
      if !(400..<520).contains(second) { state.ingest([Sample(p95, .number(second < 600 ? 151 : 138), at: at)]) }
      SampleBoard.apply(Rules.evaluate(state, at: at), to: &state, at: at, by: Event.engine)
      if second == 400 { try act(on: &state, at: at) }
    }
    // What was calm before is measured anew.
    measureAll(&state, at: now)
    SampleBoard.apply(Rules.evaluate(state, at: now), to: &state, at: now, by: Event.engine)
    return state
  }

  /// What every signal but the one that burns said last it says again.
  static func measureAll(_ state: inout BoardState, at now: Instant) {
    for app in state.board.apps {
      for signal in app.sources.flatMap(\.signals) {
        guard let last = state.series(Key(app.id, signal.name))?.latest, signal.name != "p95" else { continue }
        state.ingest([Sample(Key(app.id, signal.name), last, at: now)])
      }
    }
  }

  private static func act(on state: inout BoardState, at now: Instant) throws {
    let matrix = BlockerDraft(
      app: "scholar_auth", text: "RBAC matrix missing", owner: "auth", eta: Instant(utc: "2025-11-12T20:10Z"),
      severity: .two)
    let replay = BlockerDraft(
      deadline: "replay-30k", text: "no slot for the full run", owner: "", eta: nil, severity: .two)
    var unknown = replay
    unknown.owner = "queue"
    let hold = RulingDraft(Ruling(.hold, allows: .none, scope: "until the queue is drained"), why: "P95 keeps burning")
    for command in [
      .acknowledge(Key("auto_com_center", "p95")), .fileBlocker(matrix), .fileBlocker(unknown),
      .rule("auto_com_center", hold),
      .sign(item: "hotl.gate-a", role: "Operations", statement: "a human is on the loop"),
    ] as [Command] {
      SampleBoard.apply(try state.decide(command, by: "mara", at: now), to: &state, at: now, by: "mara")
    }
    for (index, need) in needs(of: state.board).enumerated() {
      let hash = String(repeating: ["3f2a", "9c1d", "77b0", "e4e4"][index % 4], count: 16)
      let seen: EvidenceSeen =
        index % 4 == 3 ? .missing : .present(size: 18_240, modified: now - .seconds(600 * (index + 1)), sha256: hash)
      state.ingest(evidence: need.path, seen)
    }
  }

  private static func needs(of board: Board) -> [EvidenceNeed] {
    board.apps.flatMap(\.criteria).compactMap { if case .evidence(let need) = $0.requirement { need } else { nil } }
  }
}

/// A shop that promises 99.9 % and has lost some of its budget, with a hole in what was measured.
enum Budget {
  static func state() throws -> BoardState {
    let unit = try #require(Unit.named("ratio"))
    let source = Source(
      name: "health", kind: .push, every: .seconds(30), timeout: .seconds(1), staleAfter: .seconds(120),
      signals: [Signal(name: "errors", selector: .column("errors"), unit: unit)])
    let burn = Guardrail(
      name: "burn", title: "Budget burns", breach: try ConditionParser.parse("burn(errors, 99.9%, 1h) > 14.4"),
      sustained: .seconds(60), action: .alert)
    let app = App(id: "shop", ruling: Ruling(.go, allows: .production), sources: [source], guardrails: [burn])
    var state = BoardState(Board(title: "Shop", state: "shop.db", apps: [app]))
    state.isJournalAudited = true
    for step in 0...120 where !(60..<75).contains(step) {
      let rate = (80..<100).contains(step) ? 0.004 : 0.0004
      let at = SampleBoard.now - .seconds((120 - step) * 30)
      state.ingest([Sample(Key("shop", "errors"), .number(rate), at: at)])
    }
    return state
  }
}
