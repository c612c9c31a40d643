import Testing

#if canImport(Glibc)
import Glibc
#endif

extension EndToEndTests {
  /// Several programs on one journal.
  @Suite struct WatchersTests {
    @Test(arguments: [SIGKILL, SIGSTOP])
    func `a second operator follows, sees what is filed, and takes over when the first dies`(end: Int32) async throws {
      try await Scratch.with { scratch in
        let board = try scratch.write(SmallBoard.yaml(), to: "small.yaml")
        let watch = try SmallBoard.watch(board)
        let second = watch.dropLast() + ["sre-2"]
        try await Wall.with(watch, in: scratch) { first in
          try await first.waits(for: "BLIND 0/1")
          try await Wall.with(Array(second), in: scratch) { wall in
            try await wall.waits(for: "following sre-1")
            try await first.waits(for: "with sre-2")
            // The sources' state is the holder's: the one who follows asks nobody.
            try await wall.waits(for: "BLIND 0/1")
            try await first.press("b")
            try await first.waits(for: "FILE A BLOCKER")
            try await first.type("replay stalls")
            try await first.press("Tab", "Tab", "Tab")
            try await first.type("queue")
            try await first.press("Enter")
            try await wall.waits(for: "B-1")
            let died = ContinuousClock.now
            try await first.signal(end)
            try await wall.waits(until: "sre-2 watches alone") {
              !$0.contains("following") && !$0.contains("with sre-1")
            }
            #expect(ContinuousClock.now - died < .seconds(10))
            let told = try await Tool.gateboard(
              "blocker", "file", board, "auth is down", "--owner", "auth", "--as", "mara")
            #expect(told.output == "filed B-2\n", "\(told.errors)")
            try await wall.waits(for: "B-2")
            let epochs = try await Tool.run(
              "sqlite3", "-readonly", scratch.file("small.db"), "SELECT epoch FROM lease; PRAGMA integrity_check")
            #expect(epochs.output == "2\nok\n")
            guard end == SIGSTOP else { return }
            try await first.signal(SIGCONT)
            try await first.waits(for: "following sre-2")
            try await first.waits(for: "B-2")
            let order = try await Tool.run(
              "sqlite3", "-readonly", scratch.file("small.db"),
              "SELECT count(*) FROM event_epoch AS a JOIN event_epoch AS b ON a.sequence < b.sequence AND a.epoch > b.epoch"
            )
            #expect(order.output == "0\n")
          }
        }
      }
    }
  }
}
