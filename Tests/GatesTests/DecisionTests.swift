import Testing

@testable import Gates

@Suite struct DecisionTests {
  private let start = Instant(milliseconds: 1_762_977_600_000)

  private func board() throws -> Board {
    let unit = try #require(Unit.named("ratio"))
    let source = Source(
      name: "s", kind: .sqlite(SQLiteQuery(path: "x", query: "SELECT 1")), every: .seconds(60), timeout: .seconds(1),
      staleAfter: .seconds(200), signals: [Signal(name: "errors", selector: .column("errors"), unit: unit)])
    let terms = Criterion(
      name: "terms", title: "Terms", requirement: .approval(item: "legal.tos", by: ["Legal", "Operations"]))
    let burn = Guardrail(
      name: "budget", title: "Budget", breach: try ConditionParser.parse("burn(errors, 99%, 1h) > 14.4"),
      sustained: .zero, action: .alert)
    let app = App(
      id: "shop", ruling: Ruling(.hold, allows: .none), sources: [source], criteria: [terms], guardrails: [burn])
    let report = Deadline(
      id: "report", title: "Report", at: .instant(start + .seconds(3600)), deliverables: ["plan", "figures"],
      lead: .seconds(1800))
    return Board(title: "t", state: "t.db", deadlines: [report], apps: [app])
  }

  private func perform(_ command: Command, by actor: String, _ state: inout BoardState, at now: Instant) throws {
    for fact in try state.decide(command, by: actor, at: now) {
      state.apply(Event(sequence: state.sequence + 1, at: now, actor: actor, fact: fact))
    }
  }

  private func sign(_ role: String) -> Command { .sign(item: "legal.tos", role: role, statement: "version 4") }

  @Test func `an item of two roles takes two different humans, and a withdrawal takes it back`() throws {
    var state = BoardState(try board())
    let app = state.board.apps[0]
    try perform(sign("Legal"), by: "lena", &state, at: start)
    #expect(!state.isApproved("legal.tos"))
    #expect(throws: Refusal.self) { try state.decide(sign("Operations"), by: "lena", at: start) }
    try perform(sign("operations"), by: "omar", &state, at: start)
    #expect(state.isApproved("legal.tos"))
    #expect(state.readiness(of: app, at: start).state == .pass)
    let withdrawal = Command.withdraw(item: "legal.tos", role: "Legal", why: "a clause changed")
    try perform(withdrawal, by: "lena", &state, at: start + .seconds(60))
    let standing = state.readiness(of: app, at: start + .seconds(60))
    #expect(standing.state == .pending)
    #expect(standing.reasons.first?.because.contains("Legal withdrew legal.tos: lena at ") == true)
  }

  @Test func `a GO without criteria is borne out by nothing`() throws {
    let app = App(id: "bare", ruling: Ruling(.go, allows: .production))
    let state = BoardState(Board(title: "t", state: "t.db", apps: [app]))
    let standing = state.standing(of: app, at: start)
    #expect(standing.conflict == "GO over unknown: no criteria")
    #expect(standing.verdict == .unknown)
  }

  @Test func `a deadline is at risk within its lead, wants a blocker, and is met by what comes`() throws {
    var state = BoardState(try board())
    let late = start + .seconds(2000)
    let standing = state.deadlines(at: late)[0]
    #expect(standing.state == .atRisk)
    #expect(standing.wantsBlocker)
    #expect(standing.reasons == ["2 of 2 missing"])
    // One without an ETA, or whose ETA is over, says nothing of when it is out of the way.
    var draft = BlockerDraft(deadline: "report", text: "cold coffee", owner: "mara", eta: nil, severity: .three)
    try perform(.fileBlocker(draft), by: "sre", &state, at: late)
    #expect(state.deadlines(at: late)[0].wantsBlocker)
    draft.eta = late + .seconds(60)
    try perform(.editBlocker(1, draft), by: "sre", &state, at: late)
    #expect(!state.deadlines(at: late)[0].wantsBlocker)
    #expect(state.deadlines(at: late + .seconds(61))[0].wantsBlocker)
    for deliverable in ["plan", "figures"] {
      try perform(.deliver(DeliveryDraft(deadline: "report", deliverable: deliverable)), by: "sre", &state, at: late)
    }
    #expect(state.deadlines(at: late)[0].state == .met)
    #expect(throws: Refusal.self) {
      try state.decide(.deliver(DeliveryDraft(deadline: "report", deliverable: "plan")), by: "sre", at: late)
    }
  }

  @Test func `what was missed stays missed, also when it comes late`() throws {
    var state = BoardState(try board())
    try perform(.deliver(DeliveryDraft(deadline: "report", deliverable: "plan")), by: "sre", &state, at: start)
    let after = start + .seconds(3601)
    for fact in Rules.evaluate(state, at: after) {
      state.apply(Event(sequence: state.sequence + 1, at: after, actor: Event.engine, fact: fact))
    }
    try perform(.deliver(DeliveryDraft(deadline: "report", deliverable: "figures")), by: "sre", &state, at: after)
    #expect(state.deadlines(at: after)[0].state == .missed)
    #expect(state.passedDeadlines.values.map(\.missing) == [["figures"]])
  }

  @Test func `a blocker keeps its ETAs and can be opened again with a reason`() throws {
    var state = BoardState(try board())
    var draft = BlockerDraft(app: "shop", text: "stalls", owner: "queue", eta: start + .seconds(60), severity: .one)
    try perform(.fileBlocker(draft), by: "sre", &state, at: start)
    draft.eta = start + .seconds(600)
    try perform(.editBlocker(1, draft), by: "mara", &state, at: start)
    #expect(state.blocker(1)?.etaHistory.map(\.by) == ["mara"])
    #expect(state.blocker(1)?.slips == 1)
    #expect(throws: Refusal.self) { try state.decide(.reopenBlocker(1, why: "again"), by: "sre", at: start) }
    try perform(.resolveBlocker(1, note: "done"), by: "sre", &state, at: start)
    #expect(throws: Refusal.self) { try state.decide(.reopenBlocker(1, why: ""), by: "sre", at: start) }
    try perform(.reopenBlocker(1, why: "it stalls again"), by: "sre", &state, at: start)
    #expect(state.blocker(1)?.isOpen == true)
    #expect(state.blocker(1)?.reopened == 1)
  }

  @Test func `half an hour at twice the allowed errors spends all of an hour's budget`() throws {
    var state = BoardState(try board())
    let app = state.board.apps[0]
    #expect(state.errorBudgets(of: app, at: start).map(\.spent) == [nil])
    for minute in 0...30 {
      state.ingest([Sample(Key("shop", "errors"), .number(0.02), at: start + .seconds(minute * 60))])
    }
    let budget = try #require(state.errorBudgets(of: app, at: start + .seconds(1800)).first)
    #expect(budget.window == .seconds(3600))
    #expect(abs((budget.spent ?? 0) - 1) < 1e-9)
    #expect(budget.measured == .seconds(1800))
  }
}
