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

  private func board(_ apps: [String]) throws -> Board {
    let unit = try #require(Unit.named("number"))
    let made = try apps.map { name in
      let signals = ["a", "b"].map { Signal(name: $0, selector: .column($0), unit: unit) }
      let source = Source(
        name: "s", kind: .sqlite(SQLiteQuery(path: "x", query: "SELECT 1")), every: .seconds(5), timeout: .seconds(1),
        staleAfter: .seconds(20), signals: signals)
      let criteria = try ["a < 5", "a < 5 and b < 5", "not b > 5", "a + b < 12 or a < 2"].enumerated().map {
        Criterion(
          name: "c\($0.offset)", title: $0.element, requirement: .condition(try ConditionParser.parse($0.element)))
      }
      let guardrail = Guardrail(
        name: "g", title: "g", breach: try ConditionParser.parse("a > 7"), sustained: .seconds(10), action: .abort)
      let ruling = Ruling(.conditionalGo, allows: .canary, holdsWhile: try ConditionParser.parse("b < 8"))
      return App(id: AppID(name), ruling: ruling, sources: [source], criteria: criteria, guardrails: [guardrail])
    }
    return Board(title: "t", state: "t.db", apps: made)
  }

  /// Some minutes of a night: measurements, evaluations, and what an operator does in between.
  private func play(
    _ state: inout BoardState, steps: Int, apps: [String], seed: UInt64, journal: (Event) -> Void = { _ in }
  ) {
    var generator = SeededGenerator(seed: seed)
    var now = start
    for _ in 0..<steps {
      now = now + .seconds(Int.random(in: 1...8, using: &generator))
      for app in apps {
        for signal in ["a", "b"] where Int.random(in: 0..<4, using: &generator) > 0 {
          let value = Double.random(in: 0..<10, using: &generator)
          state.ingest([Sample(Key(AppID(app), signal), .number(value), at: now)])
        }
        state.ingest(Key(AppID(app), "s"), answered: true, said: "ok", at: now)
      }
      var facts = Rules.evaluate(state, at: now)
      if Int.random(in: 0..<3, using: &generator) == 0 {
        let draft = BlockerDraft(
          app: AppID(apps[0]), text: "stalls", owner: "queue", eta: now + .seconds(60), severity: .two)
        facts += (try? state.decide(.fileBlocker(draft), by: "sre", at: now)) ?? []
      }
      for fact in facts {
        let event = Event(sequence: state.sequence + 1, at: now, actor: Event.engine, fact: fact)
        state.apply(event)
        journal(event)
      }
    }
  }

  @Test func `folding any split of the events gives the same state`() throws {
    let board = try board(["one", "two"])
    var generator = SeededGenerator(seed: 2)
    var split = 0
    for seed in 0..<UInt64(1_000) {
      var events: [Event] = []
      var live = BoardState(board)
      play(&live, steps: 6, apps: ["one", "two"], seed: seed) { events.append($0) }
      var whole = BoardState(board)
      for event in events { whole.apply(event) }
      for _ in 0..<100 {
        // A copy taken anywhere on the way, and folded on from there, as a restart or a checkpoint does it.
        let cut = Int.random(in: 0...events.count, using: &generator)
        var parts = BoardState(board)
        for event in events[..<cut] { parts.apply(event) }
        let kept = parts
        parts = BoardState(board)
        var resumed = kept
        for event in events[cut...] { resumed.apply(event) }
        split += 1
        guard resumed == whole else {
          Issue.record("seed \(seed), cut at \(cut) of \(events.count)")
          return
        }
      }
      #expect(whole.guardrails == live.guardrails)
      #expect(whole.criteria == live.criteria)
    }
    #expect(split == Self.cases)
  }

  @Test func `a signal that goes unknown never turns a verdict from contradicted to supported`() throws {
    let board = try board(["one"])
    let app = board.apps[0]
    var generator = SeededGenerator(seed: 3)
    var fails = 0
    for _ in 0..<Self.cases {
      var state = BoardState(board)
      for signal in ["a", "b"] where Int.random(in: 0..<5, using: &generator) > 0 {
        let value = Double.random(in: 0..<10, using: &generator)
        state.ingest([Sample(Key("one", signal), .number(value), at: start)])
      }
      let before = state.standing(of: app, at: start)
      let lost = Bool.random(using: &generator) ? "a" : "b"
      state.ingest([Sample(Key("one", lost), nil, reason: "is null", at: start)])
      let after = state.standing(of: app, at: start)
      if before.readiness.state == .fail { fails += 1 }
      guard before.readiness.state == .pass || after.readiness.state != .pass,
        before.verdict == .supported || after.verdict != .supported
      else {
        Issue.record("\(before.readiness.state) became \(after.readiness.state) without \(lost)")
        return
      }
    }
    #expect(fails > 10_000)
  }

  @Test func `the order of the apps changes nothing about any of them`() throws {
    let names = ["one", "two", "three"]
    var generator = SeededGenerator(seed: 4)
    for _ in 0..<Self.cases / 10 {
      var straight = BoardState(try board(names))
      var mixed = BoardState(try board(names.shuffled(using: &generator)))
      for app in names {
        for signal in ["a", "b"] where Bool.random(using: &generator) {
          let sample = Sample(
            Key(AppID(app), signal), .number(Double.random(in: 0..<10, using: &generator)), at: start)
          straight.ingest([sample])
          mixed.ingest([sample])
        }
      }
      let now = start + .seconds(Int.random(in: 0...30, using: &generator))
      for app in names {
        let (one, other) = (straight.board.app(AppID(app)), mixed.board.app(AppID(app)))
        guard let one, let other, straight.standing(of: one, at: now) == mixed.standing(of: other, at: now) else {
          Issue.record("\(app) at \(now)")
          return
        }
      }
    }
  }
}
