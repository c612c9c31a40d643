import Canvas
import Dashboard
import Gates
import Testing

/// What the pages say: nothing that is not so, and the words that matter before those that do not.
@Suite struct PageWordsTests {
  private static let p95 = Key("auto_com_center", "p95")

  private func model(
    _ state: BoardState? = nil, at now: Instant = Later.now, _ size: Size = Size(width: 120, height: 40)
  ) throws -> Model {
    Model(state: try state ?? Later.state(), now: now, size: size, person: "sre-1")
  }

  private func row(_ words: String, of model: Model) throws -> String {
    try #require(model.view().lines.first { $0.contains(words) }, "\(words):\n\(model.screen)")
  }

  private func ink(of shape: String, beside words: String, in model: Model) throws -> Ink {
    let canvas = model.view()
    let y = try #require(canvas.lines.firstIndex { $0.contains(words) && $0.contains(shape) }, "\(model.screen)")
    let line = canvas.lines[y]
    let x = line.distance(from: line.startIndex, to: try #require(line.firstIndex(of: Character(shape))))
    return canvas[x, y].style.ink
  }

  /// The later board once the P95 is good again: what was acknowledged is gone, what breaches anew is not.
  private func recovered() throws -> (state: BoardState, now: Instant) {
    var state = try Later.state()
    var now = Later.now
    for (value, seconds) in [(87.0, 5), (143, 10), (143, 310), (87, 900)] {
      now = Later.now + .seconds(seconds)
      state.ingest([Sample(Self.p95, .number(value), at: now)])
      SampleBoard.apply(Rules.evaluate(state, at: now), to: &state, at: now, by: Event.engine)
    }
    return (state, now)
  }

  @Test func `a program that must have ended, and whose end nobody recorded, is not told as running`() throws {
    let start = SampleBoard.now
    let guardrail = Guardrail(
      name: "fast", title: "Fast", breach: try ConditionParser.parse("p95 > 120ms"), sustained: .zero, action: .abort,
      hook: Hook(arguments: ["./roll.sh"], timeout: .seconds(30)))
    let source = Source(
      name: "health", kind: .push, every: .seconds(60), timeout: .seconds(1), staleAfter: .seconds(300),
      signals: [Signal(name: "p95", selector: .pushed, unit: try #require(Unit.named("ms")))])
    let app = App(id: "shop", ruling: Ruling(.hold, allows: .none), sources: [source], guardrails: [guardrail])
    var state = BoardState(Board(title: "Shop", state: "t.db", apps: [app]))
    SampleBoard.apply(
      try state.decide(.arm(Key("shop", "fast")), by: "mara", at: start), to: &state, at: start, by: "mara")
    state.ingest([Sample(Key("shop", "p95"), .number(143), at: start)])
    // The breach first, and what it runs with the next evaluation.
    for _ in 0..<2 { SampleBoard.apply(Rules.evaluate(state, at: start), to: &state, at: start, by: Event.engine) }
    func line(after seconds: Int) throws -> String {
      var model = try self.model(state, at: start + .seconds(seconds))
      model.press(.enter)
      return try row("on breach", of: model)
    }
    let running = try line(after: 60)
    #expect(running.contains("▸ on breach") && running.contains("started 19:52:07: ./roll.sh"), "\(running)")
    let lost = try line(after: 91)
    #expect(
      lost.contains("◌ on breach") && lost.contains("started 19:52:07, its end was never recorded: ./roll.sh"),
      "\(lost)")
  }

  // MARK: Since you looked

  @Test func `what is missing is not told as better, and what changed has the mark of what it came to`() throws {
    var model = try SampleBoard.model()
    model.press(.down)
    _ = model.show(try Later.state(), at: Later.now)
    _ = model.update(.left)
    model.press(.character("q"))
    let lines = model.view().lines
    let missing = try #require(lines.firstIndex { $0.contains("Canary page list published: unknown to pending") })
    #expect(missing < (try #require(lines.firstIndex { $0.contains("│ Decided ") })))
    #expect(try ink(of: "◐", beside: "Canary page list published", in: model) == .warning)
  }

  // MARK: Signals

  private func signal(_ name: String, of source: String) throws -> Model {
    var model = try SampleBoard.model()
    model.press(.character("S"), .character("/"))
    model.type("app:auto_com \(source)")
    model.press(.enter, .down, .enter, .character("/"))
    model.type(name)
    model.press(.enter, .down, .enter)
    #expect(model.place == .signal(Key("auto_com_center", name)))
    return model
  }

  @Test func `a value that breaks a limit is not green, and says which; one that no rule reads is plain`() throws {
    let p95 = try signal("p95", of: "health")
    #expect(try row(" now ", of: p95).contains("✖ now"))
    #expect(p95.screen.contains("143ms, 0s old; criterion latency fail: p95 143ms > 120ms"))
    #expect(try ink(of: "✖", beside: " now ", in: p95) == .bad)
    #expect(try row(" now ", of: signal("delivered", of: "health")).contains("● now"))
    #expect(try row(" now ", of: signal("p99", of: "health")).contains("◌ now"))
    var state = try SampleBoard.state()
    state.ingest([Sample(Key("auto_com_center", "p99"), .number(240), at: SampleBoard.now)])
    var plain = try model(state, at: SampleBoard.now)
    plain.press(.character("S"), .character("/"))
    plain.type("app:auto_com health")
    plain.press(.enter, .down, .enter)
    #expect(try row(" p99 ", of: plain).contains("· p99"))
    #expect(try row("on time", of: plain).contains("not measured here"))
  }

  // MARK: Deadlines

  @Test func `what is in the way of a deadline is asked for, and beside it stands what is expected`() throws {
    var model = try model()
    model.press(.character("d"))
    #expect(try row("Webhook post-mortem", of: model).contains("to spare  B-1 queue, ETA 20:45"))
    #expect(try row("30K replay", of: model).contains("reach unknown: 6 steps without a time  B-3 queue, no"))
    model.press(.enter)
    #expect(try row("B-1 replay", of: model).contains("must be gone by 19:30 (past); ETA 20:45, queue: 15m late"))
    #expect(try row("B-2 RBAC", of: model).contains("must be gone by 19:30 (past); ETA 20:10, auth: tight"))
  }

  @Test func `what is open stands first among the windows, and a freeze says that it freezes`() throws {
    var model = try model()
    model.press(.character("d"))
    let lines = model.view().lines
    let first = try #require(lines.firstIndex { $0.contains("│ Windows ") }) + 1
    #expect(lines[first].contains("❄ API change freeze"))
    #expect(lines[first].contains("changes frozen, no end set"))
    let order = ["API change freeze", "Diagnostic batch", "Canary", "ARR ignition", "Provider retest"]
    #expect(zip(lines[first...], order).allSatisfy { $0.contains($1) })
    var why = try self.model()
    why.press(.character("7"), .character("x"))
    #expect(why.screen.contains("API change freeze: changes frozen, no end set"))
  }

  @Test func `a blocker on a deadline says which`() throws {
    var model = try model()
    model.press(.character("B"))
    #expect(try row("B-3 no slot", of: model).contains("for 02:00+1, queue, no ETA"))
    model.press(.enter)
    #expect(try row("deadline ", of: model).contains("02:00+1 30K replay, gate A verdict"))
    model.press(.down, .down, .enter)
    #expect(model.place == .deadline("replay-30k"))
  }

  // MARK: Alerts and handover

  @Test func `who acknowledged a breach, and when, stands behind what it is`() throws {
    var model = try model()
    model.press(.character("A"))
    let row = try row("P95 over 120 ms", of: model)
    #expect(row.contains("P95 over 120 ms: breached 7m55s, abort: no traffic, acknowledged by mara 19:58"))
    #expect(!model.screen.contains("(ack mara)"))
  }

  @Test func `what recovered and what was missed have headings of their own`() throws {
    var (state, now) = try recovered()
    var model = try model(state, at: now)
    model.press(.character("A"))
    #expect(model.screen.contains("│ Recovered, not acknowledged  1"))
    #expect(try row("recovered 20:18", of: model).contains("after 9m50s, abort over, not acknowledged"))
    now = try #require(Instant(utc: "2025-11-13T00:10:00Z"))
    for at in [SampleBoard.now + .seconds(3600), now] {
      SampleBoard.apply(Rules.evaluate(state, at: at), to: &state, at: at, by: Event.engine)
    }
    state.ingest([Sample(Key("auto_com_center", "p95"), .number(87), at: now)])
    model = try self.model(state, at: now)
    model.press(.character("A"))
    #expect(model.screen.contains("│ Missed  2"))
    #expect(try row("P95 over 120 ms", of: model).contains("! Wed 20:08 auto_com_center      P95"), "no name is cut")
  }

  @Test func `the next shift is told when a breach was, what it led to, and that nobody saw it`() throws {
    let (state, now) = try recovered()
    var model = try model(state, at: now)
    model.press(.character("h"))
    #expect(model.screen.contains("20:08 to 20:18, abort, not acknowledged; now p95 87ms <= 120ms"))
    #expect(model.screen.contains("Sources silent or not asked yet  3"))
  }

  // MARK: The journal

  @Test func `the journal has titles, an event's page the names, and what came back into sight is not red`() throws {
    var model = try model()
    model.press(.character("l"), .character("/"))
    model.type("app:student no longer")
    model.press(.enter)
    let words = "Age-gated consent validated: no longer unknown, fails"
    #expect(model.screen.contains("student_pilot: \(words): age_gate_validated no"))
    #expect(try ink(of: "✖", beside: words, in: model) == .text)
    model.press(.enter)
    #expect(model.screen.contains("age-gate: no longer unknown, fails"))
  }

  @Test func `in a journal of yesterday no actor is cut`() throws {
    var model = try model(Later.state(), at: Later.now + .seconds(86_400))
    model.press(.character("l"))
    #expect(try row("JWKS holds a key", of: model).contains("● Wed 20:03 gateboard    scholar_auth"))
  }

  // MARK: The gate's page

  @Test func `on the smallest screen what is breached stands right behind the ruling`() throws {
    var model = try model(Later.state(), at: Later.now, Size(width: 40, height: 12))
    model.press(.enter)
    #expect(model.screen.contains("✖ P95 over 120 ms"))
    model = try self.model(Later.state(), at: Later.now, Size(width: 40, height: 120))
    model.press(.enter)
    let lines = model.view().lines
    let places = ["■ HOLD", "Burning or breached", "│ Posture", "│ Readiness", "│ Guardrails"].map { words in
      lines.firstIndex { $0.contains(words) }
    }
    #expect(places.compactMap(\.self).count == 5 && places.compactMap(\.self) == places.compactMap(\.self).sorted())
    #expect(lines.count { $0.contains("P95 over 120 ms") } == 1 + lines.count { $0.contains("P95 over 120 ms  p95") })
  }

  @Test func `a gate's page says whether somebody acknowledged its breach`() throws {
    var (state, now) = try recovered()
    for seconds in [5, 305] {
      let at = now + .seconds(seconds)
      state.ingest([Sample(Self.p95, .number(143), at: at)])
      SampleBoard.apply(Rules.evaluate(state, at: at), to: &state, at: at, by: Event.engine)
    }
    now = now + .seconds(305)
    let wide = Size(width: 200, height: 60)
    var known = try model(Later.state(), at: Later.now, wide)
    known.press(.enter)
    #expect(known.screen.contains("abort since 19:55, acknowledged by mara 19:58"))
    var news = try model(state, at: now, wide)
    news.press(.enter)
    #expect(try row("not acknowledged", of: news).contains("✖ P95 over 120 ms"))
  }

  @Test func `how many criteria are met is called what WHY calls it`() throws {
    var model = try model()
    model.press(.enter)
    #expect(model.screen.contains("Readiness  fail, 7 of 10 met: 1 fail, 1 unknown, 1 pending"))
    #expect(model.screen.contains("none; reported as HOLD"))
    #expect(!model.screen.contains("Section V"))
    model.press(.character("x"))
    #expect(model.screen.contains("Readiness  fail, 7 of 10 met"))
    #expect(model.screen.contains("reported as HOLD in Section V"))
  }

  // MARK: Figures

  @Test func `an error budget says how much was measured, and half an hour is half an hour`() throws {
    var model = try model(Budget.state(), at: SampleBoard.now)
    model.press(.enter, .character("/"))
    model.type("over 1h")
    model.press(.enter, .down, .enter)
    #expect(model.screen.contains("52m of 1h"))
    #expect(model.screen.contains(" -30m "))
  }

  @Test(arguments: [(Size(width: 120, height: 40), false), (Size(width: 40, height: 12), true)])
  func `where no chart fits, changing its form says so`(size: Size, isTold: Bool) throws {
    var model = try model(Later.state(), at: Later.now, size)
    model.press(.enter, .character("c"))
    #expect(model.note?.text.hasSuffix(", no room here") == isTold)
    model.press(.escape, .character("l"), .character("c"))
    #expect(model.note?.text.hasSuffix(", no room here") == false, "a page without a chart")
  }

  @Test func `a name takes the room that its text leaves`() throws {
    var model = try SampleBoard.model(Size(width: 80, height: 24))
    model.press(.character("e"))
    #expect(model.screen.contains("Human on the loop") == false)
    #expect(model.screen.contains("◌ RBAC test matrix"))
    var wide = try SampleBoard.model()
    wide.press(.character("e"))
    #expect(
      wide.screen.contains("Immutable audit log with request_id lineage  not looked at yet: evidence/gate-a/audit"))
  }

  @Test func `help has every shape of a ruling and says what points are`() throws {
    var model = try SampleBoard.model(Size(width: 120, height: 100))
    model.press(.character("?"))
    for ruling in Ruling.Kind.allCases { #expect(model.screen.contains(ruling.rawValue)) }
    for words in ["■", "◷", "❄", "◇", "percentage points"] { #expect(model.screen.contains(words), "\(words)") }
  }
}
