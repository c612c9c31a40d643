/// A series as a line over its scale, beside the limit that it is held against.
///
/// Where a value is missing there is a gap: nothing is drawn between what was measured before and after it. What the
/// line is made of is its ``ChartForm``.
package struct Chart {
  package let values: [Double?]
  package let limit: Double?
  package let form: ChartForm
  private let isBeyond: (Double) -> Bool
  private let scale: Scale

  /// - Parameters:
  ///   - values: finite numbers at even steps of time, the oldest first; nil where nothing was measured.
  ///   - top: a number that the scale reaches whatever is measured.
  ///   - isBeyond: whether a value is on the wrong side of the limit.
  package init(
    _ values: [Double?], limit: Double?, top: Double? = nil, form: ChartForm = .braille,
    isBeyond: @escaping (Double) -> Bool
  ) {
    self.values = values
    self.limit = limit
    self.form = form
    self.isBeyond = isBeyond
    scale = Scale(values.compactMap(\.self) + [top].compactMap(\.self), limit: limit)
  }

  /// Draws the line, its scale on the left, and what the ends and the middle of time are called below.
  ///
  /// - Parameter oldest: what the left end is called, by how many values are shown.
  /// - Parameter label: a number of the scale with its unit.
  package func draw(
    on canvas: inout Canvas, in area: Area, from oldest: (Int) -> String, to newest: String,
    label: (Double) -> String
  ) {
    let marks = [scale.high, scale.low] + (limit.map { [$0] } ?? [])
    let margin = (marks.map { Glyph.width(of: label($0)) }.max() ?? 0) + 1
    let plot = Area(x: area.x + margin, y: area.y, width: area.width - margin, height: area.height - 1)
    guard plot.width > 0, plot.height > 0 else { return }
    // The limit last: where two share a row it is the one that counts.
    for mark in marks {
      let row = plot.maxY - 1 - scale.height(of: mark, among: plot.height * form.heights) / form.heights
      canvas.fill(Area(x: area.x, y: row, width: margin, height: 1), .plain)
      canvas.write(label(mark), endingAt: plot.x - 1, y: row, mark == limit ? Style(.warning) : .faint)
    }
    drawLine(on: &canvas, in: plot)
    canvas.writeTimes(under: plot, y: plot.maxY, steps: form.steps, age: oldest, newest: newest)
  }

  private func drawLine(on canvas: inout Canvas, in plot: Area) {
    let cells = cells(columns: plot.width, rows: plot.height)
    for row in 0..<plot.height {
      for column in 0..<plot.width {
        let cell = cells[row * plot.width + column]
        let (x, y) = (plot.x + column, plot.y + row)
        if cell.dots > 0 {
          canvas.write(form.character(of: cell.dots), x: x, y: y, Style(cell.isBeyond ? .bad : .text))
        } else if cell.isShaded {
          canvas.write(form.shade, x: x, y: y, Style(.bad))
        } else if cell.isLimit {
          canvas.write(form.rule, x: x, y: y, Style(.warning))
        }
      }
    }
  }

  /// What one cell shows.
  struct PlotCell: Hashable {
    /// Which of the form's dots are set; see ``ChartForm/bit(_:_:)``.
    var dots: UInt8 = 0
    /// A value in it is beyond the limit.
    var isBeyond = false
    /// It lies between the limit and a value beyond it.
    var isShaded = false
    /// The limit's height is in it.
    var isLimit = false
  }

  /// The cells from the upper left, row by row; the newest value stands at the right edge.
  func cells(columns: Int, rows: Int) -> [PlotCell] {
    var cells = Array(repeating: PlotCell(), count: max(0, columns * rows))
    guard !cells.isEmpty else { return cells }
    let heights = rows * form.heights
    func index(_ step: Int, _ height: Int) -> Int {
      (rows - 1 - height / form.heights) * columns + step / form.steps
    }
    let level = limit.map { scale.height(of: $0, among: heights) }
    if let level { for column in 0..<columns { cells[index(column * form.steps, level)].isLimit = true } }
    let steps = columns * form.steps
    let shown = Array(repeating: nil, count: max(0, steps - values.count)) + values.suffix(steps)
    var previous: Int?
    for (step, value) in shown.enumerated() {
      guard let value else {
        previous = nil
        continue
      }
      let height = scale.height(of: value, among: heights)
      let isBeyond = isBeyond(value)
      // Down or up from the value before, so that the line holds together; its own height belongs to that one.
      let from = previous.map { $0 < height ? $0 + 1 : $0 > height ? $0 - 1 : $0 } ?? height
      for dot in min(from, height)...max(from, height) {
        cells[index(step, dot)].dots |= form.bit(step % form.steps, form.heights - 1 - dot % form.heights)
        if isBeyond { cells[index(step, dot)].isBeyond = true }
      }
      if isBeyond, let level {
        for dot in min(level, height)...max(level, height) { cells[index(step, dot)].isShaded = true }
      }
      previous = height
    }
    return cells
  }
}
