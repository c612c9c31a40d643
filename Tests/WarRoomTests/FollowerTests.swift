import BoardFile
import Foundation
import GRDB
import Gates
import Journal
import Synchronization
import TestClock
import Testing

@testable import WarRoom

/// A program that follows another one, and one that cannot read what another wrote.
@Suite struct FollowerTests {
  private func withRoom(
    _ body: (_ room: WarRoom, _ journal: String, _ published: @Sendable () -> Int) async throws -> Void
  ) async throws {
    let folder = NSTemporaryDirectory() + "/gateboard-follow-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let text = """
      board: t
      night: 2025-11-12
      state: t.db
      apps: {shop: {url: "http://127.0.0.1:9", ruling: {is: HOLD, allows: none, scope: none}}}
      """
    let board = try BoardFile.parse(Array(text.utf8), file: folder + "/b.yaml", environment: [:])
    let published = Counter()
    let room = try WarRoom(
      board: board, journal: try Journal(at: board.state), clock: StillClock(Instant(milliseconds: 1_762_979_400_000))
    ) { _ in published.count() }
    try await body(room, board.state) { published.counted }
    await room.stop()
  }

  private final class Counter: Sendable {
    private let number = Mutex(0)
    var counted: Int { number.withLock { $0 } }
    func count() { number.withLock { $0 += 1 } }
  }

  @Test func `who follows shows each second that it is alive, also where nothing comes`() async throws {
    try await withRoom { room, journal, published in
      let other = try WatchStore(at: journal, as: .this(as: "sre-1", isWatching: true))
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
    try await withRoom { room, journal, _ in
      let draft = BlockerDraft(app: "shop", text: "stalls", owner: "queue", eta: nil, severity: .one)
      _ = try await room.perform(.fileBlocker(draft), by: "sre-1")
      try await DatabaseQueue(path: journal).write {
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
      #expect(refusal.sentence.hasPrefix("Not saved: \(journal): "))
      #expect(await room.current.journalTrouble != nil)
    }
  }
}
