import Gates
import LaunchNight
import Testing

@Suite struct WorldTests {
  private func number(_ path: String, at now: Instant, in scenario: Scenario) throws -> Double {
    let document = scenario.world(at: now)["shop"]?["/health"]?.document
    guard case .number(let number, _) = document?[path] else {
      Issue.record("no number at \(path)")
      return .nan
    }
    return number
  }

  @Test(arguments: [
    ("19:59:59", 0.5), ("20:00", 0.5), ("20:00:30", 0.75), ("20:01", 1), ("20:01:59", 1.491667), ("20:02", 1.5),
    ("11:59:59", 1.5),
  ])
  func `a number moves in a straight line to where a step sends it`(time: String, value: Double) throws {
    #expect(try number("rate", at: try Small.time(time), in: try Small.parse()) == value)
  }

  @Test(arguments: [("20:01", 1.0), ("20:01:30", 0.875), ("20:02", 0.5), ("20:03", 0.5)])
  func `a step that begins on the way of another takes over without a jump`(time: String, value: Double) throws {
    let step = "\n  - {at: \"20:01\", app: shop, set: {/health.rate: 0.5}, over: 1m}"
    #expect(try number("rate", at: try Small.time(time), in: try Small.parse(Small.text + step)) == value)
  }

  @Test(arguments: [("20:00", 12.0), ("20:00:20", 13), ("20:00:40", 15), ("20:01", 16)])
  func `a whole number stays whole on its way`(time: String, value: Double) throws {
    let step = "\n  - {at: \"20:00\", app: shop, set: {/health.pages: 16}, over: 1m}"
    #expect(try number("pages", at: try Small.time(time), in: try Small.parse(Small.text + step)) == value)
  }

  @Test(arguments: [
    ("20:09:59", Manner.normal), ("20:10", .garbage), ("20:19:59", .garbage), ("20:20", .normal), ("02:00", .normal),
  ])
  func `a route answers as the last step about it says`(time: String, manner: Manner) throws {
    let world = try Small.parse().world(at: try Small.time(time))
    #expect(world["shop"]?["/health"]?.manner == manner)
    #expect(world["shop"]?["/who"]?.manner == .normal)
  }

  @Test func `a number in a list can be set`() throws {
    let who = try Small.parse().world(at: try Small.time("20:05"))["shop"]?["/who"]?.document
    #expect(who?["keys"] == .list([.object(["n": .number(9, isWhole: true)])]))
  }

  @Test func `wobble stays within its share, is whole where the number is, and lives`() throws {
    let scenario = try Small.parse()
    let start = try Small.time("18:00")
    var seen: Set<Double> = []
    for second in 0..<3600 {
      let value = try number("latency.p95_ms", at: start + .seconds(second), in: scenario)
      #expect(value == value.rounded() && (76...84).contains(value))
      seen.insert(value)
    }
    #expect(seen.count >= 6)
  }

  @Test func `numbers without wobble stand still, and every instant has one world only`() throws {
    let (one, other) = (try Small.parse(), try Small.parse())
    let start = try Small.time("18:00")
    for minute in 0..<120 {
      let now = start + .seconds(minute * 60 + 7)
      #expect(one.world(at: now) == other.world(at: now))
      #expect(try number("pages", at: now, in: one) == 12)
    }
  }

  @Test func `wobble does not jump from one second to the next`() throws {
    let text = Small.text.replacing("/health.latency.p95_ms: 5%", with: "/health.rate: 10%")
    let scenario = try Small.parse(text)
    let start = try Small.time("18:00")
    for second in 0..<600 {
      let (now, next) = (start + .seconds(second), start + .seconds(second + 1))
      // Of the range of 0.1, at most 0.3 in five seconds and 0.7 in sixty: 0.0072 in one.
      #expect(abs(try number("rate", at: now, in: scenario) - number("rate", at: next, in: scenario)) < 0.008)
    }
  }
}
