import Canvas
import Dashboard
import Gates
import Testing

/// Read-only: no action is reachable until somebody says who acts, and for a while only.
@Suite struct AccessTests {
  private func wall(_ size: Size = Size(width: 120, height: 40)) throws -> Model {
    var settings = Settings()
    settings.isReadOnly = true
    var model = Model(
      state: try SampleBoard.state(), now: SampleBoard.now, size: size, person: "wall", settings: settings)
    _ = model.update(.pulse(.zero))
    return model
  }

  @Test func `no key of an action does anything, and neither footer nor help nor palette offers one`() throws {
    let acting = KeyMap.bindings.filter(\.action.acts)
    #expect(acting.count > 10)
    for binding in acting {
      for key in binding.keys {
        var model = try wall()
        #expect(model.press(key).isEmpty)
        #expect(model.isOnBoard, "\(binding.label)")
      }
    }
    var model = try wall(Size(width: 200, height: 60))
    let footer = try #require(model.view().lines.last)
    for binding in acting { #expect(!footer.contains(" \(binding.board ?? "nothing") ")) }
    model.press(.character("?"))
    for binding in acting { #expect(!model.screen.contains(binding.help)) }
    model.press(.escape, .character(":"))
    for binding in acting {
      model.press(.control("u"))
      model.type(binding.name)
      #expect(!model.screen.contains(binding.help))
      #expect(model.keys.bindings.allSatisfy { $0.action != binding.action })
    }
  }

  @Test func `no pane offers a key that is out of reach, and each names the key in force`() throws {
    var state = try SampleBoard.state()
    SampleBoard.apply(
      try state.decide(.resolveBlocker(1, note: ""), by: "sre-1", at: SampleBoard.now), to: &state, at: SampleBoard.now)
    func screen(_ edit: (inout Settings) -> Void) -> String {
      var settings = Settings()
      edit(&settings)
      return Model(
        state: state, now: SampleBoard.now, size: Size(width: 120, height: 40), person: "wall", settings: settings
      ).screen
    }
    #expect(screen { _ in }.contains("none open; b files one"))
    #expect(screen { $0.isReadOnly = true }.contains("│ none open "))
    let rebound = screen { $0.keys = Keys().rebound(["blocker file": [.control("b"), .character("n")]]) }
    #expect(rebound.contains("none open; ^B n files one"))
    #expect(rebound.contains("^B n blocker"), "the footer too")
    #expect(screen { $0.keys = Keys().rebound(["blocker file": []]) }.contains("│ none open "))
  }

  @Test func `enter on a blocker shows it, and edits nothing`() throws {
    var model = try wall()
    model.press(.tab, .tab, .enter)
    #expect(model.place == .blocker(1))
  }

  @Test func `a name lifts it, the header counts down, and who acts is who gave it`() throws {
    var model = try wall()
    #expect(model.screen.contains("READ-ONLY"))
    model.press(.character("W"), .enter)
    #expect(model.screen.contains("Your name lifts read-only"))
    model.type("mara")
    model.press(.enter)
    #expect(model.person == "mara")
    #expect(model.screen.contains("WRITING 10:00"))
    _ = model.update(.pulse(.seconds(90)))
    #expect(model.screen.contains("WRITING 08:30"))
    model.press(.character("b"))
    #expect(model.screen.contains("FILE A BLOCKER"))
    #expect(model.screen.contains("WRITING 10:00"), "a key renews it")
  }

  @Test func `without a key for ten minutes it falls back, out of a form too, and keeps what was typed`() throws {
    var model = try wall()
    model.press(.character("W"))
    model.type("mara")
    model.press(.enter, .character("b"))
    model.type("half a thought")
    _ = model.update(.pulse(.seconds(599)))
    #expect(model.screen.contains("FILE A BLOCKER"))
    _ = model.update(.pulse(.seconds(600)))
    #expect(model.isOnBoard)
    #expect(model.person == "wall")
    #expect(model.screen.contains("READ-ONLY"))
    #expect(model.screen.contains("Read-only again"))
    model.press(.character("b"))
    #expect(model.isOnBoard)
    model.press(.character("W"))
    model.type("mara")
    model.press(.enter, .character("b"))
    #expect(model.screen.contains("half a thought"))
  }

  @Test func `the same key ends it`() throws {
    var model = try wall()
    model.press(.character("W"))
    model.type("mara")
    model.press(.enter, .character("W"), .character("b"))
    #expect(model.isOnBoard)
    #expect(model.screen.contains("READ-ONLY"))
  }

  @Test func `many letters at once outside a field are a paste and do nothing`() throws {
    var model = try SampleBoard.model()
    let keys = "rule it GO and arm".map { KeyPress.character($0) }
    #expect(model.isBurst(keys))
    #expect(model.update(.burst(keys.count)).isEmpty)
    #expect(model.isOnBoard)
    #expect(model.screen.contains("18 keys came at once"))
    #expect(!model.isBurst(Array(repeating: .character("j"), count: 40)), "a key that is held down")
    #expect(!model.isBurst("bxy".map { KeyPress.character($0) }), "a quick hand")
    model.press(.character("b"))
    #expect(!model.isBurst(keys), "a field takes text")
  }
}
