import Foundation
import Gates
import LaunchNight
import StrictYAML
import Testing

/// A night of one app, small enough to be read beside a test.
enum Small {
  static let text = """
    scenario: Small
    night: 2025-11-12
    apps:
      shop:
        routes: {/health: {latency: {p95_ms: 80}, rate: 0.5, pages: 12}, /who: {issuer: "{base}", keys: [{n: 7}]}}
        wobble: {/health.latency.p95_ms: 5%}
        files: {shop.db: [CREATE TABLE sale (id INTEGER), INSERT INTO sale VALUES (1)]}
    steps:
      - {at: "20:10", app: shop, say: garbage comes, answer: {/health: garbage}}
      - {at: "20:00", app: shop, say: the rate climbs, set: {/health.rate: 1.5, "/who.keys[0].n": 9}, over: 2m}
      - {at: "20:20", app: shop, answer: {/health: normal}, sql: {shop.db: INSERT INTO sale VALUES (2)}}
      - {at: "00:30", app: shop, say: it is late, sql: {shop.db: [INSERT INTO sale VALUES (3), INSERT INTO sale VALUES (4)]}}
      - {at: "00:40", app: shop, sql: {shop.db: INSERT INTO sale VALUES (5)}}
    """

  static func parse(_ text: String = text) throws(Problems) -> Scenario {
    try Scenario.parse(Array(text.utf8), file: "s.yaml")
  }

  /// A time of the small night, and of the sample night.
  static func time(_ text: String) throws -> Instant {
    try #require(Day("2025-11-12")).night(try #require(TimeOfDay(text)))
  }
}

/// A folder of its own for one test, gone afterwards.
func withFolder(_ body: (String) async throws -> Void) async throws {
  let folder = NSTemporaryDirectory() + "/launch-night-test-\(UUID().uuidString)"
  try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(atPath: folder) }
  try await body(folder)
}
