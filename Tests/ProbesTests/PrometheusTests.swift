import Foundation
import Gates
import Probes
import Testing

/// Debian's Prometheus on a free port, which scrapes one small target several times a second.
final class PrometheusServer: @unchecked Sendable {
  private let process = Process()
  private let folder: URL
  private let target: TestServer
  let port: Int

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("gateboard-prometheus-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    target = try TestServer(
      "scraped.py", [#"queue_depth{queue="mail",node="a"} 3"#, #"queue_depth{queue="sms",node="b"} 4"#])
    let config = """
      global: {scrape_interval: 200ms, scrape_timeout: 200ms}
      scrape_configs: [{job_name: mail, static_configs: [{targets: ["127.0.0.1:\(target.port)"]}]}]

      """
    try Data(config.utf8).write(to: folder.appendingPathComponent("prometheus.yml"))
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      "prometheus", "--config.file", folder.appendingPathComponent("prometheus.yml").path, "--storage.tsdb.path",
      folder.appendingPathComponent("data").path, "--web.listen-address", "127.0.0.1:0",
    ]
    let output = Pipe()
    process.standardError = output
    process.standardOutput = output
    try process.run()
    var heard = ""
    while !heard.contains("Server is ready to receive web requests") {
      let part = output.fileHandleForReading.availableData
      try #require(!part.isEmpty, "prometheus ended: \(heard)")
      heard += String(decoding: part, as: UTF8.self)
    }
    // What it says later goes nowhere, and must not fill the pipe.
    output.fileHandleForReading.readabilityHandler = { _ = $0.availableData }
    let place = try #require(heard.firstMatch(of: /"Listening on" address=127\.0\.0\.1:([0-9]+)/), "\(heard)")
    port = try #require(Int(place.1))
  }

  func ask(_ query: String, _ signals: [(String, Selector, String)]) async throws -> Answer {
    try await poll(.prometheus(PromQLQuestion(query, of: SecretText("http://127.0.0.1:\(port)"))), signals)
  }

  /// Returns once a scrape is kept that found the target like this: the one after it has begun by then.
  func waitForScrape(ofTargetThatIs manner: String = "up") throws {
    #expect(try target.ask("2 \(manner)") == "scraped")
  }

  deinit {
    // It inherits the signals that the test's thread holds back, so it is ended by the one that nobody can hold back.
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    try? FileManager.default.removeItem(at: folder)
  }
}

@Suite(.serialized) struct PrometheusTests {
  private let value: [(String, Selector, String)] = [("value", .measure(.value), "count")]

  @Test func `one series of a real Prometheus is a value with its labels`() async throws {
    let server = try PrometheusServer()
    let signals =
      value + [
        ("node", .line("node"), "text"), ("no_label", .line("rack"), "text"), ("took", .latency, "ms"),
        ("warnings", .measure(.warnings), "count"),
      ]
    try server.waitForScrape()
    let answer = try await server.ask(#"queue_depth{queue="mail"}"#, signals)
    #expect(answer.isAnswer)
    #expect(answer.values["value"] == .value(.number(3)))
    #expect(answer.values["node"] == .value(.text("a")))
    #expect(answer.values["no_label"] == .missing("is no label of the answer"))
    #expect(answer.values["warnings"] == .value(.number(0)))
    #expect(answer.said.hasPrefix("1 series in "))
    if case .value(.number(let took))? = answer.values["took"] { #expect(took >= 0) } else { Issue.record("no time") }

    // Everything else that is no one value is unknown, each in its words.
    for (query, expected) in [
      ("sum(queue_depth)", Answer.Finding.value(.number(7))), ("scalar(sum(queue_depth)) * 2", .value(.number(14))),
      ("queue_depth", .missing("has 2 series, expected one; name their labels, or use sum()")),
      ("no_such_metric", .missing("has no series: nothing matches the query, or what matched is stale")),
      ("vector(0) / 0", .missing("is not a number (NaN)")), ("vector(1) / 0", .missing("is infinite")),
      (
        "queue_depth[1m]",
        .missing("is a range of samples, expected one instant; use a function such as last_over_time()")
      ),
      ("\"seven\"", .missing("is 'seven', expected a count")),
    ] {
      let answer = try await server.ask(query, value)
      #expect(answer.values["value"] == expected, "\(query)")
      #expect(answer.isAnswer, "\(query)")
    }
  }

  @Test func `what Prometheus refuses is no answer, in its words`() async throws {
    let server = try PrometheusServer()
    let answer = try await server.ask("sum(", value)
    #expect(!answer.isAnswer)
    #expect(answer.said.hasPrefix("400 in "))
    #expect(answer.said.contains("Prometheus refused the query: bad_data, "))
    if case .missing(let why)? = answer.values["value"] { #expect(why.hasPrefix("unknown: 400")) }
  }

  @Test func `a target that went away leaves no number behind`() async throws {
    let server = try PrometheusServer()
    let query = #"queue_depth{queue="sms"}"#
    try server.waitForScrape()
    #expect(try await server.ask(query, value).values["value"] == .value(.number(4)))
    try server.waitForScrape(ofTargetThatIs: "down")
    let stale = Answer.Finding.missing("has no series: nothing matches the query, or what matched is stale")
    #expect(try await server.ask(query, value).values["value"] == stale)
    // That it is down is itself a value.
    #expect(try await server.ask("up", value).values["value"] == .value(.number(0)))
  }

  /// Answers as the API's document has them, and answers of others.
  private func ask(answering body: String, status: String = "200 OK") async throws -> Answer {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("gateboard-answer-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data("HTTP/1.1 \(status)\r\nContent-Type: application/json\r\n\r\n\(body)".utf8).write(to: file)
    let server = try TestServer("answer.py", [file.path])
    let token = SecretText(spelling: "Bearer ${TOKEN}", resolved: "Bearer s3cr3t", secrets: ["TOKEN": "s3cr3t"])
    var question = PromQLQuestion("up", of: SecretText("http://127.0.0.1:\(server.port)/prometheus/"))
    question.headers = [HTTPRequest.Header(name: "Authorization", value: token)]
    return try await poll(
      .prometheus(question), value + [("warnings", .measure(.warnings), "count"), ("job", .line("job"), "text")])
  }

  @Test func `warnings are kept beside the value, and no secret in them`() async throws {
    let answer = try await ask(
      answering: """
        {"status":"success","data":{"resultType":"vector","result":[{"metric":{"job":"s3cr3t"},"value":[\(Date.now.timeIntervalSince1970),"1"]}]},
        "warnings":["remote s3cr3t is slow"],"infos":["metric might not be a counter"]}
        """)
    #expect(answer.isAnswer)
    #expect(answer.values["value"] == .value(.number(1)))
    #expect(answer.values["warnings"] == .value(.number(2)))
    #expect(answer.values["job"] == .value(.text("${TOKEN}")))
    #expect(answer.said.hasSuffix(", warning: remote ${TOKEN} is slow and 1 more"))
    #expect(!String(decoding: answer.beginning, as: UTF8.self).contains("s3cr3t"))
  }

  @Test(arguments: [
    ("<html>not found</html>", "404 Not Found", "404 in "),
    ("[1, 2]", "200 OK", "the answer is not of Prometheus' API"),
    (#"{"status":"success"}"#, "200 OK", "the answer is not of Prometheus' API"),
    (#"{"status":"error"}"#, "503 Gone", "503 in "),
  ])
  func `what is no Prometheus says so`(body: String, status: String, said: String) async throws {
    let answer = try await ask(answering: body, status: status)
    #expect(!answer.isAnswer)
    #expect(answer.said.hasPrefix(said), "\(answer.said)")
    #expect(!answer.values.values.contains { if case .value = $0 { true } else { false } })
  }

  @Test func `an answer that a cache has kept is no answer of now`() async throws {
    let answer = try await ask(
      answering: """
        {"status":"success","data":{"resultType":"vector","result":[{"metric":{},"value":[1700000000,"1"]}]}}
        """)
    guard case .missing(let why)? = answer.values["value"] else {
      Issue.record("an old value counts: \(answer.values)")
      return
    }
    #expect(why.hasPrefix("was evaluated ") && why.hasSuffix(" ago, by its own timestamp: it comes from a cache"))
  }

  @Test(arguments: [
    (#"{"histogram":[1.5,{"count":"3"}]}"#, "is a native histogram, expected a number"), (#"{}"#, "is no sample"),
    (#"{"value":[1.5,"many"]}"#, "is 'many', expected a number"), (#"{"value":[1.5,7]}"#, "is no sample"),
  ])
  func `a series without a number is unknown`(series: String, why: String) async throws {
    let answer = try await ask(
      answering: #"{"status":"success","data":{"resultType":"vector","result":[\#(series)]}}"#)
    #expect(answer.values["value"] == .missing(why))
  }
}
