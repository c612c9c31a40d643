import Gates
import Synchronization

/// A histogram that a simulated app serves as Prometheus' text, spread so that its quantiles are numbers of the
/// scenario: what happens to those happens to it.
package struct ServedHistogram: Hashable, Sendable {
  /// The path that answers with it.
  package let route: String
  /// The name of the metric, in seconds.
  package let name: String
  /// The paths of the numbers, in milliseconds.
  package let p95, p99: String
  /// Observations in each second of the night.
  package let perSecond: Double

  /// Upper bounds in milliseconds.
  static let bounds: [Double] = [20, 40, 60, 80, 100, 120, 160, 200, 250, 300, 500, 1000]

  /// The slowest observation, as a multiple of the P99.
  static let slowest = 1.3

  /// The share of observations up to a number of milliseconds, in straight lines between the quantiles.
  static func share(upTo bound: Double, p95: Double, p99: Double) -> Double {
    let points = [(p95 * 0.2, 0), (p95 * 0.5, 0.5), (p95, 0.95), (max(p95, p99), 0.99), (max(p95, p99) * slowest, 1)]
    guard let above = points.firstIndex(where: { bound < $0.0 }) else { return 1 }
    guard above > 0 else { return 0 }
    let (from, to) = (points[above - 1], points[above])
    return from.1 + (to.1 - from.1) * (bound - from.0) / (to.0 - from.0)
  }
}

/// The counters of one served histogram: they begin at zero when the app does, and only grow.
final class HistogramDesk: Sendable {
  private struct State {
    /// Observations up to each bound, and of all.
    var counts = [Double](repeating: 0, count: ServedHistogram.bounds.count + 1)
    var sum = 0.0
    var last: Instant?
  }

  private let state = Mutex(State())

  /// A machine that slept has served nobody meanwhile.
  private static let longest = Duration.seconds(600)

  /// What has been observed by `now`, in text format 0.0.4; what was since the last question is spread as numbers are now.
  func text(of histogram: ServedHistogram, p95: Double, p99: Double, at now: Instant) -> String {
    state.withLock { state in
      let elapsed = state.last.map { min(max(.zero, now - $0), Self.longest) } ?? .zero
      state.last = now
      let observed = histogram.perSecond * (elapsed / .seconds(1))
      for (index, bound) in ServedHistogram.bounds.enumerated() {
        state.counts[index] += observed * ServedHistogram.share(upTo: bound, p95: p95, p99: p99)
      }
      state.counts[ServedHistogram.bounds.count] += observed
      state.sum += observed * p95 / 2000
      let name = histogram.name
      let buckets = (ServedHistogram.bounds.map { "\($0 / 1000)" } + ["+Inf"]).enumerated().map { index, bound in
        "\(name)_bucket{le=\"\(bound)\"} \(Int64(state.counts[index]))\n"
      }
      return "# TYPE \(name) histogram\n" + buckets.joined()
        + "\(name)_sum \(state.sum)\n\(name)_count \(Int64(state.counts[ServedHistogram.bounds.count]))\n"
    }
  }
}
