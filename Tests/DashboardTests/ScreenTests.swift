import Canvas
import Dashboard
import Foundation
import Testing

/// Whole screens, as literals in files under Screens/. GATEBOARD_RECORD=1 writes them anew, for a human to review.
@Suite struct ScreenTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
    "Screens")

  static func compare(_ model: Model, with name: String) throws {
    let file = folder.appendingPathComponent("\(name).txt")
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
    try Self.compare(try SampleBoard.model(Size(width: width, height: height)), with: "board-\(width)x\(height)")
  }

  @Test(arguments: [(120, 40), (80, 24), (40, 12)])
  func `forms and their questions are drawn as reviewed`(width: Int, height: Int) throws {
    let size = Size(width: width, height: height)
    func draw(_ name: String, _ keys: (inout Model) -> Void) throws {
      var model = try SampleBoard.model(size)
      keys(&model)
      try Self.compare(model, with: "\(name)-\(width)x\(height)")
    }
    try draw("blocker") { model in
      model.press(.character("b"))
      model.type("RBAC matrix missing")
      model.press(.tab, .tab, .tab, .tab)
      model.type("20:45")
    }
    try draw("ruling") { model in
      model.press(.character("r"), .control("u"))
      model.type("GO")
      model.press(.tab, .tab, .tab, .tab)
      model.type("p95 <= 95%")
      model.press(.enter)
    }
    try draw("approval") { $0.press(.character("p")) }
    try draw("delivery") { model in
      model.press(.character("D"), .tab, .tab)
      model.type("evidence/gate-a/audit.jsonl")
      _ = model.update(
        .looked(
          path: "evidence/gate-a/audit.jsonl", .read(sha256: String(repeating: "3f2a", count: 16), size: 18_240)))
    }
    try draw("mute") { model in
      model.press(.character("m"), .tab, .tab)
      model.type("known noise")
    }
    try draw("undo") { model in
      model.press(.character("u"))
      _ = model.update(.quiet)
    }
    var settings = Settings()
    settings.isReadOnly = true
    var wall = Model(
      state: try SampleBoard.state(), now: SampleBoard.now, size: size, person: "wall", settings: settings)
    _ = wall.update(.pulse(.seconds(60)))
    _ = wall.update(.pulse(.seconds(72)))
    try Self.compare(wall, with: "read-only-\(width)x\(height)")
    var armed = try FormTests.withHook(size)
    armed.press(.character("H"), .enter)
    _ = armed.update(.quiet)
    try Self.compare(armed, with: "danger-\(width)x\(height)")
  }

  @Test(arguments: [(200, 60), (120, 40), (80, 24), (40, 12)])
  func `the past is drawn as reviewed`(width: Int, height: Int) throws {
    var model = try TimeTravelTests.traveller(Size(width: width, height: height))
    try Self.compare(model, with: "past-\(width)x\(height)")
    model.press(.character("g"))
    model.type("19:5")
    try Self.compare(model, with: "moment-\(width)x\(height)")
  }

  @Test(arguments: [(120, 40), (80, 24), (40, 12)])
  func `what leads deeper is drawn as reviewed`(width: Int, height: Int) throws {
    let size = Size(width: width, height: height)
    func draw(_ name: String, _ keys: KeyPress...) throws {
      var model = try SampleBoard.model(size)
      for key in keys { model.press(key) }
      try Self.compare(model, with: "\(name)-\(width)x\(height)")
    }
    try draw("detail", .enter)
    try draw("why", .character("x"))
    try draw("samples", .enter, .down, .down, .down, .down, .down, .enter, .down, .down, .down, .enter)
    try draw("source", .enter, .end, .up, .up, .enter)
    try draw("keys", .down, .enter, .end, .up, .up, .enter)
    try draw("help", .character("?"))
    try draw("palette", .character(":"), .character("b"), .character("r"))
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
    #expect(try row("auto_com_center").contains("▲ p95 abort in"))
    #expect(try row("scholar_auth").contains("◐ CONDITIONAL GO ≠"))
    #expect(try row("student_pilot").contains("■ HOLD"))
    #expect(try row("provider_register").contains("◌"))
  }
}
