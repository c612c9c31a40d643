import Foundation
import Gates
import Testing

@testable import LaunchNight

@Suite struct HistogramTests {
  private static let histogram = ServedHistogram(
    route: "/metrics", name: "took_seconds", p95: "/health.p95", p99: "/health.p99", perSecond: 40)

  private func counts(_ text: String) -> [Int] {
    text.split(separator: "\n").filter { $0.contains("_bucket{") }.compactMap {
      $0.split(separator: " ").last.flatMap { Int($0) }
    }
  }

  @Test func `the counters begin at zero and only grow, as many a second as the scenario says`() throws {
    let desk = HistogramDesk()
    var now = try Small.time("19:45")
    var before = counts(desk.text(of: Self.histogram, p95: 87, p99: 140, at: now))
    #expect(before.allSatisfy { $0 == 0 } && before.count == ServedHistogram.bounds.count + 1)
    for step in 1...50 {
      now = now + .seconds(5)
      let found = counts(desk.text(of: Self.histogram, p95: step < 20 ? 87 : 143, p99: step < 20 ? 140 : 240, at: now))
      #expect(zip(before, found).allSatisfy { $0 <= $1 })
      #expect(found == found.sorted())
      #expect(found.last == step * 200)
      before = found
    }
  }

  @Test(arguments: [(87.0, 140.0), (143, 240), (60, 60), (500, 900)])
  func `it is spread so that its quantiles are the scenario's numbers`(p95: Double, p99: Double) {
    #expect(ServedHistogram.share(upTo: p99, p95: p95, p99: p99) >= 0.99)
    #expect(abs(ServedHistogram.share(upTo: p95 - 1e-9, p95: p95, p99: p99) - 0.95) < 1e-6)
    #expect(ServedHistogram.share(upTo: 0, p95: p95, p99: p99) == 0)
    #expect(ServedHistogram.share(upTo: p99 * ServedHistogram.slowest, p95: p95, p99: p99) == 1)
  }

  @Test func `who is not asked for an hour has not served an hour`() throws {
    let desk = HistogramDesk()
    let now = try Small.time("19:45")
    _ = desk.text(of: Self.histogram, p95: 87, p99: 140, at: now)
    #expect(counts(desk.text(of: Self.histogram, p95: 87, p99: 140, at: now + .seconds(3600))).last == 600 * 40)
    #expect(counts(desk.text(of: Self.histogram, p95: 87, p99: 140, at: now)).last == 600 * 40)
  }
}
