import Canvas
import Chance
import Dashboard
import Gates
import Testing

/// Going from place to place, and back.
@Suite struct NavigationTests {
  @Test(arguments: ["w", "d", "A", "B", "l", "e", "S", "h"] as [Character])
  func `a place's key opens it, esc and the same key come back to where one was`(key: Character) throws {
    var model = try Later.model()
    model.press(.down, .down)
    let before = model.screen
    model.press(.character(key))
    #expect(model.screen != before)
    model.press(.escape)
    #expect(model.screen == before)
    guard key != "h" else { return }
    model.press(.character(key), .character(key))
    #expect(model.screen == before)
  }

  @Test func `from one list to the next the way back stays one step`() throws {
    var model = try Later.model()
    model.press(.character("d"), .character("A"), .character("S"), .escape)
    #expect(model.isOnBoard)
    model.press(.character("A"), .enter)
    #expect(model.place == .guardrail(Key("auto_com_center", "p95")))
    model.press(.character("l"), .escape)
    #expect(model.place == .guardrail(Key("auto_com_center", "p95")))
    model.press(.escape)
    #expect(model.place == .alerts)
  }

  @Test(
    arguments: [
      ("A", 0, Place.guardrail(Key("auto_com_center", "p95"))), ("A", 2, .gate("scholar_auth")),
      ("B", 0, .blocker(3)), ("d", 0, .deadline("interim-evidence")),
      ("S", 0, .source(Key("provider_register", "health"))),
      ("e", 0, .criterion(Key("auto_com_center", "rbac"))), ("l", 0, .event(76)),
    ] as [(Character, Int, Place)])
  func `enter leads from a row to what it is about`(key: Character, row: Int, place: Place) throws {
    var model = try Later.model()
    model.press(.character(key))
    for _ in 0..<row { model.press(.down) }
    model.press(.enter)
    #expect(model.place == place)
    #expect(!model.screen.contains("nothing is known of it"))
  }

  @Test func `a digit selects an app on the board, and leads to its page from another`() throws {
    var model = try Later.model()
    model.press(.character("5"))
    #expect(model.isOnBoard)
    #expect(model.view().lines.contains { $0.hasPrefix(" ▸") && $0.contains("auto_page_maker") })
    model.press(.enter, .character("2"))
    #expect(model.place == .gate("scholar_auth"))
    model.press(.character("9"))
    #expect(model.screen.contains("There are 7 apps here."))
    model.press(.character("x"), .character("1"))
    #expect(model.place == .why("auto_com_center"))
    model.press(.escape)
    #expect(model.isOnBoard)
  }

  @Test func `tab goes on to the next heading, space folds it on every page of its kind`() throws {
    var model = try Later.model(Size(width: 120, height: 80))
    model.press(.enter, .tab, .tab, .character(" "))
    #expect(model.screen.contains("Readiness ▸ 4 folded"))
    #expect(!model.screen.contains("Full 30K webhook replay"))
    model.press(.right)
    #expect(model.screen.contains("Readiness ▸ "))
    model.press(.tab, .tab, .character(" "))
    #expect(!model.screen.contains("folded"))
  }

  @Test func `the gates are sorted by a key, the head says how, and the selected gate stays selected`() throws {
    func apps(_ model: Model) -> [String] {
      model.view().lines.drop { !$0.hasPrefix("   GATE") }.dropFirst().prefix(7).map {
        String($0.dropFirst(8).prefix { $0 != " " })
      }
    }
    var model = try Later.model()
    let board = apps(model)
    model.press(.character("5"), .character("O"))
    #expect(model.screen.contains("APP ▼ worst first"))
    #expect(apps(model).first == "auto_com_center")
    #expect(apps(model) != board)
    #expect(model.view().lines.contains { $0.hasPrefix(" ▸") && $0.contains("auto_page_maker") })
    model.press(.character("O"))
    #expect(model.screen.contains("APP ▼ by deadline"))
    #expect(Array(apps(model).prefix(2)) == ["auto_com_center", "scholar_auth"])
    model.press(.character("O"))
    #expect(apps(model) == board)
  }
}

@Suite struct FilterTests {
  private func shown(_ filter: String) throws -> [String] {
    var model = try Later.model()
    model.press(.character("/"))
    model.type(filter)
    model.press(.enter)
    let apps = model.state.board.apps.map(\.id.name)
    let rows = model.view().lines.drop { !$0.hasPrefix("   GATE") }.dropFirst().prefix { !$0.hasPrefix("┌") }
    return apps.filter { app in rows.contains { $0.contains(app) } }
  }

  @Test(
    arguments: [
      ("app:auto", ["auto_com_center", "auto_page_maker"]), ("owner:queue", ["auto_com_center"]),
      ("owner:QUE state:hold", ["auto_com_center"]), ("state:hold", ["auto_com_center", "student_pilot"]),
      ("state:breached", ["auto_com_center"]), ("state:blind", ["provider_register", "scholarship_api"]),
      ("gate", ["auto_com_center", "scholar_auth"]), ("app:", nil), ("observer mode", ["scholarship_agent"]),
      ("owner:nobody", []), ("colour:red", []), ("app:gate state:conflict", ["scholar_auth"]),
    ] as [(String, [String]?)])
  func `words must all be there, each in its field`(filter: String, apps: [String]?) throws {
    let all = try SampleBoard.state().board.apps.map(\.id.name)
    let found = try shown(filter)
    #expect(found == apps ?? all)
  }

  @Test func `the footer says the fields, and a page has a filter of its own`() throws {
    var model = try Later.model()
    model.press(.character("l"), .character("/"))
    #expect(model.screen.contains("fields app: owner: state:"))
    model.type("owner:mara state:blocker")
    model.press(.enter)
    let rows = model.view().lines.filter { $0.hasPrefix("│ ") && $0.contains("mara") }
    #expect(rows.count == 2)
    #expect(rows.allSatisfy { $0.contains("filed B-") })
    #expect(model.screen.contains("showing rows with 'owner:mara state:blocker'"))
    model.press(.escape)
    #expect(model.place == .journal)
    #expect(model.screen.contains("gateboard    auto_com_center: P95 within 120 ms"))
    model.press(.escape)
    #expect(model.isOnBoard)
  }

  @Test func `a filter that admits nothing says so`() throws {
    var model = try Later.model()
    model.press(.character("S"), .character("/"))
    model.type("xyzzy")
    model.press(.enter)
    #expect(model.screen.contains("no line matches 'xyzzy'; esc shows all"))
    #expect(model.press(.enter, .down, .tab).isEmpty)
  }
}
