import Testing

@testable import Gates

/// States that looked better than they were.
@Suite struct HonestyTests {
  private let start = Instant(milliseconds: 1_762_977_600_000)
  private let key = Key("shop", "p95")

  private func board(
    deadlines: [Deadline] = [], limit: String = "p95 > 120ms", evidence: String? = nil, file: String = "x.csv",
    unit: String = "ms"
  ) throws -> Board {
    let unit = try #require(Unit.named(unit))
    let source = Source(
      name: "s", kind: .sqlite(SQLiteQuery(path: "x", query: "SELECT 1")), every: .seconds(5), timeout: .seconds(1),
      staleAfter: .seconds(20), signals: [Signal(name: "p95", selector: .column("p95"), unit: unit)])
    let guardrail = Guardrail(
      name: "p95", title: "P95", breach: try ConditionParser.parse(limit), sustained: .zero, action: .abort)
    let fast = Criterion(
      name: "fast", title: "Fast", requirement: .condition(try ConditionParser.parse("p95 <= 120ms")))
    let proof = evidence.map {
      Criterion(name: "ev", title: "Evidence", requirement: .evidence(EvidenceNeed(path: $0, file: file)))
    }
    let app = App(
      id: "shop", gate: "A", ruling: Ruling(.hold, allows: .none), sources: [source],
      criteria: [fast] + [proof].compactMap(\.self), guardrails: [guardrail])
    return Board(title: "t", state: "t.db", deadlines: deadlines, apps: [app])
  }

  private func measure(_ value: Double, _ state: inout BoardState, at now: Instant) {
    state.ingest([Sample(key, .number(value), at: now)])
    for fact in Rules.evaluate(state, at: now) {
      state.apply(Event(sequence: state.sequence + 1, at: now, actor: Event.engine, fact: fact))
    }
  }

  @Test func `a breach that is over and not acknowledged does not hide that nobody sees the guardrail any more`() throws
  {
    var state = BoardState(try board())
    measure(143, &state, at: start)
    measure(87, &state, at: start + .seconds(5))
    let seen = try #require(state.alerts(at: start + .seconds(6)).first { $0.subject == .guardrail(key) })
    #expect(seen.level == .recovered)
    let later = start + .seconds(60)
    let blind = try #require(state.alerts(at: later).first { $0.subject == .guardrail(key) })
    #expect(blind.level == .blind)
    #expect(blind.text.hasPrefix("P95: BLIND, p95 is stale"))
    #expect(blind.text.hasSuffix("not acknowledged"))
    #expect(blind.acknowledges == key)
  }

  @Test func `a GO holds while nothing whose signal measures something else by now`() throws {
    var state = BoardState(try board())
    measure(87, &state, at: start)
    let ruling = Ruling(
      .go, allows: .production, scope: "all", holdsWhile: try ConditionParser.parse("p95 <= 400ms"))
    let facts = try state.decide(.rule("shop", RulingDraft(ruling, why: "fast")), by: "sre", at: start)
    state.apply(Event(sequence: 1, at: start, actor: "sre", fact: facts[0]))
    #expect(state.standing(of: state.board.apps[0], at: start).conflicts.isEmpty)
    var changed = BoardState(try board(unit: "count"))
    changed.apply(Event(sequence: 1, at: start, actor: "sre", fact: facts[0]))
    measure(87, &changed, at: start)
    let standing = changed.standing(of: changed.board.apps[0], at: start)
    #expect(standing.conflicts.first?.kind == .unjudged)
    #expect(standing.conflict?.hasPrefix("GO while p95 <= 400ms, but the board has changed since: ") == true)
    #expect(standing.verdict == .unknown)
  }

  @Test func `what another program measured fills windows, and proves nothing of now`() throws {
    var state = BoardState(try board(limit: "max(p95, 10m) > 120ms"))
    state.recall(past: [
      Sample(key, .number(143), at: start - .seconds(120)), Sample(key, .number(87), at: start - .seconds(5)),
    ])
    let window = try ConditionParser.parse("max(p95, 10m) > 120ms")
    let simple = try ConditionParser.parse("p95 > 120ms")
    #expect(state.judge(simple, in: "shop", at: start).because == "p95 has no sample yet")
    #expect(state.judge(simple, in: "shop", at: start).truth == .unknown)
    #expect(state.judge(window, in: "shop", at: start).truth == .unknown)
    #expect(!state.hasAllSamples)
    state.ingest([Sample(key, .number(87), at: start)])
    #expect(state.judge(simple, in: "shop", at: start).truth == .no)
    #expect(state.judge(window, in: "shop", at: start).truth == .yes)
    #expect(state.hasAllSamples)
    state.recall(past: [Sample(key, .number(9), at: start + .seconds(1))])
    #expect(state.judge(simple, in: "shop", at: start + .seconds(2)).truth == .no, "what was heard stays")
  }

  @Test func `a deadline is met by its gates at its instant, and only on track before`() throws {
    let deadline = Deadline(
      id: "go", title: "Go", at: .instant(start + .seconds(600)), owes: [], deliverables: [], requires: ["A"],
      lead: .seconds(60))
    var state = BoardState(try board(deadlines: [deadline]))
    measure(87, &state, at: start)
    #expect(state.standing(of: deadline, at: start).state == .onTrack)
    measure(143, &state, at: start + .seconds(5))
    #expect(state.standing(of: deadline, at: start + .seconds(5)).state == .upcoming)
    measure(87, &state, at: start + .seconds(595))
    #expect(state.standing(of: deadline, at: start + .seconds(595)).state == .onTrack)
    measure(87, &state, at: start + .seconds(601))
    #expect(state.standing(of: deadline, at: start + .seconds(601)).state == .met)
  }

  @Test func `a deadline that was missed by a gate says which`() throws {
    let deadline = Deadline(
      id: "go", title: "Go", at: .instant(start + .seconds(10)), owes: [], deliverables: [], requires: ["A"],
      lead: .seconds(60))
    var state = BoardState(try board(deadlines: [deadline]))
    measure(143, &state, at: start + .seconds(11))
    let standing = state.standing(of: deadline, at: start + .seconds(11))
    #expect(standing.state == .missed)
    #expect(standing.reasons == ["gate A fail"])
  }

  @Test func `evidence that another program has seen is the same file from another folder`() throws {
    for file in ["x.csv", "boards/x.csv", "/srv/boards/x.csv"] {
      var state = BoardState(try board(evidence: "x.csv", file: file))
      state.ingest(evidence: "x.csv", .present(size: 3, modified: start, sha256: String(repeating: "a", count: 64)))
      let standing = try #require(state.evidenceStandings(at: start).first)
      #expect(standing.state == .present)
      state.ingest(evidence: "x.csv", .missing)
      #expect(state.evidenceStandings(at: start).first?.state == .missing)
      state.ingest(evidence: "x.csv", .present(size: 0, modified: start, sha256: String(repeating: "e", count: 64)))
      let empty = try #require(state.evidenceStandings(at: start).first)
      #expect(empty.state == .missing, "an empty file proves nothing")
      #expect(empty.words == "empty: x.csv")
    }
  }

  @Test func `two board files on one journal are told apart by their rules, and one from another folder is not`() throws
  {
    let one = try board(evidence: "x.csv", file: "/srv/x.csv")
    #expect(one.fingerprint == (try board(evidence: "x.csv", file: "/srv/x.csv")).fingerprint)
    // A copy of the board in another folder, which looks at another file.
    #expect(one.fingerprint != (try board(evidence: "x.csv", file: "/copy/x.csv")).fingerprint)
    #expect(one.fingerprint != (try board(evidence: "y.csv")).fingerprint)
    #expect(one.fingerprint != (try board(limit: "p95 > 130ms", evidence: "x.csv", file: "/srv/x.csv")).fingerprint)
    var state = BoardState(one)
    state.watchers = Watchers(following: "mara", others: ["mara"])
    #expect(!state.alerts(at: start).contains { $0.text.contains("another board file") })
    state.followsOtherBoard = true
    #expect(state.alerts(at: start).contains { $0.text.contains("mara asks the sources by another board file") })
  }
}
