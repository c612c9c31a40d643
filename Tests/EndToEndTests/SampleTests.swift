import Foundation
import Testing

extension EndToEndTests {
  /// Values that other programs push, samples that the journal keeps, and nights that are played again.
  @Suite struct SampleTests {
    private static let board = """
      board: Pushed
      state: pushed.db
      apps:
        shop:
          gate: S
          ruling: {is: GO, allows: production, scope: everybody}
          sources:
            seeds: {push: {placement: ratio, mode: text}, stale_after: 15m}
          criteria:
            placed: {title: Placed, require: placement >= 95%}
          guardrails:
            placement: {title: Placement under 95 %, breach: placement < 95%, for: 2s, then: abort}

      """

    /// Another program's look at the journal, or its line in it.
    @discardableResult
    private func sqlite3(_ sql: String, _ path: String) async throws -> String {
      let tool = try await Tool.run("sqlite3", "-cmd", ".timeout 5000", path, sql)
      try #require(tool.status == 0, "\(tool.errors)")
      return tool.output.trimmingCharacters(in: .newlines)
    }

    /// Waits until a question about the journal has an answer.
    private func waits(
      for answer: String, to sql: String, _ path: String, in scratch: Scratch,
      at place: SourceLocation = #_sourceLocation
    ) async throws {
      var last = ""
      let seen = try await Patience.look(in: scratch.path, within: 20) {
        last = try await sqlite3(sql, path)
        return last == answer ? true : nil
      }
      guard seen == nil else { return }
      throw Missed(sentence: "waited for '\(answer)' to \(sql); last was '\(last)'", place: place)
    }

    @Test func `one line of SQL reaches the screen, a bad row is told and kept, and a restart forgets neither`()
      async throws
    {
      try await Scratch.with { scratch in
        let board = try scratch.write(Self.board, to: "board.yaml")
        let journal = scratch.file("pushed.db")
        try await Wall.with(SmallBoard.watch(board), in: scratch, columns: 140) { wall in
          try await wall.waits(for: "nothing pushed yet")
          try await sqlite3("INSERT INTO inbox (app, signal, value) VALUES ('shop', 'placement', 0.97)", journal)
          try await wall.waits(until: "the pushed value stands") {
            $0.row("shop", "● GO", "placement 97%") != nil && $0.contains("live 1/1")
          }
          try await sqlite3(
            "INSERT INTO inbox (app, signal, value, at) VALUES ('shop', 'placement', 'lots', NULL),"
              + " ('shop', 'placement', 1, 'yesterday')", journal)
          try await wall.waits(until: "the bad row is told") {
            $0.row("◌", "a pushed row was not taken: row 3: shop.placement at 'yesterday'") != nil
          }
          let pushed = try await Tool.gateboard(
            "push", board, "shop.placement=91%", "shop.mode=primary", "--request-id", "r-7")
          #expect(pushed.output == "pushed 2 values\n", "\(pushed)")
          try await wall.waits(until: "what was pushed breaches") { $0.row("shop", "✖ placement ") != nil }
          try await waits(
            for: "shop|S|GO|everybody|none|HOLD|fail|1|0",
            to: "SELECT app, gate, ruling, scope, posture, status, readiness, breaches, blockers FROM v_board", journal,
            in: scratch)
          try await wall.killProgram()
        }
        #expect(
          try await sqlite3(
            "SELECT id, value, taken_at IS NULL, coalesce(problem, '') FROM inbox ORDER BY id LIMIT 3", journal)
              == """
              1|0.97|0|
              2|lots|0|shop.placement is 'lots', expected a ratio
              3|1|0|shop.placement at 'yesterday', expected an instant such as 2025-11-12T20:30:05Z
              """)
        #expect(
          try await sqlite3("SELECT signal, value, unit, request_id FROM v_sample ORDER BY signal, at", journal) == """
            mode|primary|text|r-7
            placement|0.97|ratio|
            placement|0.91|ratio|r-7
            """)
        let check = try await Tool.gateboard("check", board)
        #expect(check.status == 1 && check.output.contains("breached: placement 91% < 95%"), "\(check)")
        #expect(try await sqlite3("SELECT count(*) FROM sample", journal) == "3", "a check keeps no sample")
        try await Wall.with(SmallBoard.watch(board), in: scratch, columns: 140) { wall in
          try await wall.waits(until: "the last pushed value stands") {
            $0.row("Placed", "placement 91% < 95%") != nil && $0.contains("live 1/1")
          }
        }
      }
    }

    @Test func `push refuses what the board does not declare`() async throws {
      try await Scratch.with { scratch in
        let board = try scratch.write(Self.board, to: "board.yaml")
        let unknown = try await Tool.gateboard("push", board, "shop.placment=1")
        #expect(unknown.status == 64)
        #expect(unknown.errors.contains("found 'shop.placment'; did you mean 'shop.placement'?"), "\(unknown)")
        let wrong = try await Tool.gateboard("push", board, "shop.placement=1", "shop.placement=120ms")
        #expect(wrong.status == 64)
        #expect(wrong.errors.contains("expected a ratio in ratio for shop.placement, found '120ms'"), "\(wrong)")
        #expect(!scratch.exists("pushed.db"))
      }
    }

    @Test func `where samples cannot be kept the board says so and goes on`() async throws {
      try await Scratch.with { scratch in
        let board = try scratch.write(Self.board, to: "board.yaml")
        let journal = scratch.file("pushed.db")
        try await Wall.with(SmallBoard.watch(board), in: scratch, columns: 140) { wall in
          try await wall.waits(for: "nothing pushed yet")
          try await sqlite3("DROP VIEW v_sample; DROP TABLE sample", journal)
          try await sqlite3("INSERT INTO inbox (app, signal, value) VALUES ('shop', 'placement', 0.97)", journal)
          let picture = try await wall.waits(until: "samples are not kept, and the value stands all the same") {
            $0.row("◌", "samples are not kept: ", "pushed.db: ") != nil && $0.row("shop", "placement 97%") != nil
          }
          #expect(!picture.contains("JOURNAL FAILING"))
          try await wall.press("b")
          try await wall.waits(for: "FILE A BLOCKER")
        }
      }
    }

    @Test func `a night that was watched is played again with a changed board, and aborts earlier`() async throws {
      try await Scratch.with { scratch in
        let night = Night(scratch: scratch)
        try await Wall.with(night.command(start: "19:46", speed: 60), in: scratch) { wall in
          try await wall.waits(until: "p95 aborts", within: 60) { $0.row("auto_com_center", "✖ p95 ") != nil }
          let screen = try await wall.waits(for: "19/19 sources")
          // What the views say is what the screen says.
          for row in try await sqlite3("SELECT app, ruling FROM v_board", "\(night.folder)/launch-night.db")
            .split(separator: "\n")
          {
            let columns = row.split(separator: "|").map(String.init)
            #expect(screen.row(columns[0], columns[1]) != nil, "\(row)")
          }
          try await wall.press("q")
          try await wall.waits(for: "Leave the board?")
          try await wall.press("y")
          try await wall.waits(for: "ended with 0")
        }
        let then = try #require(
          try await night.journal("at", where: "payload->>'to' = 'breached' AND payload->>'because' LIKE 'p95 %'").first
        )
        let same = try await Tool.gateboard("backtest", night.board, "--from-journal")
        #expect(same.status == 0, "\(same)")
        #expect(
          same.errors.contains("auto_com_center.p95: breached then at \(then.prefix(19))Z, here at"), "\(same.errors)")
        let here = try #require(Self.breach(of: "p95", in: same.output))
        #expect(abs(try await night.seconds(from: then, to: here)) <= 30, "played again it is the same night")

        let text = try String(contentsOfFile: night.board, encoding: .utf8)
        let changed = text.replacing("breach: p95 > 120ms", with: "breach: p95 > 95ms")
        #expect(changed != text)
        try Data(changed.utf8).write(to: URL(fileURLWithPath: "\(night.folder)/changed.yaml"))
        let earlier = try await Tool.gateboard("backtest", "\(night.folder)/changed.yaml", "--from-journal")
        let abort = try #require(Self.breach(of: "p95", in: earlier.output))
        #expect(try await night.seconds(from: abort, to: here) >= 5, "\(earlier)")
        #expect(earlier.errors.contains(" earlier"), "\(earlier.errors)")
        #expect(earlier.errors.contains("samples as they were and 0 minutes rolled up"), "\(earlier.errors)")
      }
    }

    /// When a guardrail of gate A was breached, in the lines of a backtest.
    private static func breach(of rule: String, in output: String) -> String? {
      let line = output.split(separator: "\n").first {
        $0.contains("\"app\":\"auto_com_center\",\"rule\":\"\(rule)\"") && $0.contains("\"to\":\"breached\"")
      }
      return line.map { String($0.dropFirst(#"{"at":""#.count).prefix(20)) }
    }
  }
}
