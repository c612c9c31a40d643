import Testing

extension EndToEndTests {
  /// The board as it stood.
  @Suite struct PastTests {
    @Test func `a snapshot of the past is what the board said then, by event or by instant`() async throws {
      try await Scratch.with { scratch in
        let board = try scratch.write(SmallBoard.yaml(), to: "small.yaml")
        for text in ["replay stalls", "auth is down"] {
          let told = try await Tool.gateboard("blocker", "file", board, text, "--owner", "queue", "--as", "lena")
          #expect(told.status == 0, "\(told.errors)")
        }
        _ = try await Tool.gateboard("blocker", "resolve", board, "B-1", "--note", "drained", "--as", "lena")
        let rows = try await Tool.run(
          "sqlite3", "-readonly", scratch.file("small.db"),
          "SELECT min(CASE kind WHEN 'blocker_resolved' THEN sequence END), max(sequence), "
            + "max(CASE kind WHEN 'blocker_filed' THEN at END) FROM event")
        let facts = rows.output.trimmingSuffix("\n").split(separator: "|").map(String.init)
        let resolved = try #require(Int(facts[0]))
        func snapshot(_ when: String) async throws -> String {
          let name = "past-\(when.count).txt"
          let tool = try await Tool.gateboard(
            "snapshot", board, "-o", scratch.file(name), "--as-of", when, "--force")
          #expect(tool.status == 0, "\(tool.errors)")
          return try scratch.read(name)
        }
        let before = try await snapshot("\(resolved - 1)")
        #expect(before.contains("B-1") && before.contains("B-2") && before.contains("BLOCKERS 2"))
        let after = try await snapshot(facts[1])
        #expect(!after.contains("│B-1 ") && after.contains("│B-2 ") && after.contains("BLOCKERS 1"))
        #expect(try await snapshot(facts[2]).contains("BLOCKERS 2"), "at the instant of the second blocker")
        let early = try await snapshot("2025-01-01T00:00:00Z")
        #expect(early.contains("none open") && early.contains("PAST") && early.contains("event 0"))
        #expect(early.contains("snapshot of 2025-01-01T00:00:00Z, as it stood, event 0"), "no key acts on a file")
        let wrong = try await Tool.gateboard("snapshot", board, "-o", scratch.file("x.txt"), "--as-of", "noon")
        #expect(wrong.status == 64 && wrong.errors.contains("expected --as-of as an instant"))
      }
    }

    @Test func `on the screen the night is stepped through while it goes on, and esc comes back`() async throws {
      try await Scratch.with { scratch in
        let night = Night(scratch: scratch)
        try await Wall.with(night.command(start: "19:46", speed: 60), in: scratch) { wall in
          try await wall.waits(until: "p95 is breached", within: 40) {
            $0.row("auto_com_center", "✖ p95 ") != nil
          }
          try await wall.press("t")
          try await wall.waits(for: "← → event")
          try await wall.press("g")
          try await wall.waits(for: "go to:")
          try await wall.type("19:50")
          try await wall.press("Enter")
          let past = try await wall.waits(until: "the burn of 19:50 stands") {
            $0.contains("19:50:00") && $0.row("auto_com_center", "▲ abort in 02:") != nil
          }
          #expect(past.contains("PAST") && past.contains("NOW ✖"))
          try await wall.press("b")
          try await wall.press("]")
          let later = try await wall.waits(for: "19:51:00")
          #expect(!later.contains("FILE A BLOCKER"))
          try await wall.press("Escape")
          try await wall.waits(until: "now is back") {
            !$0.contains("PAST") && $0.row("auto_com_center", "✖ p95 ") != nil
          }
        }
      }
    }

    @Test func `a checkpoint that somebody changed is told, and one that fits is not`() async throws {
      try await Scratch.with { scratch in
        let board = try scratch.write(SmallBoard.yaml(), to: "small.yaml")
        _ = try await Tool.gateboard("blocker", "file", board, "replay stalls", "--owner", "queue", "--as", "lena")
        let forge =
          "INSERT INTO checkpoint SELECT sequence, 'other rules', hash, '{}' FROM event WHERE sequence = 1;"
        _ = try await Tool.run("sqlite3", scratch.file("small.db"), forge)
        #expect(try await Tool.gateboard("journal", "verify", board).status == 0, "of another board, so nobody uses it")
      }
    }
  }
}

extension String {
  fileprivate func trimmingSuffix(_ suffix: String) -> String {
    hasSuffix(suffix) ? String(dropLast(suffix.count)) : self
  }
}
