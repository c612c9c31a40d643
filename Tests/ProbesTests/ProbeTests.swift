import Foundation
import Gates
import Probes
import Testing

@Suite(.serialized) struct ProbeTests {
  private func source(_ request: HTTPRequest, timeout: Duration = .seconds(2)) throws -> Source {
    let signals = try [("p95", "$.p95", "ms"), ("told", "$.told", "text")].map { name, path, unit in
      Signal(name: name, selector: .json(try #require(JSONPath(path))), unit: try #require(Unit.named(unit)))
    }
    return Source(
      name: "health", kind: .http(request), every: .seconds(5), timeout: timeout, staleAfter: .seconds(17),
      signals: signals)
  }

  private func poll(_ source: Source) async -> Answer {
    let probes = ProbeSet()
    let answer = await probes.probe(for: source)?.poll(at: Instant(milliseconds: 0))
    return answer ?? Answer(isAnswer: false, said: "there is nobody to ask", values: [:])
  }

  @Test func `signals are read from a good answer, and a secret that comes back is not shown`() async throws {
    let server = try TestServer("server.py")
    let token = SecretText(spelling: "Bearer ${TOKEN}", resolved: "Bearer s3cr3t", secrets: ["TOKEN": "s3cr3t"])
    let header = HTTPRequest.Header(name: "Authorization", value: token)
    let request = HTTPRequest(url: SecretText("http://127.0.0.1:\(server.port)/echo"), headers: [header])
    let answer = await poll(try source(request))
    #expect(answer.isAnswer)
    #expect(answer.values["p95"] == .value(.number(87)))
    #expect(answer.values["told"] == .value(.text("Bearer ${TOKEN}")))
    #expect("\(request)".contains("s3cr3t") == false)
  }

  @Test func `a value of another kind is missing, with what was found`() async throws {
    let server = try TestServer("server.py")
    let answer = await poll(try source(HTTPRequest(url: SecretText("http://127.0.0.1:\(server.port)/odd"))))
    #expect(answer.values["p95"] == .missing("is 'fast', expected a time"))
    #expect(answer.values["told"] == .missing("is null"))
  }

  @Test(arguments: [
    ("/huge", "the body is larger than 1048576 bytes"), ("/endless", "the body is larger than 1048576 bytes"),
    ("/silent", "no answer within 500ms"), ("/redirect", "302"), ("/down", "503"),
  ])
  func `an answer that must not count is silence in a sentence`(path: String, said: String) async throws {
    let server = try TestServer("server.py")
    let request = HTTPRequest(url: SecretText("http://127.0.0.1:\(server.port)\(path)"))
    let answer = await poll(try source(request, timeout: .milliseconds(path == "/silent" ? 500 : 5000)))
    #expect(!answer.isAnswer)
    #expect(answer.said.hasPrefix(said), "\(answer.said)")
    #expect(!answer.values.values.contains { if case .value = $0 { true } else { false } })
  }

  @Test(arguments: ["/cut", "/noise"])
  func `bytes that are no answer are silence`(path: String) async throws {
    let server = try TestServer("server.py")
    let answer = await poll(try source(HTTPRequest(url: SecretText("http://127.0.0.1:\(server.port)\(path)"))))
    #expect(!answer.isAnswer)
    #expect(!answer.said.isEmpty)
  }

  private func ask(_ path: String, _ query: String) async throws -> Answer {
    let signal = Signal(name: "n", selector: .column("n"), unit: try #require(Unit.named("count")))
    let source = Source(
      name: "db", kind: .sqlite(SQLiteQuery(path: path, query: query)), every: .seconds(5), timeout: .milliseconds(500),
      staleAfter: .seconds(17), signals: [signal])
    return await poll(source)
  }

  @Test func `a SQLite file is asked without being changed, and a long query is ended`() async throws {
    let path = NSTemporaryDirectory() + "/gateboard-test-\(UUID().uuidString).db"
    let sqlite = Process()
    sqlite.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    sqlite.arguments = [
      "sqlite3", path, "PRAGMA journal_mode=WAL; CREATE TABLE t (n INTEGER); INSERT INTO t VALUES (3);",
    ]
    sqlite.standardOutput = Pipe()
    try sqlite.run()
    sqlite.waitUntilExit()
    #expect(try await ask(path, "SELECT n FROM t").values["n"] == .value(.number(3)))
    #expect(try await ask(path, "SELECT n AS other FROM t").values["n"] == .missing("is not a column of the answer"))
    #expect(try await ask(path, "SELECT n FROM t WHERE n > 9").said == "the query found no row")
    #expect(try await ask(path, "SELECT n FROM gone").said.contains("no such table: gone"))
    let endless = "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT count(*) AS n FROM c"
    #expect(try await ask(path, endless).said == "no answer within 500ms")
    #expect(try await ask(path, "WITH x AS (SELECT 1) INSERT INTO t VALUES (4)").isAnswer == false)
    #expect(try await ask(path, "SELECT count(*) AS n FROM t").values["n"] == .value(.number(1)))
    for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + suffix) }
  }

  @Test func `a file that is altered with its size and its date kept is another file`() async throws {
    let path = NSTemporaryDirectory() + "/gateboard-evidence-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data("one\n".utf8).write(to: URL(fileURLWithPath: path))
    let watch = EvidenceWatch()
    let before = await watch.look(at: path)
    let date = try #require(try FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date)
    let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    try handle.write(contentsOf: Data("two\n".utf8))
    try handle.close()
    try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: path)
    guard case .present(4, let modified, let hash) = await watch.look(at: path),
      case .present(4, let earlier, let first) = before
    else {
      Issue.record("it was not seen twice")
      return
    }
    // Setting the date rounds it to microseconds, which is the same to the board.
    #expect(modified == earlier)
    #expect(hash != first)
  }
}
