import Testing

@testable import Gates

/// What comes late, what a clock that was ahead settled, and what nobody watched.
@Suite struct LateTests {
  private let start = Instant(milliseconds: 1_762_977_600_000)
  private let key = Key("shop", "p95")

  private func board(_ at: Moment, owes: [String] = [], requires: [String] = []) throws -> Board {
    let source = Source(
      name: "s", kind: .sqlite(SQLiteQuery(path: "x", query: "SELECT 1")), every: .seconds(5), timeout: .seconds(1),
      staleAfter: .seconds(20),
      signals: [Signal(name: "p95", selector: .column("p95"), unit: try #require(Unit.named("ms")))])
    let fast = Criterion(
      name: "fast", title: "Fast", requirement: .condition(try ConditionParser.parse("p95 <= 120ms")))
    let deadline = Deadline(
      id: "go", title: "Go", at: at, deliverables: owes, requires: requires, lead: .seconds(60))
    let app = App(id: "shop", gate: "A", ruling: Ruling(.hold, allows: .none), sources: [source], criteria: [fast])
    return Board(title: "t", state: "t.db", deadlines: [deadline], apps: [app])
  }

  private func apply(_ facts: [Fact], to state: inout BoardState, at now: Instant) {
    for fact in facts { state.apply(Event(sequence: state.sequence + 1, at: now, actor: Event.engine, fact: fact)) }
  }

  private func run(_ state: inout BoardState, at now: Instant) {
    apply(Rules.evaluate(state, at: now), to: &state, at: now)
    state.advance(to: now)
  }

  private func watch(_ state: inout BoardState, at now: Instant) {
    apply([.watchStarted(WatchStarted(board: "t"))], to: &state, at: now)
  }

  private func deliver(_ what: String, to state: inout BoardState, at now: Instant) throws {
    let command = Command.deliver(DeliveryDraft(deadline: "go", deliverable: what))
    apply(try state.decide(command, by: "sre", at: now), to: &state, at: now)
  }

  @Test func `a delivery after the instant meets no deadline that nobody watched`() throws {
    var state = BoardState(try board(.instant(start + .seconds(600)), owes: ["proof"]))
    watch(&state, at: start)
    let late = start + .seconds(2400)
    try deliver("proof", to: &state, at: late)
    #expect(state.deadlines(at: late)[0].state == .missed)
    run(&state, at: late)
    #expect(state.passedDeadlines.values.map(\.missing) == [["proof"]])
    #expect(state.deadlines(at: late)[0].state == .missed)
  }

  @Test func `a gate that nobody watched at the instant was not seen to pass`() throws {
    for (after, missing) in [(30, []), (2400, ["gate A not watched then"])] {
      var state = BoardState(try board(.instant(start + .seconds(600)), requires: ["A"]))
      watch(&state, at: start)
      let now = start + .seconds(600 + after)
      state.ingest([Sample(key, .number(87), at: now)])
      run(&state, at: now)
      #expect(state.passedDeadlines.values.map(\.missing) == [missing])
    }
  }

  @Test func `what comes late for a daily deadline is not delivered for tomorrow`() throws {
    let first = start + .seconds(600)
    var state = BoardState(try board(.daily(first.timeOfDay), owes: ["deltas"]))
    watch(&state, at: start)
    run(&state, at: first + .seconds(1))
    #expect(state.passedDeadlines.values.map(\.missing) == [["deltas"]])
    try deliver("deltas", to: &state, at: first + .seconds(300))
    #expect(state.deliveries.map(\.delivered.due) == [first])
    #expect(state.deadlines(at: first + .seconds(400))[0].missing == ["deltas"])
    // A second one can only be for the next.
    try deliver("deltas", to: &state, at: first + .seconds(500))
    #expect(state.deliveries.last?.delivered.due == first + .seconds(86_400))
  }

  @Test func `each day on which nobody watched a daily deadline is a day on which it was missed`() throws {
    let first = start + .seconds(600)
    var state = BoardState(try board(.daily(first.timeOfDay), owes: ["deltas"]))
    watch(&state, at: start)
    run(&state, at: first + .seconds(1))
    run(&state, at: first + .seconds(3 * 86_400 + 1))
    let days = state.passedDeadlines.keys.map(\.at).sorted()
    #expect(days == (0...3).map { first + .seconds(86_400 * $0) })
    #expect(Rules.evaluate(state, at: first + .seconds(3 * 86_400 + 2)).isEmpty)
  }

  @Test func `a clock that was ahead for a moment settles no deadline`() throws {
    let due = start + .seconds(600)
    var state = BoardState(try board(.instant(due), requires: ["A"]))
    watch(&state, at: start)
    state.ingest([Sample(key, .number(87), at: start)])
    apply(
      [.clockStepped(ClockStepped(from: start, to: start + .seconds(3600)))], to: &state, at: start + .seconds(3600))
    state.ingest([Sample(key, .number(87), at: start + .seconds(3600))])
    run(&state, at: start + .seconds(3600))
    #expect(state.passedDeadlines.count == 1)
    run(&state, at: start + .seconds(4))
    #expect(state.passedDeadlines.isEmpty)
    state.ingest([Sample(key, .number(143), at: start + .seconds(5))])
    run(&state, at: start + .seconds(5))
    #expect(state.deadlines(at: start + .seconds(5))[0].state == .upcoming)
    state.ingest([Sample(key, .number(143), at: due + .seconds(1))])
    run(&state, at: due + .seconds(1))
    #expect(state.passedDeadlines.values.map(\.missing) == [["gate A fail"]])
  }

  @Test func `an answer without a value makes a signal no younger`() throws {
    var state = BoardState(try board(.instant(start + .seconds(600))))
    let age = try ConditionParser.parse("age(p95) > 10m")
    #expect(state.judge(age, in: "shop", at: start).truth == .unknown)
    state.ingest([Sample(key, nil, reason: "is null", at: start)])
    #expect(state.judge(age, in: "shop", at: start).truth == .unknown)
    state.ingest([Sample(key, .number(87), at: start)])
    #expect(state.judge(age, in: "shop", at: start + .seconds(60)).truth == .no)
    for minute in 1...11 { state.ingest([Sample(key, nil, reason: "is null", at: start + .seconds(60 * minute))]) }
    #expect(state.judge(age, in: "shop", at: start + .seconds(661)).truth == .yes)
  }

  @Test func `what endangers several deadlines is one alert, of the next`() throws {
    let deadlines = [900, 600, 1200].map { seconds in
      Deadline(
        id: "d\(seconds)", title: "D\(seconds)", at: .instant(start + .seconds(seconds)), owes: ["shop"],
        deliverables: ["proof"], lead: .zero)
    }
    let app = App(id: "shop", ruling: Ruling(.hold, allows: .none))
    var state = BoardState(Board(title: "t", state: "t.db", deadlines: deadlines, apps: [app]))
    let draft = BlockerDraft(app: "shop", text: "stalls", owner: "queue", eta: nil, severity: .one)
    apply(try state.decide(.fileBlocker(draft), by: "sre", at: start), to: &state, at: start)
    let risks = state.alerts(at: start).filter { $0.text.contains("AT RISK") }
    #expect(
      risks.map(\.text) == [
        "20:10 D600 and 2 more AT RISK, B-1 has no ETA, 1 owed, none recorded: wants a blocker with owner and ETA"
      ])
    #expect(risks.first?.subject == .deadline("d600"))
  }
}
