import Foundation
import Gates
import LaunchNight
import TestClock
import Testing

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// What came back: status, type and bytes.
private struct Answer {
  let status: Int
  let type: String
  let bytes: Data

  var text: String { String(decoding: bytes, as: UTF8.self) }
  var json: [String: Any]? { try? JSONSerialization.jsonObject(with: bytes) as? [String: Any] }
}

/// The small night's app, running, with a client that keeps no connection from one test to the next.
private final class Running {
  let night: LaunchNight
  let clock: StillClock
  let base: String
  private let client = URLSession(configuration: .ephemeral)

  init(_ text: String = Small.text, at time: String, in folder: String) async throws {
    let clock = StillClock(try Small.time(time))
    self.clock = clock
    night = try await LaunchNight.open(
      try Small.parse(text), directory: folder, now: { clock.now() }, sleep: { await clock.sleep(until: $0) },
      complain: { Issue.record("\($0)") })
    base = try #require(night.baseURLs["shop"])
  }

  func get(_ path: String) async throws -> Answer {
    let (bytes, response) = try await client.data(from: try #require(URL(string: base + path)))
    let answer = try #require(response as? HTTPURLResponse)
    return Answer(
      status: answer.statusCode, type: answer.value(forHTTPHeaderField: "Content-Type") ?? "", bytes: bytes)
  }

  /// Why there is no answer; nil if there is one.
  func failure(_ path: String) async -> URLError.Code? {
    do { _ = try await get(path) } catch { return (error as? URLError)?.code }
    return nil
  }
}

@Suite(.timeLimit(.minutes(1))) struct ServerTests {
  private func running(
    _ manner: String = "garbage", at time: String, _ body: (Running) async throws -> Void
  ) async throws {
    let text = Small.text.replacing("/health: garbage", with: "/health: \(manner)")
    try await withFolder { folder in
      let running = try await Running(text, at: time, in: folder)
      try await body(running)
      await running.night.close()
    }
  }

  @Test func `a route answers its document of that instant as JSON`() async throws {
    try await running(at: "19:00") { app in
      let answer = try await app.get("/health")
      #expect(answer.status == 200)
      #expect(answer.type == "application/json")
      #expect(answer.json?["pages"] as? Int == 12)
      #expect(answer.json?["rate"] as? Double == 0.5)
      app.clock.move(to: try Small.time("20:01"))
      #expect(try await app.get("/health?again=1").json?["rate"] as? Double == 1)
    }
  }

  @Test func `an app knows its own address`() async throws {
    try await running(at: "19:00") { app in
      let answer = try await app.get("/who")
      #expect(answer.json?["issuer"] as? String == app.base)
    }
  }

  @Test func `garbage is answered with 200 and is no JSON`() async throws {
    try await running(at: "20:10") { app in
      let answer = try await app.get("/health")
      #expect(answer.status == 200)
      #expect(answer.json == nil)
      #expect(answer.text.contains("\u{1B}"))
      app.clock.move(to: try Small.time("20:20"))
      #expect(try await app.get("/health").json != nil)
    }
  }

  @Test func `an error is a 503`() async throws {
    try await running("error", at: "20:10") { app in
      let answer = try await app.get("/health")
      #expect(answer.status == 503)
    }
  }

  @Test func `a dropped connection carries no answer, and the other routes live on`() async throws {
    try await running("drop", at: "20:10") { app in
      let failure = await app.failure("/health")
      // An empty reply, as curl and as macOS name it.
      #expect(failure == .badServerResponse || failure == .networkConnectionLost)
      let other = try await app.get("/who")
      #expect(other.status == 200)
    }
  }

  @Test func `a huge answer has more than three million bytes`() async throws {
    try await running("huge", at: "20:10") { app in
      let answer = try await app.get("/health")
      #expect(answer.bytes.count > 3_000_000)
    }
  }

  @Test func `a slow answer is right, and late in real time`() async throws {
    try await running("slow 40ms", at: "20:10") { app in
      let started = ContinuousClock.now
      let answer = try await app.get("/health")
      #expect(answer.json?["rate"] as? Double == 1.5)
      #expect(started.duration(to: .now) >= .milliseconds(40))
    }
  }

  @Test func `docs is a page of text, and what is not there is not found`() async throws {
    try await running(at: "19:00") { app in
      let page = try await app.get("/docs")
      #expect(page.status == 200 && page.type == "text/plain" && page.text.contains("shop"))
      for path in ["/", "/nothing", "/health/more"] { #expect(try await app.get(path).status == 404) }
    }
  }

  /// The sockets that listen at a port, by their numbers in the kernel (proc_pid_net(5)): whoever takes the port later
  /// has a socket of another number.
  private func listeners(at port: Int) throws -> Set<String> {
    // In pieces, because the kernel gives a page at a time, and a reader of whole files takes the first for all.
    let file = try #require(FileHandle(forReadingAtPath: "/proc/self/net/tcp"))
    defer { try? file.close() }
    var bytes = Data()
    while let piece = try file.read(upToCount: 1 << 16), !piece.isEmpty { bytes += piece }
    let table = String(decoding: bytes, as: UTF8.self)
    let address = ":" + String(65_536 + port, radix: 16, uppercase: true).suffix(4)
    let rows = table.split(separator: "\n").dropFirst().map { $0.split(separator: " ") }
    return Set(rows.filter { $0.count > 9 && $0[1].hasSuffix(address) && $0[3] == "0A" }.map { String($0[9]) })
  }

  @Test func `closing frees the port`() async throws {
    try await withFolder { folder in
      let app = try await Running(at: "19:00", in: folder)
      #expect(try await app.get("/health").status == 200)
      let port = try #require(URL(string: app.base)?.port)
      let own = try listeners(at: port)
      #expect(own.count == 1)
      await app.night.close()
      #expect(try listeners(at: port).isDisjoint(with: own))
    }
  }

  @Test func `closing does not wait for a slow answer`() async throws {
    let text = Small.text.replacing("/health: garbage", with: "/health: slow 60s")
    let (asked, ask) = AsyncStream<Void>.makeStream()
    let now = try Small.time("20:10")
    try await withFolder { folder in
      let night = try await LaunchNight.open(
        try Small.parse(text), directory: folder,
        now: {
          ask.yield()
          return now
        }, sleep: { _ in throw CancellationError() }, complain: { Issue.record("\($0)") })
      let base = try #require(night.baseURLs["shop"])
      let url = try #require(URL(string: base + "/health"))
      let request = Task { try await URLSession(configuration: .ephemeral).data(from: url) }
      // Opening asks the clock once, the request once more.
      var questions = asked.makeAsyncIterator()
      await questions.next()
      await questions.next()
      let started = ContinuousClock.now
      await night.close()
      #expect(started.duration(to: .now) < .seconds(30))
      _ = await request.result
    }
  }

  @Test func `the sample night opens seven servers, each on a port of its own`() async throws {
    try await withFolder { folder in
      let scenario = try Scenario.parse(SampleNight.scenario, file: "sample")
      let now = try Small.time("19:52")
      let night = try await LaunchNight.open(
        scenario, directory: folder, now: { now }, sleep: { _ in throw CancellationError() },
        complain: { Issue.record("\($0)") })
      #expect(Set(night.baseURLs.keys) == Set(scenario.apps.map(\.name)))
      #expect(Set(night.baseURLs.values).count == 7)
      let client = URLSession(configuration: .ephemeral)
      for app in scenario.apps {
        let base = try #require(night.baseURLs[app.name])
        for route in app.routes.keys {
          let url = try #require(URL(string: base + route))
          let (bytes, response) = try await client.data(from: url)
          #expect((response as? HTTPURLResponse)?.statusCode == 200)
          #expect(try JSONSerialization.jsonObject(with: bytes) is [String: Any])
        }
      }
      await night.close()
    }
  }
}
