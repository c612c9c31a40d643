import Testing

extension EndToEndTests {
  /// The machine's clock set by somebody while the board is watched: faketime lies to the program as it runs.
  @Suite struct FakeTimeTests {
    private static let yaml = """
      board: Clocks
      state: clocks.db
      apps:
        shop:
          ruling: {is: HOLD, allows: none}
          sources: {v: {file: v.json, every: 1s, signals: {a: $.a number}}}
          guardrails: {g: {breach: a > 7, for: 5m, then: abort}}

      """

    /// The wall clock alone is faked, and follows a file; nobody sets the machine's uptime.
    private func faked(_ program: [String], by file: String) -> [String] {
      [
        "faketime", "-f", "+0", "env", "-u", "FAKETIME", "FAKETIME_TIMESTAMP_FILE=\(file)", "FAKETIME_NO_CACHE=1",
        "FAKETIME_DONT_FAKE_MONOTONIC=1",
      ] + program
    }

    @Test func `a clock set back, then forward is journaled and shown, and moves a burn along`() async throws {
      try await Scratch.with { scratch in
        let board = try scratch.write(Self.yaml, to: "clocks.yaml")
        try scratch.write("{\"a\": 9}", to: "v.json")
        let offset = try scratch.write("+0\n", to: "offset")
        let watch = try [Program.path(), "watch", board, "--as", "sre-1"]
        try await Wall.with(faked(watch, by: offset), in: scratch) { wall in
          try await wall.waits(until: "it burns") { $0.row("shop a > 7 for 00:0", "of 05:00") != nil }
          try scratch.write("-7200\n", to: "offset")
          let back = try await wall.waits(until: "the step back is told") {
            $0.contains("the clock was set back by 1h59m") || $0.contains("the clock was set back by 2h")
          }
          #expect(back.row("shop a > 7 for 00:", "of 05:00") != nil, "it burns on, no longer than before")
          try scratch.write("+600\n", to: "offset")
          let forward = try await wall.waits(until: "the step forward is told") {
            $0.contains("the clock was set forward by 2h")
          }
          #expect(forward.row("shop a > 7 for 00:", "of 05:00") != nil, "two hours that did not pass breach nothing")
        }
        let events = try await Tool.run(
          "sqlite3", "-readonly", scratch.file("clocks.db"), "SELECT kind FROM event ORDER BY sequence")
        #expect(events.output == "watch_started\nguardrail_moved\nclock_stepped\nclock_stepped\n")
        let verified = try await Tool.gateboard("journal", "verify", board)
        #expect(verified.status == 0, "\(verified.errors)")
      }
    }
  }
}
