import Chance
import Testing

@testable import Gates

/// What must hold for any night. Seeded, so that every run tries the same 100,000 cases.
@Suite struct EnginePropertyTests {
  private static let cases = 100_000
  private let start = Instant(milliseconds: 1_762_977_600_000)

  @Test func `a guardrail never breaches before its time, nor later than one evaluation after`() throws {
    var generator = SeededGenerator(seed: 1)
    let breach = try ConditionParser.parse("p95 > 120ms")
    for _ in 0..<Self.cases {
      let sustained = Duration.seconds(Int.random(in: 0...300, using: &generator))
      let guardrail = Guardrail(name: "p95", title: "p95", breach: breach, sustained: sustained, action: .abort)
      var run = GuardrailRun()
      var now = start
      var burning: Instant?
      for _ in 0..<12 {
        now = now + .seconds(Int.random(in: 1...90, using: &generator))
        let holds = Int.random(in: 0..<10, using: &generator) < 8
        burning = holds ? burning ?? now : nil
        let next = run.step(after: Truth(holds), at: now, under: guardrail).phase
        if next != run.phase { run.move(to: next, since: run.since ?? burning, at: now) }
        let isDue = burning.map { now - $0 >= sustained } ?? false
        guard (run.phase == .breached) == isDue else {
          Issue.record("\(run) at \(now) with \(sustained)")
          return
        }
      }
    }
  }

  // MARK: Boards

  private func board(_ apps: [String], readsFrom first: String? = nil) throws -> Board {
    let unit = try #require(Unit.named("number"))
    let made = try apps.map { name in
      let signals = ["a", "b"].map { Signal(name: $0, selector: .column($0), unit: unit) }
      let source = Source(
        name: "s", kind: .sqlite(SQLiteQuery(path: "x", query: "SELECT 1")), every: .seconds(5), timeout: .seconds(1),
        staleAfter: .seconds(20), signals: signals)
      // What reads another app must find it wherever it stands.
      let other = first.flatMap { $0 == name ? nil : "\($0).a < 6 and gate(\($0)) != fail" }
      let criteria = try ["a < 5 and b < 5", other ?? "not b > 5 or a < 2"].enumerated().map {
        Criterion(
          name: "c\($0.offset)", title: $0.element, requirement: .condition(try ConditionParser.parse($0.element)))
      }
      let guardrail = Guardrail(
        name: "g", title: "g", breach: try ConditionParser.parse("a > 7"), sustained: .zero, action: .abort)
      let ruling = Ruling(.conditionalGo, allows: .canary, holdsWhile: try ConditionParser.parse("b < 8"))
      return App(id: AppID(name), ruling: ruling, sources: [source], criteria: criteria, guardrails: [guardrail])
    }
    return Board(title: "t", state: "t.db", apps: made)
  }

  @Test func `folding any split of the events gives the same state`() throws {
    let empty = BoardState(try RandomNight.board())
    var cases = 0
    var seed: UInt64 = 0
    while cases < Self.cases {
      seed += 1
      var night = RandomNight(empty, seed: seed)
      let events = (0..<12).flatMap { _ in night.step() }
      var kept = [empty]
      for event in events {
        var next = kept[kept.count - 1]
        next.apply(event)
        kept.append(next)
      }
      let whole = kept[kept.count - 1]
      // Folded on from each place on the way, as a restart or a checkpoint does it.
      for cut in 0...events.count {
        var resumed = kept[cut]
        for event in events[cut...] { resumed.apply(event) }
        cases += 1
        guard resumed == whole else {
          Issue.record("night \(seed), cut at \(cut) of \(events.count)")
          return
        }
      }
      // And it is what the night itself came to.
      guard whole.fold == night.state.fold else {
        Issue.record("night \(seed)")
        return
      }
    }
  }

  @Test func `a signal that goes unknown never turns a verdict from contradicted to supported`() throws {
    let board = try board(["one"])
    let app = board.apps[0]
    let empty = BoardState(board)
    var generator = SeededGenerator(seed: 3)
    var fails = 0
    // Two cases each: one signal goes, then the other too.
    for _ in 0..<Self.cases / 2 {
      var state = empty
      for signal in ["a", "b"] where Int.random(in: 0..<5, using: &generator) > 0 {
        let value = Double.random(in: 0..<10, using: &generator)
        state.ingest([Sample(Key("one", signal), .number(value), at: start)])
      }
      var before = state.standing(of: app, at: start)
      for lost in ["a", "b"].shuffled(using: &generator) {
        state.ingest([Sample(Key("one", lost), nil, reason: "is null", at: start)])
        let after = state.standing(of: app, at: start)
        if before.readiness.state == .fail { fails += 1 }
        guard before.readiness.state == .pass || after.readiness.state != .pass,
          before.verdict == .supported || after.verdict != .supported
        else {
          Issue.record("\(before.readiness.state) became \(after.readiness.state) without \(lost)")
          return
        }
        before = after
      }
    }
    #expect(fails > 10_000)
  }

  @Test func `the order of the apps changes no readiness, and in each tenth case no fact and no word`() throws {
    let orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]].map { order in
      order.map { ["one", "two", "three"][$0] }
    }
    let empty = try orders.map { BoardState(try board($0, readsFrom: "two")) }
    let samples = ["one", "two", "three"].flatMap { app in ["a", "b"].map { Key(AppID(app), $0) } }
    var generator = SeededGenerator(seed: 4)
    var seen: [CriterionState: Int] = [:]
    for round in 0..<Self.cases {
      var (straight, mixed) = (empty[0], empty[1 + round % 5])
      let taken = samples.filter { _ in Int.random(in: 0..<8, using: &generator) > 0 }.map { key in
        Sample(key, .number(Double(Int.random(in: 0..<9, using: &generator))), at: start)
      }
      straight.ingest(taken)
      mixed.ingest(taken)
      let now = start + .seconds(Int.random(in: 0...21, using: &generator))
      let name = AppID(orders[0][round % 3])
      let (one, other) = (try #require(straight.board.app(name)), try #require(mixed.board.app(name)))
      let readiness = straight.readinessState(of: one, at: now)
      seen[readiness, default: 0] += 1
      guard readiness == mixed.readinessState(of: other, at: now),
        try round % 10 > 0 || agree(&straight, &mixed, about: name, at: now)
      else {
        Issue.record("\(name) at \(now) in \(orders[1 + round % 5])")
        return
      }
    }
    #expect([CriterionState.pass, .fail, .unknown].allSatisfy { (seen[$0] ?? 0) > 1_000 }, "\(seen)")
  }

  /// Whether two boards of the same apps come to the same facts about all, and to the same words about one.
  private func agree(
    _ left: inout BoardState, _ right: inout BoardState, about app: AppID, at now: Instant
  ) throws -> Bool {
    let (facts, others) = (Rules.evaluate(left, at: now), Rules.evaluate(right, at: now))
    for fact in facts { left.apply(Event(sequence: left.sequence + 1, at: now, actor: Event.engine, fact: fact)) }
    for fact in others { right.apply(Event(sequence: right.sequence + 1, at: now, actor: Event.engine, fact: fact)) }
    let (one, other) = (try #require(left.board.app(app)), try #require(right.board.app(app)))
    return facts.count == others.count && Set(facts) == Set(others)
      && left.standing(of: one, at: now) == right.standing(of: other, at: now)
  }
}
