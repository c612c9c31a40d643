import Testing

@testable import Gates

/// Ways to a green that nobody measured, each found by looking for one.
@Suite struct AttackTests {
  private let start = Instant(milliseconds: 1_762_977_600_000)
  private let key = Key("shop", "p95")

  private func board(
    for sustained: Duration = .zero, of window: Duration? = nil, recovery: Duration = .zero,
    silence: Guardrail.Silence = .hold
  ) throws -> Board {
    let unit = try #require(Unit.named("ms"))
    let source = Source(
      name: "s", kind: .sqlite(SQLiteQuery(path: "x", query: "SELECT 1")), every: .seconds(5), timeout: .seconds(1),
      staleAfter: .seconds(20), signals: [Signal(name: "p95", selector: .column("p95"), unit: unit)])
    let guardrail = Guardrail(
      name: "p95", title: "P95", breach: try ConditionParser.parse("p95 > 120ms"), sustained: sustained,
      within: window, recovery: recovery, silence: silence, action: .abort)
    let fast = Criterion(
      name: "fast", title: "Fast", requirement: .condition(try ConditionParser.parse("p95 <= 120ms")))
    let app = App(
      id: "shop", ruling: Ruling(.go, allows: .production), sources: [source], criteria: [fast],
      guardrails: [guardrail])
    return Board(title: "t", state: "t.db", apps: [app])
  }

  private func step(_ state: inout BoardState, _ value: Double?, after seconds: Int) {
    let now = start + .seconds(seconds)
    if let value { state.ingest([Sample(key, .number(value), at: now)]) }
    state.ingest(Key("shop", "s"), answered: value != nil, said: "", at: now)
    for fact in Rules.evaluate(state, at: now) {
      state.apply(Event(sequence: state.sequence + 1, at: now, actor: Event.engine, fact: fact))
    }
  }

  /// A value each five seconds.
  private func run(_ state: inout BoardState, _ value: Double?, _ seconds: ClosedRange<Int>) {
    for second in stride(from: seconds.lowerBound, through: seconds.upperBound, by: 5) {
      step(&state, value, after: second)
    }
  }

  private func phase(_ state: BoardState) -> GuardrailPhase { state.run(key).phase }

  @Test(arguments: [Guardrail.Silence.hold, .breach])
  func `the silence of a machine that slept is no part of a recovery`(silence: Guardrail.Silence) throws {
    var state = BoardState(try board(recovery: .seconds(60), silence: silence))
    step(&state, 143, after: 0)
    step(&state, 87, after: 5)
    #expect(phase(state) == .recovering)
    step(&state, 87, after: 600)
    #expect(phase(state) == .recovering)
    run(&state, 87, 605...655)
    #expect(phase(state) == .recovering)
    step(&state, 87, after: 660)
    #expect(phase(state) == .inactive)
  }

  @Test func `a source that was silent while a breach recovered, or said nothing once, delays the recovery`() throws {
    var state = BoardState(try board(recovery: .seconds(60)))
    step(&state, 143, after: 0)
    run(&state, 87, 5...30)
    run(&state, nil, 35...60)
    run(&state, 87, 65...120)
    #expect(phase(state) == .recovering)
    step(&state, 87, after: 125)
    #expect(phase(state) == .inactive)
    step(&state, 143, after: 130)
    run(&state, 87, 135...160)
    state.ingest([Sample(key, nil, reason: "is null", at: start + .seconds(162))])
    run(&state, 87, 165...220)
    #expect(phase(state) == .recovering)
    run(&state, 87, 225...230)
    #expect(phase(state) == .inactive)
  }

  @Test func `a recovery that was seen through ends on time`() throws {
    var state = BoardState(try board(recovery: .seconds(1200)))
    step(&state, 143, after: 0)
    run(&state, 87, 5...1200)
    #expect(phase(state) == .recovering)
    step(&state, 87, after: 1205)
    #expect(phase(state) == .inactive)
  }

  @Test func `a restart in the middle of a recovery has not seen it`() throws {
    let board = try board(recovery: .seconds(60))
    var state = BoardState(board)
    step(&state, 143, after: 0)
    step(&state, 87, after: 5)
    var reborn = BoardState(board)
    for event in state.recent { reborn.apply(event) }
    step(&reborn, 87, after: 300)
    #expect(phase(reborn) == .recovering)
    run(&reborn, 87, 305...340)
    run(&reborn, 87, 345...355)
    #expect(phase(reborn) == .recovering)
    step(&reborn, 87, after: 360)
    #expect(phase(reborn) == .inactive)
  }

  @Test func `silence does not empty the window of what flaps`() throws {
    var state = BoardState(try board(for: .seconds(30), of: .seconds(60)))
    run(&state, 143, 0...30)
    #expect(phase(state) == .breached)
    step(&state, 87, after: 35)
    run(&state, nil, 40...300)
    #expect(phase(state) == .breached)
    step(&state, 87, after: 305)
    #expect(phase(state) == .inactive)
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity, .signalingNaN])
  func `a number that is none is unknown everywhere, with a reason`(number: Double) throws {
    var state = BoardState(try board())
    step(&state, 87, after: 0)
    step(&state, number, after: 1)
    let now = start + .seconds(1)
    let standing = state.standing(of: state.board.apps[0], at: now)
    #expect(standing.readiness.state == .unknown)
    #expect(standing.verdict == .unknown)
    #expect(standing.guardrails[0].isBlind)
    #expect(state.reading(key, at: now) == .unknown(because: .said("is not a finite number"), age: .zero))
  }

  @Test func `late, doubled and disordered samples bring back no older health`() throws {
    var state = BoardState(try board())
    step(&state, 87, after: 0)
    step(&state, 143, after: 10)
    state.ingest([Sample(key, .number(87), at: start + .seconds(4))])
    #expect(state.standing(of: state.board.apps[0], at: start + .seconds(10)).readiness.state == .fail)
    state.ingest([Sample(key, nil, reason: "is null", at: start + .seconds(10))])
    state.ingest([Sample(key, .number(87), at: start + .seconds(9))])
    #expect(state.standing(of: state.board.apps[0], at: start + .seconds(10)).readiness.state == .unknown)
  }

  @Test func `a value is known to the millisecond of its limit and not one longer`() throws {
    var state = BoardState(try board())
    step(&state, 87, after: 0)
    func readiness(_ now: Instant) -> CriterionState {
      state.standing(of: state.board.apps[0], at: now).readiness.state
    }
    #expect(readiness(start + .seconds(20)) == .pass)
    #expect(readiness(start + .seconds(20) + .milliseconds(1)) == .unknown)
  }

  @Test func `a clock that steps back within a breach, and again, neither ends it nor makes its samples younger`()
    throws
  {
    var state = BoardState(try board(for: .seconds(10), recovery: .seconds(30)))
    run(&state, 143, 100...110)
    #expect(phase(state) == .breached)
    step(&state, nil, after: 40)
    step(&state, nil, after: 41)
    #expect(phase(state) == .breached)
    step(&state, nil, after: 20)
    #expect(phase(state) == .breached)
    // Silent since before the first step: what was measured at 110 s belongs to 40 s now, and then to 19 s.
    let late = start + .seconds(41)
    #expect(state.standing(of: state.board.apps[0], at: late).readiness.state == .unknown)
  }

  @Test func `a restart while it burns waits for a sample and then breaches at once, not after its time anew`() throws {
    let board = try board(for: .seconds(300))
    var state = BoardState(board)
    run(&state, 143, 0...240)
    var reborn = BoardState(board)
    for event in state.recent { reborn.apply(event) }
    step(&reborn, nil, after: 301)
    #expect(phase(reborn) == .pending)
    step(&reborn, 143, after: 302)
    #expect(phase(reborn) == .breached)
  }

  @Test func `evidence from the future is not fresh for ever`() throws {
    let need = EvidenceNeed(path: "a.csv", file: "a.csv", maxAge: .seconds(60))
    func state(_ modified: Int) -> EvidenceState {
      need.judge(.present(size: 1, modified: start + .seconds(modified), sha256: "ab"), recorded: nil, at: start).0
    }
    #expect(state(-60) == .present)
    #expect(state(-61) == .stale)
    #expect(state(60) == .present)
    #expect(state(61) == .unknown)
  }
}
