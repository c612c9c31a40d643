import Gates
import Synchronization

/// What a source's expositions said over its longest window, and what PromQL makes of it.
///
/// Rates and quantiles are computed as Prometheus 3 does (promql/functions.go `extrapolatedRate`, promql/quantile.go
/// `bucketQuantile`), of the samples in (now - window, now].
final class MetricHistory: Sendable {
  struct Missing: Error, Hashable {
    let words: String
  }

  typealias Sample = (at: Int64, value: Double)

  /// Series and samples that are kept: a server whose labels never repeat must not fill the memory.
  static let mostSeries = 10_000
  static let mostSamples = 500_000

  private struct Kept {
    var series: [Exposition.Series: [Sample]] = [:]
    var count = 0
    /// Until when samples are missing that were too many; nil where none are.
    var isShortUntil: Int64?
    /// How old the samples of the newest answer are that are not of now; below zero those that are dated ahead.
    var untimely: [Exposition.Series: Int64] = [:]
  }

  private let queries: [MetricQuery]
  private let wanted: Set<String>
  /// How far back samples are kept; zero keeps the newest.
  private let reach: Int64
  /// The age from which a sample that says when it was measured is none of now.
  private let staleAfter: Duration
  private let kept = Mutex(Kept())

  /// How far ahead of ours the clock of a sample may be.
  private static let leeway = Duration.seconds(60)

  /// - Parameter staleAfter: the source's own; as long as Prometheus looks back without.
  init(_ queries: [MetricQuery], staleAfter: Duration = .seconds(300)) {
    self.queries = queries
    self.staleAfter = staleAfter
    wanted = Set(queries.map(\.name))
    reach = queries.compactMap { $0.reading.window?.wholeMilliseconds }.max() ?? 0
  }

  func take(_ bytes: [UInt8], at now: Instant) throws(Exposition.Mistake) {
    let samples = try Exposition(bytes, wanted: wanted).samples.filter { sample in
      queries.contains { $0.covers(sample.series) }
    }
    let (oldest, newest) = (now.milliseconds - reach, now.milliseconds)
    kept.withLock { kept in
      kept.untimely = [:]
      for series in Array(kept.series.keys) {
        kept.series[series]?.removeAll { $0.at <= oldest || $0.at >= newest }
        if kept.series[series]?.isEmpty == true { kept.series[series] = nil }
      }
      kept.count = kept.series.reduce(0) { $0 + $1.value.count }
      if let end = kept.isShortUntil, !(newest...newest + reach).contains(end) { kept.isShortUntil = nil }
      for sample in samples {
        let known = kept.series[sample.series]
        // Of a series that is there twice the first counts, as in a scrape of Prometheus.
        if known?.last?.at == newest || kept.untimely[sample.series] != nil { continue }
        let age = sample.at.map { newest - $0 } ?? 0
        if !isTimely(age), kept.untimely.count < Self.mostSeries {
          kept.untimely[sample.series] = age
          continue
        }
        guard isTimely(age), kept.count < Self.mostSamples, known != nil || kept.series.count < Self.mostSeries else {
          kept.isShortUntil = newest + reach
          break
        }
        kept.series[sample.series, default: []].append((newest, sample.value))
        kept.count += 1
      }
    }
  }

  private func isTimely(_ age: Int64) -> Bool {
    age <= staleAfter.wholeMilliseconds && age >= -Self.leeway.wholeMilliseconds
  }

  /// The series that the query is about, each with its samples.
  func matching(_ query: MetricQuery, at now: Instant) throws(Missing) -> [Exposition.Series: [Sample]] {
    let (matching, isShort, ages) = kept.withLock { kept in
      (
        kept.series.filter { series, _ in query.covers(series) }, kept.isShortUntil.map { $0 >= now.milliseconds },
        kept.untimely.filter { series, _ in query.covers(series) }.values
      )
    }
    // Of a part of them no sum, rate or quantile is known.
    if isShort == true {
      throw Missing(words: "has more than \(Self.mostSeries) series, or \(Self.mostSamples) samples in its window")
    }
    if let oldest = ages.max(), oldest > 0 {
      throw Missing(
        words: "was measured \(Self.span(oldest)) ago, by its own timestamp; it counts for \(staleAfter.words)")
    }
    if let furthest = ages.min() {
      throw Missing(words: "is dated \(Self.span(-furthest)) ahead, by its own timestamp")
    }
    return matching
  }

  private static func span(_ milliseconds: Int64) -> String { Duration.seconds(milliseconds / 1000).words }

  func value(of query: MetricQuery, at now: Instant) -> Result<Double, Missing> {
    let matching: [Exposition.Series: [Sample]]
    do {
      matching = try self.matching(query, at: now)
    } catch {
      return .failure(error)
    }
    let window = query.reading.window?.wholeMilliseconds ?? 0
    func rates(isRate: Bool) -> [(series: Exposition.Series, rate: Double)] {
      matching.compactMap { series, samples in
        Self.increase(of: samples, window: window, at: now.milliseconds)
          .map { (series, isRate ? $0 / (Double(window) / 1000) : $0) }
      }
    }
    switch query.reading {
    case .single, .sum:
      let newest = matching.values.compactMap(\.last).filter { $0.at == now.milliseconds }.map(\.value)
      guard !newest.isEmpty else { return .failure(Missing(words: "is not in the answer")) }
      guard newest.count == 1 || query.reading == .sum else {
        return .failure(Missing(words: "has \(newest.count) series, expected one; name their labels, or use sum()"))
      }
      return Self.number(newest.reduce(0, +))
    case .rate, .increase:
      let isRate = if case .rate = query.reading { true } else { false }
      let found = rates(isRate: isRate)
      guard !found.isEmpty else { return .failure(Missing(words: "has not two samples in its window yet")) }
      return Self.number(found.reduce(0) { $0 + $1.rate })
    case .quantile(let quantile, _):
      var buckets: [Double: Double] = [:]
      for (series, rate) in rates(isRate: true) {
        guard let bound = series.labels["le"].flatMap(Self.bound) else { continue }
        buckets[bound, default: 0] += rate
      }
      guard !buckets.isEmpty else { return .failure(Missing(words: "has not two samples in its window yet")) }
      guard buckets[.infinity] != nil else {
        return .failure(Missing(words: "has no bucket that takes everything (le=\"+Inf\")"))
      }
      return Self.number(Self.quantile(quantile, of: buckets.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }))
    }
  }

  /// What a bucket's `le` says; nil where that is no bound.
  static func bound(_ text: String) -> Double? {
    text == "+Inf" ? .infinity : Double(text).flatMap { $0.isNaN ? nil : $0 }
  }

  private static func number(_ number: Double) -> Result<Double, Missing> {
    number.isFinite ? .success(number) : .failure(Missing(words: number.isNaN ? "is not a number" : "is infinite"))
  }

  /// The increase over the window of a counter, stretched to its edges; nil of fewer than two samples.
  static func increase(of all: [Sample], window: Int64, at now: Int64) -> Double? {
    let samples = all.filter { $0.at > now - window && $0.at <= now }
    guard let first = samples.first, let last = samples.last, samples.count > 1 else { return nil }
    var increase = last.value - first.value
    for (before, after) in zip(samples, samples.dropFirst()) where after.value < before.value {
      increase += before.value
    }
    let sampled = Double(last.at - first.at) / 1000
    let between = sampled / Double(samples.count - 1)
    let threshold = between * 1.1
    var toStart = Double(first.at - (now - window)) / 1000
    var toEnd = Double(now - last.at) / 1000
    if toStart >= threshold { toStart = between / 2 }
    // A counter cannot have been below zero.
    if increase > 0, first.value >= 0 { toStart = min(toStart, sampled * (first.value / increase)) }
    if toEnd >= threshold { toEnd = between / 2 }
    return increase * ((sampled + toStart + toEnd) / sampled)
  }

  /// The quantile of a histogram whose buckets are cumulative and sorted by their upper bounds.
  static func quantile(_ quantile: Double, of buckets: [(bound: Double, count: Double)]) -> Double {
    guard let last = buckets.last, last.bound == .infinity, buckets.count > 1 else { return .nan }
    // Buckets are read one after the other, so a later one may lag behind: counts never fall.
    var counts: [Double] = []
    for bucket in buckets { counts.append(max(bucket.count, counts.last ?? 0)) }
    let observations = counts[counts.count - 1]
    guard observations > 0 else { return .nan }
    var rank = quantile * observations
    let index = counts.dropLast().firstIndex { $0 >= rank } ?? counts.count - 1
    if index == counts.count - 1 { return buckets[index - 1].bound }
    if index == 0, buckets[0].bound <= 0 { return buckets[0].bound }
    var (start, count) = (0.0, counts[index])
    if index > 0 {
      start = buckets[index - 1].bound
      count -= counts[index - 1]
      rank -= counts[index - 1]
    }
    return start + (buckets[index].bound - start) * (rank / count)
  }
}

extension MetricQuery {
  fileprivate func covers(_ series: Exposition.Series) -> Bool {
    series.name == name && labels.allSatisfy { series.labels[$0.key] == $0.value }
  }
}
