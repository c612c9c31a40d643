import Testing

@testable import Gates

@Suite struct WindowCapTests {
  private func instant(_ text: String) throws -> Instant { try #require(Instant(utc: text)) }

  private func state(_ opens: Moment, _ closes: Moment?, cap: String = "pages <= 12") throws -> BoardState {
    let unit = try #require(Unit.named("count"))
    let source = Source(
      name: "s", kind: .sqlite(SQLiteQuery(path: "x", query: "SELECT 1")), every: .seconds(5), timeout: .seconds(1),
      staleAfter: .seconds(20), signals: [Signal(name: "pages", selector: .column("pages"), unit: unit)])
    let up = Criterion(name: "up", title: "Up", requirement: .condition(try ConditionParser.parse("pages >= 0")))
    let app = App(id: "maker", ruling: Ruling(.go, allows: .canary), sources: [source], criteria: [up])
    let canary = Window(
      id: "canary", title: "Canary", app: "maker", opens: opens, closes: closes, cap: try ConditionParser.parse(cap),
      outside: .internal)
    return BoardState(Board(title: "t", state: "t.db", windows: [canary], apps: [app]))
  }

  private func step(_ state: inout BoardState, pages: Double?, at now: Instant) {
    if let pages { state.ingest([Sample(Key("maker", "pages"), .number(pages), at: now)]) }
    for fact in Rules.evaluate(state, at: now) {
      state.apply(Event(sequence: state.sequence + 1, at: now, actor: Event.engine, fact: fact))
    }
  }

  private func posture(_ state: BoardState, at now: Instant) -> Posture {
    state.standing(of: state.board.apps[0], at: now).posture
  }

  @Test(arguments: [
    ("2025-11-12T22:15:00Z", "2025-11-13T02:00:00Z", "2025-11-13T00:00:00Z"),
    ("2025-11-30T22:15:00Z", "2025-12-01T02:00:00Z", "2025-12-01T00:00:00Z"),
    ("2028-02-28T22:15:00Z", "2028-03-01T02:00:00Z", "2028-02-29T00:00:00Z"),
    ("2025-12-31T22:15:00Z", "2026-01-01T02:00:00Z", "2026-01-01T00:00:00Z"),
  ])
  func `a window closes at its cap, not one page before, also at midnight, and stays closed`(
    opens: String, closes: String, midnight: String
  ) throws {
    let (opening, closing, midnight) = (try instant(opens), try instant(closes), try instant(midnight))
    var state = try state(.instant(opening), .instant(closing))
    step(&state, pages: 0, at: opening - .milliseconds(1))
    #expect(posture(state, at: opening - .milliseconds(1)) == .internal)
    #expect(posture(state, at: opening) == .canary)
    step(&state, pages: 12, at: midnight - .milliseconds(1))
    #expect(posture(state, at: midnight - .milliseconds(1)) == .canary)
    step(&state, pages: 13, at: midnight)
    let app = state.board.apps[0]
    let standing = state.standing(of: app, at: midnight)
    #expect(standing.posture == .internal)
    #expect(standing.conflict == "GO allows canary, but Canary is closed early, cap reached: pages 13 > 12")
    #expect(standing.verdict == .contradicted)
    step(&state, pages: 3, at: midnight + .seconds(60))
    #expect(posture(state, at: midnight + .seconds(60)) == .internal, "pages that go do not open it again")
    #expect(state.windows(at: closing).map(\.state) == [.closed])
    #expect(state.windows(at: closing).map(\.capWords) == [nil])
    let facts = state.recent.compactMap { if case .windowCapped(let capped) = $0.fact { capped } else { nil } }
    #expect(facts.map(\.because) == ["pages 13 > 12"])
    #expect(facts.map(\.opened) == [opening])
  }

  @Test func `a cap that cannot be judged leaves the window not open, and the GO unknown`() throws {
    let opening = try instant("2025-11-12T22:15:00Z")
    var state = try state(.instant(opening), nil)
    #expect(posture(state, at: opening) == .internal)
    step(&state, pages: 3, at: opening)
    #expect(posture(state, at: opening + .seconds(20)) == .canary)
    step(&state, pages: nil, at: opening + .seconds(21))
    let standing = state.standing(of: state.board.apps[0], at: opening + .seconds(21))
    #expect(standing.posture == .internal)
    #expect(standing.verdict == .unknown)
    #expect(standing.conflicts.contains { $0.kind == .unjudged && $0.words.contains("cap unknown: pages is stale") })
    // Silence closes nothing for good.
    step(&state, pages: 3, at: opening + .seconds(30))
    #expect(posture(state, at: opening + .seconds(30)) == .canary)
  }

  @Test func `a restart and a clock that is set back do not open a capped window, a raised cap does`() throws {
    let opening = try instant("2025-11-12T22:15:00Z")
    var first = try state(.instant(opening), nil)
    step(&first, pages: 13, at: opening + .seconds(60))
    var reborn = BoardState(first.board)
    for event in first.recent { reborn.apply(event) }
    step(&reborn, pages: 1, at: opening + .seconds(30))
    step(&reborn, pages: 1, at: opening + .seconds(31))
    #expect(posture(reborn, at: opening + .seconds(31)) == .internal)
    var raised = try state(.instant(opening), nil, cap: "pages <= 40")
    for event in first.recent { raised.apply(event) }
    step(&raised, pages: 13, at: opening + .seconds(90))
    #expect(posture(raised, at: opening + .seconds(90)) == .canary)
  }

  @Test func `a daily window that was capped opens again the next day, at its own millisecond`() throws {
    let opens = try #require(TimeOfDay("23:00"))
    let closes = try #require(TimeOfDay("01:00"))
    var state = try state(.daily(opens), .daily(closes))
    let evening = try instant("2028-02-28T23:00:00Z")
    step(&state, pages: 12, at: evening)
    #expect(posture(state, at: evening) == .canary)
    step(&state, pages: 13, at: evening + .seconds(3600))
    #expect(posture(state, at: evening + .seconds(3600)) == .internal)
    step(&state, pages: 2, at: evening + .seconds(86_400))
    #expect(posture(state, at: evening + .seconds(86_400)) == .canary)
    #expect(posture(state, at: evening + .seconds(86_400 + 7200)) == .internal, "its closing's millisecond is closed")
  }

  @Test func `a change freeze is not lifted by anything but its time`() throws {
    let freeze = Window(
      id: "f", title: "Freeze", app: "maker", opens: .instant(try instant("2025-11-12T12:00:00Z")),
      closes: .instant(try instant("2025-11-13T00:00:00Z")), cap: try ConditionParser.parse("pages <= 1"),
      outside: .internal, freezes: true)
    #expect(freeze.isFreezing("maker", at: try instant("2025-11-12T23:59:59Z")))
    #expect(!freeze.isFreezing("maker", at: try instant("2025-11-13T00:00:00Z")))
  }
}
