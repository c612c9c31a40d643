import Foundation
import Gates
import LaunchNight
import Testing

/// The sample night, read from its file in the repository.
@Suite struct SampleNightTests {
  private let scenario: Scenario

  init() throws {
    let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let file = repository.appendingPathComponent("sample-data/launch-night.scenario.yaml")
    scenario = try Scenario.parse(Array(try Data(contentsOf: file)), file: file.path)
  }

  private func number(_ app: String, _ route: String, _ path: String, at now: Instant) throws -> Double {
    let app = try #require(scenario.apps.first { $0.name == app })
    guard case .number(let number, _) = scenario.page(route, of: app, at: now)?.document[path] else {
      Issue.record("\(app.name) says no number at \(route) \(path)")
      return .nan
    }
    return number
  }

  /// When a condition begins and ceases to hold, as a board sees it that polls every five seconds.
  private func stretch(
    from start: String, to end: String, _ app: String, _ route: String, _ path: String,
    _ isOut: (Double) -> Bool
  ) throws -> [String] {
    let (start, end) = (try Small.time(start), try Small.time(end))
    var edges: [String] = []
    var wasOut = false
    var now = start
    while now <= end {
      let out = isOut(try number(app, route, path, at: now))
      if out != wasOut { edges.append(now.timeOfDay.description) }
      wasOut = out
      now = now + .seconds(5)
    }
    return edges
  }

  @Test func `it is a night of seven apps and about thirty steps, from 19:00 to 09:10`() {
    #expect(
      scenario.apps.map(\.name) == [
        "auto_com_center", "scholar_auth", "student_pilot", "provider_register", "auto_page_maker",
        "scholarship_agent", "scholarship_api",
      ])
    #expect((30...45).contains(scenario.steps.count))
    #expect(scenario.steps.first?.at.utcSeconds == "2025-11-12T19:00:00Z")
    #expect(scenario.steps.last?.at.utcSeconds == "2025-11-13T09:10:00Z")
  }

  @Test func `every step says what happens, and what it touches exists`() throws {
    for step in scenario.steps {
      #expect((1...70).contains(step.say.count))
      let app = try #require(scenario.apps.first { $0.name == step.app })
      for route in step.answers.keys { #expect(app.routes[route] != nil) }
      for file in step.sql.keys { #expect(app.files[file] != nil) }
      for path in step.set.keys {
        let route = try #require(app.routes.keys.first { path.hasPrefix($0 + ".") })
        #expect(app.routes[route]?[String(path.dropFirst(route.count + 1))] != nil)
      }
    }
  }

  @Test func `gate A burns in one stretch that breaches a guardrail of five minutes at about 19:52`() throws {
    let edges = try stretch(from: "19:00", to: "01:00", "auto_com_center", "/health", "latency.p95_ms") { $0 > 120 }
    try #require(edges.count == 2)
    #expect(("19:47:10"..."19:47:50").contains(edges[0]))
    #expect(("20:02:05"..."20:02:40").contains(edges[1]))
  }

  @Test func `CLS slips twice, only the second time for more than ten minutes`() throws {
    let edges = try stretch(from: "22:00", to: "02:00", "auto_page_maker", "/vitals", "cls.p75") { $0 > 0.1 }
    try #require(edges.count == 4)
    #expect(edges.map { String($0.prefix(5)) } == ["22:21", "22:28", "23:05", "23:19"])
  }

  @Test func `inbox placement dips for six minutes`() throws {
    let edges = try stretch(from: "00:00", to: "02:00", "auto_com_center", "/health", "inbox.placement") { $0 < 0.95 }
    #expect(edges.map { String($0.prefix(5)) } == ["01:10", "01:16"])
  }

  @Test func `a token revoked within two minutes lags by more than two`() throws {
    let edges = try stretch(from: "19:00", to: "02:00", "scholar_auth", "/auth", "revocation.lag_ms") { $0 > 120_000 }
    #expect(edges.map { String($0.prefix(5)) } == ["00:30", "00:32"])
  }

  @Test func `the 30K run holds P95 at about 104 ms`() throws {
    for minute in 0..<36 {
      let now = try Small.time("02:03") + .seconds(minute * 60)
      #expect((100...108).contains(try number("auto_com_center", "/health", "latency.p95_ms", at: now)))
    }
  }

  @Test(arguments: [
    ("22:14:59", "auto_page_maker", "/vitals", "pages", 0.0), ("22:15", "auto_page_maker", "/vitals", "pages", 12),
    ("09:00", "auto_page_maker", "/vitals", "pages", 12), ("19:00", "provider_register", "/payments", "fee.rate", 0.03),
    ("08:00", "provider_register", "/payments", "uat.signed", 2),
    ("08:30", "provider_register", "/payments", "uat.signed", 3),
    ("21:00", "scholar_auth", "/auth", "rbac.escalations", 0),
    ("23:00", "scholarship_agent", "/health", "outbound.sent", 0),
    ("19:00", "scholarship_api", "/health", "slo.availability", 0.9997),
  ])
  func `counts and fixed values are exact`(time: String, app: String, route: String, path: String, value: Double) throws
  {
    #expect(try number(app, route, path, at: try Small.time(time)) == value)
  }

  @Test(arguments: [
    ("20:04", "scholar_auth", "/jwks.json", Manner.garbage), ("20:05", "scholar_auth", "/jwks.json", .error),
    ("20:07", "scholar_auth", "/jwks.json", .normal), ("19:38", "scholarship_api", "/redis", .error),
    ("21:10", "provider_register", "/payments", .slow(.seconds(8))),
    ("21:14", "provider_register", "/payments", .normal),
    ("03:10", "student_pilot", "/health", .drop), ("03:12", "student_pilot", "/health", .normal),
  ])
  func `faults come and go`(time: String, app: String, route: String, manner: Manner) throws {
    #expect(scenario.world(at: try Small.time(time))[app]?[route]?.manner == manner)
  }

  @Test func `at the checkpoint the KPIs stand a little better than at the beginning`() throws {
    let (before, after) = (try Small.time("19:05"), try Small.time("09:10"))
    for (app, route, path) in [
      ("auto_com_center", "/health", "inbox.placement"), ("auto_com_center", "/health", "webhooks.delivered"),
      ("auto_page_maker", "/indexnow", "accepted"), ("scholarship_api", "/health", "slo.availability"),
      ("scholar_auth", "/auth", "mfa.coverage"),
    ] {
      #expect(try number(app, route, path, at: after) > number(app, route, path, at: before), "\(app) \(path)")
    }
  }
}
