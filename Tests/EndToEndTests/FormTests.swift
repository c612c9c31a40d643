import Testing

extension EndToEndTests {
  @Suite struct FormTests {
    @Test func `a refused form keeps what was typed and names the field`() async throws {
      try await Self.withForm { wall in
        try await wall.type("Beweis fehlt: é, ß, 漢")
        try await wall.press("Enter")
        let picture = try await wall.waits(for: "✖ Owner: ")
        #expect(picture.contains("Beweis fehlt: é, ß, 漢"))
        #expect(picture.contains("FILE A BLOCKER"))
        // The cursor stands in the field that must change.
        try await wall.type("mara")
        try await wall.waits(until: "the owner is typed and the refusal gone") {
          $0.row("Owner", "mara") != nil && !$0.contains("✖ Owner: ")
        }
        try await wall.press("Enter")
        try await wall.waits(for: "saved B-1")
      }
    }

    @Test func `an ETA that is no time is refused, and its field keeps it`() async throws {
      try await Self.withForm { wall in
        try await wall.type("no proof")
        try await wall.press("Tab", "Tab", "Tab")
        try await wall.type("mara")
        try await wall.press("Tab")
        try await wall.type("soonish")
        try await wall.press("Enter")
        let picture = try await wall.waits(for: "✖ ETA: Write 22:00")
        #expect(picture.row("ETA", "soonish") != nil)
      }
    }

    @Test func `escape asks before it loses what was typed: n stays, y leaves`() async throws {
      try await Self.withForm { wall in
        try await wall.type("replay stalls")
        try await wall.press("Escape")
        try await wall.waits(for: "Leave and lose what was typed?")
        try await wall.press("n")
        let kept = try await wall.waits(until: "the question is gone") { !$0.contains("Leave and lose") }
        #expect(kept.row("What", "replay stalls") != nil)
        try await wall.press("Escape")
        try await wall.waits(for: "Leave and lose what was typed?")
        try await wall.press("y")
        try await wall.waits(until: "the form is gone") { !$0.contains("FILE A BLOCKER") }
        try await wall.press("b")
        let empty = try await wall.waits(for: "FILE A BLOCKER")
        #expect(!empty.contains("replay stalls"))
        // Nothing typed, nothing to ask.
        try await wall.press("Escape")
        try await wall.waits(until: "the form is gone") { !$0.contains("FILE A BLOCKER") }
      }
    }

    private static func withForm(_ body: @Sendable @escaping (Wall) async throws -> Void) async throws {
      try await Scratch.with { scratch in
        let board = try scratch.write(SmallBoard.yaml(), to: "small.yaml")
        try await Wall.with(SmallBoard.watch(board), in: scratch) { wall in
          try await wall.waits(for: "SMALL BOARD")
          try await wall.press("b")
          try await wall.waits(for: "FILE A BLOCKER")
          try await body(wall)
        }
      }
    }
  }
}
