import Gates
import Testing

/// What the file says of one app.
struct AppFacts: Sendable, CustomTestStringConvertible {
  let id: AppID
  let gate: String?
  let port: Int
  let ruling: Ruling.Kind
  let allows: Posture
  let conditions: Int
  let evidence: String
  let sources: [String]
  let signals: [String]
  let criteria: [String]
  let guardrails: [String: Guardrail.Action]

  var testDescription: String { id.name }
}

@Suite struct SampleBoardTests {
  @Test func `the sample board has its name, its night, its journal and seven apps in order`() throws {
    let board = try SampleBoard.read()
    #expect(board.title == "Launch night")
    #expect(board.night == Day("2025-11-12"))
    #expect(board.state == "boards/launch-night.db")
    #expect(board.apps.map(\.id) == AppFacts.all.map(\.id))
    #expect(board.sourceCount == 19)
  }

  @Test(arguments: AppFacts.all) func `each app is as the file says`(facts: AppFacts) throws {
    let app = try #require(try SampleBoard.read().app(facts.id))
    #expect(app.gate == facts.gate)
    #expect(app.url == "http://127.0.0.1:\(facts.port)")
    #expect(app.ruling.kind == facts.ruling)
    #expect(app.ruling.allows == facts.allows)
    #expect(!app.ruling.scope.isEmpty)
    #expect(app.ruling.conditions.count == facts.conditions)
    #expect(
      app.links == [
        Link(name: "health", target: "/health"), Link(name: "docs", target: "/docs"),
        Link(name: "evidence", target: facts.evidence),
      ])
    #expect(app.sources.map(\.name) == facts.sources)
    #expect(app.sources.flatMap(\.signals).map(\.name) == facts.signals)
    #expect(app.criteria.map(\.name) == facts.criteria)
    #expect(Dictionary(uniqueKeysWithValues: app.guardrails.map { ($0.name, $0.action) }) == facts.guardrails)
  }

  @Test(
    arguments: [
      ("interim-evidence", "2025-11-12T20:30:00Z", ["auto_com_center", "scholar_auth"], 2, []),
      ("post-mortem", "2025-11-12T22:00:00Z", ["auto_com_center"], 1, []),
      ("replay-30k", "2025-11-13T02:00:00Z", ["auto_com_center"], 2, ["A"]),
      ("checkpoint", "2025-11-13T09:00:00Z", AppFacts.all.map(\.id.name).sorted(), 3, []),
    ] as [(String, String, [String], Int, [String])])
  func `each deadline is at its time of the night`(
    id: String, at: String, owes: [String], deliverables: Int, requires: [String]
  ) throws {
    let deadline = try #require(try SampleBoard.read().deadlines.first { $0.id == id })
    #expect(deadline.at == .instant(try #require(Instant(utc: at))))
    #expect(deadline.owes.map(\.name).sorted() == owes)
    #expect(deadline.deliverables.count == deliverables)
    #expect(deadline.requires == requires)
    #expect(deadline.lead == .seconds(3600))
  }

  @Test(
    arguments: [
      ("diagnostic", "auto_com_center", "2025-11-12T20:15:00Z", "2025-11-12T20:30:00Z", "DIAGNOSTIC, never a PASS"),
      ("canary", "auto_page_maker", "2025-11-12T22:15:00Z", nil, "pages <= 12"),
      ("retest", "provider_register", "2025-11-13T18:00:00Z", "2025-11-13T19:00:00Z", nil),
      ("change-freeze", "scholarship_api", "2025-11-12T12:00:00Z", nil, nil),
      ("arr-ignition", nil, "2025-11-13T00:00:00Z", "2025-11-16T00:00:00Z", nil),
    ] as [(String, String?, String, String?, String?)])
  func `each window opens and closes at its time`(
    id: String, app: String?, opens: String, closes: String?, cap: String?
  ) throws {
    let window = try #require(try SampleBoard.read().windows.first { $0.id == id })
    #expect(window.app?.name == app)
    #expect(window.opens == .instant(try #require(Instant(utc: opens))))
    #expect(window.closes == (try closes.map { .instant(try #require(Instant(utc: $0))) }))
    #expect((window.cap?.text ?? window.note) == cap)
  }

  @Test func `each KPI has its signal and a baseline in the signal's own dimension`() throws {
    let expected = [
      KPI(
        id: "inbox", title: "Inbox placement", signal: Key("auto_com_center", "inbox_placement"), baseline: .ratio(95)),
      KPI(
        id: "latency", title: "Gate A P95", signal: Key("auto_com_center", "p95"),
        baseline: Quantity(.number(120), .time)),
      KPI(
        id: "indexing", title: "IndexNow acceptance", signal: Key("auto_page_maker", "indexnow"), baseline: .ratio(95)),
      KPI(
        id: "availability", title: "API availability", signal: Key("scholarship_api", "availability"),
        baseline: .ratio(99.9)),
      KPI(id: "fee", title: "Provider fee", signal: Key("provider_register", "fee_rate"), baseline: .ratio(3)),
    ]
    #expect(try SampleBoard.read().kpis == expected)
  }

  @Test func `gate A asks for the full replay and for a human on the loop`() throws {
    let app = try #require(try SampleBoard.read().app("auto_com_center"))
    let requirements = app.criteria.map(\.requirement)
    #expect(requirements.contains(.replay(deliveries: 30_000)))
    #expect(requirements.contains(.approval(item: "hotl.gate-a", by: ["Operations"])))
    let evidence = requirements.compactMap { if case .evidence(let need) = $0 { need.path } else { nil } }
    #expect(evidence.contains("evidence/gate-a/ordering.jsonl"))
    let inbox = try #require(app.guardrails.first { $0.name == "inbox" })
    #expect(inbox.sustained == .seconds(300))
    #expect(inbox.recovery == .zero)
    #expect("\(inbox.breach)" == "inbox_placement < 95%")
  }

  @Test func `the agent waits for gates A and C`() throws {
    let app = try #require(try SampleBoard.read().app("scholarship_agent"))
    #expect(app.criteria.first?.requirement == .gates(["A", "C"]))
  }
}

extension Quantity {
  /// So many percent, as the reader reads them.
  fileprivate static func ratio(_ percent: Double) -> Quantity { Quantity(.number(percent / 100), .ratio) }
}
