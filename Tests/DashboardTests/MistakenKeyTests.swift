import Canvas
import Dashboard
import Gates
import Testing

/// What a tired operator presses in the wrong place.
@Suite struct MistakenKeyTests {
  @Test func `an approval that the selected app does not want is not offered under its name`() throws {
    var model = try SampleBoard.model()
    model.press(.character("5"))
    #expect(model.press(.character("p")).isEmpty)
    #expect(!model.screen.contains("APPROVE"))
    #expect(model.screen.contains("auto_page_maker wants nothing approved; A, "))
    model.press(.character("1"), .character("p"))
    #expect(model.screen.contains("APPROVE"))
    #expect(model.screen.contains("hotl.gate-a"))
  }

  @Test func `a delivery is for a deadline to which the selected app owes something`() throws {
    var model = try SampleBoard.model()
    model.press(.character("3"), .character("D"))
    #expect(model.screen.contains("checkpoint"), "of student_pilot the daily one is the next")
    model.press(.escape, .character("1"), .character("D"))
    #expect(model.screen.contains("interim-evidence"))
  }

  @Test func `enter records no delivery and signs nothing, however often it is pressed`() throws {
    for key in ["D", "p"] {
      var model = try SampleBoard.model()
      model.press(.character(Character(key)))
      if key == "p" { model.type("the loop is manned") }
      for _ in 0..<6 {
        #expect(model.press(.enter).isEmpty)
        _ = model.update(.quiet)
      }
    }
  }

  @Test func `a key that acts says in the past, and on a board that is read-only, why it does not`() throws {
    var traveller = try TimeTravelTests.traveller()
    #expect(traveller.press(.character("b")).isEmpty)
    #expect(traveller.screen.contains("This is the past, where nothing can be changed; esc comes back to now."))
    var settings = Settings()
    settings.isReadOnly = true
    var reader = Model(
      state: try SampleBoard.state(), now: SampleBoard.now, size: Size(width: 120, height: 40), person: "sre-1",
      settings: settings)
    #expect(reader.press(.character("b")).isEmpty)
    #expect(reader.screen.contains("The board is read-only; W lifts that, with your name."))
    // What has never been a key stays silent.
    reader.press(.down, .control("b"))
    #expect(!reader.screen.contains("read-only; W"))
  }

  @Test func `a moment that the past does not have is refused in words`() throws {
    var model = try TimeTravelTests.traveller()
    model.press(.character("g"))
    model.type("25:00")
    #expect(model.press(.enter).isEmpty)
    #expect(model.screen.contains("not a moment: 19:52, -15m"))
    model.press(.control("u"))
    model.type("12:01")
    model.press(.enter)
    #expect(model.screen.contains("The journal begins at "))
    model.press(.character("g"))
    model.type("900")
    model.press(.enter)
    #expect(model.screen.contains("The journal ends with event \(try SampleBoard.state().sequence)."))
  }

  @Test func `an ETA misses the next deadline that is still ahead, and none that is gone`() throws {
    let late = try #require(Instant(utc: "2025-11-12T21:26:00Z"))
    var model = Model(
      state: try SampleBoard.state(), now: late, size: Size(width: 120, height: 40), person: "sre-1")
    model.press(.character("b"))
    model.type("the note is not written")
    model.press(.tab, .tab, .tab, .tab)
    model.type("+45m")
    #expect(!model.screen.contains("after 'Interim evidence'"))
    #expect(model.screen.contains("after 'Webhook post-mortem'"))
  }

  @Test(arguments: [72, 80, 100, 120, 200])
  func `however much stands in the header, it says whether the sources answer`(width: Int) throws {
    var state = try SampleBoard.state()
    for app in ["auto_com_center", "scholar_auth"] {
      let mute = Command.mute(AppID(app), until: SampleBoard.now + .seconds(1800), why: "noise")
      SampleBoard.apply(
        try state.decide(mute, by: "sre-1", at: SampleBoard.now), to: &state, at: SampleBoard.now)
    }
    let model = Model(
      state: state, now: SampleBoard.now, size: Size(width: width, height: 24), person: "sre-1",
      rehearsal: "REHEARSAL x600")
    let header = try #require(model.screen.split(separator: "\n").first)
    #expect(header.contains("16/19"), "\(header)")
    #expect(header.contains("MUTED 2 till 20:22") || (width == 72 && header.contains(" m2 ")))
  }
}
