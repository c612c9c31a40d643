import Foundation
import Gates
import Probes
import Testing

/// Answers that say one thing with their status and another with their body, or two things with their body.
@Suite(.serialized) struct ContradictionTests {
  /// Asks a server that answers with that and nothing else.
  private func ask(
    _ status: Int, _ format: HTTPRequest.Format?, _ body: String, _ signals: [(String, Selector, String)],
    expecting statuses: [ClosedRange<Int>] = [], headers: [String] = []
  ) async throws -> Answer {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("gateboard-answer-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: file) }
    let fields = ["Content-Length: \(body.utf8.count)", "Connection: close"] + headers
    let head = "HTTP/1.1 \(status) Said\r\n" + fields.map { $0 + "\r\n" }.joined() + "\r\n"
    try Data((head + body).utf8).write(to: file)
    let server = try TestServer("answer.py", [file.path])
    var request = HTTPRequest(url: server.url("/health"))
    (request.format, request.expected) = (format, statuses)
    return try await poll(.http(request), signals)
  }

  private static let passing = "[+]ping ok\n[+]etcd ok\nhealthz check passed\n"

  @Test(
    arguments: [
      (503, .health, #"{"status":"pass"}"#, "says pass with status 503"),
      (500, .health, #"{"status":"pass"}"#, "says pass with status 500"),
      (404, .health, #"{"status":"WARN"}"#, "says WARN with status 404"),
      (503, .actuator, #"{"status":"UP"}"#, "says UP with status 503"),
      (500, .kubernetes, passing, "says passed with status 500"),
      (500, .kubernetes, "ok", "says passed with status 500"),
    ] as [(Int, HTTPRequest.Format, String, String)])
  func `what is well with a status that is not is unknown`(
    status: Int, format: HTTPRequest.Format, body: String, words: String
  ) async throws {
    let answer = try await ask(
      status, format, body,
      [("well", .check(nil), "bool"), ("word", .check(nil), "text"), ("code", .status, "count")])
    #expect(!answer.isAnswer && answer.said.hasSuffix(", \(words)"), "\(answer.said)")
    #expect(answer.values["well"] == .missing(words))
    #expect(answer.values["word"] == .missing(words))
    #expect(answer.values["code"] == .value(.number(Double(status))))
  }

  @Test(
    arguments: [
      (200, .health, #"{"status":"pass"}"#, true), (207, .health, #"{"status":"warn"}"#, true),
      (200, .health, #"{"status":"fail"}"#, false), (503, .health, #"{"status":"fail"}"#, false),
      (200, .actuator, #"{"status":"UP"}"#, true), (200, .actuator, #"{"status":"DOWN"}"#, false),
      (200, .kubernetes, passing, true), (200, .kubernetes, "readyz check failed", false),
      (200, .kubernetes, "[+]ping ok\n[-]etcd failed: reason withheld\nlivez check passed\n", false),
      (500, .kubernetes, "[-]etcd failed\n[+]etcd ok\nok\n", false),
      (200, .kubernetes, "readyz check failed\nreadyz check passed\n", false),
    ] as [(Int, HTTPRequest.Format, String, Bool)])
  func `what is not well is so with any status, and of two lines the worse counts`(
    status: Int, format: HTTPRequest.Format, body: String, isWell: Bool
  ) async throws {
    let answer = try await ask(
      status, format, body, [("well", .check(nil), "bool"), ("etcd", .check("etcd"), "bool")])
    #expect(answer.isAnswer)
    #expect(answer.values["well"] == .value(.truth(isWell)))
    if body.contains("[-]etcd") { #expect(answer.values["etcd"] == .value(.truth(false))) }
  }

  @Test func `of a contradiction nothing is believed but what is bad`() async throws {
    let body = #"{"status":"pass","checks":{"a":[{"status":"pass"}],"b":[{"status":"pass"},{"status":"fail"}]}}"#
    let answer = try await ask(
      503, .health, body,
      [
        ("a", .check("a"), "bool"), ("b", .check("b"), "bool"), ("c", .check("c"), "bool"),
        ("word", try json("$.status"), "text"),
      ])
    #expect(answer.values["a"] == .missing("says pass with status 503"))
    #expect(answer.values["b"] == .value(.truth(false)))
    #expect(answer.values["c"] == .missing("is not in the answer"))
    #expect(answer.values["word"] == .missing("unknown: the answer says pass with status 503"))
  }

  @Test func `a status that the board expects contradicts all the same`() async throws {
    let answer = try await ask(
      502, .actuator, #"{"status":"UP"}"#, [("well", .check(nil), "bool")], expecting: [500...599])
    #expect(answer.values["well"] == .missing("says UP with status 502"))
  }

  @Test(
    arguments: [
      (nil, #"{"p95":300,"p95":50}"#, "p95"), (.health, #"{"status":"fail","status":"pass","p95":1}"#, "status"),
      (.actuator, #"{"status":"DOWN","status":"UP","p95":1}"#, "status"),
    ] as [(HTTPRequest.Format?, String, String)])
  func `a document that names a member twice is no answer`(
    format: HTTPRequest.Format?, body: String, name: String
  ) async throws {
    var signals: [(String, Selector, String)] = [("p95", try json("$.p95"), "ms")]
    if format != nil { signals.append(("well", .check(nil), "bool")) }
    let answer = try await ask(200, format, body, signals)
    #expect(!answer.isAnswer && answer.said.hasSuffix(", JSON that names '\(name)' twice"), "\(answer.said)")
    for signal in signals {
      #expect(answer.values[signal.0] == .missing("unknown: the answer was JSON that names '\(name)' twice"))
    }
  }

  @Test(
    arguments: [(["X-Queue: 12", "x-queue: 12"], 12), (["X-Queue: 12", "X-Queue: 400"], nil)] as [([String], Double?)])
  func `of two headers of one name that differ neither is the value`(headers: [String], value: Double?) async throws {
    let answer = try await ask(200, nil, "", [("queue", .header("X-Queue"), "count")], headers: headers)
    #expect(
      answer.values["queue"]
        == (value.map { .value(.number($0)) } ?? .missing("is 2 headers of the answer, which differ")))
  }

  @Test func `a number where a text was expected is named as it stands`() async throws {
    let answer = try await ask(
      200, nil, #"{"a":5,"b":-0.5,"c":1e300}"#,
      [("a", try json("$.a"), "text"), ("b", try json("$.b"), "text"), ("c", try json("$.c"), "text")])
    #expect(answer.values["a"] == .missing("is 5, expected a text"))
    #expect(answer.values["b"] == .missing("is -0.5, expected a text"))
    #expect(answer.values["c"] == .missing("is 1e+300, expected a text"))
  }

  @Test(arguments: ["/.well-known/openid-configuration", "/jwks"])
  func `an OpenID provider whose document names a member twice has a fault`(place: String) async throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("gateboard-oidc-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: file) }
    let discovery = """
      {"issuer": "{base}", "authorization_endpoint": "{base}/a", "token_endpoint": "{base}/t", "jwks_uri": "{base}/jwks",
       "response_types_supported": ["code"], "subject_types_supported": ["public"],
       "id_token_signing_alg_values_supported": ["RS256"]}
      """
    let bodies = ["/.well-known/openid-configuration": discovery, "/jwks": #"{"keys": []}"#]
    let routes = bodies.map { path, body in
      let twice = body.replacing("{\"", with: "{\"x\": 1, \"x\": 2, \"", maxReplacements: 1)
      return (path, ["body": path == place ? twice : body])
    }
    try JSONSerialization.data(withJSONObject: ["routes": Dictionary(uniqueKeysWithValues: routes)]).write(to: file)
    let server = try TestServer("oidc.py", [file.path])
    let issuer = OIDCIssuer(SecretText("http://127.0.0.1:\(server.port)"))
    let answer = try await poll(.oidc(issuer), [("jwks", .measure(.jwks), "bool")])
    let part = place == "/jwks" ? "jwks" : "discovery"
    #expect(!answer.isAnswer && answer.said == "\(part) is JSON that names 'x' twice", "\(answer.said)")
  }
}
