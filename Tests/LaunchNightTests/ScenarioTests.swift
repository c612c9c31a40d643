import Gates
import LaunchNight
import Testing

@Suite struct ScenarioTests {
  @Test func `steps stand in the order of the night, whatever the order of the file`() throws {
    #expect(try Small.parse().steps.map(\.at.timeOfDay.minutes) == ["20:00", "20:10", "20:20", "00:30", "00:40"])
  }

  @Test func `steps of one instant keep the order of the file`() throws {
    let step = "\n  - {at: \"20:10\", app: shop, say: then garbage goes, answer: {/health: normal}}"
    let scenario = try Small.parse(Small.text + step)
    #expect(scenario.steps.dropFirst().prefix(2).map(\.say) == ["garbage comes", "then garbage goes"])
    let manner = scenario.world(at: try Small.time("20:10"))["shop"]?["/health"]?.manner
    #expect(manner == .normal)
  }

  @Test(arguments: [
    ("19:59:59", nil), ("20:00", "the rate climbs"), ("20:09:59", "the rate climbs"), ("20:10", "garbage comes"),
    ("23:00", "garbage comes"), ("00:50", "it is late"),
  ])
  func `the story is the last step that has words`(time: String, words: String?) throws {
    #expect(try Small.parse().story(at: try Small.time(time))?.say == words)
  }

  @Test func `a document says whole numbers, fractions, words and truths as they are written`() throws {
    let routes = "{/x: {a: 12, b: 0.5, c: -3, d: 1e3, e: \"12\", f: true, g: \"true\", h: [no, 20:30]}}"
    let text = "scenario: S\nnight: 2025-11-12\napps: {shop: {routes: \(routes)}}\nsteps: []"
    let members: [String: Document] = [
      "a": .number(12, isWhole: true), "b": .number(0.5, isWhole: false), "c": .number(-3, isWhole: true),
      "d": .text("1e3"), "e": .text("12"), "f": .truth(true), "g": .text("true"),
      "h": .list([.text("no"), .text("20:30")]),
    ]
    #expect(try Small.parse(text).apps[0].routes == ["/x": .object(members)])
  }

  @Test func `every manner can be written`() throws {
    let manners: [(String, Manner)] = [
      ("normal", .normal), ("garbage", .garbage), ("error", .error), ("drop", .drop), ("huge", .huge),
      ("slow 8s", .slow(.seconds(8))), ("slow 60s", .slow(.seconds(60))),
    ]
    for (words, manner) in manners {
      let scenario = try Small.parse(Small.text.replacing("/health: garbage", with: "/health: \(words)"))
      #expect(scenario.steps[1].answers == ["/health": manner])
    }
  }
}
