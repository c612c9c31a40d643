import Testing

@testable import Canvas

@Suite struct HeatmapTests {
  private struct Case: CustomStringConvertible {
    let columns: [[Double]?]
    let bounds: [Double]
    let limit: Heatmap.Limit?
    let size: Size
    var description: String { "\(size), bounds \(bounds), limit \(limit.map(\.level) ?? .nan), \(columns)" }
  }

  /// Counts are whole, so that the reference can ask its questions of whole numbers.
  private func cases() -> [Case] {
    var generator = SplitMix(seed: 19)
    func random(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }
    return (0..<400).map { _ in
      let bounds = Set((0..<random(0...20)).map { _ in Double(random(-3...60) * 10) }).sorted()
      let columns = (0..<random(0...40)).map { _ -> [Double]? in
        guard random(0...4) > 0 else { return nil }
        let most = random(0...3) == 0 ? 0 : random(1...50)
        return (0...bounds.count).map { _ in random(0...2) == 0 ? 0 : Double(random(0...most)) }
      }
      let isBeyondAbove: Bool? = [true, false, nil][random(0...2)]
      let limit = random(0...3) > 0 ? Heatmap.Limit(Double(random(-5...65) * 10), isBeyondAbove: isBeyondAbove) : nil
      return Case(
        columns: columns, bounds: bounds, limit: limit, size: Size(width: random(1...30), height: random(1...24)))
    }
  }

  /// Another way to the same picture: each cell of the screen is asked what was observed between its two numbers.
  @Test func `a cell is as dark as its share of the observations, to the cell`() {
    for test in cases() {
      let heatmap = Heatmap(test.columns, bounds: test.bounds, limit: test.limit)
      let rows = heatmap.rows(fitting: test.size.height)
      #expect(rows.count == min(test.size.height, test.bounds.count + 1), "\(test)")
      let cells = heatmap.cells(columns: test.size.width, rows: rows)
      for x in 0..<test.size.width {
        let index = test.columns.count - test.size.width + x
        let column = test.columns.indices.contains(index) ? test.columns[index] : nil
        let all = column.map { Int($0.reduce(0, +)) } ?? 0
        for (y, row) in rows.enumerated() {
          let cell = cells[(rows.count - 1 - y) * test.size.width + x]
          // The buckets that lie between the row's numbers, found by their own bounds.
          let mine = (column ?? []).enumerated().filter { bucket, _ in
            let high = bucket < test.bounds.count ? test.bounds[bucket] : .infinity
            return row.low < high && high <= row.high
          }
          let count = Int(mine.reduce(0) { $0 + $1.element })
          let level =
            count == 0 ? 0 : count * 100 <= all * 5 ? 1 : count * 100 <= all * 20 ? 2 : count * 2 <= all ? 3 : 4
          #expect(cell.level == level, "\(test), column \(x), row \(y)")
          #expect(cell.isLimit == (test.limit.map { row.low < $0.level && $0.level <= row.high } ?? false), "\(test)")
        }
      }
    }
  }

  @Test func `rows lie side by side from the lowest bucket to the one without a bound, and one holds the limit`() {
    for test in cases() {
      let rows = Heatmap(test.columns, bounds: test.bounds, limit: test.limit).rows(fitting: test.size.height)
      #expect(rows.first?.low == -.infinity && rows.last?.high == .infinity, "\(test)")
      #expect(
        zip(rows, rows.dropFirst()).allSatisfy { $0.high == $1.low && $0.buckets.upperBound == $1.buckets.lowerBound })
      #expect(rows.count(where: \.holdsLimit) == (test.limit == nil ? 0 : 1), "\(test)")
      if let level = test.limit?.level, test.bounds.contains(level), rows.count > 1 {
        #expect(rows.contains { $0.high == level }, "\(test)")
      }
      for row in rows {
        guard let limit = test.limit, let isAbove = limit.isBeyondAbove else {
          #expect(row.side == .neither)
          continue
        }
        // Whether a number just above the row's low end and one at its high end are beyond.
        let ends = [row.low >= limit.level, row.high > limit.level].map { $0 == isAbove }
        #expect(row.side == (ends == [true, true] ? .beyond : ends == [false, false] ? .within : .across), "\(test)")
      }
    }
  }

  private func drawn(_ form: Heatmap.Form, height: Int = 8) -> Canvas {
    var canvas = Canvas(Size(width: 22, height: height))
    let columns: [[Double]?] = [
      [80, 20, 0, 0, 0], [60, 36, 4, 0, 0], nil, nil, [0, 0, 0, 0, 0], [30, 30, 30, 5, 5], [0, 10, 50, 25, 15],
    ]
    Heatmap(columns, bounds: [50, 100, 150, 300], limit: Heatmap.Limit(120, isBeyondAbove: true), form: form)
      .draw(on: &canvas, in: canvas.area, from: { "-\($0)m" }, to: "now", label: { "\(Int($0))ms" })
    return canvas
  }

  @Test(arguments: [
    (
      Heatmap.Form.shades,
      [
        ">300ms              ░▒", " 300ms              ░▓", " 120ms┄┄┄┄┄┄┄┄┄┄░┄┄┄▓▓", " 100ms         ▒▓   ▓▒",
        "  50ms         ██   ▓", "               ──  ───", "       -15m        now", "",
      ]
    ),
    (
      .ascii,
      [
        ">300ms              .:", " 300ms              .=", " 120ms----------.---==", " 100ms         :=   =:",
        "  50ms         ##   =", "               --  ---", "       -15m        now", "",
      ]
    ),
  ])
  func `the bounds stand on the left, the limit goes through its row, and a gap is one in the axis too`(
    form: Heatmap.Form, lines: [String]
  ) {
    #expect(drawn(form).lines == lines)
    if form == .ascii { #expect(drawn(form).lines.joined().allSatisfy { $0.isASCII }) }
  }

  @Test func `the colour says where a cell lies to the limit, and so does its row`() {
    let canvas = drawn(.shades)
    #expect(canvas[21, 0].style.ink == .bad && canvas[21, 1].style.ink == .bad)
    #expect(canvas[21, 2].style.ink == .warning && canvas[3, 2].style.ink == .warning)
    #expect(canvas[21, 3].style.ink == .good)
  }

  @Test func `in ASCII each shade is apart from the others, and the darker stays the darker`() {
    let twins = (1...4).map { Heatmap.Form.shades.shade($0).unicodeScalars.map(Cell.twin).map(String.init).joined() }
    #expect(twins == (1...4).map { Heatmap.Form.ascii.shade($0) })
    #expect(Set(twins).count == 4)
  }

  @Test func `where there is no room for every bucket, neighbours share a row and no row moves with what is measured`()
  {
    let lines = drawn(.shades, height: 5).lines
    #expect(lines.map { String($0.prefix(7)) } == [">150ms ", " 120ms┄", "  50ms ", "       ", "       "])
    #expect(lines[1].hasSuffix("▒▓┄┄┄██"))
  }

  @Test func `numbers and rooms at the ends of what there is are drawn without a trap`() {
    let bounds: [[Double]] = [[], [0], [-.greatestFiniteMagnitude, .greatestFiniteMagnitude], [1, 2, 3]]
    for bounds in bounds {
      for (width, height) in [(0, 0), (1, 1), (5, 2), (6, 3), (3, 9), (40, 12)] {
        for level in [0, -1, Double.greatestFiniteMagnitude] {
          var canvas = Canvas(Size(width: width, height: height))
          let columns: [[Double]?] = [
            nil, Array(repeating: 1e38, count: bounds.count + 1), Array(repeating: 0, count: bounds.count + 1),
          ]
          Heatmap(columns, bounds: bounds, limit: Heatmap.Limit(level, isBeyondAbove: true))
            .draw(on: &canvas, in: canvas.area, from: { "\($0)" }, to: "now", label: { "\($0)" })
        }
      }
    }
  }
}
