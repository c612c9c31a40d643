import Foundation
import Gates
import Probes
import Testing

/// Answers that no server should give: each is silence in a sentence, soon, and costs no memory.
@Suite(.serialized) struct HostileServerTests {
  private static let server = Result { try TestServer("hostile.py") }

  private func ask(
    _ path: String, timeout: Duration = .seconds(5), change: (inout HTTPRequest) -> Void = { _ in }
  ) async throws -> Answer {
    var request = HTTPRequest(url: try Self.server.get().url(path))
    change(&request)
    let signals = [("p95", try json("$.p95"), "ms"), ("told", try json("$.told"), "text")]
    return try await poll(.http(request), signals, timeout: timeout)
  }

  @Test(arguments: [
    ("/bomb", "the body is too large once it is unpacked"),
    ("/torn-pack", "the body does not unpack"),
    ("/false-pack", "the body does not unpack"),
    ("/long-length", "the connection was closed before the answer was whole"),
    ("/two-lengths", "the answer is not HTTP"),
    ("/no-length", "the answer is not HTTP"),
    ("/big-length", "the body is larger than 1048576 bytes"),
    ("/bad-chunk", "the answer is not HTTP"),
    ("/torn-chunk", "the connection was closed before the answer was whole"),
    ("/ssh", "the answer is not HTTP"),
    ("/noise", "the answer is not HTTP"),
    ("/http2", "the answer is not HTTP"),
    ("/nothing", "the connection was closed before the answer was whole"),
    ("/half-head", "the connection was closed before the answer was whole"),
    ("/half-closed", "the connection was closed before the answer was whole"),
    ("/many-headers", "the answer's header is too large"),
    ("/huge-header", "the answer's header is too large"),
    ("/huge-status", "the answer is larger than its body may be"),
    ("/huge", "the body is larger than 1048576 bytes"),
    ("/endless", "the body is larger than 1048576 bytes"),
    ("/endless-chunks", "the answer is larger than its body may be"),
    ("/endless-hints", "the answer is larger than its body may be"),
    ("/reset", "the connection was cut"),
    ("/packed-chunks", "the body is too large once it is unpacked"),
    ("/minus-length", "the answer is not HTTP"), ("/plus-length", "the answer is not HTTP"),
    ("/hex-length", "the answer is not HTTP"), ("/list-length", "the answer is not HTTP"),
    ("/huge-length", "the answer is not HTTP"), ("/huge-chunk", "the answer is not HTTP"),
    ("/many-trailers", "the answer's header is too large"), ("/nul-header", "the answer is not HTTP"),
    ("/no-colon", "the answer is not HTTP"), ("/bare-lines", "the answer is not HTTP"),
    ("/status-99", "the answer is not HTTP"), ("/status-1000", "the answer is not HTTP"),
    ("/version-9", "the answer is not HTTP"),
  ])
  func `an answer that is none is silence in a sentence`(path: String, said: String) async throws {
    let answer = try await ask(path)
    #expect(!answer.isAnswer)
    #expect(answer.said == said)
    #expect(answer.values.isEmpty)
  }

  @Test(arguments: [
    ("/short-length", "not JSON"), ("/latin", "not JSON"), ("/deep", "not JSON"), ("/brotli", "encoded as 'br'"),
    ("/twice-packed", "encoded as 'gzip, gzip'"), ("/packed-inside", "not JSON"), ("/empty-body", "not JSON"),
    ("/no-content", "not JSON"), ("/quotes", "not JSON"),
  ])
  func `a body that cannot be read makes its signals unknown`(path: String, why: String) async throws {
    let answer = try await ask(path)
    #expect(!answer.isAnswer)
    #expect(answer.said.hasSuffix(", \(why)"), "\(answer.said)")
    #expect(answer.values["p95"] == .missing("unknown: the answer was \(why)"))
  }

  @Test(arguments: ["/packed", "/x-gzip", "/capital-gzip", "/tiny-chunks"])
  func `a body that is packed or comes in pieces is read`(path: String) async throws {
    #expect(try await ask(path).values["p95"] == .value(.number(87)))
  }

  @Test func `another protocol that a server changes to is no answer`() async throws {
    let answer = try await ask("/upgrade")
    #expect(answer.said.hasPrefix("101 in "))
    #expect(answer.values["p95"] == .missing("unknown: the answer was 101"))
    #expect(!answer.isAnswer)
  }

  @Test func `the size is that of the body once it is unpacked`() async throws {
    let request = HTTPRequest(url: try Self.server.get().url("/packed"))
    let answer = try await poll(.http(request), [("size", .measure(.size), "bytes")])
    #expect(answer.values["size"] == .value(.number(11)))
  }

  @Test(arguments: [
    ("/digits", Answer.Finding.missing("is not a finite number")),
    ("/exponent", .missing("is not a finite number")), ("/fraction", .value(.number(7.0 / 9))),
    ("/lists", .missing("is not in the answer")), ("/members", .missing("is not in the answer")),
    ("/escapes", .missing("is '\u{1B}[2J\u{202E}\u{7}', expected a time")),
  ])
  func `a document that is made to be heavy is read in time`(path: String, p95: Answer.Finding) async throws {
    let began = ContinuousClock.now
    #expect(try await ask(path).values["p95"] == p95)
    #expect(began.duration(to: .now) < .seconds(30))
  }

  @Test(arguments: ["/slow-head", "/slow-body", "/silent"])
  func `a server that drips or is silent is left when the time is over`(path: String) async throws {
    let began = ContinuousClock.now
    let answer = try await ask(path, timeout: .milliseconds(400))
    #expect(answer.said == "no answer within 400ms")
    #expect(!answer.isUnreachable)
    #expect(began.duration(to: .now) < .seconds(30), "it would go on for minutes")
  }

  @Test func `the first byte has a time of its own`() async throws {
    #expect(try await ask("/late") { $0.firstByteTimeout = .milliseconds(100) }.said == "no first byte within 100ms")
    #expect(try await ask("/late") { $0.firstByteTimeout = .seconds(3) }.isAnswer)
  }

  @Test func `a connection that nobody takes is unreachable, and has a time of its own`() async throws {
    // A listener whose queue is full takes no further connection.
    let full = try TestServer("full.py")
    var request = HTTPRequest(url: full.url("/"))
    request.connectTimeout = .milliseconds(200)
    let late = try await poll(.http(request))
    #expect(late.said == "no connection within 200ms")
    #expect(late.isUnreachable)
    let refused = try await poll(.http(HTTPRequest(url: SecretText("http://127.0.0.1:1/"))))
    #expect(refused.said == "nobody listens there: the connection was refused")
    #expect(refused.isUnreachable)
    let nameless = try await poll(.http(HTTPRequest(url: SecretText("http://no-such-host.invalid/"))))
    #expect(nameless.said == "the host name does not resolve")
    #expect(nameless.isUnreachable)
  }

  @Test func `the limit of a body is the source's own`() async throws {
    #expect(try await ask("/good") { $0.largestBody = 10 }.said == "the body is larger than 10 bytes")
    #expect(try await ask("/good") { $0.largestBody = 11 }.isAnswer)
    #expect(try await ask("/huge") { $0.largestBody = 4 << 20 }.said.hasPrefix("200 in"))
  }

  // MARK: Redirects

  @Test func `a redirect is followed only as often as is allowed`() async throws {
    #expect(try await ask("/home").said.hasPrefix("307 in"))
    #expect(try await ask("/home") { $0.redirects = 1 }.values["p95"] == .value(.number(87)))
    #expect(try await ask("/loop") { $0.redirects = 3 }.said == "it redirects more than 3 times")
    for path in ["/nowhere", "/port-location", "/file-location"] {
      #expect(try await ask(path) { $0.redirects = 3 }.said == "the redirect leads to no address", "\(path)")
    }
    #expect(try await ask("/far-location") { $0.redirects = 3 }.said == "the answer's header is too large")
  }

  private func told(_ answer: Answer) -> String {
    if case .value(.text(let text))? = answer.values["told"] { text } else { "" }
  }

  @Test func `no header and no body of the board goes to another host`() async throws {
    let other = try TestServer("hostile.py")
    let key = SecretText(spelling: "Bearer ${KEY}", resolved: "Bearer s3cr3t", secrets: ["KEY": "s3cr3t"])
    func change(_ request: inout HTTPRequest) {
      request.headers = [HTTPRequest.Header(name: "Authorization", value: key)]
      request.redirects = 2
    }
    let home = try await ask("/home", change: change)
    #expect(told(home).contains("authorization: Bearer ${KEY}") || told(home).contains("Authorization: Bearer ${KEY}"))
    let away = try await ask("/to/http://127.0.0.1:\(other.port)", change: change)
    #expect(told(away).contains("GET /echo"))
    #expect(!told(away).lowercased().contains("authorization"))
    // Nor does what a redirect has before its host become a credential.
    let named = told(try await ask("/user-location", change: change))
    #expect(named.hasPrefix("GET /echo") && !named.contains("hunter2"), "\(named)")
    // The same machine by another name is another host.
    let port = try Self.server.get().port
    #expect(!told(try await ask("/to/http://localhost:\(port)", change: change)).contains("KEY"))
  }

  @Test func `after See Other the question is a GET without a body`() async throws {
    func change(_ request: inout HTTPRequest) {
      (request.method, request.body, request.redirects) = ("POST", SecretText("ping"), 1)
    }
    let kept = told(try await ask("/home", change: change))
    #expect(kept.hasPrefix("POST /echo") && kept.hasSuffix("|ping"))
    let seen = told(try await ask("/see-other", change: change))
    #expect(seen.hasPrefix("GET /echo") && !seen.contains("ping"))
  }

  @Test func `nothing of a redirect or a header adds a line to a request`() async throws {
    let spliced = try await ask("/spliced") { $0.redirects = 1 }
    #expect(!told(spliced).contains("|X: y"))
    let injected = try await ask("/echo") {
      $0.headers = [HTTPRequest.Header(name: "X-A", value: SecretText("a\r\nX-B: b"))]
    }
    #expect(!injected.isAnswer)
    let framed = told(
      try await ask("/echo") {
        $0.headers = ["Transfer-Encoding", "Content-Length", "Connection"].map {
          HTTPRequest.Header(name: $0, value: SecretText("9"))
        }
      })
    #expect(framed.hasPrefix("GET /echo") && !framed.contains(": 9"))
  }

  // MARK: Memory

  private func residentKilobytes() throws -> Int {
    let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") })
    return try #require(line.split(separator: " ").compactMap { Int($0) }.first)
  }

  @Test(.timeLimit(.minutes(5))) func `memory stays flat through ten thousand hostile answers`() async throws {
    let all = 10_000
    let request = HTTPRequest(url: try Self.server.get().url("/mix"))
    let source = try source(.http(request), [("p95", try json("$.p95"), "ms")])
    let probe = try #require(ProbeSet().probe(for: source))
    func run(_ count: Int) async {
      await withTaskGroup { group in
        for worker in 0..<8 {
          group.addTask {
            for _ in stride(from: worker, to: count, by: 8) { _ = await probe.poll(at: Instant(milliseconds: 0)) }
          }
        }
      }
    }
    await run(all / 4)
    let before = try residentKilobytes()
    await run(all)
    let grown = try residentKilobytes() - before
    // What one of them may hold while it is read, eight at a time.
    #expect(grown < 16 << 10, "grown by \(grown) KiB from \(before) KiB")
  }
}
