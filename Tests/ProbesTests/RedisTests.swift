import Foundation
import Gates
import NIOCore
import Testing

@testable import Probes

/// Debian's redis-server, on a free port.
struct RedisServerProcess {
  let process: Process
  let port: Int

  static func start(password: String) throws -> RedisServerProcess {
    // A port that was free a moment ago; the script that held it is gone when this returns.
    let port = try TestServer("hostile.py").port
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      "redis-server", "--port", "\(port)", "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--requirepass",
      password, "--dir", NSTemporaryDirectory(),
    ]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    var heard = ""
    while !heard.contains("Ready to accept connections") {
      let part = output.fileHandleForReading.availableData
      try #require(!part.isEmpty, "redis-server ended: \(heard)")
      heard += String(decoding: part, as: UTF8.self)
    }
    return RedisServerProcess(process: process, port: port)
  }

  /// It inherits the signals that the test's thread holds back, SIGTERM among them, so it is ended by the one that
  /// nobody can hold back; it keeps nothing.
  func end() {
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }
}

@Suite(.serialized) struct RedisTests {
  private func ask(_ port: Int, password: SecretText?) async throws -> Answer {
    var server = RedisServer(Dial(host: "127.0.0.1", port: port))
    server.password = password
    return try await poll(
      .redis(server),
      [
        ("ping", .measure(.ping), "ms"), ("role", .measure(.role), "text"), ("up", .line("uptime_in_seconds"), "s"),
        ("none", .line("no_such_field"), "count"),
      ])
  }

  @Test func `a Redis server tells its role, and its password is never shown`() async throws {
    let server = try RedisServerProcess.start(password: "hunter2")
    defer { server.end() }
    let password = SecretText(spelling: "${PASSWORD}", resolved: "hunter2", secrets: ["PASSWORD": "hunter2"])
    let answer = try await ask(server.port, password: password)
    #expect(answer.isAnswer, "\(answer.said)")
    #expect(answer.values["role"] == .value(.text("master")))
    #expect(answer.values["none"] == .missing("is not in the answer"))
    if case .value(.number(let ping))? = answer.values["ping"] { #expect(ping > 0) } else { Issue.record("no ping") }
    let bare = try await ask(server.port, password: nil)
    #expect(bare.said == "PING was answered with 'NOAUTH Authentication required.'")
    let wrong = SecretText(spelling: "${PASSWORD}", resolved: "guess", secrets: ["PASSWORD": "guess"])
    #expect(try await ask(server.port, password: wrong).said.hasPrefix("AUTH was answered with 'WRONGPASS"))
  }

  @Test func `what is no Redis server says so`() async throws {
    let answer = try await ask(try TestServer("hostile.py").port, password: nil)
    #expect(!answer.isAnswer)
    #expect(try await ask(1, password: nil).isUnreachable)
  }

  /// What a server says that is no Redis, or means no good: the bytes, what comes then, and what is said of it.
  struct Manner: Sendable, CustomTestStringConvertible {
    let name: String
    let bytes: String
    var then = "hold"
    let said: String
    var testDescription: String { name }
  }

  static let manners = [
    Manner(name: "a length beyond all bounds", bytes: "+PONG\r\n$99999999\r\n", said: "the answer is not Redis"),
    Manner(name: "a length below nothing", bytes: "+PONG\r\n$-5\r\n", said: "the answer is not Redis"),
    Manner(name: "half an answer", bytes: "+PONG\r\n$50\r\nrole:master", said: "no answer within 400ms"),
    Manner(
      name: "half an answer and no more", bytes: "+PONG\r\n$50\r\nrole", then: "close",
      said: "the connection was closed before the answer was whole"),
    Manner(name: "nothing", bytes: "", said: "no answer within 400ms"),
    Manner(
      name: "a line without an end", bytes: "+" + String(repeating: "a", count: 500), then: "repeat",
      said: "the answer is not Redis"),
    Manner(name: "a list", bytes: "*1\r\n+PONG\r\n", said: "the answer is not Redis"),
    Manner(name: "HTTP", bytes: "HTTP/1.1 400 Bad Request\r\n\r\n", then: "close", said: "the answer is not Redis"),
    Manner(
      name: "too much of it", bytes: "+PONG\r\n$1048576\r\n" + String(repeating: "a", count: 1 << 20),
      said: "the answer is larger than 1 MiB"),
    Manner(
      name: "an error with what is no text", bytes: "-ERR \u{1B}[2J\r\n", then: "repeat",
      said: "PING was answered with 'ERR \u{1B}[2J'"),
  ]

  @Test(arguments: manners) func `what means no good is refused in time`(manner: Manner) async throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("gateboard-blunt-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(manner.bytes.utf8).write(to: file)
    let server = try TestServer("blunt.py", [file.path, manner.then])
    let began = ContinuousClock.now
    let answer = try await poll(
      .redis(RedisServer(Dial(host: "127.0.0.1", port: server.port))), [("role", .measure(.role), "text")],
      timeout: .milliseconds(400))
    #expect(answer.said == manner.said)
    #expect(!answer.isAnswer && answer.values.isEmpty)
    #expect(began.duration(to: .now) < .seconds(30))
  }

  @Test func `answers that nobody has asked for yet say nothing that counts`() async throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("gateboard-blunt-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data("+PONG\r\n".utf8).write(to: file)
    let server = try TestServer("blunt.py", [file.path, "repeat"])
    let answer = try await ask(server.port, password: nil)
    #expect(answer.values["role"] == .missing("is not in the answer"))
    #expect(answer.values["up"] == .missing("is not in the answer"))
  }

  @Test(arguments: [
    ("+PONG\r\n", 7), ("+PON", nil), ("$5\r\nhello\r\n+", 11), ("$5\r\nhel", nil), ("-ERR x\r\n", 8), ("$0\r\n\r\n", 6),
  ])
  func `a reply is whole or not yet`(text: String, length: Int?) throws {
    #expect(try RESP.lengthOfFirst(in: ByteBuffer(string: text)) == length)
  }

  @Test(arguments: ["HTTP/1.1 400\r\n", "$-1\r\n", "$99999999999\r\n", "$x\r\n", String(repeating: "+", count: 2000)])
  func `what is no reply is refused`(text: String) {
    #expect(throws: Fault.self) { try RESP.lengthOfFirst(in: ByteBuffer(string: text)) }
  }

  @Test func `nothing in an argument is a command`() {
    #expect(String(buffer: RESP.command(["AUTH", "a\r\nFLUSHALL"])) == "*2\r\n$4\r\nAUTH\r\n$11\r\na\r\nFLUSHALL\r\n")
  }
}

/// Files, programs and ports.
@Suite(.serialized) struct LocalSourceTests {
  private func run(_ arguments: [String], timeout: Duration = .seconds(5)) async throws -> Answer {
    try await poll(
      .command(Program(arguments)),
      [("n", .line("n"), "count"), ("code", .measure(.exit), "count"), ("a", try json("$.a"), "count")],
      timeout: timeout)
  }

  @Test func `a program's output counts only where it ends well`() async throws {
    let good = try await run(["printf", "m 1\\nn 7\\n"])
    #expect(good.values["n"] == .value(.number(7)))
    #expect(good.values["a"] == .missing("unknown: the output was not JSON"))
    #expect(!good.isAnswer && good.said.hasSuffix(", not JSON"), "\(good.said)")
    #expect(try await run(["printf", #"{"a":3}"#]).values["a"] == .value(.number(3)))
    let twice = try await run(["printf", #"{"a":3,"a":4}"#])
    #expect(twice.values["a"] == .missing("unknown: the output was JSON that names 'a' twice"))
    let bad = try await run(["sh", "-c", "echo n 7; exit 3"])
    #expect(!bad.isAnswer)
    #expect(bad.values["n"] == .missing("unknown: it ended with 3"))
    #expect(bad.values["code"] == .value(.number(3)))
  }

  @Test func `no shell reads an argument, and a program that hangs or floods is ended`() async throws {
    #expect(
      try await run(["echo", "n", "$(id -u); rm"]).values["n"] == .missing("is '$(id -u); rm', expected a count"))
    let began = ContinuousClock.now
    #expect(try await run(["sleep", "60"], timeout: .milliseconds(300)).said == "ended at its timeout of 300ms")
    #expect(try await run(["yes"], timeout: .milliseconds(300)).said == "ended at its timeout of 300ms")
    #expect(began.duration(to: .now) < .seconds(40), "sleep alone would take a minute")
    #expect(try await run(["sh", "-c", "yes | head -c 2000000"]).said == "its output is larger than 1 MiB")
    #expect(try await run(["/no/such/program"]).said.hasPrefix("cannot start /no/such/program"))
  }

  @Test func `a missing file is an answer, a folder is none`() async throws {
    let signals: [(String, Selector, String)] = [("there", .measure(.present), "bool"), ("age", .measure(.age), "s")]
    let missing = try await poll(.file("/no/such/file"), signals)
    #expect(missing.values["there"] == .value(.truth(false)))
    #expect(missing.values["age"] == .missing("unknown: there is no such file"))
    #expect(missing.isAnswer)
    #expect(try await poll(.file("/tmp"), signals).said == "it is not a file")
  }

  @Test(arguments: [try json("$.p95"), .measure(.sha256), .measure(.age)])
  func `a missing file does not answer what is in it`(selector: Selector) async throws {
    let unit = selector == .measure(.sha256) ? "text" : "s"
    let answer = try await poll(.file("/no/such/file"), [("what", selector, unit)])
    #expect(!answer.isAnswer && answer.said == "there is no such file")
    #expect(answer.values["what"] == .missing("unknown: there is no such file"))
    let both = try await poll(
      .file("/no/such/file"), [("there", .measure(.present), "bool"), ("what", selector, unit)])
    // What is asked of the file alone is answered.
    #expect(both.isAnswer == (selector == .measure(.age)))
    #expect(both.values["there"] == .value(.truth(false)))
  }

  @Test(
    arguments: [
      (#"{"p95":1}"#, nil), ("p95: 1", "is not JSON"), ("", "is not JSON"),
      (#"{"p95":300,"p95":50}"#, "is JSON that names 'p95' twice"),
      (String(repeating: " ", count: 1 << 20) + "1", "is larger than 1 MiB"),
    ] as [(String, String?)])
  func `a file whose content cannot be read does not answer`(content: String, trouble: String?) async throws {
    let path = NSTemporaryDirectory() + "/gateboard-content-\(UUID().uuidString).json"
    try Data(content.utf8).write(to: URL(fileURLWithPath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    let answer = try await poll(
      .file(path), [("p95", try json("$.p95"), "ms"), ("size", .measure(.size), "bytes")])
    #expect(answer.isAnswer == (trouble == nil))
    #expect(answer.values["p95"] == (trouble.map { .missing("unknown: the file \($0)") } ?? .value(.number(1))))
    #expect(answer.values["size"] == .value(.number(Double(content.utf8.count))))
    if let trouble { #expect(answer.said.hasSuffix("; the file \(trouble)"), "\(answer.said)") }
  }

  @Test(arguments: [(-3600, true), (20, true), (3600, false)])
  func `the age of a file that is dated ahead is not known`(seconds: Int, isKnown: Bool) async throws {
    let path = NSTemporaryDirectory() + "/gateboard-dated-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let date = Date(timeIntervalSinceNow: Double(seconds))
    #expect(FileManager.default.createFile(atPath: path, contents: nil, attributes: [.modificationDate: date]))
    switch try await poll(.file(path), [("age", .measure(.age), "s")]).values["age"] {
    case .value(.number(let age))?: #expect(isKnown && abs(age - max(0, Double(-seconds) * 1000)) < 10_000)
    case .missing(let why)?:
      #expect(
        !isKnown && why.hasPrefix("unknown: the file is dated ") && why.hasSuffix(", ahead of this machine's clock"))
    case .value?, nil: Issue.record("there is no age")
    }
  }

  @Test(.timeLimit(.minutes(2)))
  func `a file that takes long holds up nobody, and is looked at once at a time`() async throws {
    let path = NSTemporaryDirectory() + "/gateboard-large-\(UUID().uuidString)"
    #expect(FileManager.default.createFile(atPath: path, contents: nil))
    defer { try? FileManager.default.removeItem(atPath: path) }
    // As large as is looked at, and a hole on the disk.
    try FileHandle(forWritingTo: URL(fileURLWithPath: path)).truncate(atOffset: 1 << 30)
    let file = try source(
      .file(path), [("hash", .measure(.sha256), "text"), ("size", .measure(.size), "bytes")],
      timeout: .milliseconds(50))
    let probe = try #require(ProbeSet().probe(for: file))
    // The thread of all questions says when the time is over.
    #expect(await asked(probe).said == "no answer within 50ms")
    var answer = await asked(probe)
    #expect(answer.said == "the look before has not ended yet")
    while !answer.isAnswer {
      await LoopThread.network.pause(.milliseconds(20))
      answer = await asked(probe)
    }
    #expect(answer.values["size"] == .value(.number(Double(1 << 30))))
    // head -c 1073741824 /dev/zero | sha256sum
    #expect(
      answer.values["hash"] == .value(.text("49bc20df15e412a64472421e13fe86ff1c5165e18b2afccf160d4dc19fe68a14")))
  }

  @Test func `a port is open or not, and its times are unknown where it is not`() async throws {
    let signals: [(String, Selector, String)] = [("open", .measure(.open), "bool"), ("took", .measure(.connect), "ms")]
    let closed = try await poll(.tcp(Dial(host: "127.0.0.1", port: 1)), signals)
    #expect(closed.values == ["open": .value(.truth(false))])
    #expect(closed.isUnreachable)
    let server = try TestServer("hostile.py")
    #expect(
      try await poll(.tcp(Dial(host: "localhost", port: server.port)), signals).values["open"] == .value(.truth(true)))
    // A plain server is no TLS server.
    let plain = try await poll(.tls(Dial(host: "127.0.0.1", port: server.port, trust: TLSTrust())), signals)
    #expect(plain.values["open"] == .value(.truth(false)))
  }
}
