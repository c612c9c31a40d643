import Testing

@testable import Gates

@Suite struct OverrideTests {
  private let start = Instant(milliseconds: 1_762_977_600_000)

  private func board(freezing: Bool = false) throws -> Board {
    let unit = try #require(Unit.named("ms"))
    let source = Source(
      name: "s", kind: .sqlite(SQLiteQuery(path: "x", query: "SELECT 1")), every: .seconds(5), timeout: .seconds(1),
      staleAfter: .seconds(20), signals: [Signal(name: "p95", selector: .column("p95"), unit: unit)])
    let fast = Criterion(
      name: "fast", title: "Fast", requirement: .condition(try ConditionParser.parse("p95 <= 120ms")))
    let freeze = Window(id: "f", title: "Change freeze", app: nil, opens: .instant(start), closes: nil, freezes: true)
    let app = App(id: "shop", ruling: Ruling(.hold, allows: .none), sources: [source], criteria: [fast])
    return Board(title: "t", state: "t.db", windows: freezing ? [freeze] : [], apps: [app])
  }

  private func rule(_ ruling: Ruling, overriding: Bool = false, _ state: inout BoardState, at now: Instant) throws {
    let draft = RulingDraft(ruling, why: "list follows", overrides: overriding)
    for fact in try state.decide(.rule("shop", draft), by: "mara", at: now) {
      state.apply(Event(sequence: state.sequence + 1, at: now, actor: "mara", fact: fact))
    }
  }

  private func refusal(_ condition: String, kind: Ruling.Kind = .go) throws -> String? {
    var state = BoardState(try board())
    state.ingest([Sample(Key("shop", "p95"), .number(87), at: start)])
    let ruling = Ruling(
      kind, allows: kind.isGo ? .production : .none, conditions: ["x"], holdsWhile: try ConditionParser.parse(condition)
    )
    do throws(Refusal) {
      _ = try state.decide(.rule("shop", RulingDraft(ruling, why: "ready")), by: "mara", at: start)
      return nil
    } catch { return error.sentence }
  }

  @Test func `an override stays visible while its ruling is in force, also once readiness passes`() throws {
    var state = BoardState(try board())
    let app = state.board.apps[0]
    state.ingest([Sample(Key("shop", "p95"), .number(143), at: start)])
    try rule(Ruling(.go, allows: .production), overriding: true, &state, at: start)
    let over = state.standing(of: app, at: start)
    #expect(over.conflict == "GO over fail, overridden by mara: list follows")
    #expect(over.verdict == .contradicted)
    let silent = state.standing(of: app, at: start + .seconds(60))
    #expect(silent.conflict == "GO over unknown, fail then, overridden by mara: list follows")
    state.ingest([Sample(Key("shop", "p95"), .number(87), at: start + .seconds(60))])
    let passing = state.standing(of: app, at: start + .seconds(60))
    #expect(passing.conflict == nil)
    #expect(passing.verdict == .supported)
    #expect(passing.inForce.override == "recorded over readiness fail, overridden by mara: list follows")
    #expect(passing.findings.first?.because == passing.inForce.override)
    try rule(Ruling(.go, allows: .production), &state, at: start + .seconds(60))
    #expect(state.standing(of: app, at: start + .seconds(60)).inForce.override == nil)
  }

  @Test func `a raise within a freeze stays visible as an override`() throws {
    var state = BoardState(try board(freezing: true))
    state.ingest([Sample(Key("shop", "p95"), .number(87), at: start)])
    #expect(throws: Refusal.self) { try rule(Ruling(.go, allows: .canary), &state, at: start) }
    try rule(Ruling(.go, allows: .canary), overriding: true, &state, at: start)
    #expect(
      state.standing(of: state.board.apps[0], at: start).inForce.override
        == "recorded over Change freeze, overridden by mara: list follows")
  }

  @Test(arguments: [
    ("p95 <= 120ms", nil),
    ("p99 <= 120ms", "while, character 1: 'p99' is not a signal of the board."),
    ("p95 <= 1s and till.p95 <= 1s", "while, character 15: 'till.p95' is not a signal of the board."),
    ("gate(Z) == pass", "while, character 6: 'Z' is not a gate of the board."),
    ("approved(\"tos\")", "while, character 10: 'tos' is not an item that the board wants approved."),
  ])
  func `a condition that the board cannot judge is refused at every door`(condition: String, sentence: String?) throws {
    #expect(try refusal(condition) == sentence)
  }

  @Test func `a condition with a wrong unit, or beside a HOLD, is refused`() throws {
    #expect(try refusal("p95 <= 95%")?.hasPrefix("while, character 1: expected both sides of 'p95 <= 95%'") == true)
    #expect(
      try refusal("p95 <= 120ms", kind: .hold)
        == "Only a GO or a CONDITIONAL GO holds while a condition does, not HOLD.")
  }

  @Test func `a condition that came with a ruling keeps the past that it reads`() throws {
    var state = BoardState(try board())
    state.ingest([Sample(Key("shop", "p95"), .number(87), at: start)])
    let ruling = Ruling(.go, allows: .production, holdsWhile: try ConditionParser.parse("avg(p95, 1h) <= 120ms"))
    try rule(ruling, &state, at: start)
    for second in stride(from: 5, through: 3000, by: 5) {
      state.ingest([Sample(Key("shop", "p95"), .number(second < 1500 ? 400 : 87), at: start + .seconds(second))])
    }
    // 15 minutes of samples would be all well; the hour is not.
    #expect(state.standing(of: state.board.apps[0], at: start + .seconds(3000)).conflicts.map(\.kind) == [.condition])
  }
}
