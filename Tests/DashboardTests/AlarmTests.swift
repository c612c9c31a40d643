import Canvas
import Dashboard
import Gates
import Testing

/// How a breach calls somebody who looks elsewhere, and how the screen shows that it lives.
@Suite struct AlarmTests {
  private static let p95 = Key("auto_com_center", "p95")

  /// The sample board so many seconds later, with the P95 still too high: breached after three minutes.
  private func state(of model: Model, after seconds: Int) -> BoardState {
    var state = model.state
    let at = SampleBoard.now + .seconds(seconds)
    state.ingest([Sample(Self.p95, .number(143), at: at)])
    SampleBoard.apply(Rules.evaluate(state, at: at), to: &state, at: at)
    return state
  }

  private func model(_ edit: (inout Attention) -> Void = { _ in }) throws -> Model {
    var settings = Settings()
    edit(&settings.attention)
    return Model(
      state: try SampleBoard.state(), now: SampleBoard.now, size: Size(width: 120, height: 40), person: "sre-1",
      settings: settings)
  }

  private func show(_ model: inout Model, after seconds: Int) -> [Effect] {
    model.show(state(of: model, after: seconds), at: SampleBoard.now + .seconds(seconds))
  }

  private let sentence = "auto_com_center: P95 over 120 ms, abort since 19:57 UTC"

  @Test func `a breach calls once, and again each five minutes until somebody acknowledges it`() throws {
    var model = try model { $0.command = ["./horn", "-l"] }
    let call: [Effect] = [.bell, .notify(sentence), .alarm(["./horn", "-l", sentence])]
    #expect(show(&model, after: 300) == call + [.title(model.title)])
    #expect(show(&model, after: 301) == [])
    #expect(show(&model, after: 599) == [])
    #expect(model.update(.tick(SampleBoard.now + .seconds(600))) == call, "also while the engine says nothing")
    var state = model.state
    let at = SampleBoard.now + .seconds(610)
    SampleBoard.apply(try state.decide(.acknowledge(Self.p95), by: "sre-1", at: at), to: &state, at: at)
    #expect(model.show(state, at: at) == [])
    #expect(show(&model, after: 1300) == [])
  }

  @Test func `breaches that come at once ring once, and are named one by one, three at most`() throws {
    var model = try model()
    var state = state(of: model, after: 300)
    var seconds = 300
    while state.breachesThatCall.count < 4, seconds < 2400 {
      let at = SampleBoard.now + .seconds(seconds)
      let bad: [(AppID, String, Value)] = [
        ("auto_com_center", "p95", .number(143)), ("auto_com_center", "error_rate", .number(0.5)),
        ("auto_page_maker", "lcp", .number(9000)), ("auto_page_maker", "cls", .number(0.9)),
        ("scholar_auth", "jwks_status", .number(503)), ("scholar_auth", "revocation_lag", .number(900_000)),
      ]
      for (app, signal, value) in bad { state.ingest([Sample(Key(app, signal), value, at: at)]) }
      SampleBoard.apply(Rules.evaluate(state, at: at), to: &state, at: at)
      seconds += 5
    }
    let count = state.breachesThatCall.count
    try #require(count >= 4)
    let effects = model.show(state, at: SampleBoard.now + .seconds(seconds))
    let named = effects.compactMap { if case .notify(let text) = $0 { text } else { nil } }
    #expect(named.count == 3)
    #expect(named.last?.hasSuffix(", and \(count - 3) more") == true)
    #expect(effects.count { $0 == .bell } == 1)
  }

  @Test func `each way to call can be turned off, and whoever sits before the window needs no notification`() throws {
    var quiet = try model {
      ($0.rings, $0.retitles, $0.notifies, $0.again) = (false, false, false, nil)
    }
    #expect(show(&quiet, after: 300) == [])
    var near = try model { $0.again = nil }
    near.press(.focus(true))
    #expect(show(&near, after: 300) == [.bell, .title(near.title)])
    #expect(show(&near, after: 4000) == [])
  }

  @Test func `a mute silences one app with its expiry in sight, and what still stands afterwards calls then`() throws {
    var stage = Stage(try model())
    stage.press(.character("m"))
    stage.press(.tab)
    stage.press(.control("u"))
    stage.type("+6m")
    stage.press(.tab)
    stage.press(.enter)
    #expect(stage.model.screen.contains("✖ Why: Say why"))
    stage.type("known noise")
    stage.press(.enter)
    var model = stage.model
    #expect(model.screen.contains("MUTED 1 till 19:58"))
    // The quietest of the alerts stands last.
    model.press(.tab, .end)
    #expect(model.screen.contains("auto_com_center alarms muted until 19:58 by"))
    #expect(show(&model, after: 300).filter { $0 == .bell } == [])
    #expect(model.screen.contains("✖ p95 143ms > 120ms"), "the screen stays as it is")
    #expect(show(&model, after: 370).first == .bell)
    #expect(!model.screen.contains("MUTED"))
  }

  @Test func `quiet hours are shown, and over midnight too`() throws {
    let evening = try #require(TimeOfDay("19:00"))
    let morning = try #require(TimeOfDay("06:00"))
    var model = try model { $0.quiet = QuietHours(from: evening, until: morning) }
    #expect(model.screen.contains("QUIET till 06:00"))
    #expect(show(&model, after: 300).contains(.bell) == false)
    let hours = QuietHours(from: evening, until: morning)
    for (time, isQuiet) in [("23:00", true), ("05:59", true), ("06:00", false), ("18:59", false), ("19:00", true)] {
      #expect(hours.contains(try #require(TimeOfDay(time))) == isQuiet)
    }
  }

  @Test func `a mute needs a reason, an end within a day, and an app of the board`() throws {
    let state = try SampleBoard.state()
    let now = SampleBoard.now
    func refusal(_ app: AppID?, _ until: Instant?, _ why: String) -> String? {
      do {
        _ = try state.decide(.mute(app, until: until, why: why), by: "sre-1", at: now)
        return nil
      } catch { return error.sentence }
    }
    #expect(refusal(nil, now + .seconds(60), "drill") == nil)
    #expect(refusal(nil, now, "drill") == "Name an instant that is still to come.")
    #expect(refusal(nil, now + .seconds(86_401), "drill") == "Mute for 24 hours at most.")
    #expect(refusal(nil, now + .seconds(60), "")?.hasPrefix("Say why") == true)
    #expect(refusal("shop", now + .seconds(60), "drill") == "'shop' is not an app of this board.")
    #expect(refusal("student_pilot", nil, "") == "student_pilot's alarms are not muted.")
  }

  @Test func `without blinking a breach stays in reverse`() throws {
    var settings = Settings()
    settings.blinks = false
    for (blinks, other) in [(true, false), (false, true)] {
      settings.blinks = blinks
      var model = Model(
        state: try SampleBoard.state(), now: SampleBoard.now, size: Size(width: 120, height: 40), person: "sre-1",
        settings: settings)
      _ = show(&model, after: 300)
      let even = model.view()
      _ = show(&model, after: 301)
      func isReverse(_ canvas: Canvas) -> Bool {
        canvas.cells.contains { $0.style.reverse && $0.scalar == "✖" }
      }
      #expect(isReverse(even) != isReverse(model.view()) || other)
      #expect(isReverse(even) || isReverse(model.view()))
      #expect((isReverse(even) && isReverse(model.view())) == other)
    }
  }

  // MARK: Signs of life

  @Test func `an engine that says nothing for over five seconds is STALLED, with the age, until it speaks`() throws {
    var model = try model()
    _ = model.update(.pulse(.seconds(100)))
    _ = model.show(model.state, at: SampleBoard.now)
    _ = model.update(.pulse(.seconds(105)))
    #expect(!model.screen.contains("STALLED"))
    _ = model.update(.pulse(.seconds(106)))
    #expect(model.screen.contains("STALLED 00:06"))
    #expect(!model.screen.contains("sources"), "what it said last is no sign of life")
    _ = model.update(.pulse(.seconds(171)))
    #expect(model.screen.contains("STALLED 01:11"))
    _ = model.show(model.state, at: SampleBoard.now)
    #expect(!model.screen.contains("STALLED"))
  }

  @Test func `after ctrl-Z and fg the engine owes nothing for the time between`() throws {
    var model = try model()
    _ = model.update(.pulse(.seconds(1)))
    _ = model.show(model.state, at: SampleBoard.now)
    _ = model.update(.pulse(.seconds(900)))
    _ = model.update(.resumed(Size(width: 120, height: 40)))
    #expect(!model.screen.contains("STALLED"))
  }

  @Test(arguments: [40, 80, 120, 200])
  func `the dot beside the clock moves each second, in few cells`(width: Int) throws {
    var model = try SampleBoard.model(Size(width: width, height: 24))
    #expect(!model.screen.contains("UTC·"), "nobody keeps a picture alive")
    var rows: [String] = []
    var pictures: [Canvas] = []
    for second in 1...4 {
      // The loop wakes a little early or late.
      _ = model.update(.pulse(.milliseconds(second * 1000 + (second % 2 == 0 ? -3 : 3))))
      pictures.append(model.view())
      rows.append(try #require(pictures.last?.lines.first))
    }
    #expect(rows[0] == rows[2] && rows[1] == rows[3] && rows[0] != rows[1])
    for (one, next) in zip(pictures, pictures.dropFirst()) {
      #expect(zip(one.cells, next.cells).count { $0 != $1 } == 2)
    }
    #expect(rows[0].hasSuffix("19:52:07 UTC·"))
    #expect(rows[1].hasSuffix("19:52:07·UTC"))
  }
}
