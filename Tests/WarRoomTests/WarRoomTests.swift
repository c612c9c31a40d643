import BoardFile
import Foundation
import Gates
import Journal
import LaunchNight
import TestClock
import Testing
import WarRoom

/// Waits until the task is cancelled.
private func never() async {
  let (stream, continuation) = AsyncStream<Never>.makeStream()
  for await _ in stream {}
  continuation.finish()
}

/// The sample night as real servers and files under a clock that the test moves.
private final class Night {
  let folder: String
  let clock: StillClock
  let night: LaunchNight
  let board: Board

  init(at time: String) async throws {
    folder = NSTemporaryDirectory() + "/gateboard-test-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let scenario = try Scenario.parse(SampleNight.scenario, file: "scenario")
    let clock = StillClock(scenario.night.night(try #require(TimeOfDay(time))))
    self.clock = clock
    night = try await LaunchNight.open(
      scenario, directory: folder, now: { clock.now() }, sleep: { _ in await never() },
      complain: { Issue.record("\($0)") })
    var text = String(decoding: SampleNight.board, as: UTF8.self)
    for app in try BoardFile.parse(SampleNight.board, file: "sample", environment: [:]).apps {
      text = text.replacing(try #require(app.url), with: try #require(night.baseURLs[app.id.name]))
    }
    // The apps answer in this process, beside other tests: how patient the board is does not matter here.
    for every in ["5s", "10s"] {
      text = text.replacing(" every: \(every),", with: " every: \(every), timeout: 30s,")
        .replacing("        every: \(every)\n", with: "        every: \(every)\n        timeout: 30s\n")
        .replacing(" every: \(every)}", with: " every: \(every), timeout: 30s}")
    }
    board = try BoardFile.parse(Array(text.utf8), file: folder + "/board.yaml", environment: [:])
  }

  /// Polls everything once at a time of the night, and hands over the board.
  func look(_ room: WarRoom, at time: String) async throws -> BoardState {
    clock.move(to: try #require(Day("2025-11-12")).night(try #require(TimeOfDay(time))))
    await room.pollOnce()
    return await room.current
  }

  func end() async {
    await night.close()
    try? FileManager.default.removeItem(atPath: folder)
  }
}

@Suite(.serialized) struct WarRoomTests {
  private let p95 = Key("auto_com_center", "p95")

  @Test func `what a histogram observed between two answers reaches the board, and a silence is a gap`() async throws {
    let night = try await Night(at: "19:00")
    let room = try WarRoom(
      board: night.board, journal: try Journal(at: night.board.state), clock: night.clock, publish: { _ in })
    for time in ["19:00:00", "19:00:10", "19:02:00", "19:02:10"] { _ = try await night.look(room, at: time) }
    let state = await room.current
    let past = try #require(state.histogram(Key("auto_com_center", "webhook_p99")))
    #expect(past.bounds.count == 12 && past.bounds.contains(300))
    // Forty a second for ten seconds, twice; what was observed in the silence belongs to no column.
    let observed = past.columns(5, at: night.clock.now()).map { $0.map { Int($0.reduce(0, +)) } }
    #expect(observed == [400, nil, nil, nil, 400])
    await night.end()
  }

  @Test func `the sample night is seen as it is: real servers, real files`() async throws {
    let night = try await Night(at: "19:00")
    let room = try WarRoom(
      board: night.board, journal: try Journal(at: night.board.state), clock: night.clock, publish: { _ in })
    let state = try await night.look(room, at: "19:00")
    #expect(state.health.values.allSatisfy { $0.answers == true })
    let readiness = state.standings(at: night.clock.now()).map { "\($0.app.id) \($0.readiness.state.rawValue)" }
    #expect(
      readiness == [
        "auto_com_center unknown", "scholar_auth pending", "student_pilot fail", "provider_register fail",
        "auto_page_maker pending", "scholarship_agent unknown", "scholarship_api pending",
      ])
    await room.stop()
    await night.end()
  }

  @Test func `gate A burns from its first slow answer, aborts after five minutes, over a restart`() async throws {
    let night = try await Night(at: "19:40")
    let first = try WarRoom(
      board: night.board, journal: try Journal(at: night.board.state), clock: night.clock, publish: { _ in })
    _ = try await night.look(first, at: "19:40")
    #expect(try await night.look(first, at: "19:48").run(p95).phase == .pending)
    await first.stop()
    let second = try WarRoom(
      board: night.board, journal: try Journal(at: night.board.state), clock: night.clock, publish: { _ in })
    #expect(await second.current.run(p95).phase == .pending)
    #expect(try await night.look(second, at: "19:52:59").run(p95).phase == .pending)
    let state = try await night.look(second, at: "19:53")
    #expect(state.run(p95).phase == .breached)
    #expect(state.standing(of: state.board.apps[0], at: night.clock.now()).posture == .none)
    _ = try await second.perform(.acknowledge(p95), by: "sre-1")
    await second.stop()
    let third = try Journal(at: night.board.state).events()
    #expect(
      third.contains { event in
        guard event.actor == "sre-1", case .breachAcknowledged(let acknowledged) = event.fact else { return false }
        return acknowledged.guardrail == p95
      })
    await night.end()
  }

  @Test(arguments: [
    ("20:04:30", "oidc", "jwks is not JSON"), ("20:05:30", "oidc", "jwks was answered with 503"),
    ("03:11", "health", ""),
  ])
  func `an answer that is none is silence with a reason`(time: String, source: String, said: String) async throws {
    let night = try await Night(at: time)
    let room = try WarRoom(
      board: night.board, journal: try Journal(at: night.board.state), clock: night.clock, publish: { _ in })
    let state = try await night.look(room, at: time)
    let app: AppID = source == "oidc" ? "scholar_auth" : "student_pilot"
    let health = try #require(state.health[Key(app, source)])
    #expect(health.answers == false)
    #expect(health.said.hasPrefix(said))
    #expect(state.alerts(at: night.clock.now()).contains { $0.app == app })
    // A key set with a fault is known to have one: its guardrail breaches, and is not blind.
    if source == "oidc" {
      #expect(state.run(Key(app, "jwks")).isBreached)
      #expect(!state.run(Key(app, "oidc")).isBreached)
    }
    await room.stop()
    await night.end()
  }

  @Test func `a provider's keys are journaled when they are first seen, and not again while they stay`() async throws {
    let night = try await Night(at: "19:00")
    let oidc = Key("scholar_auth", "oidc")
    for time in ["19:00", "19:01", "20:04:30", "20:08"] {
      // Another program each time: what the journal knows is no news to it.
      let room = try WarRoom(board: night.board, journal: try Journal(at: night.board.state), clock: night.clock) { _ in
      }
      let state = try await night.look(room, at: time)
      #expect(state.providerKeys[oidc]?.keys.map(\.kid) == ["launch-2025-11"])
      await room.stop()
    }
    let changes = try Journal(copyOf: night.board.state).events().compactMap { event in
      if case .keySetChanged(let changed) = event.fact { changed } else { nil }
    }
    // The thumbprint of RFC 7638, 3.1, whose key the night's provider has.
    let key = ProviderKey(kid: "launch-2025-11", thumbprint: "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs")
    #expect(changes == [KeySetChanged(source: oidc, added: [key], removed: [])])
    await night.end()
  }

  @Test func `a revoked token that stays active for more than two minutes aborts gate C, and no sooner`() async throws {
    let night = try await Night(at: "00:30:30")
    let room = try WarRoom(board: night.board, journal: try Journal(at: night.board.state), clock: night.clock) { _ in }
    let (lag, rule) = (Key("scholar_auth", "revocation_lag"), Key("scholar_auth", "revocation"))
    var breached: [String] = []
    var longest = 0.0
    for second in stride(from: 30, through: 240, by: 5) {
      let time = "00:3\(second / 60):\(second % 60 < 10 ? "0" : "")\(second % 60)"
      let state = try await night.look(room, at: time)
      let value = state.reading(lag, at: night.clock.now()).value?.number
      longest = max(longest, try #require(value, "\(time): \(state.health[Key("scholar_auth", "oidc")]?.said ?? "")"))
      if state.run(rule).isBreached { breached.append(time) }
    }
    // Revoked at 00:30:30 and active for about 150 seconds; the next tokens are gone within seconds.
    #expect(breached.first == "00:32:35")
    #expect(breached.last.map { $0 < "00:33:40" } ?? false, "\(breached)")
    #expect((140_000...165_000).contains(longest))
    await room.stop()
    await night.end()
  }

  @Test func `duplicates in the receiver's own database breach the ordering guardrail`() async throws {
    let night = try await Night(at: "20:16")
    let room = try WarRoom(
      board: night.board, journal: try Journal(at: night.board.state), clock: night.clock, publish: { _ in })
    let state = try await night.look(room, at: "20:16")
    #expect(state.run(Key("auto_com_center", "ordering")).phase == .pending)
    #expect(state.reading(Key("auto_com_center", "duplicates"), at: night.clock.now()).value == .number(3))
    await room.stop()
    await night.end()
  }

  @Test func `an app that is not there leaves the board standing, blind and not green`() async throws {
    let text = """
      board: Alone
      state: alone.db
      apps:
        shop:
          url: http://127.0.0.1:9
          ruling: {is: GO, allows: production}
          sources: {health: {http: /health, signals: {up: $.up bool}}, books: {sqlite: none.db, query: SELECT 1 AS one}}
          criteria: {up: {require: up}}
          guardrails: {down: {breach: not up, for: 0s, then: abort}}
      """
    let folder = NSTemporaryDirectory() + "/gateboard-test-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let board = try BoardFile.parse(Array(text.utf8), file: folder + "/b.yaml", environment: [:])
    let clock = StillClock(Instant(milliseconds: 1_762_979_400_000))
    let room = try WarRoom(board: board, journal: try Journal(at: board.state), clock: clock, publish: { _ in })
    await room.pollOnce()
    let state = await room.current
    let standing = state.standings(at: clock.now())[0]
    #expect(standing.readiness.state == .unknown)
    #expect(standing.worstGuardrail?.isBlind == true)
    #expect(state.health[Key("shop", "health")]?.said == "nobody listens there: the connection was refused")
    #expect(state.health[Key("shop", "books")]?.said == "\(folder)/none.db cannot be opened; does it exist?")
    await room.stop()
    try FileManager.default.removeItem(atPath: folder)
  }

  @Test func `a journal that refuses refuses the operator too, and the board says so`() async throws {
    let night = try await Night(at: "19:00")
    let room = try WarRoom(
      board: night.board, journal: try Journal(at: night.board.state), clock: night.clock, publish: { _ in })
    let sqlite = Process()
    sqlite.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    sqlite.arguments = [
      "sqlite3", night.board.state,
      "CREATE TRIGGER full BEFORE INSERT ON event BEGIN SELECT RAISE(ABORT, 'no more room'); END",
    ]
    try sqlite.run()
    sqlite.waitUntilExit()
    #expect(sqlite.terminationStatus == 0)
    let draft = BlockerDraft(app: "auto_com_center", text: "stalls", owner: "queue", eta: nil, severity: .one)
    await #expect(throws: Refusal(nil, "Not saved: \(night.board.state): no more room.")) {
      try await room.perform(.fileBlocker(draft), by: "sre-1")
    }
    let state = await room.current
    #expect(state.blockers.isEmpty)
    #expect(state.journalTrouble?.contains("no more room") == true)
    await room.stop()
    await night.end()
  }

  @Test func `two programs on one journal file one breach, and each sees what the other was told`() async throws {
    let night = try await Night(at: "19:45")
    let (one, other) = (
      try WarRoom(board: night.board, journal: try Journal(at: night.board.state), clock: night.clock) { _ in },
      try WarRoom(board: night.board, journal: try Journal(at: night.board.state), clock: night.clock) { _ in }
    )
    for time in ["19:50", "19:54", "19:56"] {
      _ = try await night.look(one, at: time)
      _ = try await night.look(other, at: time)
    }
    let draft = BlockerDraft(app: "auto_com_center", text: "stalls", owner: "queue", eta: nil, severity: .one)
    _ = try await one.perform(.fileBlocker(draft), by: "sre-1")
    let second = try await other.perform(.fileBlocker(draft), by: "sre-2")
    #expect(second.compactMap { if case .blockerFiled(let filed) = $0.fact { filed.number } else { nil } } == [2])
    let breaches = try Journal(copyOf: night.board.state).events().filter { event in
      guard case .guardrailMoved(let moved) = event.fact else { return false }
      return moved.guardrail == Key("auto_com_center", "p95") && moved.to == .breached
    }
    #expect(breaches.count == 1)
    await one.stop()
    await other.stop()
    await night.end()
  }

  @Test func `evidence is looked at, and a change after its delivery shows`() async throws {
    let night = try await Night(at: "19:45")
    let room = try WarRoom(board: night.board, journal: try Journal(at: night.board.state), clock: night.clock) { _ in }
    let app = try #require(night.board.app("auto_page_maker"))
    func evidence(_ state: BoardState) -> CriterionStanding? {
      state.readiness(of: app, at: night.clock.now()).criteria.first { $0.criterion.name == "list" }
    }
    #expect(evidence(try await night.look(room, at: "19:46"))?.state == .pending)
    let folder = night.folder + "/evidence/page-maker"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Data("one\n".utf8).write(to: URL(fileURLWithPath: folder + "/canary-pages.txt"))
    let present = try #require(evidence(try await night.look(room, at: "19:47")))
    #expect(present.state == .pass)
    // printf 'one\n' | sha256sum
    let hash = "2c8b08da5ce60398e1f19af0e5dccc744df274b826abe585eaba68c525434806"
    #expect(present.because.contains(hash.prefix(12)))
    let delivery = DeliveryDraft(
      deadline: "checkpoint", deliverable: "KPI deltas",
      evidence: FileRecord(path: "evidence/page-maker/canary-pages.txt", sha256: hash))
    _ = try await room.perform(.deliver(delivery), by: "sre-1")
    try Data("two pages\n".utf8).write(to: URL(fileURLWithPath: folder + "/canary-pages.txt"))
    #expect(evidence(try await night.look(room, at: "19:48"))?.state == .fail)
    await room.stop()
    await night.end()
  }
}
