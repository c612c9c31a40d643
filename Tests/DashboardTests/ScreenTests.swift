import Canvas
import Dashboard
import Foundation
import Testing

/// Whole screens, as literals in files under Screens/. GATEBOARD_RECORD=1 writes them anew, for a human to review.
@Suite struct ScreenTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
    "Screens")

  private func compare(_ model: Model, with name: String) throws {
    let file = Self.folder.appendingPathComponent("\(name).txt")
    let drawn = model.screen + "\n"
    if ProcessInfo.processInfo.environment["GATEBOARD_RECORD"] == "1" {
      try Data(drawn.utf8).write(to: file)
    }
    let expected = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    let differing = zip(drawn.split(separator: "\n"), expected.split(separator: "\n")).filter { $0 != $1 }
    #expect(drawn == expected, "\(name): \(differing.map { "\n-\($1)\n+\($0)" }.joined())")
  }

  @Test(arguments: [(200, 60), (120, 40), (100, 30), (80, 24), (40, 12), (39, 12), (20, 5)])
  func `the board is drawn as reviewed`(width: Int, height: Int) throws {
    try compare(try SampleBoard.model(Size(width: width, height: height)), with: "board-\(width)x\(height)")
  }

  @Test func `forms, help and a gate's reasons are drawn as reviewed`() throws {
    var form = try SampleBoard.model()
    form.press(.character("b"))
    form.type("RBAC matrix missing")
    form.press(.tab, .tab, .tab, .tab)
    form.type("20:45")
    try compare(form, with: "form-120x40")
    var help = try SampleBoard.model(Size(width: 80, height: 24))
    help.press(.character("?"))
    try compare(help, with: "help-80x24")
    var detail = try SampleBoard.model()
    detail.press(.enter)
    try compare(detail, with: "detail-120x40")
  }

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
      }
    }
  }

  @Test func `in monochrome every state has a shape of its own`() throws {
    let rows = try SampleBoard.model().view().lines
    func row(_ app: String) throws -> String { try #require(rows.first { $0.contains(app) }) }
    #expect(try row("auto_com_center").contains("✖ NO-GO"))
    #expect(try row("auto_com_center").contains("▲ p95 abort in"))
    #expect(try row("scholar_auth").contains("◐ CONDITIONAL GO ≠"))
    #expect(try row("student_pilot").contains("■ HOLD"))
    #expect(try row("provider_register").contains("◌"))
  }

  @Test func `a monkey presses 5,000 keys and resizes without a trap`() throws {
    var generator = SeededGenerator(seed: 7)
    let keys: [KeyPress] = [
      .enter, .escape, .tab, .backTab, .backspace, .delete, .up, .down, .left, .right, .home, .end, .control("c"),
      .control("u"), .control("n"), .paste("日本\u{1B}[2J\n"), .character("b"), .character("a"), .character("/"),
      .character("x"), .character("e"), .character("?"), .character("q"), .character("s"), .character("é"),
    ]
    var model = try SampleBoard.model()
    for step in 0..<5_000 {
      model.press(keys[Int.random(in: 0..<keys.count, using: &generator)])
      if step % 50 == 0 {
        let size = Size(
          width: Int.random(in: 0...140, using: &generator), height: Int.random(in: 0...50, using: &generator))
        _ = model.update(.resized(size))
        #expect(model.view().cells.count == size.width * size.height)
      }
    }
  }
}

/// SplitMix64: the same numbers in every run.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}
