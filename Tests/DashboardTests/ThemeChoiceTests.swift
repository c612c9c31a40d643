import Canvas
import Dashboard
import Testing

@Suite struct ThemeChoiceTests {
  private let themes = ["midnight", "daylight", "mono"].map { Theme(name: $0, inks: [:], grounds: [:]) }

  private func choosing() throws -> Model {
    var model = try SampleBoard.model()
    #expect(model.press(.character("T")) == [.findThemes])
    #expect(model.update(.themesFound(themes, current: themes[1])) == [])
    return model
  }

  @Test func `each theme shows as it is passed, enter keeps it and says its name`() throws {
    var model = try choosing()
    #expect(model.screen.contains("▸ daylight"))
    #expect(model.screen.contains("auto_com_center"))
    #expect(model.press(.down) == [.use(themes[2])])
    #expect(model.press(.down) == [.use(themes[2])])
    #expect(model.press(.home) == [.use(themes[0])])
    #expect(model.screen.contains("▸ midnight"))
    #expect(model.press(.enter) == [.remember(themes[0])])
    #expect(model.isOnBoard)
    #expect(model.screen.contains("theme midnight"))
  }

  @Test func `esc goes back to the theme that was shown before`() throws {
    var model = try choosing()
    model.press(.down)
    #expect(model.press(.escape) == [.use(themes[1])])
    #expect(model.isOnBoard)
    model = try choosing()
    #expect(model.press(.escape) == [])
  }

  @Test(arguments: [Size(width: 40, height: 8), Size(width: 80, height: 24), Size(width: 200, height: 60)])
  func `the list fits every screen, and keeps the selected theme in sight`(size: Size) throws {
    var model = try SampleBoard.model(size)
    let many = (1...30).map { Theme(name: "theme-\($0)", inks: [:], grounds: [:]) }
    _ = model.update(.themesFound(many, current: many[0]))
    for theme in many {
      #expect(model.screen.contains("▸ \(theme.name)"))
      model.press(.down)
    }
  }

  @Test func `without a theme to choose from nothing happens`() throws {
    var model = try SampleBoard.model()
    _ = model.update(.themesFound([], current: themes[0]))
    #expect(model.press(.down, .up, .end) == [])
    #expect(model.press(.enter) == [])
    #expect(model.isOnBoard)
  }
}
