import Testing

@testable import Gates

@Suite struct BoardStateTests {
  private let noon = Instant(milliseconds: 1_762_948_800_000)

  private func board() throws -> Board {
    let path = try #require(JSONPath("$.up"))
    let unit = try #require(Unit.named("bool"))
    let source = Source(
      name: "health", kind: .http(HTTPRequest(url: SecretText("http://127.0.0.1/"))), every: .seconds(5),
      timeout: .seconds(2), staleAfter: .seconds(17), signals: [Signal(name: "up", selector: .json(path), unit: unit)])
    let up = Criterion(name: "up", title: "It is up", requirement: .condition(try ConditionParser.parse("up")))
    let proof = Criterion(
      name: "proof", title: "It is proven", requirement: .evidence(EvidenceNeed(path: "proof.csv", file: "proof.csv")))
    let waits = Criterion(name: "waits", title: "Gate A passes", requirement: .gates(["A"]))
    return Board(
      title: "Test", state: "test.db",
      deadlines: [
        Deadline(
          id: "proof", title: "Proof", at: .instant(noon + .seconds(3600)), owes: ["shop"], deliverables: ["proof"])
      ],
      apps: [
        App(id: "shop", gate: "A", ruling: Ruling(.go, allows: .production), sources: [source], criteria: [up]),
        App(id: "desk", ruling: Ruling(.hold, allows: .none), criteria: [waits]),
        App(id: "till", ruling: Ruling(.go, allows: .production), criteria: [proof]),
        App(id: "bare", ruling: Ruling(.hold, allows: .none)),
      ])
  }

  private func states(_ state: BoardState, at now: Instant) -> [String] {
    state.standings(at: now).map { $0.readiness.state.rawValue }
  }

  @Test func `what is not known never passes`() throws {
    var state = BoardState(try board())
    #expect(states(state, at: noon) == ["unknown", "unknown", "unknown", "unknown"])
    state.ingest([Sample(Key("shop", "up"), .truth(true), at: noon)])
    #expect(states(state, at: noon) == ["pass", "pass", "unknown", "unknown"])
    #expect(states(state, at: noon + .seconds(17)) == ["pass", "pass", "unknown", "unknown"])
    #expect(states(state, at: noon + .seconds(18)) == ["unknown", "unknown", "unknown", "unknown"])
  }

  @Test func `a gate that fails makes the one behind it wait`() throws {
    var state = BoardState(try board())
    state.ingest([Sample(Key("shop", "up"), .truth(false), at: noon)])
    #expect(states(state, at: noon).prefix(2) == ["fail", "pending"])
  }

  @Test func `GO over anything but a pass is a conflict`() throws {
    let state = BoardState(try board())
    let conflicts = state.standings(at: noon).map(\.conflict)
    #expect(conflicts == ["GO over unknown: It is up", nil, "GO over unknown: It is proven", nil])
  }

  @Test func `a sample without a value is unknown at once, with its reason`() throws {
    var state = BoardState(try board())
    state.ingest([Sample(Key("shop", "up"), .truth(true), at: noon)])
    state.ingest([Sample(Key("shop", "up"), nil, reason: "is null", at: noon + .seconds(1))])
    #expect(state.reading(Key("shop", "up"), at: noon + .seconds(1)) == .unknown(because: .said("is null"), age: .zero))
  }

  private func draft(_ eta: Instant?, owner: String = "queue", text: String = "stalls") -> BlockerDraft {
    BlockerDraft(app: "shop", text: text, owner: owner, eta: eta, severity: .one)
  }

  private func perform(_ command: Command, _ state: inout BoardState, at now: Instant) throws {
    for fact in try state.decide(command, by: "sre-1", at: now) {
      state.apply(Event(sequence: state.sequence + 1, at: now, actor: "sre-1", fact: fact))
    }
  }

  @Test func `a deadline is at risk by a blocker that is late, overdue or without an ETA`() throws {
    var state = BoardState(try board())
    func risk(_ now: Instant) -> DeadlineStanding.State { state.deadlines(at: now)[0].state }
    #expect(risk(noon - .seconds(3660)) == .upcoming)
    #expect(risk(noon - .seconds(60)) == .dueSoon)
    try perform(.fileBlocker(draft(noon + .seconds(1800))), &state, at: noon - .seconds(60))
    #expect(risk(noon - .seconds(60)) == .dueSoon)
    #expect(risk(noon + .seconds(1801)) == .atRisk)
    try perform(.editBlocker(1, draft(noon + .seconds(7200))), &state, at: noon)
    #expect(risk(noon) == .atRisk)
    #expect(state.blocker(1)?.slips == 1)
    try perform(.editBlocker(1, draft(nil)), &state, at: noon)
    #expect(state.deadlines(at: noon)[0].reasons.first == "B-1 has no ETA")
    try perform(.resolveBlocker(1, note: "done"), &state, at: noon)
    #expect(risk(noon - .seconds(1)) == .dueSoon)
    #expect(risk(noon) == .atRisk, "within its lead time, what is owed has not come")
    #expect(risk(noon + .seconds(3601)) == .missed)
  }

  @Test func `a command that makes no sense is refused in a sentence`() throws {
    var state = BoardState(try board())
    func refusal(_ command: Command) -> Refusal? {
      do throws(Refusal) {
        _ = try state.decide(command, by: "sre-1", at: noon)
        return nil
      } catch { return error }
    }
    #expect(refusal(.fileBlocker(draft(nil, owner: ""))) == Refusal(.owner, "Name who will get it out of the way."))
    #expect(refusal(.fileBlocker(draft(nil, text: ""))) == Refusal(.text, "Say what is in the way."))
    #expect(refusal(.resolveBlocker(7, note: "")) == Refusal(nil, "There is no blocker B-7."))
    try perform(.fileBlocker(draft(nil)), &state, at: noon)
    try perform(.resolveBlocker(1, note: ""), &state, at: noon)
    #expect(refusal(.resolveBlocker(1, note: "")) == Refusal(nil, "B-1 was resolved by sre-1 at 12:00."))
    try perform(.fileBlocker(draft(nil)), &state, at: noon)
    #expect(state.openBlockers.map(\.label) == ["B-2"])
  }

  @Test func `what the rules said once is not said again`() throws {
    var state = BoardState(try board())
    state.ingest([Sample(Key("shop", "up"), .truth(true), at: noon)])
    let facts = Rules.evaluate(state, at: noon)
    #expect(facts.count == 2)
    for fact in facts { state.apply(Event(sequence: 1, at: noon, actor: Event.engine, fact: fact)) }
    #expect(Rules.evaluate(state, at: noon).isEmpty)
  }

  @Test func `memory stays bounded over a long night`() throws {
    var state = BoardState(try board())
    for second in 0..<10_000 {
      state.ingest([Sample(Key("shop", "up"), .truth(true), at: noon + .seconds(second))])
    }
    #expect(state.series(Key("shop", "up"))?.count == Series.capacity)
  }
}

@Suite struct SeriesStepTests {
  private let start = Instant(milliseconds: 1_762_977_600_000)

  private func series(_ samples: [(seconds: Int, value: Double?)]) -> Series {
    var state = Series()
    for (seconds, value) in samples {
      state.append(Sample(Key("shop", "p95"), value.map(Value.number), at: start + .seconds(seconds)))
    }
    return state
  }

  @Test func `a step shows its worst value, and a step without a value is a gap`() {
    let steps = series([(0, 100), (10, 143), (29, 90), (65, nil), (95, 80)])
      .steps(of: .seconds(30), count: 4, at: start + .seconds(100), worse: max)
    #expect(steps == [143, nil, nil, 80])
  }

  @Test func `between two steps only the newest moves`() {
    let series = series([(0, 100), (31, 110)])
    let early = series.steps(of: .seconds(30), count: 3, at: start + .seconds(31), worse: max)
    let late = series.steps(of: .seconds(30), count: 3, at: start + .seconds(59), worse: max)
    #expect(early == late)
    #expect(series.steps(of: .seconds(30), count: 3, at: start + .seconds(60), worse: max) == [100, 110, nil])
  }
}

@Suite struct RestartTests {
  @Test func `a criterion is not said to be unknown before its sources were asked`() throws {
    let source = Source(
      name: "health", kind: .sqlite(SQLiteQuery(path: "x", query: "SELECT 1")), every: .seconds(5),
      timeout: .seconds(1), staleAfter: .seconds(15), signals: [])
    let criterion = Criterion(
      name: "latency", title: "latency", requirement: .condition(try ConditionParser.parse("p95 <= 120ms")))
    let app = App(id: "shop", ruling: Ruling(.noGo, allows: .observer), sources: [source], criteria: [criterion])
    var state = BoardState(Board(title: "t", state: "t.db", apps: [app]))
    let start = Instant(milliseconds: 1_762_977_600_000)
    let passed = CriterionMoved(criterion: Key("shop", "latency"), from: .unknown, to: .pass, because: "p95 90ms")
    state.apply(Event(sequence: 1, at: start, actor: Event.engine, fact: .criterionMoved(passed)))
    #expect(Rules.evaluate(state, at: start).isEmpty)
    state.ingest(Key("shop", "health"), answered: false, said: "refused", at: start)
    #expect(Rules.evaluate(state, at: start).contains { if case .criterionMoved = $0 { true } else { false } })
  }
}
