import BoardFile
import Foundation
import Gates
import Journal
import TestClock
import Testing
import WarRoom

/// What other programs push, through a real journal.
@Suite struct PushTests {
  private static let now = SystemClock().now()

  private static let yaml = """
    board: Pushed
    state: pushed.db
    apps:
      shop:
        ruling: {is: GO, allows: production}
        sources:
          seeds: {push: {placement: "%", lag: s, mode: text, ready: bool}, stale_after: 15m}
        guardrails:
          placement: {breach: placement < 95%, for: 0s, then: abort}

    """

  private func withRoom(
    _ body: (Journal, WarRoom, StillClock) async throws -> Void
  ) async throws {
    let folder = NSTemporaryDirectory() + "/gateboard-test-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let board = try BoardFile.parse(Array(Self.yaml.utf8), file: folder + "/board.yaml", environment: [:])
    let journal = try Journal(at: board.state)
    let clock = StillClock(Self.now)
    let room = try WarRoom(board: board, journal: journal, clock: clock, publish: { _ in })
    try await body(journal, room, clock)
    await room.stop()
  }

  @Test func `a pushed value is judged as any other, ages, and goes stale`() async throws {
    try await withRoom { journal, room, clock in
      let key = Key("shop", "placement")
      await room.pollOnce()
      #expect(await room.current.health[Key("shop", "seeds")]?.said == "nothing pushed yet")
      try journal.push([(key, .number(91))], at: Self.now - .seconds(60), requestID: nil)
      await room.pollOnce()
      var state = await room.current
      #expect(state.reading(key, at: Self.now) == .known(.number(0.91), age: .seconds(60)))
      #expect(state.run(Key("shop", "placement")).phase == .breached)
      #expect(state.health[Key("shop", "seeds")]?.answers == true)
      clock.move(by: .seconds(850))
      await room.pollOnce()
      state = await room.current
      #expect(state.reading(key, at: clock.now()).value == nil)
      #expect(state.health[Key("shop", "seeds")]?.answers == false)
      #expect(state.run(Key("shop", "placement")).phase == .breached, "silence clears nothing")
      #expect(try journal.events().contains { if case .sourceMoved = $0.fact { true } else { false } })
    }
  }

  @Test(arguments: [
    ("chop", "placement", PushedRow.Content.number(1), Duration.zero, "'chop' is not an app of this board"),
    ("shop", "placment", .number(1), .zero, "'placment' is not a signal of shop under 'push'"),
    ("shop", "placement", .text("lots", length: 4), .zero, "shop.placement is 'lots', expected a ratio"),
    ("shop", "lag", .number(.infinity), .zero, "shop.lag is not a finite number"),
    ("shop", "ready", .number(2), .zero, "shop.ready is 2, expected true or false"),
    ("shop", "mode", .number(2), .zero, "shop.mode is 2, expected a text"),
    (
      "shop", "mode", .text(String(repeating: "x", count: 500), length: 500), .zero,
      "shop.mode is a text of 500 characters, expected 200 at most"
    ),
    ("shop", "lag", .number(1), .seconds(60), "shop.lag at \((now + .seconds(60)).utcSeconds), which is still to come"),
  ])
  func `a row that cannot be taken is told on the board in a sentence`(
    app: String, signal: String, content: PushedRow.Content, ahead: Duration, problem: String
  ) async throws {
    try await withRoom { journal, room, clock in
      try journal.push([(Key(AppID(app), signal), content)], at: Self.now + ahead, requestID: nil)
      await room.pollOnce()
      let state = await room.current
      #expect(state.pushTrouble?.last == "row 1: \(problem)")
      #expect(state.series(Key(AppID(app), signal)) == nil)
      let alert = "a pushed row was not taken: row 1: \(problem)"
      #expect(state.alerts(at: clock.now()).contains { $0.text == alert && $0.level == .blind })
      #expect(!state.alerts(at: clock.now() + .seconds(1000)).contains { $0.text == alert }, "it is not told for ever")
    }
  }

  @Test func `no value is explicit no-data, and every kind of value finds its dimension`() async throws {
    try await withRoom { journal, room, clock in
      try journal.push(
        [
          (Key("shop", "lag"), .number(1.5)), (Key("shop", "mode"), .text("primary", length: 7)),
          (Key("shop", "ready"), .number(1)), (Key("shop", "placement"), .nothing),
        ], at: nil, requestID: "r-1")
      await room.pollOnce()
      let state = await room.current
      let values = ["lag", "mode", "ready", "placement"].map {
        state.reading(Key("shop", $0), at: clock.now()).value
      }
      #expect(values == [.number(1500), .text("primary"), .truth(true), nil])
      #expect(state.pushTrouble == nil)
    }
  }

  @Test func `a window goes on over a restart, and for a program that looks once`() async throws {
    let folder = NSTemporaryDirectory() + "/gateboard-test-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let text = Self.yaml.replacing("placement < 95%", with: "\"min(placement, 10m) < 95%\"")
    let board = try BoardFile.parse(Array(text.utf8), file: folder + "/board.yaml", environment: [:])
    let key = Key("shop", "placement")
    // As a watch would keep them.
    let kept = [(Self.now - .seconds(300), 80.0), (Self.now - .seconds(60), 97)]
    let first = try Journal(at: board.state)
    for (at, percent) in kept { try first.push([(key, .number(percent))], at: at, requestID: nil) }
    let store = try SampleStore(at: board.state, for: BoardState(board))
    let marks = try store.arrivals().map { row in
      InboxMark(number: row.number, takenAt: Self.now, at: row.at.flatMap { Instant(utc: $0) }, problem: nil)
    }
    try store.write(kept.map { Sample(key, .number($0.1 / 100), at: $0.0) }, marks)
    let clock = StillClock(Self.now)
    for journal in [try Journal(copyOf: board.state), try Journal(at: board.state)] {
      let room = try WarRoom(board: board, journal: journal, clock: clock, publish: { _ in })
      await room.pollOnce()
      let standing = try #require(await room.current.standings(at: clock.now()).first?.guardrails.first)
      #expect(standing.run.phase == .breached)
      #expect(standing.judgement.because == "min(placement, 10m) 80% < 95%")
      #expect(await room.current.series(key)?.count == 2, "what was kept and what is heard again is one sample")
      await room.stop()
    }
  }
}
