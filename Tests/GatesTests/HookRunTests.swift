import Testing

@testable import Gates

@Suite struct HookRunTests {
  private let start = Instant(milliseconds: 1_762_977_600_000)
  private let key = Key("shop", "p95")

  private func board() throws -> Board {
    let unit = try #require(Unit.named("ms"))
    let source = Source(
      name: "s", kind: .sqlite(SQLiteQuery(path: "x", query: "SELECT 1")), every: .seconds(5), timeout: .seconds(1),
      staleAfter: .seconds(20), signals: [Signal(name: "p95", selector: .column("p95"), unit: unit)])
    let guardrail = Guardrail(
      name: "p95", title: "P95", breach: try ConditionParser.parse("p95 > 120ms"), sustained: .zero, action: .abort,
      hook: Hook(arguments: ["./abort.sh"], timeout: .seconds(30)))
    let app = App(id: "shop", ruling: Ruling(.hold, allows: .none), sources: [source], guardrails: [guardrail])
    return Board(title: "t", state: "t.db", apps: [app])
  }

  private func apply(_ facts: [Fact], _ state: inout BoardState, at now: Instant) {
    for fact in facts {
      state.apply(Event(sequence: state.sequence + 1, at: now, actor: Event.engine, fact: fact))
    }
  }

  private func measure(_ value: Double, _ state: inout BoardState, after seconds: Int) {
    let now = start + .seconds(seconds)
    state.ingest([Sample(key, .number(value), at: now)])
    apply(Rules.evaluate(state, at: now), &state, at: now)
    apply(Rules.evaluate(state, at: now), &state, at: now)
  }

  private func end(_ run: Int?, status: Int) -> Fact {
    .hookEnded(HookEnded(guardrail: key, run: run, status: status, because: nil, output: "", milliseconds: 9000))
  }

  @Test func `the end of a program that outlived its breach belongs to that breach, and stays to be seen`() throws {
    var state = BoardState(try board())
    apply(try state.decide(.arm(key), by: "sre", at: start), &state, at: start)
    measure(143, &state, after: 1)
    let first = try #require(state.run(key).hook)
    measure(87, &state, after: 2)
    #expect(state.run(key).hook == nil)
    measure(143, &state, after: 3)
    let second = try #require(state.run(key).hook)
    #expect(second.id != first.id)
    apply([end(first.id, status: 7)], &state, at: start + .seconds(10))
    #expect(state.run(key).hook?.ended == nil, "the second program still runs")
    #expect(state.run(key).hooks.map { $0.ended?.status } == [7, nil])
    apply([end(second.id, status: 0)], &state, at: start + .seconds(12))
    #expect(state.run(key).hooks.map { $0.ended?.status } == [7, 0])
    measure(87, &state, after: 13)
    #expect(state.run(key).hooks.count == 2)
  }

  @Test func `an end in a record of an older version is this breach's, and one that names no known run is nobody's`()
    throws
  {
    var state = BoardState(try board())
    apply(try state.decide(.arm(key), by: "sre", at: start), &state, at: start)
    measure(143, &state, after: 1)
    apply([end(4711, status: 1)], &state, at: start)
    #expect(state.run(key).hook?.ended == nil)
    apply([end(nil, status: 3)], &state, at: start)
    #expect(state.run(key).hook?.ended?.status == 3)
  }

  private func board(running hook: Hook, when breach: String = "p95 > 120ms") throws -> Board {
    let board = try board()
    var app = board.apps[0]
    app.guardrails = [
      Guardrail(
        name: "p95", title: "P95", breach: try ConditionParser.parse(breach), sustained: .zero, action: .abort,
        hook: hook)
    ]
    return Board(title: "t", state: "t.db", apps: [app])
  }

  @Test func `an arming is for one program on one condition: a board file that is edited later runs nothing`() throws {
    let armed = Hook(arguments: ["/boards/abort.sh", "canary"], timeout: .seconds(30), program: "./abort.sh")
    var state = BoardState(try board(running: armed))
    let arming = try state.decide(.arm(key), by: "mara", at: start)
    for (board, runs) in [
      (try board(running: armed), true),
      // The same file, from another folder.
      (try board(running: Hook(arguments: ["abort.sh", "canary"], timeout: .seconds(9), program: "./abort.sh")), true),
      (try board(running: Hook(arguments: ["/boards/abort.sh"], timeout: .seconds(30), program: "./abort.sh")), false),
      (try board(running: Hook(arguments: ["/x.sh", "canary"], timeout: .seconds(30), program: "./x.sh")), false),
      (try board(running: armed, when: "p95 > 90ms"), false),
    ] {
      state = BoardState(board)
      apply(arming, &state, at: start)
      #expect((state.arming(of: key) != nil) == runs)
      #expect((state.lapsedArming(of: key) != nil) == !runs)
      measure(143, &state, after: 1)
      #expect((state.run(key).hook != nil) == runs)
    }
    // It can be armed anew, and the old one can be taken back.
    #expect(try state.decide(.arm(key), by: "omar", at: start + .seconds(2)).count == 1)
    #expect(try state.decide(.disarm(key), by: "omar", at: start + .seconds(2)).count == 1)
  }

  @Test func `an arming in a record of an older version arms nothing`() throws {
    var state = BoardState(try board())
    apply([.hookArmed(HookArmed(guardrail: key, isArmed: true, consent: nil))], &state, at: start)
    measure(143, &state, after: 1)
    #expect(state.run(key).isBreached)
    #expect(state.run(key).hook == nil)
  }
}
