import Foundation
import Gates
import Testing

@testable import Probes

/// Certificates made by openssl, held by Python's TLS.
@Suite(.serialized) struct TrustTests {
  private func path(_ name: String) throws -> String { try Certificates.folder.get().appendingPathComponent(name).path }

  private func server(clients: Bool = false) throws -> TestServer {
    try TestServer(
      "hostile.py", [try path("server.pem"), try path("server.key")] + (clients ? [try path("ca.pem")] : []))
  }

  private func ask(_ server: TestServer, change: (inout TLSTrust) throws -> Void) async throws -> Answer {
    var request = HTTPRequest(url: server.url("/good", secure: true))
    try change(&request.trust)
    return try await poll(
      .http(request),
      [
        ("p95", try json("$.p95"), "ms"), ("left", .measure(.tlsLeft), "d"), ("tls", .measure(.tls), "ms"),
        ("connect", .measure(.connect), "ms"), ("first", .measure(.firstByte), "ms"), ("all", .latency, "ms"),
      ])
  }

  private func number(_ answer: Answer, _ name: String) -> Double {
    if case .value(.number(let number))? = answer.values[name] { number } else { .nan }
  }

  @Test func `a certificate is trusted by its authority alone, and its days are counted`() async throws {
    let server = try server()
    let stranger = try await ask(server) { _ in }
    #expect(stranger.said == "the certificate is not trusted; name its authority with 'ca'")
    #expect(stranger.values.isEmpty)
    let known = try await ask(server) { $0.authorities = try path("ca.pem") }
    #expect(known.values["p95"] == .value(.number(87)))
    let day = 86_400_000.0
    #expect((9.9 * day...10 * day).contains(number(known, "left")))
    #expect(number(known, "tls") > 0)
    #expect(!known.said.contains("verified"))
    let missing = try await ask(server) { $0.authorities = "/nowhere/ca.pem" }
    #expect(missing.said == "expected PEM certificates in /nowhere/ca.pem, which cannot be read as that")
  }

  @Test func `what is not verified says so`() async throws {
    let answer = try await ask(try server()) { $0.isInsecure = true }
    #expect(answer.isAnswer)
    #expect(answer.said.hasSuffix(", certificate not verified"))
  }

  @Test func `the steps add up to no more than all of it`() async throws {
    let answer = try await ask(try server()) { $0.authorities = try path("ca.pem") }
    let steps = ["connect", "tls", "first"].map { number(answer, $0) }
    #expect(steps.allSatisfy { $0 >= 0 })
    #expect(steps.reduce(0, +) <= number(answer, "all") + 1)
    #expect(answer.phases.named.map(\.name) == ["connect", "tls", "first byte", "total"])
  }

  @Test func `a certificate whose time is over is told from one of a stranger`() async throws {
    let server = try TestServer("hostile.py", [try path("ended.pem"), try path("ended.key")])
    let answer = try await ask(server) { $0.authorities = try path("ca.pem") }
    #expect(answer.said.hasPrefix("the certificate ended at 20"), "\(answer.said)")
    #expect(!answer.isAnswer && answer.values.isEmpty)
    var trust = TLSTrust()
    trust.authorities = try path("ca.pem")
    let dialled = try await poll(.tls(Dial(host: "127.0.0.1", port: server.port, trust: trust)))
    #expect(dialled.said.hasPrefix("the certificate ended at 20"), "\(dialled.said)")
  }

  @Test func `an answer that has no length ends where TLS says so, and nowhere else`() async throws {
    let plain = try TestServer("hostile.py")
    let good = try await poll(.http(HTTPRequest(url: plain.url("/no-end"))), [("p95", try json("$.p95"), "ms")])
    #expect(good.values["p95"] == .value(.number(87)))
    // Somebody in between can end the connection, but not say so within TLS.
    let server = try server()
    for path in ["/no-end", "/long-length", "/torn-chunk", "/nothing", "/half-head"] {
      var request = HTTPRequest(url: server.url(path, secure: true))
      request.trust.authorities = try self.path("ca.pem")
      let answer = try await poll(.http(request), [("p95", try json("$.p95"), "ms")])
      #expect(answer.said == "the connection was closed before the answer was whole", "\(path)")
      #expect(answer.values.isEmpty)
    }
  }

  @Test(arguments: [("", "hold", "no answer within 400ms"), ("SSH-2.0-x\r\n", "hold", "the TLS handshake failed")])
  func `what does not speak TLS is left in time`(bytes: String, then: String, said: String) async throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("gateboard-blunt-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(bytes.utf8).write(to: file)
    let server = try TestServer("blunt.py", [file.path, then])
    let request = HTTPRequest(url: server.url("/", secure: true))
    let answer = try await poll(.http(request), timeout: .milliseconds(400))
    #expect(answer.said.hasPrefix(said), "\(answer.said)")
    let dial = Dial(host: "127.0.0.1", port: server.port, trust: TLSTrust())
    let dialled = try await poll(.tls(dial), timeout: .milliseconds(400))
    #expect(dialled.said.hasPrefix(said) && !dialled.isAnswer, "\(dialled.said)")
  }

  @Test func `of a host that has a name its resolving is a step, too`() async throws {
    let server = try TestServer("hostile.py", [try path("named.pem"), try path("named.key")])
    var request = HTTPRequest(url: SecretText("https://localhost:\(server.port)/good"))
    request.trust.authorities = try path("ca.pem")
    let answer = try await poll(.http(request), [("resolve", .measure(.resolve), "ms")])
    #expect(answer.phases.named.map(\.name) == ["resolve", "connect", "tls", "first byte", "total"])
    #expect(number(answer, "resolve") > 0)
  }

  @Test func `a client shows its certificate where it is asked for one`() async throws {
    let server = try server(clients: true)
    let bare = try await ask(server) { $0.authorities = try path("ca.pem") }
    #expect(!bare.isAnswer)
    let known = try await ask(server) {
      ($0.authorities, $0.certificate, $0.key) = (try path("ca.pem"), try path("client.pem"), try path("client.key"))
    }
    #expect(known.values["p95"] == .value(.number(87)))
  }

  @Test(arguments: [
    ("named", "localhost", true), ("named", "LOCALHOST", true), ("named", "127.0.0.1", false),
    ("server", "127.0.0.1", true), ("server", "localhost", false), ("mixed", "127.0.0.1", true),
    ("mixed", "localhost", false), ("other", "localhost", false),
  ])
  func `a name is proved by a name, and an address by an address`(
    certificate: String, host: String, isGood: Bool
  ) async throws {
    let server = try TestServer("hostile.py", [try path("\(certificate).pem"), try path("\(certificate).key")])
    var request = HTTPRequest(url: SecretText("https://\(host):\(server.port)/good"))
    request.trust.authorities = try path("ca.pem")
    let answer = try await poll(.http(request), [("p95", try json("$.p95"), "ms")])
    #expect(answer.isAnswer == isGood)
    if !isGood { #expect(answer.said == "the certificate is not for that host") }
    // The same server, of which only the certificate is asked.
    let dial = Dial(host: host, port: server.port, trust: request.trust)
    #expect(try await poll(.tls(dial)).isAnswer == isGood)
    request.trust.isInsecure = true
    #expect(try await poll(.http(request)).isAnswer)
  }

  @Test(arguments: [
    ("a.example", "A.example", true), ("a.example", "a.example.", true), ("*.example.com", "a.example.com", true),
    ("*.example.com", "a.b.example.com", false), ("*.example.com", "example.com", false), ("*.com", "a.com", false),
    ("a*.example.com", "ab.example.com", false), ("a.*.com", "a.b.com", false), ("*", "a", false), ("", "", false),
    ("a.example", "b.example", false),
  ])
  func `a star stands for one whole label, the first`(name: String, host: String, covers: Bool) {
    #expect(NameCheck.name(name, covers: host) == covers)
  }

  @Test func `a certificate of another host, and no TLS at all, are told apart`() async throws {
    let other = try TestServer("hostile.py", [try path("other.pem"), try path("other.key")])
    var request = HTTPRequest(url: SecretText("https://localhost:\(other.port)/good"))
    request.trust.authorities = try path("ca.pem")
    let foreign = try await poll(.http(request))
    #expect(foreign.said == "the certificate is not for that host")
    let plain = try TestServer("hostile.py")
    request = HTTPRequest(url: plain.url("/good", secure: true))
    #expect(try await poll(.http(request)).isAnswer == false)
    request = HTTPRequest(url: other.url("/good"))
    #expect(try await poll(.http(request)).isAnswer == false)
  }
}
