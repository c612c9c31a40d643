import Foundation
import Gates
import LaunchNight
import StrictYAML
import Testing

@Suite struct ScenarioTests {
  private static let small = """
    scenario: Small
    night: 2025-11-12
    apps:
      shop:
        routes: {/health: {latency: {p95_ms: 80}, rate: 0.5, pages: 12}}
        breathes: [/health.latency.p95_ms]
        files: {shop.db: [CREATE TABLE sale (id INTEGER)]}
    steps:
      - {at: "20:10", app: shop, say: later, answer: {/health: garbage}}
      - {at: "20:00", app: shop, say: it climbs, set: {/health.rate: 1.5}, over: 2m}
    """

  private func parse(_ text: String) throws(Problems) -> Scenario {
    try Scenario.parse(Array(text.utf8), file: "s.yaml")
  }

  private func rate(_ time: String) throws -> Double? {
    let scenario = try parse(Self.small)
    let now = try #require(Instant(utc: "2025-11-12T\(time)Z"))
    guard case .object(let members) = scenario.world(of: scenario.apps[0], at: now)["/health"]?.document,
      case .number(let rate, _) = members["rate"]
    else { return nil }
    return rate
  }

  @Test(arguments: [("19:59:59", 0.5), ("20:00", 0.5), ("20:01", 1), ("20:02", 1.5), ("23:00", 1.5)])
  func `a number moves linearly to where a step sends it`(time: String, value: Double) throws {
    #expect(try rate(time) == value)
  }

  @Test func `steps stand in the order of time and change how a route answers`() throws {
    let scenario = try parse(Self.small)
    #expect(scenario.steps.map(\.say) == ["it climbs", "later"])
    let late = try #require(Instant(utc: "2025-11-12T20:10Z"))
    #expect(scenario.world(of: scenario.apps[0], at: late)["/health"]?.manner == .garbage)
    #expect(scenario.story(at: late - .seconds(1))?.say == "it climbs")
  }

  @Test func `breath is bounded, always the same, and leaves whole numbers whole`() throws {
    let scenario = try parse(Self.small)
    var seen: Set<Double> = []
    for second in 0..<600 {
      let now = Instant(milliseconds: 1_762_970_000_000 + Int64(second) * 1000)
      let world = scenario.world(of: scenario.apps[0], at: now)["/health"]?.document
      #expect(world == scenario.world(of: scenario.apps[0], at: now)["/health"]?.document)
      guard case .object(let members) = world, case .object(let latency) = members["latency"],
        case .number(let p95, let isWhole) = latency["p95_ms"]
      else {
        Issue.record("no p95")
        return
      }
      #expect(isWhole && p95 == p95.rounded() && abs(p95 - 80) <= 3.2)
      #expect(members["pages"] == .number(12, isWhole: true))
      seen.insert(p95)
    }
    #expect(seen.count > 3)
  }

  @Test(arguments: [
    ("at: \"20:10\"", "at: \"26:10\"", "s.yaml:9:10: expected a time such as \"20:30\", found '26:10'"),
    ("answer:", "anser:", "s.yaml:9:42: expected a key of a step, found 'anser'; did you mean 'answer'?"),
    (
      "/health: garbage", "/helth: garbage",
      "s.yaml:9:51: expected a route of shop, found '/helth'; did you mean '/health'?"
    ),
    (
      "/health: garbage", "/health: rubbish",
      "s.yaml:9:60: expected normal, garbage, error, drop, huge or 'slow 8s', found 'rubbish'"
    ),
    (
      "/health.rate: 1.5", "/health.rat: 1.5",
      "s.yaml:10:52: expected the path of a number, found '/health.rat'; did you mean '/health.rate'?"
    ),
    ("/health.rate: 1.5", "/health.rate: much", "s.yaml:10:66: expected a number, found 'much'"),
    ("over: 2m", "over: 2", "s.yaml:10:78: expected a duration such as 40s or 2m, found '2'"),
    ("night: 2025-11-12", "night: 2025-11-31", "s.yaml:2:8: expected a date such as 2025-11-12, found '2025-11-31'"),
    ("scenario: Small\n", "", "s.yaml:1:1: expected a scenario to have 'scenario'; add it"),
    ("shop.db", "a/shop.db", "s.yaml:7:13: expected a file's name without '/', found 'a/shop.db'"),
  ])
  func `a mistake is named with its place`(old: String, new: String, message: String) {
    #expect(throws: Problems.self) { try parse(Self.small.replacing(old, with: new)) }
    do throws(Problems) {
      _ = try parse(Self.small.replacing(old, with: new))
    } catch { #expect(error.all.map(\.description) == [message]) }
  }

  @Test func `the sample night parses and tells its story in order`() throws {
    let scenario = try Scenario.parse(SampleNight.scenario, file: "sample")
    #expect(scenario.apps.count == 7)
    #expect(scenario.steps.count >= 30)
    #expect(scenario.steps.contains { $0.say.contains("P95 of gate A") && $0.at.timeOfDay.minutes == "19:47" })
  }
}
