import Canvas
import Dashboard
import Gates
import Testing

/// The board as it stood, on the screen.
@Suite struct TimeTravelTests {
  private static let now = SampleBoard.now

  /// The sample board as it was a minute ago, of which `event` events had happened.
  private static func past(_ event: Int, secondsAgo: Int = 60, last: Int? = nil) throws -> PastBoard {
    let live = try SampleBoard.state()
    var state = BoardState(live.board)
    for event in live.recent.prefix(event) { state.apply(event) }
    let at = now - .seconds(secondsAgo)
    state.recall([Sample(Key("auto_com_center", "p95"), .number(131), at: at)], at: at)
    return PastBoard(state: state, at: at, last: last ?? live.sequence)
  }

  /// Somebody who looks at the board as it stood after its second event.
  static func traveller(_ size: Size = Size(width: 120, height: 40)) throws -> Model {
    var model = try SampleBoard.model(size)
    _ = model.update(.key(.character("t")))
    _ = model.update(.recalled(try past(2)))
    return model
  }

  @Test func `the way into the past begins at the last event, and nothing moves before it is read`() throws {
    var model = try SampleBoard.model()
    let last = model.state.sequence
    #expect(model.press(.character("t")) == [.recall(.event(last))])
    #expect(model.screen.contains(" PAST "))
    _ = model.update(.recalled(try Self.past(2)))
    #expect(model.state.sequence == 2)
    #expect(model.screen.contains("event 2 of \(last)  19:51:07  1m00s ago"))
    #expect(model.screen.contains("p95 131ms"), "the samples of that time")
  }

  @Test func `an empty journal has no past`() throws {
    var model = Model(
      state: BoardState(try SampleBoard.state().board), now: Self.now, size: Size(width: 120, height: 40), person: "x")
    #expect(model.press(.character("t")).isEmpty)
    #expect(!model.isInPast)
    #expect(model.screen.contains("there is no past yet"))
  }

  @Test func `steps go on from the moment that was asked for, whatever is on the screen yet`() throws {
    var model = try SampleBoard.model()
    let last = model.state.sequence
    model.press(.character("t"))
    #expect(model.press(.left, .left, .left) == [-1, -2, -3].map { .recall(.event(last + $0)) })
    #expect(model.press(.right) == [.recall(.event(last - 2))])
    _ = model.update(.recalled(try Self.past(last - 2)))
    let minuteBack = Self.now - .seconds(120)
    #expect(model.press(.character("[")) == [.recall(.instant(minuteBack))])
    let first = try #require(try SampleBoard.state().began)
    #expect(model.press(.shiftLeft) == [.recall(.instant(max(first, minuteBack - .seconds(60))))])
    #expect(model.press(.left) == [.recall(.event(last - 2))], "back from an instant: to the event before it")
  }

  @Test func `nobody goes before the first event or past the last`() throws {
    var model = try Self.traveller()
    model.press(.character("g"))
    model.type("1")
    #expect(model.press(.enter) == [.recall(.event(1))])
    #expect(model.press(.left, .left).isEmpty)
    model.press(.character("g"))
    model.type("100000")
    #expect(model.press(.enter) == [.recall(.event(try SampleBoard.state().sequence))])
    #expect(model.press(.right).isEmpty)
  }

  @Test func `an instant is asked for until it can be read`() throws {
    var model = try Self.traveller()
    model.press(.character("g"))
    #expect(model.screen.contains("19:52, -15m, 2025-11-12T19:52Z or an event's number"))
    model.type("noon")
    #expect(model.press(.enter).isEmpty)
    #expect(model.screen.contains("go to: noon"), "what was typed still stands")
    model.press(.control("u"))
    model.type("19:50")
    #expect(model.press(.enter) == [.recall(.instant(try #require(Instant(utc: "2025-11-12T19:50Z"))))])
    model.press(.character("g"), .escape)
    #expect(model.isInPast && model.mode == .browse)
  }

  @Test func `in the past nothing can be changed, by key or by name, and nothing of that is offered`() throws {
    for binding in KeyMap.bindings.filter(\.action.acts) {
      for key in binding.keys {
        var model = try Self.traveller()
        #expect(model.press(key).isEmpty, "\(binding.label)")
        #expect(model.mode == .browse && model.isInPast, "\(binding.label)")
      }
    }
    var model = try Self.traveller()
    let footer = try #require(model.view().lines.last)
    #expect(footer.contains("← → event") && footer.contains("[ ] minute") && !footer.contains("blocker"))
    model.press(.character("?"))
    #expect(!model.screen.contains("file a blocker"))
  }

  @Test func `outside the past its keys do nothing, and help does not name them`() throws {
    var model = try SampleBoard.model()
    #expect(model.press(.character("["), .character("]"), .character("g"), .shiftLeft).isEmpty)
    model.press(.character("?"))
    #expect(!model.screen.contains("a minute earlier"))
  }

  @Test func `the live board goes on behind: it calls, and esc comes back to it as it is by then`() throws {
    var model = try Self.traveller()
    var state = model.state
    state = try SampleBoard.state()
    let at = Self.now + .seconds(240)
    state.ingest([Sample(Key("auto_com_center", "p95"), .number(143), at: at)])
    SampleBoard.apply(Rules.evaluate(state, at: at), to: &state, at: at)
    let effects = model.show(state, at: at)
    #expect(effects.contains(.bell), "a breach calls also who looks back")
    #expect(model.state.sequence == 2, "and moves nothing")
    #expect(model.screen.contains("NOW ✖ 1 breached"))
    _ = model.update(.tick(at + .seconds(5)))
    #expect(model.screen.contains("ago") && model.now == Self.now - .seconds(60))
    model.press(.escape)
    #expect(!model.isInPast)
    #expect(model.now == at + .seconds(5) && model.state == state)
    _ = model.update(.recalled(try Self.past(2)))
    #expect(model.state == state, "what is read too late is not shown")
  }

  @Test func `pages follow through time, and esc leaves them before it leaves the past`() throws {
    var model = try Self.traveller()
    let last = try SampleBoard.state().sequence
    model.press(.enter)
    #expect(model.place == .gate("auto_com_center"))
    #expect(model.press(.right) == [.recall(.event(last))] || model.place == .gate("auto_com_center"))
    model.press(.escape)
    #expect(model.path.isEmpty && model.isInPast)
    model.press(.character("t"))
    #expect(!model.isInPast)
  }
}
