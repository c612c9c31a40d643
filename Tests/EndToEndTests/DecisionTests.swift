import Testing

extension EndToEndTests {
  /// What operators decide by keys, as the screen, the journal and a second program see it.
  @Suite struct DecisionTests {
    private static func board(in scratch: Scratch) throws -> String {
      try scratch.write(
        """
        board: Small board
        night: 2025-11-12
        state: small.db
        deadlines:
          report: {at: "09:00", title: Report, deliverables: [The report]}
        apps:
          ghost:
            gate: G
            url: \(SmallBoard.nobody)
            ruling: {is: HOLD, allows: none, scope: nobody}
            sources:
              health: {http: /health, every: 1s, signals: {p95: $.latency.p95_ms ms}}
            criteria:
              tos: {title: Terms of Service, approval: legal.tos, by: [Legal, Product]}
            guardrails:
              p95: {title: P95 over 120 ms, breach: p95 > 120ms, for: 5m, then: abort, run: [touch, ran], run_timeout: 5s}

        """, to: "small.yaml")
    }

    private static func journal(_ scratch: Scratch, _ columns: String, _ kind: String) async throws -> [String] {
      let tool = try await Tool.run(
        "sqlite3", "-readonly", scratch.file("small.db"),
        "SELECT \(columns) FROM event WHERE kind LIKE '\(kind)' ORDER BY sequence")
      try #require(tool.status == 0, "\(tool.errors)")
      return tool.output.split(separator: "\n").map(String.init)
    }

    @Test func `two humans approve by form, and the gate's criterion turns`() async throws {
      try await Scratch.with { scratch in
        try await Wall.with(SmallBoard.watch(try Self.board(in: scratch)), in: scratch) { wall in
          try await wall.waits(until: "the gate waits") { $0.row("ghost", "◐ 0/1 1 pending") != nil }
          try await wall.press("p")
          try await wall.waits(for: "APPROVE")
          try await wall.type("version 4 as published")
          try await wall.press("Enter")
          try await wall.waits(for: "y signs")
          try await wall.press("y")
          try await wall.waits(for: "sre-1 signed legal.tos as Legal")
          // The same human once more is refused; another one's signature is the second.
          try await wall.press("p")
          try await wall.waits(until: "the second role is asked for") { $0.row("Role", "Product") != nil }
          try await wall.type("version 4 as published")
          try await wall.press("Enter")
          try await wall.waits(for: "it takes another human to sign as")
          try await wall.press("C-u")
          try await wall.type("lena")
          try await wall.press("Enter")
          try await wall.waits(for: "In the name of lena")
          try await wall.waits(for: "y signs")
          try await wall.press("y")
          try await wall.waits(for: "lena signed legal.tos as Product")
          try await wall.waits(until: "the gate passes") { $0.row("ghost", "● 1/1") != nil }
          try await wall.press("x")
          try await wall.waits(until: "the derivation names both humans") {
            $0.row("Legal", "sre-1 at ") != nil && $0.row("Product", "lena at ", "at sre-1's keyboard") != nil
          }
        }
        #expect(
          try await Self.journal(scratch, "actor, payload->>'role', payload->>'human'", "approval_signed")
            == ["sre-1|Legal|", "sre-1|Product|lena"])
      }
    }

    @Test func `a hook is armed by keys, and keys typed ahead do not`() async throws {
      try await Scratch.with { scratch in
        try await Wall.with(SmallBoard.watch(try Self.board(in: scratch)), in: scratch) { wall in
          try await wall.waits(for: "SMALL BOARD")
          try await wall.press("H", "Enter", "y", "y")
          try await wall.waits(until: "it asks, and the focus is on Cancel") {
            $0.contains("Arm ghost.p95?") && $0.contains("touch ran") && $0.contains("[ Cancel ]")
          }
          #expect(try await Self.journal(scratch, "kind", "hook%").isEmpty)
          try await wall.waits(for: "y arms")
          try await wall.press("Enter")
          try await wall.waits(for: "ARM OR DISARM A HOOK")
          #expect(try await Self.journal(scratch, "kind", "hook%").isEmpty)
          try await wall.press("Enter")
          try await wall.waits(for: "y arms")
          try await wall.press("y")
          try await wall.waits(for: "armed ghost.p95")
        }
        #expect(
          try await Self.journal(scratch, "kind, actor, payload->'guardrail'->>'name'", "hook%")
            == ["hook_armed|sre-1|p95"])
      }
    }

    @Test func `a delivery is recorded with the SHA-256 that sha256sum says`() async throws {
      try await Scratch.with { scratch in
        let evidence = try scratch.write("all gaps named\n", to: "report.txt")
        let hash = String(try await Tool.run("sha256sum", evidence).output.prefix(64))
        try await Wall.with(SmallBoard.watch(try Self.board(in: scratch)), in: scratch) { wall in
          try await wall.waits(for: "SMALL BOARD")
          try await wall.press("D", "Tab", "Tab")
          try await wall.type("nowhere.txt")
          try await wall.press("Enter")
          try await wall.waits(for: "✖ Evidence: 'nowhere.txt' cannot be read: there is no such file.")
          try await wall.press("C-u")
          try await wall.type("report.txt")
          try await wall.press("Tab")
          try await wall.waits(for: "sha256 \(hash)")
          try await wall.press("Enter")
          try await wall.waits(for: "y records")
          try await wall.press("y")
          try await wall.waits(for: "recorded 'The report'")
        }
        #expect(
          try await Self.journal(scratch, "actor, payload->'evidence'->>'sha256'", "delivered") == ["sre-1|\(hash)"])
      }
    }

    @Test func `a blocker is filed, resolved and opened again by keys, and once more by command`() async throws {
      try await Scratch.with { scratch in
        let board = try Self.board(in: scratch)
        try await Wall.with(SmallBoard.watch(board), in: scratch) { wall in
          try await wall.waits(for: "SMALL BOARD")
          try await wall.press("b")
          try await wall.waits(for: "FILE A BLOCKER")
          try await wall.type("replay stalls")
          try await wall.press("Tab", "Tab", "Tab")
          try await wall.type("queue")
          try await wall.press("Enter")
          try await wall.waits(for: "saved B-1")
          try await wall.press("R")
          try await wall.waits(for: "RESOLVE B-1")
          try await wall.type("queue drained")
          try await wall.press("Enter")
          try await wall.waits(for: "none open; b files one")
          try await wall.press("o")
          try await wall.waits(until: "the form says what it was") {
            $0.contains("REOPEN A BLOCKER") && $0.contains("replay stalls, resolved by sre-1")
          }
          try await wall.type("it stalls again")
          try await wall.press("Enter")
          try await wall.waits(until: "it is open") { $0.row("B-1", "replay stalls", "queue") != nil }
          let resolved = try await Tool.gateboard("blocker", "resolve", board, "B-1", "--as", "lena")
          #expect(resolved.output == "resolved B-1\n", "\(resolved)")
          try await wall.waits(for: "none open; b files one")
          let refused = try await Tool.gateboard("blocker", "reopen", board, "2", "--why", "again")
          #expect(refused.status == 1)
          #expect(refused.errors == "There is no blocker B-2.\n")
          let reopened = try await Tool.gateboard("blocker", "reopen", board, "1", "--why", "again")
          #expect(reopened.output == "reopened B-1\n", "\(reopened)")
          try await wall.waits(until: "it is open again") { $0.row("B-1", "replay stalls", "queue") != nil }
        }
        #expect(
          try await Self.journal(scratch, "kind, actor", "blocker%").prefix(4) == [
            "blocker_filed|sre-1", "blocker_resolved|sre-1", "blocker_reopened|sre-1", "blocker_resolved|lena",
          ])
      }
    }
  }
}
