import Canvas
import Dashboard
import Gates
import Testing

/// What the footer offers does something, and what a narrow screen hides is told.
@Suite struct FooterTests {
  private func footer(_ model: Model) -> String { model.view().lines.last ?? "" }

  @Test func `a place without headings offers no fold`() throws {
    let size = Size(width: 200, height: 60)
    var wall = try Later.model(size)
    wall.press(.character("w"))
    #expect(!footer(wall).contains("space fold"))
    var event = try Later.model(size)
    event.press(.character("l"), .enter)
    #expect(!footer(event).contains("space fold"))
    let budget = try #require(Scene.all.first { $0.name == "budget" }).model(size)
    #expect(!footer(budget).contains("space fold"))
  }

  @Test func `every page that offers to fold has a heading to fold`() throws {
    var board = try Later.model(Size(width: 200, height: 60))
    for key in "dABleSh" {
      var page = board
      page.press(.character(key))
      for _ in 0..<3 {
        var last = page
        last.press(.end)
        let offers = footer(last).contains("space fold")
        last.press(.character(" "))
        #expect(last.screen.contains("There is no heading to fold here.") != offers, "\(last.screen)")
        page.press(.down, .enter)
      }
    }
    board.press(.enter)
    #expect(footer(board).contains("space fold"))
  }

  @Test func `a guardrail offers to arm only what names a program, and to acknowledge only what waits for it`() throws {
    let size = Size(width: 200, height: 60)
    var acknowledged = try Later.model(size)
    acknowledged.press(.character("A"), .enter)
    #expect(acknowledged.place == .guardrail(Key("auto_com_center", "p95")))
    #expect(!footer(acknowledged).contains("a ack"))
    #expect(!footer(acknowledged).contains("H arm"))
    var hooked = try FormTests.withHook(size)
    hooked.press(.enter, .character("/"))
    hooked.type("P95 over")
    hooked.press(.enter, .down, .enter)
    #expect(hooked.place == .guardrail(Key("auto_com_center", "p95")))
    #expect(footer(hooked).contains("H arm"))
    #expect(!footer(hooked).contains("a ack"))
  }

  @Test(arguments: [40, 80, 120])
  func `whatever asks for keys says how it is left, at every width`(width: Int) throws {
    let size = Size(width: width, height: width == 40 ? 12 : 24)
    var columns = try SampleBoard.model(size)
    columns.press(.character("C"))
    #expect(footer(columns).contains("enter keeps") && footer(columns).contains("esc "))
    var filter = try SampleBoard.model(size)
    filter.press(.character("/"))
    filter.type("state:fa")
    #expect(footer(filter).contains("esc clears"))
    var moment = try TimeTravelTests.traveller(size)
    moment.press(.character("g"))
    moment.type("19:5")
    #expect(footer(moment).contains("enter goes, esc leaves"))
  }

  @Test func `a form says how many of its fields there is no room for`() throws {
    var model = try SampleBoard.model(Size(width: 40, height: 12))
    model.press(.character("r"))
    func hidden(_ words: String) -> Int {
      let row = model.view().lines.first { $0.contains(words) } ?? ""
      return row.split(separator: " ").compactMap { Int($0) }.first ?? 0
    }
    func shown() -> Int {
      let names = ["Ruling", "Allows", "Scope", "Conditions", "While", "Why", "Override"]
      return names.count { name in model.view().lines.contains { $0.contains("│ \(name) ") } }
    }
    for _ in 0..<7 {
      #expect(hidden(" above ") + hidden(" below ") + shown() == 7, "\(model.screen)")
      #expect(model.screen.contains("┌ RULE ON auto_com_center "))
      model.press(.tab)
    }
  }

  @Test func `who may only read is not offered to sign a handover`() throws {
    var settings = Settings()
    settings.isReadOnly = true
    let size = Size(width: 120, height: 40)
    for (settings, offers) in [(Settings(), true), (settings, false)] {
      var model = Model(
        state: try SampleBoard.state(), now: SampleBoard.now, size: size, person: "sre-1", settings: settings)
      model.press(.character("h"))
      #expect(footer(model).contains("both sign") == offers)
    }
  }
}
