import Testing

@testable import Canvas

@Suite struct ChartTests {
  /// The dots of a drawn plot, by step from the left and height from the bottom, read back from its characters.
  private func dots(_ cells: [Chart.PlotCell], columns: Int, rows: Int) -> Set<[Int]> {
    // Unicode 15, 21.1: the bits of dots 1 2 3 7 down the left, of 4 5 6 8 down the right.
    let bits: [[UInt8]] = [[0x01, 0x02, 0x04, 0x40], [0x08, 0x10, 0x20, 0x80]]
    var found: Set<[Int]> = []
    for row in 0..<rows {
      for column in 0..<columns {
        for (side, down) in bits.enumerated() {
          for (dot, bit) in down.enumerated() where cells[row * columns + column].dots & bit != 0 {
            found.insert([column * 2 + side, rows * 4 - 1 - (row * 4 + dot)])
          }
        }
      }
    }
    return found
  }

  private struct Case {
    let values: [Double?]
    let limit: Double?
    let columns, rows: Int
  }

  private func cases() -> [Case] {
    var generator = SplitMix(seed: 6)
    return (0..<400).map { _ in
      let columns = Int.random(in: 1...30, using: &generator)
      let span: ClosedRange<Double> = Bool.random(using: &generator) ? 0...200 : -50...50
      let values = (0..<Int.random(in: 0...80, using: &generator)).map { _ in
        Int.random(in: 0...4, using: &generator) == 0 ? nil : Double.random(in: span, using: &generator)
      }
      let limit = Bool.random(using: &generator) ? Double.random(in: 1...180, using: &generator) : nil
      return Case(values: values, limit: limit, columns: columns, rows: Int.random(in: 1...9, using: &generator))
    }
  }

  /// Another way to the same picture: each dot is asked whether the line passes it.
  @Test func `a dot is set where the line passes, and nowhere else`() {
    for test in cases() {
      let known = test.values.compactMap(\.self)
      let (low, high) = (min(0, known.min() ?? 0), max(known.max() ?? 0, test.limit ?? 0))
      let (steps, heights) = (test.columns * 2, test.rows * 4)
      func value(_ step: Int) -> Double? {
        let index = test.values.count - steps + step
        return test.values.indices.contains(index) ? test.values[index] : nil
      }
      func height(_ value: Double) -> Int {
        high > low ? Int(((value - low) / (high - low) * Double(heights - 1)).rounded()) : 0
      }
      var expected: Set<[Int]> = []
      for step in 0..<steps {
        guard let here = value(step).map(height) else { continue }
        let before = value(step - 1).map(height).flatMap { step > 0 ? $0 : nil }
        for dot in 0..<heights {
          let isBetween = before.map { ($0 < dot && dot <= here) || (here <= dot && dot < $0) } ?? false
          if dot == here || isBetween { expected.insert([step, dot]) }
        }
      }
      let chart = Chart(test.values, limit: test.limit) { $0 > test.limit ?? .infinity }
      let cells = chart.cells(columns: test.columns, rows: test.rows)
      #expect(dots(cells, columns: test.columns, rows: test.rows) == expected, "\(test)")
    }
  }

  @Test func `a cell is marked where its column is beyond the limit, and shaded between both`() {
    for test in cases() {
      let chart = Chart(test.values, limit: test.limit) { $0 > test.limit ?? .infinity }
      let cells = chart.cells(columns: test.columns, rows: test.rows)
      for column in 0..<test.columns {
        let steps = [0, 1].map { test.values.count - test.columns * 2 + column * 2 + $0 }
        let values = steps.compactMap { test.values.indices.contains($0) ? test.values[$0] : nil }
        let isBeyond = values.contains { $0 > test.limit ?? .infinity }
        let rows = (0..<test.rows).map { cells[$0 * test.columns + column] }
        #expect(rows.contains(where: \.isBeyond) == isBeyond, "\(test)")
        #expect(rows.contains(where: \.isShaded) == isBeyond, "\(test)")
        #expect(rows.count(where: \.isLimit) == (test.limit == nil ? 0 : 1), "\(test)")
        #expect(rows.allSatisfy { $0.dots == 0 } == values.isEmpty, "\(test)")
      }
    }
  }

  @Test func `a chart has its scale with units, its limit, its breach shaded, and a gap where nothing was measured`() {
    let values: [Double?] = [0, 20, 40, 60, 80, 100, nil, nil, nil, nil, 200, 200, 200, 40, 40, 40]
    var canvas = Canvas(Size(width: 16, height: 6))
    Chart(values, limit: 100) { $0 > 100 }
      .draw(on: &canvas, in: canvas.area, from: { "-\($0)m" }, to: "now", label: { "\(Int($0))ms" })
    #expect(
      canvas.lines == [
        "200ms        ⠉⢱", "             ░⢸", "100ms ┄┄┄┄⡰┄┄░⢸┄", "         ⡰⠁   ⢸⣀", "  0ms   ⡰⠁", "      -20m   now",
      ])
    #expect(canvas[13, 0].style.ink == .bad)
    #expect(canvas[0, 2].style.ink == .warning)
  }

  @Test(
    arguments: [
      [Double.greatestFiniteMagnitude, -.greatestFiniteMagnitude], [.leastNonzeroMagnitude, 0], [0, 0], [-1, -1], [],
    ] as [[Double]])
  func `numbers at the ends of what there is are drawn without a trap`(values: [Double]) {
    let chart = Chart(values, limit: nil) { _ in true }
    #expect(chart.cells(columns: 4, rows: 3).count == 12)
    #expect(Sparkline.characters(values, width: 4, limit: .greatestFiniteMagnitude).count == 4)
    for (width, height) in [(0, 0), (1, 1), (5, 1), (6, 2), (3, 9)] {
      var canvas = Canvas(Size(width: width, height: height))
      chart.draw(on: &canvas, in: canvas.area, from: { "\($0)" }, to: "now", label: { "\($0)" })
    }
  }

  @Test func `in ASCII the line is where it was, to half a cell`() {
    for dots in UInt32(0)...0xFF {
      guard let scalar = Unicode.Scalar(0x2800 + dots) else { continue }
      let (upper, lower) = (dots & 0x1B != 0, dots & 0xE4 != 0)
      #expect(Cell.twin(of: scalar) == (upper && lower ? ":" : upper ? "'" : lower ? "." : " "))
    }
  }
}
