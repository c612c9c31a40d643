/// How observations spread over the buckets of a histogram, column by column: each cell is the darker, the larger its
/// share of the observations of its column.
///
/// A column in which nothing was measured is a gap: it is blank, and so is the axis below it. One in which nothing was
/// observed is blank over an axis.
package struct Heatmap {
  /// What its cells are made of.
  package enum Form: Hashable, Sendable, CaseIterable {
    case shades
    /// The same in characters that every terminal has.
    case ascii
  }

  /// The number that values are held against.
  package struct Limit: Hashable, Sendable {
    package let level: Double
    /// Whether the values above it are beyond it; nil where neither side is.
    package let isBeyondAbove: Bool?

    package init(_ level: Double, isBeyondAbove: Bool?) { (self.level, self.isBeyondAbove) = (level, isBeyondAbove) }
  }

  package let columns: [[Double]?]
  package let bounds: [Double]
  package let limit: Limit?
  package let form: Form

  /// - Parameters:
  ///   - columns: at even steps of time, the oldest first; each the observations by bucket, one more than there are
  ///     bounds; nil where nothing was measured.
  ///   - bounds: the upper bounds of the buckets, rising; the last bucket has none.
  package init(_ columns: [[Double]?], bounds: [Double], limit: Limit?, form: Form = .shades) {
    (self.columns, self.bounds, self.limit, self.form) = (columns, bounds, limit, form)
  }

  /// Draws the cells, the upper bounds of the rows on the left, and below the axis what the columns are called.
  ///
  /// The row of the limit is named by the limit, and where nothing else is in it the limit goes through it.
  /// - Parameters as those of ``Chart/draw(on:in:from:to:label:)``.
  package func draw(
    on canvas: inout Canvas, in area: Area, from oldest: (Int) -> String, to newest: String,
    label: (Double) -> String
  ) {
    let rows = rows(fitting: area.height - 2)
    let names = rows.map { name(of: $0, label) }
    let margin = (names.map { Glyph.width(of: $0) }.max() ?? 0) + 1
    let plot = Area(x: area.x + margin, y: area.y, width: area.width - margin, height: rows.count)
    guard plot.width > 0, plot.height > 0 else { return }
    for (index, row) in rows.enumerated() {
      let ink: Style = row.holdsLimit ? Style(.warning) : .faint
      canvas.write(names[index], endingAt: plot.x - 1, y: plot.maxY - 1 - index, ink)
      // Beside the name too, for a row that is full of cells.
      if row.holdsLimit { canvas.write(form.rule, x: plot.x - 1, y: plot.maxY - 1 - index, ink) }
    }
    let cells = cells(columns: plot.width, rows: rows)
    for y in 0..<plot.height {
      for x in 0..<plot.width {
        let cell = cells[y * plot.width + x]
        if cell.level > 0 {
          canvas.write(form.shade(cell.level), x: plot.x + x, y: plot.y + y, Style(cell.side.ink))
        } else if cell.isLimit {
          canvas.write(form.rule, x: plot.x + x, y: plot.y + y, Style(.warning))
        }
      }
    }
    for (x, column) in shown(plot.width).enumerated() where column != nil {
      canvas.write(form.axis, x: plot.x + x, y: plot.maxY, .faint)
    }
    canvas.writeTimes(under: plot, y: plot.maxY + 1, steps: 1, age: oldest, newest: newest)
  }

  /// The limit where it is, else the upper bound; the row without one says what it is above, if it is above anything.
  private func name(of row: Row, _ label: (Double) -> String) -> String {
    if row.holdsLimit, let limit { return label(limit.level) }
    if row.high.isFinite { return label(row.high) }
    return row.low.isFinite ? ">" + label(row.low).drop { $0 == " " } : ""
  }

  // MARK: Rows

  /// Where a row lies to the limit.
  enum Side: Hashable {
    case within, across, beyond
    /// There is no limit with a side.
    case neither
  }

  /// Neighbouring buckets that are drawn in one row.
  struct Row: Hashable {
    let buckets: Range<Int>
    /// What is in it is larger than `low` and at most `high`.
    let low, high: Double
    let side: Side
    /// The limit is in it.
    let holdsLimit: Bool
  }

  /// The rows from the lowest bucket up: one for each bucket, or fewer with as many buckets in each as need be.
  ///
  /// They follow from the buckets, the limit and the room alone, so that no row moves with what is measured. Two rows and
  /// more part at the upper bound of the bucket that holds the limit: what is within never hides what is beyond.
  func rows(fitting most: Int) -> [Row] {
    let all = bounds.count + 1
    let count = min(most, all)
    guard count > 0 else { return [] }
    let below = limit.map { limit in bounds.prefix { $0 < limit.level }.count + 1 } ?? all
    guard count > 1, below < all else { return parts(of: 0..<all, in: count).map(row) }
    let share = (count * below + all / 2) / all
    let lower = min(below, count - 1, max(1, count - (all - below), share))
    return (parts(of: 0..<below, in: lower) + parts(of: below..<all, in: count - lower)).map(row)
  }

  /// Buckets in so many parts, as even as they can be.
  private func parts(of buckets: Range<Int>, in count: Int) -> [Range<Int>] {
    (0..<count).map { part in
      buckets.lowerBound + part * buckets.count / count..<buckets.lowerBound + (part + 1) * buckets.count / count
    }
  }

  private func row(_ buckets: Range<Int>) -> Row {
    let low = buckets.lowerBound == 0 ? -.infinity : bounds[buckets.lowerBound - 1]
    let high = buckets.upperBound > bounds.count ? .infinity : bounds[buckets.upperBound - 1]
    let holdsLimit = limit.map { low < $0.level && $0.level <= high } ?? false
    return Row(buckets: buckets, low: low, high: high, side: side(low, high), holdsLimit: holdsLimit)
  }

  private func side(_ low: Double, _ high: Double) -> Side {
    guard let limit, let isBeyondAbove = limit.isBeyondAbove else { return .neither }
    if high <= limit.level { return isBeyondAbove ? .within : .beyond }
    if low >= limit.level { return isBeyondAbove ? .beyond : .within }
    return .across
  }

  // MARK: Cells

  /// What one cell shows.
  struct PlotCell: Hashable {
    /// How dark it is, from 0 for nothing to 4; see ``level(of:)``.
    var level = 0
    var side = Side.neither
    var isLimit = false
  }

  /// The cells from the upper left, row by row; the newest column stands at the right edge.
  func cells(columns width: Int, rows: [Row]) -> [PlotCell] {
    let shown = shown(width)
    return rows.reversed().flatMap { row in
      shown.map { column in
        var cell = PlotCell(side: row.side, isLimit: row.holdsLimit)
        guard let column else { return cell }
        let total = column.reduce(0, +)
        cell.level = total > 0 ? Self.level(of: column[row.buckets].reduce(0, +) / total) : 0
        return cell
      }
    }
  }

  private func shown(_ width: Int) -> [[Double]?] {
    Array(repeating: nil, count: max(0, width - columns.count)) + columns.suffix(max(0, width))
  }

  /// Shares above which a cell is a shade darker. One observation in twenty is what a P95 leaves out, so that the
  /// lightest shade beyond a limit is a tail and the next one a breach.
  package static let thresholds = [0.05, 0.2, 0.5]

  /// 0 where nothing was observed, else 1 and one more for each threshold that is passed.
  static func level(of share: Double) -> Int { share > 0 ? 1 + thresholds.count { share > $0 } : 0 }
}

extension Heatmap.Side {
  fileprivate var ink: Ink {
    switch self {
    case .within: .good
    case .across: .warning
    case .beyond: .bad
    case .neither: .text
    }
  }
}

extension Heatmap.Form {
  private var shades: [String] {
    switch self {
    case .shades: [" ", "░", "▒", "▓", "█"]
    case .ascii: [" ", ".", ":", "=", "#"]
    }
  }

  func shade(_ level: Int) -> String { shades[min(max(0, level), shades.count - 1)] }

  /// The limit where nothing else is.
  var rule: String { self == .ascii ? "-" : "┄" }

  /// What lies below a column in which something was measured.
  var axis: String { self == .ascii ? "-" : "─" }

  /// What the shades are: `░ to 5% ▒ to 20% ▓ to 50% █ more`, or where that is too long `░ 5% ▒ 20% ▓ 50% █`.
  package func legend(isShort: Bool = false, _ words: (Double) -> String) -> String {
    let steps = Heatmap.thresholds.enumerated().map { index, threshold in
      "\(shade(index + 1)) \(isShort ? "" : "to ")\(words(threshold))"
    }
    return (steps + [shade(Heatmap.thresholds.count + 1) + (isShort ? "" : " more")]).joined(separator: " ")
  }
}
