import Testing

@testable import Canvas

@Suite struct ChartFormTests {
  private struct Case {
    let values: [Double?]
    let limit: Double?
    let columns, rows: Int
  }

  private func cases() -> [Case] {
    var generator = SplitMix(seed: 11)
    return (0..<300).map { _ in
      let values = (0..<Int.random(in: 0...60, using: &generator)).map { _ in
        Int.random(in: 0...4, using: &generator) == 0 ? nil : Double.random(in: -20...200, using: &generator)
      }
      return Case(
        values: values, limit: Bool.random(using: &generator) ? Double.random(in: 1...180, using: &generator) : nil,
        columns: Int.random(in: 1...30, using: &generator), rows: Int.random(in: 1...9, using: &generator))
    }
  }

  /// Which halves of a row a character fills, read from what it looks like.
  private func halves(_ character: String) -> (upper: Bool, lower: Bool)? {
    switch character {
    case " ": (false, false)
    case "▀", "'": (true, false)
    case "▄", ".": (false, true)
    case "█", ":": (true, true)
    default: nil
    }
  }

  /// Another way to the same picture: each half of each cell is asked whether the line passes it.
  @Test(arguments: [ChartForm.halfBlock, .ascii])
  func `a half is filled where the line passes, and nowhere else`(form: ChartForm) throws {
    for test in cases() {
      let known = test.values.compactMap(\.self)
      let (low, high) = (min(0, known.min() ?? 0), max(known.max() ?? 0, test.limit ?? 0))
      let heights = test.rows * 2
      func value(_ column: Int) -> Double? {
        let index = test.values.count - test.columns + column
        return column >= 0 && test.values.indices.contains(index) ? test.values[index] : nil
      }
      func height(_ value: Double) -> Int {
        high > low ? Int(((value - low) / (high - low) * Double(heights - 1)).rounded()) : 0
      }
      let cells = Chart(test.values, limit: test.limit, form: form) { $0 > test.limit ?? .infinity }
        .cells(columns: test.columns, rows: test.rows)
      for column in 0..<test.columns {
        let here = value(column).map(height)
        let before = value(column - 1).map(height)
        for row in 0..<test.rows {
          let found = try #require(halves(form.character(of: cells[row * test.columns + column].dots)))
          for (half, isFilled) in [(1, found.upper), (0, found.lower)] {
            let level = (test.rows - 1 - row) * 2 + half
            let isBetween =
              if let here, let before { (before < level && level <= here) || (here <= level && level < before) } else {
                false
              }
            #expect(isFilled == (here == level || isBetween), "\(test), column \(column), height \(level)")
          }
        }
      }
    }
  }

  @Test(arguments: ChartForm.allCases)
  func `a column where nothing was measured is empty, whatever stands beside it`(form: ChartForm) {
    for test in cases() {
      let chart = Chart(test.values, limit: test.limit, form: form) { $0 > test.limit ?? .infinity }
      let cells = chart.cells(columns: test.columns, rows: test.rows)
      let steps = test.columns * form.steps
      for column in 0..<test.columns {
        let values = (0..<form.steps).compactMap { step -> Double? in
          let index = test.values.count - steps + column * form.steps + step
          return test.values.indices.contains(index) ? test.values[index] : nil
        }
        let rows = (0..<test.rows).map { cells[$0 * test.columns + column] }
        #expect(rows.allSatisfy { $0.dots == 0 } == values.isEmpty)
        #expect(rows.contains(where: \.isShaded) == values.contains { $0 > test.limit ?? .infinity })
        #expect(rows.count(where: \.isLimit) == (test.limit == nil ? 0 : 1))
      }
    }
  }

  @Test(arguments: [
    (ChartForm.halfBlock, ["200ms      ▀▀▄", "           ░░█", "100ms ┄┄█┄┄░░█", "       ▄▀    ▀", "  0ms ▄▀"]),
    (.ascii, ["200ms      ''.", "           //:", "100ms --:--//:", "       .'    '", "  0ms .'"]),
  ])
  func `each form has its scale, its limit, its shade and its gap`(form: ChartForm, lines: [String]) {
    var canvas = Canvas(Size(width: 14, height: 6))
    Chart([0, 50, 100, nil, nil, 200, 200, 60], limit: 100, form: form) { $0 > 100 }
      .draw(on: &canvas, in: canvas.area, from: { "-\($0)m" }, to: "now", label: { "\(Int($0))ms" })
    #expect(Array(canvas.lines.prefix(5)) == lines)
    if form == .ascii { #expect(canvas.lines.joined().allSatisfy { $0.isASCII }) }
  }

  @Test func `the middle of time is named where there is room`() {
    var canvas = Canvas(Size(width: 60, height: 5))
    Chart(Array(repeating: 1, count: 200), limit: nil) { _ in false }
      .draw(on: &canvas, in: canvas.area, from: { "-\($0)" }, to: "now", label: { _ in "1" })
    #expect(canvas.lines[4] == "  -116                         -58                       now")
  }

  @Test func `a scale reaches its top whatever is measured`() {
    var canvas = Canvas(Size(width: 10, height: 5))
    Chart([0.5], limit: 0, top: 1) { $0 < 0 }
      .draw(on: &canvas, in: canvas.area, from: { _ in "" }, to: "", label: { "\(Int($0 * 100))%" })
    #expect(canvas.lines[0] == "100%")
    #expect(canvas.lines[3].hasPrefix("  0% ┄"))
  }
}

@Suite struct BlockTextTests {
  @Test func `figures stand in blocks, twice as wide as high`() {
    var canvas = Canvas(Size(width: 24, height: 5))
    canvas.writeBlocks("1:7", x: 0, y: 0, scale: 1, .plain)
    #expect(
      canvas.lines == [
        "  ██        ██████", "████    ██      ██", "  ██            ██", "  ██    ██      ██", "██████          ██",
      ])
  }

  @Test func `no two figures look the same`() {
    let figures = "0123456789:.-+%/,'dhmsABCDEFGHIJKLMNOPQRSTUVWXYZ"
    let patterns = BlockText.patterns(of: figures)
    #expect(patterns.count == figures.count)
    #expect(Set(patterns).count == patterns.count)
    #expect(
      patterns.allSatisfy { pattern in
        pattern.rows.count == 5 && pattern.rows.allSatisfy { $0 < 1 << UInt8(pattern.width) }
      })
  }

  @Test(arguments: [(54, 5, 1), (53, 5, 0), (108, 10, 2), (107, 10, 1), (400, 9, 1), (0, 0, 0)])
  func `a text is as large as the room is`(width: Int, height: Int, scale: Int) {
    #expect(BlockText.size(of: "00:37:53", scale: 1) == Size(width: 54, height: 5))
    #expect(BlockText.scale(of: "00:37:53", within: Size(width: width, height: height)) == scale)
  }

  @Test func `what has no figure is not said to have one`() {
    #expect(BlockText.canShow("143ms"))
    #expect(BlockText.canShow("0.04%"))
    #expect(BlockText.canShow("12 USD"))
    #expect(!BlockText.canShow("12 €"))
    var canvas = Canvas(Size(width: 3, height: 2))
    canvas.writeBlocks("8é8", x: 1, y: 1, scale: 3, .plain)
    #expect(canvas.cells.count == 6)
  }
}
