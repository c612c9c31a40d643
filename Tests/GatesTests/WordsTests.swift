import Testing

@testable import Gates

/// What the board says of itself: nothing that is not so, nothing that reads as something else.
@Suite struct WordsTests {
  private static let start = Instant(milliseconds: 1_762_977_600_000)  // 2025-11-12T20:00:00Z
  private static let (fast, clean) = (Key("shop", "fast"), Key("shop", "clean"))

  private func at(_ minute: Int) -> Instant { Self.start + .seconds(60 * minute) }

  private func state() throws -> BoardState {
    let unit = try #require(Unit.named("ms"))
    let source = Source(
      name: "health", kind: .push, every: .seconds(60), timeout: .seconds(1), staleAfter: .seconds(300),
      signals: ["p95", "lost"].map { Signal(name: $0, selector: .column($0), unit: unit) })
    let guardrails = [
      Guardrail(
        name: "fast", title: "P95 over 120 ms", breach: try ConditionParser.parse("p95 > 120ms"),
        sustained: .seconds(60), action: .abort),
      Guardrail(
        name: "clean", title: "Losses", breach: try ConditionParser.parse("lost > 5ms"), sustained: .zero,
        action: .alert),
    ]
    let criterion = Criterion(
      name: "quick", title: "Quick enough", requirement: .condition(try ConditionParser.parse("p95 <= 120ms")))
    let deadlines = [
      Deadline(
        id: "report", title: "Report", at: .instant(Self.start + .seconds(600)), owes: ["shop", "mail"],
        deliverables: ["plan", "figures"]),
      Deadline(
        id: "note", title: "Note", at: .instant(Self.start + .seconds(720)), owes: ["shop"],
        deliverables: ["The note on the failure"]),
    ]
    let apps = [
      App(
        id: "shop", ruling: Ruling(.noGo, allows: .observer), sources: [source], criteria: [criterion],
        guardrails: guardrails), App(id: "mail", ruling: Ruling(.hold, allows: .none)),
    ]
    return BoardState(Board(title: "Shop", state: "t.db", deadlines: deadlines, apps: apps))
  }

  private func apply(_ facts: [Fact], to state: inout BoardState, at now: Instant, by actor: String = Event.engine) {
    for fact in facts { state.apply(Event(sequence: state.sequence + 1, at: now, actor: actor, fact: fact)) }
  }

  private func step(_ state: inout BoardState, p95: Double, lost: Double = 0, at now: Instant) {
    state.ingest([
      Sample(Key("shop", "p95"), .number(p95), at: now), Sample(Key("shop", "lost"), .number(lost), at: now),
    ])
    apply(Rules.evaluate(state, at: now), to: &state, at: now)
  }

  private func texts(_ state: BoardState, _ level: Alert.Level, at now: Instant) -> [String] {
    state.alerts(at: now).filter { $0.level == level }.map(\.text)
  }

  // MARK: Alerts

  @Test func `an open breach says for how long, what follows from it by itself, and whether nobody knows`() throws {
    var state = try state()
    for minute in 0...1 { step(&state, p95: 143, lost: 9, at: at(minute)) }
    #expect(
      texts(state, .breach, at: at(11) + .seconds(10)) == [
        "P95 over 120 ms: breached 10m10s, BLIND, abort: no traffic, not acknowledged",
        "Losses: breached 11m10s, BLIND, not acknowledged",
      ], "what takes traffic away before what only tells")
    apply(try state.decide(.acknowledge(Self.fast), by: "mara", at: at(2)), to: &state, at: at(2), by: "mara")
    let known = try #require(state.alerts(at: at(3)).first { $0.acknowledgedBy == "mara" })
    #expect(known.text == "P95 over 120 ms: breached 2m00s, abort: no traffic")
    #expect(known.acknowledgedAt == at(2))
    #expect(texts(state, .breach, at: at(3)).last == known.text, "what somebody knows of stands last")
    #expect(texts(state, .warning, at: at(3)).contains("NO-GO allows observer, but P95 over 120 ms is breached"))
  }

  @Test func `a breach that is over has recovered, and the newest of them stands first`() throws {
    var state = try state()
    for minute in 0...2 { step(&state, p95: 143, lost: minute == 0 ? 9 : 0, at: at(minute)) }
    step(&state, p95: 87, at: at(3))
    #expect(
      texts(state, .recovered, at: at(4)) == [
        "P95 over 120 ms: recovered 20:03 after 2m00s, abort over, not acknowledged",
        "Losses: recovered 20:01 after 1m00s, not acknowledged",
      ])
    let day = at(24 * 60)
    step(&state, p95: 87, at: day)
    #expect(texts(state, .recovered, at: day).first?.contains("recovered Wed 20:03 after") == true)
  }

  @Test func `a deadline that is gone says since when, what and who, behind what burns`() throws {
    var state = try state()
    step(&state, p95: 87, at: at(11))
    step(&state, p95: 143, at: at(60))
    let alerts = state.alerts(at: at(60))
    #expect(alerts.map(\.level).filter { $0 <= .missed } == [.warning, .missed, .missed])
    #expect(
      texts(state, .missed, at: at(60)) == [
        "Report MISSED 50m ago: 2 never came, owed by shop, mail",
        "Note MISSED 48m ago: The note on the failure, owed by shop",
      ])
  }

  // MARK: Rules

  @Test func `a guardrail that burns or is breached is not one that would burn`() throws {
    var state = try state()
    func use(_ now: Instant) -> RuleUse? {
      state.uses(of: Key("shop", "p95"), at: now).first { $0.rule == .guardrail("fast") }
    }
    state.ingest([Sample(Key("shop", "p95"), .number(143), at: at(0))])
    #expect(use(at(0))?.words == "would burn", "nobody has evaluated it")
    step(&state, p95: 143, at: at(0))
    #expect(use(at(0))?.words == "burns")
    step(&state, p95: 143, at: at(1))
    #expect(use(at(1))?.words == "breached")
    state.ingest([Sample(Key("shop", "p95"), .number(87), at: at(2))])
    #expect(use(at(2))?.words == "breached", "until the rules say otherwise")
    #expect(use(at(2))?.isWell == false)
    step(&state, p95: 87, at: at(3))
    #expect(use(at(3))?.words == "clear")
  }

  // MARK: Events

  private func words(_ fact: Fact, on state: BoardState) -> [String] {
    let event = Event(sequence: 1, at: at(0), actor: Event.engine, fact: fact)
    return [state.words(of: event), event.words]
  }

  @Test func `an event calls things what the board calls them, and by their names where there is no board`() throws {
    let state = try state()
    let over = GuardrailMoved(guardrail: Self.fast, from: .breached, to: .inactive, since: nil, because: "p95 87ms")
    #expect(
      words(.guardrailMoved(over), on: state) == ["P95 over 120 ms recovered: p95 87ms", "fast recovered: p95 87ms"])
    let passed = DeadlinePassed(deadline: "report", at: at(10), missing: ["plan"])
    #expect(words(.deadlinePassed(passed), on: state) == ["Report MISSED: plan", "report MISSED: plan"])
    #expect(
      words(.breachAcknowledged(BreachAcknowledged(guardrail: Self.clean)), on: state)
        == ["acknowledged Losses", "acknowledged clean"])
  }

  @Test(
    arguments: [
      (.unknown, .fail, "Quick enough: no longer unknown, fails: so"),
      (.unknown, .pending, "Quick enough: no longer unknown, waits: so"),
      (.fail, .unknown, "Quick enough: unknown, was fail: so"), (.pass, .fail, "Quick enough: pass to fail: so"),
    ] as [(CriterionState, CriterionState, String)])
  func `what comes back into sight has not come to fail`(from: CriterionState, to: CriterionState, text: String) throws
  {
    let moved = CriterionMoved(criterion: Key("shop", "quick"), from: from, to: to, because: "so")
    #expect(try words(.criterionMoved(moved), on: state()).first == text)
  }

  // MARK: The past

  @Test func `of a source that the journal has nothing of the past does not say that it answered`() throws {
    var state = try state()
    state.recall([], at: at(0))
    #expect(state.health[Key("shop", "health")]?.said == "nothing in the journal")
    state.recall([Sample(Key("shop", "p95"), .number(87), at: at(0))], at: at(0))
    #expect(state.health[Key("shop", "health")]?.said == "answered, as far as the journal has it")
  }

  // MARK: Figures

  @Test(
    arguments: [
      (0.971, 0.95, "+2.1 pt"), (0.9997, 0.999, "+0.07 pt"), (0.95, 0.95, "0.0 pt"), (0.9499999, 0.95, "0.0 pt"),
      (0.8, 0.95, "-15.0 pt"), (0.03, 0, "+3.0 pt"), (2.5, 0.5, "+200 pt"),
    ] as [(Double, Double, String)])
  func `a share changes by points, and not by a percentage of itself`(value: Double, baseline: Double, words: String) {
    let kpi = KPI(id: "a", title: "A", signal: Self.fast, baseline: Quantity(.number(baseline), .ratio))
    #expect(KPIStanding(kpi: kpi, value: value, dimension: .ratio, because: nil).changeWords == words)
  }

  @Test(arguments: [
    (0, "0s", "under 1m"), (59_999, "59s", "under 1m"), (610_000, "10m10s", "10m"), (3_600_000, "1h00m", "1h00m"),
    (187_200_000, "2d04h", "2d04h"), (-65_000, "1m05s", "1m"),
  ])
  func `how long something took has no colons`(milliseconds: Int64, span: String, coarse: String) {
    #expect(Duration.milliseconds(milliseconds).span == span)
    #expect(Duration.milliseconds(milliseconds).coarse == coarse)
  }

  @Test(arguments: [
    ("2025-11-12T19:52:07Z", "19:52", "19:52:07", "19:52"),
    ("2025-11-11T23:19:00Z", "Tue 23:19", "Tue 23:19", "Tue 23:19"),
    ("2025-11-06T23:19:00Z", "Thu 23:19", "Thu 23:19", "Thu 23:19"),
    ("2025-11-05T23:19:00Z", "5 Nov 23:19", "5 Nov 23:19", "5 Nov 23:19"),
    ("2025-11-13T02:00:00Z", "Thu 02:00", "Thu 02:00", "02:00+1"),
  ])
  func `a moment of another day has one form`(instant: String, moment: String, seconds: String, short: String) throws {
    let (at, now) = (try #require(Instant(utc: instant)), Self.start)
    #expect(at.seen(from: now) == moment)
    #expect(at.seen(from: now, seconds: true) == seconds)
    #expect(ETA.short(at, now: now) == short)
  }
}
