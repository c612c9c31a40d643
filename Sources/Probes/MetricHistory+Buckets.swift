import Gates

extension MetricHistory {
  /// What a histogram observed between the last two answers, cumulative by upper bound as the server counts it.
  ///
  /// A process that began anew counts from zero: where one of its buckets fell, all of them hold what was observed since.
  /// A histogram that was not in the answer before is left out, as its past is not known; what matches is added up.
  /// Nil where nothing is left, where a bucket counts nothing that can be counted, and where the answer before is older
  /// than `longest`: what was observed meanwhile belongs to no column, and is no part of the next one.
  func observed(of query: MetricQuery, at now: Instant, within longest: Duration) -> [Double: Double]? {
    var histograms: [[String: String]: [Bucket]] = [:]
    // Of a part of its series no spread is known.
    guard let matching = try? matching(query, at: now) else { return nil }
    for (series, samples) in matching {
      guard let last = samples.last, last.at == now.milliseconds, let bound = series.labels["le"].flatMap(Self.bound)
      else { continue }
      let before = samples.dropLast().last.flatMap { last.at - $0.at <= longest.wholeMilliseconds ? $0.value : nil }
      guard last.value.isFinite, last.value >= 0, before.map({ $0.isFinite && $0 >= 0 }) ?? true else { return nil }
      var own = series.labels
      own["le"] = nil
      histograms[own, default: []].append(Bucket(bound: bound, before: before, after: last.value))
    }
    var sums: [Double: Double] = [:]
    for buckets in histograms.values where buckets.allSatisfy({ $0.before != nil }) {
      let isReset = buckets.contains { $0.after < $0.before ?? 0 }
      for bucket in buckets { sums[bucket.bound, default: 0] += bucket.after - (isReset ? 0 : bucket.before ?? 0) }
    }
    return sums.isEmpty ? nil : sums
  }

  private struct Bucket {
    let bound: Double
    /// What the answer before said; nil where it is not known, or too old.
    let before: Double?
    let after: Double
  }
}
