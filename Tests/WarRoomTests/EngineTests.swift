import BoardFile
import Foundation
import GRDB
import Gates
import Journal
import Synchronization
import TestClock
import Testing

@testable import WarRoom

/// The engine where it follows another, or where its journal can be neither read nor written.
@Suite struct EngineTests {
  /// One app on a clock that stands at this moment.
  private func withRoom(
    _ shop: String = "ruling: {is: HOLD, allows: none, scope: none}",
    _ body: (_ room: WarRoom, _ board: Board, _ clock: StillClock, _ published: @Sendable () -> Int) async throws ->
      Void
  ) async throws {
    let folder = NSTemporaryDirectory() + "/gateboard-engine-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let text = "board: t\nnight: 2025-11-12\nstate: t.db\napps: {shop: {\(shop)}}\n"
    let board = try BoardFile.parse(Array(text.utf8), file: folder + "/b.yaml", environment: [:])
    let (clock, published) = (StillClock(SystemClock().now()), Counter())
    let room = try WarRoom(board: board, journal: try Journal(at: board.state), clock: clock) { _ in published.count() }
    try await body(room, board, clock) { published.counted }
    await room.stop()
  }

  private final class Counter: Sendable {
    private let number = Mutex(0)
    var counted: Int { number.withLock { $0 } }
    func count() { number.withLock { $0 += 1 } }
  }

  @Test func `who follows shows each second that it is alive, also where nothing comes`() async throws {
    try await withRoom { room, board, _, published in
      let other = try WatchStore(at: board.state, as: .this(as: "sre-1", isWatching: true))
      #expect(try other.step()?.term != nil)
      await room.start(as: "sre-2")
      #expect(await room.isFollowing)
      let before = published()
      await room.evaluate()
      #expect(published() > before)
      other.leave()
    }
  }

  @Test func `what another program wrote and nobody here can read refuses an act with a sentence`() async throws {
    try await withRoom { room, board, _, _ in
      let draft = BlockerDraft(app: "shop", text: "stalls", owner: "queue", eta: nil, severity: .one)
      _ = try await room.perform(.fileBlocker(draft), by: "sre-1")
      try await DatabaseQueue(path: board.state).write {
        try $0.execute(
          sql: """
            INSERT INTO event (sequence, at, actor, kind, payload, previous, hash)
            SELECT sequence + 1, at, actor, 'later', payload, hash, printf('%064d', 7)
            FROM event ORDER BY sequence DESC LIMIT 1
            """)
      }
      let refusal = try await #require(throws: Refusal.self) {
        try await room.perform(.fileBlocker(draft), by: "sre-1")
      }
      #expect(refusal.sentence.hasPrefix("Not saved: \(board.state): "))
      #expect(await room.current.journalTrouble != nil)
    }
  }

  @Test func `a breach that the journal refuses burns on the board all the same, and is written as it began`()
    async throws
  {
    let rules = """
      ruling: {is: GO, allows: production}, sources: {pushed: {push: {errors: count}, stale_after: 1h}}, guardrails: {
      now: {breach: errors > 0, for: 0s, then: abort}, soon: {breach: errors > 0, for: 1m, then: abort}}
      """
    try await withRoom(rules.replacing("\n", with: " ")) { room, board, clock, _ in
      try await Self.refuse(room, board, clock)
    }
  }

  private static func refuse(_ room: WarRoom, _ board: Board, _ clock: StillClock) async throws {
    let journal = try Journal(at: board.state)
    await room.pollOnce()
    let file = try DatabaseQueue(path: board.state)
    try await file.write {
      try $0.execute(sql: "CREATE TRIGGER full BEFORE INSERT ON event BEGIN SELECT RAISE(ABORT, 'no more room'); END")
    }
    try journal.push([(Key("shop", "errors"), .number(500))], at: clock.now(), requestID: nil)
    let begun = clock.now()
    await room.pollOnce()
    func standing() async throws -> AppStanding { try #require(await room.current.standings(at: clock.now()).first) }
    #expect(try await standing().guardrails.map(\.run.phase) == [.breached, .pending])
    #expect(try await standing().posture == .none)
    clock.move(by: .seconds(90))
    await room.evaluate()
    #expect(try await standing().guardrails.map(\.run.phase) == [.breached, .breached])
    #expect(try await standing().guardrails.map(\.run.since) == [begun, begun])
    #expect(await room.current.journalTrouble?.contains("no more room") == true)

    let before = await room.current.sequence
    await #expect(throws: Refusal.self) { try await room.perform(.acknowledge(Key("shop", "now")), by: "sre-1") }
    try await file.write { try $0.execute(sql: "DROP TRIGGER full") }
    // What another program writes first changes nothing of what is assumed.
    let draft = BlockerDraft(app: "shop", text: "stalls", owner: "queue", eta: nil, severity: .one)
    let other = BoardState(board)
    let known = try journal.events().reduce(into: other) { $0.apply($1) }
    _ = try journal.append(
      try known.decide(.fileBlocker(draft), by: "mara", at: clock.now()), by: "mara", at: clock.now())
    await room.catchUp()
    #expect(await room.current.blockers.count == 1)
    #expect(try await standing().guardrails.map(\.run.phase) == [.breached, .breached])
    // What waits goes first: an acknowledgement of a breach that is not in the journal yet would be of nothing.
    _ = try await room.perform(.acknowledge(Key("shop", "now")), by: "sre-1")
    #expect(await room.current.journalTrouble == nil)
    #expect(await room.current.sequence > before)
    let live = await room.current
    var replayed = BoardState(board)
    for event in try Journal(copyOf: board.state).events() { replayed.apply(event) }
    #expect(replayed.run(Key("shop", "now")).acknowledged?.by == "sre-1")
    for name in ["now", "soon"] {
      #expect(replayed.run(Key("shop", name)) == live.run(Key("shop", name)))
      #expect(
        replayed.run(Key("shop", name)).since == begun, "what burned while nothing could be written is not forgiven")
      #expect(replayed.run(Key("shop", name)).phase == .breached)
    }
  }
}
