import Chance
import Testing

@testable import Gates

@Suite struct ChangeTests {
  private static let p95 = Key("shop", "p95")
  private let state = BoardState(
    Board(
      title: "t", state: "t.db",
      apps: [
        App(
          id: "shop", ruling: Ruling(.hold, allows: .none),
          criteria: [Criterion(name: "fast", title: "Fast", requirement: .replay(deliveries: 1))])
      ]))

  private func at(_ minute: Int) -> Instant { Instant(milliseconds: 1_762_977_600_000) + .seconds(60 * minute) }

  private func events(_ facts: [Fact], by actor: String = Event.engine) -> [Event] {
    facts.enumerated().map { Event(sequence: $0 + 1, at: at($0), actor: actor, fact: $1) }
  }

  private func moved(_ from: GuardrailPhase, _ to: GuardrailPhase) -> Fact {
    .guardrailMoved(GuardrailMoved(guardrail: Self.p95, from: from, to: to, since: nil, because: "p95 143ms > 120ms"))
  }

  private func criterion(_ from: CriterionState, _ to: CriterionState) -> Fact {
    .criterionMoved(CriterionMoved(criterion: Key("shop", "fast"), from: from, to: to, because: "so"))
  }

  private func texts(_ facts: [Fact], by actor: String = Event.engine) -> [String] {
    state.changes(in: events(facts, by: actor)).map { "\($0.weight): \($0.text)" }
  }

  @Test func `a window that opened or closed meanwhile is told with the traffic that is left`() {
    let canary = Window(
      id: "canary", title: "Canary", app: "shop", opens: .instant(at(10)), closes: .instant(at(70)), outside: .internal)
    let freeze = Window(
      id: "freeze", title: "Freeze", app: nil, opens: .daily(at(20).timeOfDay), closes: .daily(at(30).timeOfDay),
      freezes: true)
    let state = BoardState(
      Board(
        title: "t", state: "t.db", windows: [canary, freeze],
        apps: [App(id: "shop", ruling: Ruling(.go, allows: .canary))]))
    func told(_ from: Int, _ to: Int) -> [String] {
      state.changes(in: [Event](), within: at(from)...at(to)).map { "\($0.at.timeOfDay.minutes) \($0.text)" }
    }
    #expect(told(0, 9) == [])
    #expect(told(0, 15) == ["20:10 Canary opened: traffic canary"])
    #expect(told(15, 25) == ["20:20 Freeze began"])
    #expect(told(25, 90) == ["20:30 Freeze ended", "21:10 Canary closed: traffic internal"])
    #expect(told(0, 90) == [], "what went and came back is not told")
  }

  @Test func `a guardrail is told once, by the worst that it was and where it stands`() {
    let (burns, breach) = (moved(.inactive, .pending), moved(.pending, .breached))
    let because = "p95 143ms > 120ms"
    #expect(texts([burns]) == ["trouble: p95: burns since 20:00, \(because)"])
    #expect(texts([burns, breach]) == ["breach: p95: BREACHED at 20:01, \(because)"])
    #expect(
      texts([burns, breach, moved(.breached, .recovering)])
        == ["breach: p95: BREACHED at 20:01, recovering, \(because)"])
    #expect(
      texts([burns, breach, moved(.breached, .inactive)]) == ["breach: p95: was breached at 20:01, recovered at 20:02"])
    #expect(texts([moved(.breached, .inactive)]) == ["better: p95: recovered at 20:00"])
    #expect(texts([burns, moved(.pending, .inactive)]) == ["better: p95: burned, no more since 20:01"])
  }

  @Test func `a criterion that went and came back is no news, and one that fails is worse than one that waits`() {
    #expect(texts([criterion(.pass, .fail), criterion(.fail, .pass)]).isEmpty)
    #expect(texts([criterion(.pass, .fail)]) == ["trouble: Fast: pass to fail, so"])
    #expect(texts([criterion(.fail, .pending)]) == ["better: Fast: fail to pending, so"])
    #expect(texts([criterion(.pending, .unknown)]) == ["trouble: Fast: pending to unknown, so"])
  }

  @Test func `what nobody can see is not better, nor what is missing for being known to be`() {
    #expect(texts([criterion(.fail, .unknown)]) == ["trouble: Fast: fail to unknown, so"])
    #expect(texts([criterion(.unknown, .pending)]) == ["trouble: Fast: unknown to pending, so"])
    #expect(texts([criterion(.unknown, .pass)]) == ["better: Fast: unknown to pass, so"])
    #expect(state.changes(in: events([criterion(.fail, .unknown)])).map(\.reached) == [.criterion(.unknown)])
    #expect(state.changes(in: events([moved(.breached, .inactive)])).map(\.reached) == [.guardrail(.inactive)])
  }

  @Test func `a source that fell silent and answers again is told so`() {
    let key = Key("shop", "health")
    let silent = Fact.sourceMoved(SourceMoved(source: key, answers: false, because: "refused"))
    let back = Fact.sourceMoved(SourceMoved(source: key, answers: true, because: "200"))
    #expect(texts([silent]) == ["trouble: source health is silent: refused"])
    #expect(texts([silent, back]) == ["better: source health answers again, was silent from 20:00"])
  }

  @Test func `the worst comes first, whatever came first`() throws {
    let draft = BlockerDraft(app: "shop", text: "stalls", owner: "queue", eta: nil, severity: .one)
    let facts: [Fact] = [
      .blockerResolved(BlockerResolved(number: 1, note: "")), .blockerFiled(BlockerFiled(number: 1, draft: draft)),
      .rulingRecorded(RulingRecorded(app: "shop", ruling: Ruling(.go, allows: .production), why: "now")),
      criterion(.pass, .fail), moved(.pending, .breached), .watchStarted(WatchStarted(board: "t")),
      .snapshotWritten(SnapshotWritten(path: "x", sha256: "ab")),
    ]
    let changes = state.changes(in: events(facts, by: "mara"))
    #expect(changes.map(\.weight) == [.breach, .trouble, .decision, .work, .better])
    #expect(changes[2].text == "mara ruled GO, production traffic: now")
    #expect(
      changes.map(\.subject) == [
        .guardrail(Self.p95), .criterion(Key("shop", "fast")), .app("shop"), .blocker(1), .blocker(1),
      ])
  }

  /// Whatever happened in a night: nothing that stands breached at its end is left out, and nothing is told twice.
  @Test(arguments: 1...20) func `a breach that stands is among the changes`(seed: UInt64) throws {
    var night = RandomNight(BoardState(try RandomNight.board()), seed: seed)
    var events: [Event] = []
    for _ in 0..<120 { events += night.step() }
    let changes = night.state.changes(in: events)
    let told = changes.compactMap {
      if case .guardrail(let key)? = $0.subject, $0.weight <= .trouble { key } else { nil }
    }
    for key in night.state.breachedGuardrails { #expect(told.contains(key), "\(key)") }
    let moves = changes.filter { change in
      change.text.contains("BREACHED") || change.text.contains("burns since") || change.text.contains("was breached")
    }
    #expect(Set(moves.map(\.subject)).count == moves.count)
    #expect(zip(changes, changes.dropFirst()).allSatisfy { $0.weight <= $1.weight })
  }

  @Test func `every event of a night has words and an app where it is about one`() throws {
    var night = RandomNight(BoardState(try RandomNight.board()), seed: 4)
    var kinds: Set<String> = []
    for _ in 0..<400 {
      for event in night.step() {
        #expect(!event.words.isEmpty)
        kinds.insert(String(event.words.split(separator: " ").first ?? ""))
        if event.fact.app != nil { #expect(night.state.app(of: event) == event.fact.app) }
      }
    }
    #expect(kinds.isSuperset(of: ["filed", "resolved", "ruled", "signed", "acknowledged", "delivered", "armed"]))
  }
}

@Suite struct HandoverTests {
  private static let now = Instant(milliseconds: 1_762_977_600_000)
  private func board() -> BoardState {
    BoardState(Board(title: "t", state: "t.db", apps: [App(id: "shop", ruling: Ruling(.hold, allows: .none))]))
  }

  private func apply(_ command: Command, to state: inout BoardState) throws {
    for fact in try state.decide(command, by: "mara", at: Self.now) {
      state.apply(Event(sequence: state.sequence + 1, at: Self.now, actor: "mara", fact: fact))
    }
  }

  @Test(arguments: [
    ("", "omar", Refusal.Field.outgoing), ("mara", "", .incoming), ("mara", "Mara", .incoming),
    (String(repeating: "m", count: 81), "omar", .outgoing),
  ])
  func `a handover takes two people with names`(from: String, to: String, field: Refusal.Field) throws {
    let refusal = #expect(throws: Refusal.self) {
      try board().decide(.handOver(from: from, to: to, note: ""), by: "mara", at: Self.now)
    }
    #expect(refusal?.field == field)
  }

  @Test func `rulings are counted from one handover to the next`() throws {
    var state = board()
    let draft = RulingDraft(Ruling(.noGo, allows: .none), why: "red")
    try apply(.rule("shop", draft), to: &state)
    #expect(state.ruledSinceHandover.map(\.why) == ["red"])
    try apply(.handOver(from: "mara", to: "omar", note: "watch p95"), to: &state)
    #expect(state.ruledSinceHandover.isEmpty)
    #expect(state.lastHandover?.incoming == "omar")
    #expect(state.lastHandover?.sequence == 2)
    try apply(.rule("shop", draft), to: &state)
    #expect(state.ruledSinceHandover.count == 1)
  }
}
