import Canvas
import Dashboard
import Testing

/// What holds for screens of any size; how they look is in ``GoldenTests``.
@Suite struct ScreenTests {
  @Test func `every size from nothing to 220x70 is drawn without a trap and inside its bounds`() throws {
    let state = try SampleBoard.state()
    for width in stride(from: 0, through: 220, by: 13) {
      for height in stride(from: 0, through: 70, by: 5) {
        var model = Model(state: state, now: SampleBoard.now, size: Size(width: width, height: height), person: "sre-1")
        #expect(model.view().cells.count == width * height)
        model.press(.enter)
        #expect(model.view().cells.count == width * height)
        model.press(.escape, .character("b"))
        #expect(model.view().cells.count == width * height)
        model.press(.escape)
        for key in "wdABleSh" {
          model.press(.character(key))
          #expect(model.view().cells.count == width * height)
          model.press(.down, .end, .enter)
          #expect(model.view().cells.count == width * height)
          model.press(.escape, .escape)
        }
      }
    }
  }

  @Test(arguments: [(1, 1), (40, 200), (500, 8), (500, 200)])
  func `the smallest, the tallest and the widest screens are drawn`(width: Int, height: Int) throws {
    var model = try SampleBoard.model(Size(width: width, height: height))
    for keys: [KeyPress] in [[], [.enter], [.escape, .character("r")], [.escape, .character(":")]] {
      for key in keys { model.press(key) }
      #expect(model.view().cells.count == width * height)
    }
  }

  @Test func `in monochrome every state has a shape of its own`() throws {
    let rows = try SampleBoard.model().view().lines
    func row(_ app: String) throws -> String { try #require(rows.first { $0.contains(app) }) }
    #expect(try row("auto_com_center").contains("✖ NO-GO"))
    #expect(try row("auto_com_center").contains("▲ abort in"))
    #expect(try row("scholar_auth").contains("◐ CONDITIONAL GO ≠"))
    #expect(try row("student_pilot").contains("■ HOLD"))
    #expect(try row("provider_register").contains("◌"))
  }
}
