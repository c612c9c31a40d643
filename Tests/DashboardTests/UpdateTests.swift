import Canvas
import Dashboard
import Gates
import Testing

@Suite struct UpdateTests {
  @Test func `a blocker is asked for only once it is whole`() throws {
    var model = try SampleBoard.model()
    #expect(model.press(.character("b"), .enter).isEmpty)
    #expect(model.screen.contains("✖ What: Say what is in the way."))
    model.type("RBAC matrix missing")
    #expect(model.press(.enter).isEmpty)
    #expect(model.screen.contains("✖ Owner: Name who will get it out of the way."))
    model.type("auth")
    model.press(.tab)
    model.type("20:45")
    let draft = BlockerDraft(
      app: "auto_com_center", text: "RBAC matrix missing", owner: "auth", eta: Instant(utc: "2025-11-12T20:45Z"),
      severity: .two)
    #expect(model.press(.enter) == [.perform(.fileBlocker(draft))])
    #expect(model.screen.contains("saving ..."))
    #expect(model.press(.enter, .escape).isEmpty)
  }

  @Test func `the form closes only when the journal has it`() throws {
    var model = try SampleBoard.model()
    model.press(.character("R"))
    #expect(model.press(.enter) == [.perform(.resolveBlocker(1, note: ""))])
    #expect(model.screen.contains("RESOLVE B-1"))
    _ = model.update(.refused(.resolveBlocker(1, note: ""), Refusal(nil, "Not saved: the disk is full.")))
    #expect(model.screen.contains("RESOLVE B-1"))
    #expect(model.screen.contains("✖ Not saved: the disk is full."))
    model.press(.enter)
    _ = model.update(.saved(.resolveBlocker(1, note: ""), []))
    #expect(!model.screen.contains("RESOLVE B-1"))
  }

  @Test func `leaving a form asks once when something was typed, and enter never means yes`() throws {
    var model = try SampleBoard.model()
    model.press(.character("b"), .escape)
    #expect(model.isOnBoard)
    model.press(.character("b"))
    model.type("text")
    model.press(.escape)
    #expect(model.screen.contains("Leave and lose what was typed?"))
    _ = model.update(.painted)
    model.press(.enter)
    #expect(model.screen.contains("FILE A BLOCKER"))
    model.press(.escape)
    _ = model.update(.painted)
    model.press(.character("y"))
    #expect(model.isOnBoard)
  }

  @Test func `a GO ruled over another keeps its condition, and only y records it`() throws {
    var state = try SampleBoard.state()
    let condition = try ConditionParser.parse("lcp <= 2.5s")
    let ruling = Ruling(.go, allows: .canary, scope: "canary", holdsWhile: condition)
    let now = SampleBoard.now
    let draft = RulingDraft(ruling, why: "first", overrides: true)
    SampleBoard.apply(try state.decide(.rule("auto_page_maker", draft), by: "mara", at: now), to: &state, at: now)
    var model = Model(state: state, now: now, size: Size(width: 120, height: 40), person: "sre-1")
    model.press(.down, .down, .down, .down, .character("r"), .tab, .tab, .tab, .tab, .tab)
    model.type("second")
    model.press(.tab, .right)
    #expect(model.press(.enter, .character("y")).isEmpty, "a y typed ahead confirms nothing")
    _ = model.update(.quiet)
    #expect(model.press(.enter).isEmpty, "enter never means yes")
    model.press(.enter)
    _ = model.update(.quiet)
    guard case .perform(.rule("auto_page_maker", let ruled, _))? = model.press(.character("y")).first else {
      Issue.record("nothing was recorded: \(model.screen)")
      return
    }
    #expect(ruled.ruling.holdsWhile == condition)
    #expect(ruled.overrides)
  }

  @Test func `an ETA says at once what it means and what it hits`() throws {
    var model = try SampleBoard.model()
    model.press(.character("b"), .tab, .tab, .tab, .tab)
    model.type("20:45")
    #expect(model.screen.contains("AT RISK: 15m after 'Interim evidence'"))
    model.press(.control("u"))
    model.type("19:00")
    #expect(model.screen.contains("= 19:00+1 UTC"))
    model.press(.control("u"))
    model.type("soon")
    #expect(model.screen.contains("not a time yet"))
  }

  @Test func `an app and an owner complete from what is known`() throws {
    var model = try SampleBoard.model()
    model.press(.character("b"))
    model.type("x")
    model.press(.tab, .control("u"))
    model.type("schol")
    model.press(.right, .tab, .tab)
    model.type("q")
    model.press(.right)
    let effects = model.press(.enter)
    guard case .perform(.fileBlocker(let draft))? = effects.first else {
      Issue.record("no blocker: \(effects)")
      return
    }
    #expect(draft.app == "scholar_auth")
    #expect(draft.owner == "queue")
  }

  @Test func `quitting asks, and only y leaves`() throws {
    var model = try SampleBoard.model()
    #expect(model.press(.character("q"), .character("y")).isEmpty, "a y typed ahead leaves nothing")
    #expect(model.screen.contains("Leave the board?"))
    _ = model.update(.painted)
    #expect(model.press(.enter).isEmpty)
    #expect(model.isOnBoard)
    model.press(.character("q"))
    _ = model.update(.painted)
    #expect(model.press(.character("q")).isEmpty)
    model.press(.control("c"))
    _ = model.update(.painted)
    #expect(model.press(.character("y")) == [.quit])
  }

  @Test func `a breach rings once and is acknowledged from the board`() throws {
    var model = try SampleBoard.model()
    #expect(model.press(.character("a")).isEmpty)
    #expect(model.screen.contains("There is no breach to acknowledge here."))
    var state = model.state
    let later = SampleBoard.now + .seconds(300)
    state.ingest([Sample(Key("auto_com_center", "p95"), .number(143), at: later)])
    SampleBoard.apply(Rules.evaluate(state, at: later), to: &state, at: later)
    #expect(model.show(state, at: later).first == .bell)
    #expect(model.show(state, at: later).isEmpty)
    #expect(model.title.hasPrefix("▲ 1 auto_com_center"))
    #expect(model.press(.character("a")).isEmpty)
    #expect(model.screen.contains("P95 over 120 ms"))
    let key = Key("auto_com_center", "p95")
    let seen = try #require(state.run(key).breachedAt)
    #expect(model.press(.enter) == [.perform(.acknowledge(key, over: .breaches([key: seen])))])
  }

  @Test func `a breach that began while an older one was being acknowledged is acknowledged on purpose only`() throws {
    let key = Key("auto_com_center", "p95")
    var state = try SampleBoard.state()
    func measure(_ value: Double, after seconds: Int) {
      let at = SampleBoard.now + .seconds(seconds)
      state.ingest([Sample(key, .number(value), at: at)])
      SampleBoard.apply(Rules.evaluate(state, at: at), to: &state, at: at)
    }
    for second in stride(from: 0, through: 300, by: 100) { measure(143, after: second) }
    measure(87, after: 305)
    let size = Size(width: 120, height: 40)
    var model = Model(state: state, now: SampleBoard.now + .seconds(305), size: size, person: "sre-1")
    model.press(.character("a"))
    for second in stride(from: 310, through: 620, by: 100) { measure(143, after: second) }
    let later = SampleBoard.now + .seconds(620)
    measure(143, after: 620)
    _ = model.show(state, at: later)
    #expect(model.press(.enter).isEmpty)
    #expect(model.screen.contains("auto_com_center.p95 is breached anew since 20:02:17"))
    let seen = try #require(state.run(key).breachedAt)
    #expect(model.press(.enter) == [.perform(.acknowledge(key, over: .breaches([key: seen])))])
    // The same where it began after enter was pressed.
    let old = Command.acknowledge(key, over: .breaches([:]))
    let refusal = try #require(throws: Refusal.self) { try state.decide(old, by: "sre-1", at: later) }
    #expect(refusal.isOvertaken)
  }

  @Test func `on a screen that is too small for the board nothing is done but leave`() throws {
    var model = try SampleBoard.model()
    model.press(.character("b"))
    model.type("stalls")
    _ = model.update(.resized(Size(width: 20, height: 5)))
    #expect(model.press(.enter, .character("y"), .tab, .character("x")).isEmpty)
    _ = model.update(.resized(Size(width: 120, height: 40)))
    #expect(model.screen.contains("stalls"))
    #expect(!model.screen.contains("stallsy"))
  }

  @Test func `a filter keeps what contains it, and esc shows all`() throws {
    var model = try SampleBoard.model(Size(width: 80, height: 24))
    model.press(.character("/"))
    model.type("SCHOLAR")
    model.press(.enter)
    #expect(!model.screen.contains("student_pilot"))
    #expect(model.screen.contains("scholarship_api"))
    model.press(.escape)
    #expect(model.screen.contains("student_pilot"))
  }

  @Test func `no key leads to a place that esc does not leave`() throws {
    for binding in KeyMap.bindings {
      for key in binding.keys where binding.action != .suspend {
        var model = try SampleBoard.model()
        model.press(key)
        _ = model.update(.painted)
        model.press(.escape)
        #expect(model.isOnBoard, "\(binding.label)")
      }
    }
  }

  @Test func `every key of the table is bound once and stands in the help`() throws {
    let keys = KeyMap.bindings.flatMap(\.keys)
    #expect(Set(keys).count == keys.count)
    var model = try SampleBoard.model(Size(width: 120, height: 80))
    model.press(.character("?"))
    for binding in model.keys.bindings { #expect(model.screen.contains(binding.help)) }
  }

  @Test func `a journal that fails is said in the header and the footer`() throws {
    var model = try SampleBoard.model()
    var state = model.state
    state.journalTrouble = "night.db: the disk is full"
    _ = model.show(state, at: SampleBoard.now)
    #expect(model.screen.contains("JOURNAL FAILING"))
    #expect(model.screen.contains("the disk is full"))
  }
}
