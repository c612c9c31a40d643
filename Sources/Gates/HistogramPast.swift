/// What was observed of one histogram lately, in columns of time: what a heatmap draws.
///
/// The columns are the steps of the signal's chart, cut by the clock. A step in which no answer came has no column, and
/// one in which nothing was observed has one of zeros. It is live only and gone with the process
/// (docs/decisions/0015-heatmaps-are-live.md).
package struct HistogramPast: Hashable, Sendable {
  /// The columns that one histogram keeps at most: two hours of half minutes.
  package static let mostColumns = 240
  /// The columns that all histograms of a board keep at most, as long as each has a quarter of an hour.
  private static let mostOfAll = 12_000
  private static let leastColumns = 30

  /// The time that a column stands for.
  package let step: Duration
  /// Upper bounds of the buckets; empty before the first answer.
  package private(set) var bounds: [Double] = []
  /// Which steps since the epoch the columns are, rising.
  private var numbers: [Int64] = []
  /// The observations of each column one after the other, as many for each as there are buckets.
  private var counts: [Float] = []
  private let room: Int

  /// - Parameter histograms: how many the board declares.
  init(step: Duration, among histograms: Int) {
    self.step = step
    room = min(Self.mostColumns, max(Self.leastColumns, Self.mostOfAll / max(1, histograms)))
  }

  private var length: Int64 { max(1, step.wholeMilliseconds) }
  private var height: Int { bounds.count + 1 }

  /// When the newest column began; nil before the first.
  var newestAt: Instant? { numbers.last.map { Instant(milliseconds: $0 * length) } }

  /// Takes in what was observed. What is older than the newest column is not evidence of now and is dropped.
  mutating func add(_ buckets: Buckets, at instant: Instant) {
    begin(with: buckets.bounds)
    let number = instant.milliseconds.flooringDivision(by: length)
    if let last = numbers.last, number < last { return }
    guard number == numbers.last else { return append(number, buckets.counts.map(Float.init)) }
    let start = counts.count - height
    for (index, count) in buckets.counts.enumerated() { counts[start + index] += Float(count) }
  }

  /// Other buckets are another histogram: its columns have no rows in common with those before.
  private mutating func begin(with bounds: [Double]) {
    if bounds != self.bounds { (self.bounds, numbers, counts) = (bounds, [], []) }
  }

  private mutating func append(_ number: Int64, _ column: [Float]) {
    numbers.append(number)
    counts += column
    guard numbers.count > room else { return }
    numbers.removeFirst()
    counts.removeFirst(height)
  }

  /// Moves all columns, for a clock that stepped, by the nearest number of whole steps.
  mutating func shift(by span: Duration) {
    let steps = Int64((Double(span.wholeMilliseconds) / Double(length)).rounded())
    for index in numbers.indices { numbers[index] += steps }
  }

  /// The columns up to the one that `now` is in, the oldest first: observations by bucket, or nil where no answer came.
  package func columns(_ count: Int, at now: Instant) -> [[Double]?] {
    let newest = now.milliseconds.flooringDivision(by: length)
    var columns = [[Double]?](repeating: nil, count: max(0, count))
    for place in numbers.indices.reversed() {
      let index = Int(numbers[place] - newest) + count - 1
      guard index >= 0 else { break }
      guard index < count else { continue }
      columns[index] = column(place).map(Double.init)
    }
    return columns
  }

  private func column(_ place: Int) -> ArraySlice<Float> { counts[place * height..<(place + 1) * height] }
}

/// The newest columns of a histogram, as the program that asks hands them to those that follow it.
package struct LiveHistogram: Hashable, Sendable, Codable {
  package struct Column: Hashable, Sendable, Codable {
    let number: Int64
    let counts: [Float]
  }

  package let signal: String
  let bounds: [Double]
  let columns: [Column]

  /// Whether it can be what it says: a file may hold anything.
  fileprivate var isSound: Bool {
    bounds.count < Buckets.most && bounds.allSatisfy(\.isFinite) && zip(bounds, bounds.dropFirst()).allSatisfy(<)
      && columns.allSatisfy { column in
        column.counts.count == bounds.count + 1 && column.counts.allSatisfy { $0.isFinite && $0 >= 0 }
      }
  }
}

extension HistogramPast {
  /// The newest column, and the one before, which has got its last observations since it was handed over.
  func live(_ signal: String) -> LiveHistogram {
    LiveHistogram(
      signal: signal, bounds: bounds,
      columns: numbers.indices.suffix(2).map { LiveHistogram.Column(number: numbers[$0], counts: Array(column($0))) })
  }

  /// Takes over columns of the program that asks; those that are known already are replaced.
  mutating func follow(_ live: LiveHistogram) {
    guard live.isSound else { return }
    begin(with: live.bounds)
    for new in live.columns {
      if let place = numbers.lastIndex(of: new.number) {
        counts.replaceSubrange(place * height..<(place + 1) * height, with: new.counts)
      } else if numbers.last.map({ $0 < new.number }) ?? true {
        append(new.number, new.counts)
      }
    }
  }
}
