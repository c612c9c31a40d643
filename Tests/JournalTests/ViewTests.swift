import Gates
import Journal
import Testing

/// What sqlite3 reads in the views, against the state that the program folds from the same events.
@Suite struct ViewTests {
  private let start = Instant(milliseconds: 1_762_979_400_000)

  private func board() throws -> Board {
    let guardrail = Guardrail(
      name: "p95", title: "P95", breach: try ConditionParser.parse("p95 > 120ms"), sustained: .seconds(60),
      recovery: .seconds(60), action: .abort)
    let source = Source(
      name: "health", kind: .push, every: .seconds(900), timeout: .seconds(900), staleAfter: .seconds(900),
      signals: [Signal(name: "p95", selector: .pushed, unit: try #require(Unit.named("ms")))])
    let app = App(
      id: "shop", gate: "A", ruling: Ruling(.go, allows: .production, scope: "all"), sources: [source],
      guardrails: [guardrail])
    let deadline = Deadline(
      id: "report", title: "Report", at: .instant(start + .seconds(1800)), owes: ["shop"],
      deliverables: ["a page", "a table"])
    return Board(title: "Test", state: "", deadlines: [deadline], apps: [app])
  }

  /// A night in which everything that the views tell of happens.
  private func night(_ journal: Journal) throws -> BoardState {
    var state = BoardState(try board())
    func record(_ facts: [Fact], by actor: String, at now: Instant) throws {
      for event in try journal.append(facts, by: actor, at: now) { state.apply(event) }
    }
    func act(_ command: Command, _ second: Int) throws {
      let now = start + .seconds(second)
      try record(try state.decide(command, by: "mara", at: now), by: "mara", at: now)
    }
    func measure(_ p95: Double, _ second: Int) throws {
      let now = start + .seconds(second)
      state.ingest([Sample(Key("shop", "p95"), .number(p95), at: now)])
      try record(Rules.evaluate(state, at: now), by: Event.engine, at: now)
    }
    var draft = BlockerDraft(app: "shop", text: "it's \"slow\" | é", owner: "queue", eta: nil, severity: .two)
    try act(.fileBlocker(draft), 1)
    for later in [600, 900, 300] {
      draft.eta = start + .seconds(later)
      try act(.editBlocker(1, draft), later / 100)
    }
    try act(
      .fileBlocker(BlockerDraft(deadline: "report", text: "no data", owner: "bo", eta: start, severity: .one)), 10)
    try act(.resolveBlocker(2, note: "found"), 11)
    try act(.fileBlocker(BlockerDraft(text: "rack", owner: "cy", eta: nil, severity: .three)), 12)
    try act(.resolveBlocker(3, note: "moved"), 13)
    try act(.reopenBlocker(3, why: "again"), 14)
    try act(.deliver(DeliveryDraft(deadline: "report", deliverable: "a page", evidence: nil, note: "")), 15)
    // Breached and over unseen; then breached, recovering, breached again, acknowledged, over; then burning.
    for (p95, second) in [(130.0, 20), (130, 80), (90, 90), (90, 160), (140, 200), (140, 260), (90, 270), (150, 280)] {
      try measure(p95, second)
    }
    try act(.acknowledge(Key("shop", "p95")), 290)
    for (p95, second) in [(90.0, 300), (90, 360), (150, 400), (150, 470)] { try measure(p95, second) }
    return state
  }

  @Test func `the view of blockers tells what the program shows`() throws {
    let folder = try Folder()
    let path = folder.path + "/night.db"
    let state = try night(try Journal(at: path))
    let rows = try SQLite3.run(
      """
      SELECT json_array(blocker, state, app, deadline, text, owner, severity, eta, slips, filed_by, filed_at,
        resolved_by, resolved_at, note) FROM v_blocker
      """, on: path)
    func quoted(_ text: String?) -> String { text.map { "\"\($0.replacing("\"", with: "\\\""))\"" } ?? "null" }
    let expected = state.blockers.map { blocker in
      let draft = blocker.draft
      let members = [
        quoted(blocker.label), quoted(blocker.isOpen ? "open" : "resolved"), quoted(draft.app?.name),
        quoted(draft.deadline), quoted(draft.text), quoted(draft.owner), "\(draft.severity.rawValue)",
        quoted(draft.eta?.utcMilliseconds), "\(blocker.slips)", quoted(blocker.filedBy),
        quoted(blocker.filedAt.utcMilliseconds), quoted(blocker.resolution?.by),
        quoted(blocker.resolution?.at.utcMilliseconds), quoted(blocker.resolution?.note),
      ]
      return "[\(members.joined(separator: ","))]"
    }
    #expect(rows == expected)
    #expect(state.blockers.map(\.slips) == [1, 0, 0])
    #expect(state.blockers.map(\.isOpen) == [true, false, true])
  }

  @Test func `the view of breaches tells each breach, its end and who took notice`() throws {
    let folder = try Folder()
    let path = folder.path + "/night.db"
    let state = try night(try Journal(at: path))
    let columns = ["since", "breached_at", "recovered_at", "acknowledged_at"].map { "substr(\($0), 15, 5)" }
    #expect(
      try SQLite3.run("SELECT \(columns.joined(separator: ", ")), acknowledged_by, because FROM v_breach", on: path)
        == [
          "30:20|31:20|32:40|34:50|mara|p95 130ms > 120ms", "33:20|34:20|36:00|34:50|mara|p95 140ms > 120ms",
          "36:40|37:50||||p95 150ms > 120ms",
        ])
    let run = state.run(Key("shop", "p95"))
    #expect(run.phase == .breached && run.unseen == nil && run.acknowledged == nil)
    #expect(run.breachedAt == start + .seconds(470))
  }

  @Test func `the views of the board and its deadlines tell what was last shown, and as of when`() throws {
    let folder = try Folder()
    let path = folder.path + "/night.db"
    let state = try night(try Journal(at: path))
    let store = try SampleStore(at: path, for: BoardState(state.board))
    let now = start + .seconds(480)
    try store.write([], [], BoardPicture(of: state, at: now))
    let standing = try #require(state.standings(at: now).first)
    let board =
      "SELECT app, gate, ruling, scope, posture, status, readiness, conflict, breaches, blockers, as_of FROM v_board"
    #expect(
      try SQLite3.run(board, on: path) == [
        "shop|A|GO|all|none|\(standing.status.rawValue)|unknown|\(try #require(standing.conflict))|1|1|2025-11-12T20:38:00.000Z"
      ])
    let deadline = try #require(state.deadlines(at: now).first)
    let deadlines = "SELECT deadline, title, at, state, missing, reasons, as_of FROM v_deadline"
    #expect(
      try SQLite3.run(deadlines, on: path) == [
        "report|Report|2025-11-12T21:00:00.000Z|\(deadline.state.rawValue)|1|\(deadline.reasons.joined(separator: "; "))|2025-11-12T20:38:00.000Z"
      ])
    // Past the deadline the rows follow.
    let late = start + .seconds(2000)
    try store.write([], [], BoardPicture(of: state, at: late))
    #expect(try SQLite3.run("SELECT state, as_of FROM v_deadline", on: path) == ["MISSED|2025-11-12T21:03:20.000Z"])
  }
}
