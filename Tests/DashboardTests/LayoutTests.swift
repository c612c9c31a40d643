import BoardFile
import Canvas
import Dashboard
import Gates
import Testing

@Suite struct LayoutTests {
  private static let p95 = Key("auto_com_center", "p95")

  /// The sample board five minutes on, when the P95 of gate A has been breached for two.
  private func breached() throws -> (state: BoardState, now: Instant) {
    var state = try SampleBoard.state()
    let now = SampleBoard.now + .seconds(300)
    for second in stride(from: 180, through: 300, by: 5) {
      let at = SampleBoard.now + .seconds(second)
      state.ingest([Sample(Self.p95, .number(143), at: at)])
      SampleBoard.apply(Rules.evaluate(state, at: at), to: &state, at: at)
    }
    return (state, now)
  }

  private func model(_ state: BoardState, at now: Instant = SampleBoard.now) -> Model {
    Model(state: state, now: now, size: Size(width: 120, height: 40), person: "sre-1")
  }

  @Test func `who acknowledged a breach is told behind its text, shorter before that is cut`() throws {
    var (state, now) = try breached()
    SampleBoard.apply(try state.decide(.acknowledge(Self.p95), by: "sre-1", at: now), to: &state, at: now)
    #expect(model(state, at: now).screen.contains("P95 over…: breached 1m55s, abort (ack)"))
    let wide = Model(state: state, now: now, size: Size(width: 200, height: 60), person: "sre-1")
    #expect(wide.screen.contains("P95 over 120 ms: breached 1m55s, abort: no traffic (ack sre-1)"))
    for size in [Size(width: 120, height: 40), Size(width: 80, height: 24)] {
      var wall = Model(state: state, now: now, size: size, person: "sre-1")
      wall.press(.character("w"))
      #expect(wall.screen.contains("auto_com_center  P95 over 120 ms: breached 1m55s, abort"))
      #expect(wall.screen.contains("(ack sre-1)"))
    }
  }

  @Test func `a breach says since when, which does not change while it stands`() throws {
    let (state, now) = try breached()
    let wide = Model(state: state, now: now, size: Size(width: 200, height: 60), person: "sre-1")
    #expect(wide.screen.contains("p95 143ms > 120ms, abort since 19:55"))
  }

  @Test func `after the last blocker is resolved none is open`() throws {
    var state = try SampleBoard.state()
    let resolve = try state.decide(.resolveBlocker(1, note: ""), by: "sre-1", at: SampleBoard.now)
    SampleBoard.apply(resolve, to: &state, at: SampleBoard.now)
    #expect(model(state).screen.contains("none open; b files one"))
  }

  @Test func `header and pane count the same alerts, and a filter says how many it hides`() throws {
    var model = try SampleBoard.model()
    #expect(model.screen.contains("ALERTS 3 ▲"))
    #expect(model.screen.contains("┌ ALERTS 3 + 4 quiet ─"))
    model.press(.character("/"))
    model.type("auto_com")
    #expect(model.screen.contains("ALERTS 3 ▲"))
    #expect(model.screen.contains("┌ ALERTS 1 of 3 + 0 of 4 quiet ─"))
    #expect(model.screen.contains("┌ BLOCKERS 1 ─"))
    model.type("?")
    #expect(model.screen.contains("┌ BLOCKERS 0 of 1 ─"))
  }

  /// A board of one app without deadlines, and one rule about its P95.
  private static func shop(_ rule: String) throws -> Board {
    let text = """
      board: Small board
      night: 2025-11-12
      state: small.db
      apps:
        shop:
          url: http://127.0.0.1:9
          ruling: {is: HOLD, allows: none, scope: nothing yet}
          sources:
            health: {http: /health, every: 5s, signals: {p95: $.p95 ms}}
          \(rule)
      """
    return try BoardFile.parse(Array(text.utf8), file: "small", environment: [:])
  }

  @Test func `no alerts is said only where everything is seen`() throws {
    let now = SampleBoard.now
    let source = Key("shop", "health")
    var state = BoardState(
      try Self.shop("guardrails: {p95: {title: P95 over 120 ms, breach: p95 > 120ms, for: 5m, then: alert}}"))
    #expect(model(state).screen.contains("  no alerts yet  "))
    state.ingest([Sample(Key("shop", "p95"), .number(87), at: now)])
    state.ingest(source, answered: true, said: "200 in 3ms", at: now)
    #expect(model(state).screen.contains("  no alerts  "))
    state.ingest(source, answered: false, said: "no answer within 2s", at: now + .seconds(60))
    #expect(model(state, at: now + .seconds(60)).screen.contains("  ◌ 2 BLIND  "), "the source, and the guardrail")
    let narrow = Model(
      state: state, now: now + .seconds(60), size: Size(width: 40, height: 12), person: "sre-1")
    #expect(narrow.screen.contains("  ◌ 2  "))
  }

  @Test func `a board without deadlines gives their room to the gates`() throws {
    let board = try Self.shop("criteria: {latency: {title: P95 within 120 ms, require: p95 <= 120ms}}")
    let rows = model(BoardState(board)).view().lines
    #expect(!rows.contains { $0.contains("DEADLINES") })
    #expect(rows[1].hasPrefix("   GATE APP"))
    #expect(rows[2].contains("shop"))
  }

  @Test(arguments: [
    ("auto_com_center", "20:45", "= 20:45 UTC; stays AT RISK: 15m after 'Interim evidence'"),
    ("student_pilot", "09:30+1", "= 09:30+1 UTC; puts it AT RISK: 30m after 'Daily checkpoint'"),
    ("student_pilot", "08:30+1", "= 08:30+1 UTC, in 12h37m"),
  ])
  func `a late ETA keeps a deadline at risk, or puts it there`(app: String, eta: String, meaning: String) throws {
    var model = try SampleBoard.model()
    model.press(.character("b"), .tab, .control("u"))
    model.type(app)
    model.press(.tab, .tab, .tab)
    model.type(eta)
    #expect(model.screen.contains(" \(meaning) "))
  }

  @Test func `a silent source says when it last answered`() throws {
    var state = try SampleBoard.state()
    let later = SampleBoard.now + .seconds(60)
    state.ingest(Key("auto_com_center", "health"), answered: false, said: "no answer within 2s", at: later)
    var model = Model(state: state, now: later, size: Size(width: 120, height: 80), person: "sre-1")
    model.press(.enter)
    #expect(model.screen.contains("no answer within 2s, last answered at 19:52:07"))
    #expect(model.screen.contains("200 in 3ms, last answered at 19:52:07"))
  }
}

/// What a second costs the line to the terminal: ncurses sends what differs.
@Suite struct RestTests {
  /// The sample board with nothing that burns.
  private func calm() throws -> BoardState {
    var state = try SampleBoard.state()
    state.ingest([Sample(Key("auto_com_center", "p95"), .number(87), at: SampleBoard.now)])
    SampleBoard.apply(Rules.evaluate(state, at: SampleBoard.now), to: &state, at: SampleBoard.now)
    return state
  }

  /// One digit of the clock, one of each deadline's countdown, one of a window's edge within the hour, none of one further off.
  @Test(arguments: [(120, 40, 6), (200, 60, 6), (100, 30, 5), (80, 24, 3), (40, 12, 2)])
  func `at rest a second changes one digit of the clock and of each countdown`(
    width: Int, height: Int, cells: Int
  ) throws {
    var model = Model(
      state: try calm(), now: SampleBoard.now, size: Size(width: width, height: height), person: "sre-1")
    let before = model.view()
    _ = model.update(.tick(SampleBoard.now + .seconds(1)))
    let after = model.view()
    #expect(zip(before.cells, after.cells).count { $0 != $1 } == cells)
  }

  @Test func `a gate's reasons stand still while nothing new is measured`() throws {
    var model = Model(state: try calm(), now: SampleBoard.now, size: Size(width: 120, height: 40), person: "sre-1")
    model.press(.enter)
    let before = model.view()
    _ = model.update(.tick(SampleBoard.now + .seconds(1)))
    #expect(zip(before.cells, model.view().cells).count { $0 != $1 } == 1)
  }
}
