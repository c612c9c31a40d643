/// How the observations of a stretch of time spread over the buckets of a histogram.
package struct Buckets: Hashable, Sendable {
  /// Upper bounds, finite and rising, in the signal's own dimension. What is larger than the last has a bucket of its
  /// own.
  package let bounds: [Double]
  /// Observations in each bucket, the one without an upper bound last: one more than there are bounds.
  package let counts: [Double]

  /// Of more than that, neighbours are taken together: no screen has rows for them, and what is kept stays small.
  package static let most = 64
  /// No counter of this world counts further; one that says so is not to be drawn.
  private static let largest = 1e18

  /// - Parameter cumulative: observations up to each upper bound, as a Prometheus histogram has them.
  /// - Returns: nil where that is no histogram: without a bucket that takes everything, or with numbers that count
  ///   nothing.
  package init?(cumulative: [Double: Double]) {
    guard cumulative.allSatisfy({ !$0.key.isNaN && (0...Self.largest).contains($0.value) }) else { return nil }
    let rising = cumulative.sorted { $0.key < $1.key }
    guard rising.count > 1, let first = rising.first, let last = rising.last, first.key.isFinite,
      last.key == .infinity
    else { return nil }
    var counts: [Double] = []
    var before = 0.0
    for bucket in rising {
      // Buckets are read one after the other, so a later one may lag behind: counts never fall.
      counts.append(max(0, bucket.value - before))
      before = max(before, bucket.value)
    }
    (bounds, self.counts) = Self.thinned(rising.dropLast().map(\.key), counts)
  }

  /// Takes neighbours together until few enough are left; the largest bound stays.
  private static func thinned(_ bounds: [Double], _ counts: [Double]) -> ([Double], [Double]) {
    let step = (bounds.count + most - 2) / (most - 1)
    guard step > 1 else { return (bounds, counts) }
    var kept: (bounds: [Double], counts: [Double]) = ([], [])
    var sum = 0.0
    for (index, bound) in bounds.enumerated() {
      sum += counts[index]
      guard (bounds.count - 1 - index).isMultiple(of: step) else { continue }
      kept.bounds.append(bound)
      kept.counts.append(sum)
      sum = 0
    }
    return (kept.bounds, kept.counts + [counts[bounds.count]])
  }
}

/// What one answer of a source adds to what is known of a histogram.
package struct Observed: Hashable, Sendable {
  package let signal: Key
  /// Since the answer before.
  package let buckets: Buckets
  /// When the answer was read, on the board's clock.
  package let at: Instant

  package init(_ signal: Key, _ buckets: Buckets, at: Instant) {
    (self.signal, self.buckets, self.at) = (signal, buckets, at)
  }
}
