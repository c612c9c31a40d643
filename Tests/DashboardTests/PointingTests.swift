import Canvas
import Dashboard
import Gates
import Testing

/// The mouse: a click selects, a double click opens, the wheel scrolls, and nothing is confirmed by it.
@Suite struct PointingTests {
  /// Where a text stands on the screen.
  private func place(of text: String, in model: Model) throws -> (x: Int, y: Int) {
    let lines = model.view().lines
    let y = try #require(lines.firstIndex { $0.contains(text) }, "'\(text)' is not on the screen")
    let range = try #require(lines[y].firstRange(of: text))
    return (lines[y].distance(from: lines[y].startIndex, to: range.lowerBound), y)
  }

  private func click(_ text: String, in model: inout Model) throws {
    let (x, y) = try place(of: text, in: model)
    model.press(.mouse(Mouse(.press, x: x, y: y)))
  }

  private func model(_ size: Size = Size(width: 120, height: 40)) throws -> Model {
    var model = try SampleBoard.model(size)
    _ = model.update(.pulse(.seconds(10)))
    return model
  }

  @Test func `a click selects a row, and a second one within half a second opens it`() throws {
    var model = try model()
    try click("student_pilot", in: &model)
    #expect(model.isOnBoard)
    #expect(model.view().lines.contains { $0.hasPrefix(" ▸") && $0.contains("student_pilot") })
    _ = model.update(.pulse(.milliseconds(10_800)))
    try click("student_pilot", in: &model)
    #expect(model.isOnBoard, "two slow clicks are two clicks")
    _ = model.update(.pulse(.milliseconds(11_200)))
    try click("student_pilot", in: &model)
    #expect(model.place == .gate("student_pilot"))
  }

  @Test func `a click goes to another pane, and on a page to a line`() throws {
    var model = try model()
    try click("replay stalls at 11K", in: &model)
    #expect(model.pane == .blockers)
    model.press(.tab, .enter)
    try click("Guardrails", in: &model)
    model.press(.down, .enter)
    #expect(model.place == .guardrail(Key("auto_com_center", "p95")))
  }

  @Test func `the wheel moves the selection of what is under the pointer`() throws {
    var model = try model()
    let (x, y) = try place(of: "scholar_auth", in: model)
    for _ in 0..<3 { model.press(.mouse(Mouse(.wheelDown, x: x, y: y))) }
    #expect(model.view().lines.contains { $0.hasPrefix(" ▸") && $0.contains("provider_register") })
    model.press(.mouse(Mouse(.wheelUp, x: x, y: y)))
    #expect(model.view().lines.contains { $0.hasPrefix(" ▸") && $0.contains("student_pilot") })
  }

  @Test func `a click goes to a field, and answers no question`() throws {
    var model = try FormTests.withHook()
    model.press(.character("b"))
    model.type("stalls")
    try click("Owner", in: &model)
    model.type("queue")
    #expect(model.view().lines.contains { $0.contains("Owner") && $0.contains("queue") })
    model = try FormTests.withHook()
    model.press(.character("H"), .enter)
    _ = model.update(.quiet)
    try click("y arms", in: &model)
    try click("[ Cancel ]", in: &model)
    #expect(model.screen.contains("y arms"), "the question stands")
    model.press(.escape, .escape, .character("q"))
    _ = model.update(.painted)
    #expect(model.press(.mouse(Mouse(.press, x: 3, y: 39))).isEmpty)
    #expect(model.screen.contains("Leave the board?"))
  }

  @Test func `a click outside everything and outside the screen does nothing`() throws {
    var model = try model()
    let before = model.screen
    for (x, y) in [(-1, -1), (0, 0), (119, 39), (500, 500), (0, -7)] {
      #expect(model.press(.mouse(Mouse(.press, x: x, y: y))).isEmpty)
    }
    #expect(model.screen == before)
  }
}
