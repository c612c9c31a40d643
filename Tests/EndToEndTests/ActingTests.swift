import Dashboard
import Robot
import Testing

extension EndToEndTests {
  /// What the palette does on the screen is a command of the same name.
  @Suite struct ActingTests {
    @Test func `every action of the palette that changes the board is a subcommand by the same words`() async throws {
      let names = KeyMap.bindings.filter(\.action.acts).map(\.name) + ["handover", "silence"]
      #expect(names.count > 14)
      for name in names {
        let tool = try await Tool.run([Program.path()] + name.split(separator: " ").map(String.init) + ["--help"])
        #expect(tool.status == 0, "\(name)")
        let words = name == "silence" ? "mute" : name
        #expect(tool.output.contains("USAGE: gateboard \(words) "), "\(name): \(tool.output)")
      }
    }

    @Test func `alarms are muted and sound again, blockers are edited, and what was done last is undone`() async throws
    {
      try await Scratch.with { scratch in
        let board = try scratch.write(Scenarios.board, to: "robot.yaml")
        func run(_ arguments: String...) async throws -> Tool {
          try await Tool.run([Program.path()] + arguments + ["--as", "mara"])
        }
        let muted = try await run("mute", board, "G", "--until", "+30m", "--why", "known noise")
        #expect(muted.output.hasPrefix("muted the alarms of ghost until 20"), "\(muted)")
        let nothing = try await run("mute", board, "--until", "later", "--why", "x")
        #expect(nothing.status == 64)
        #expect(nothing.errors.contains("expected --until as 22:00, 02:00+1, +45m or 2025-11-13T01:30Z, found 'later'"))
        let long = try await run("silence", board, "--until", "+25h", "--why", "x")
        #expect(long.status == 1)
        #expect(long.errors == "Mute for 24 hours at most.\n")
        let asked = try await run("undo", board)
        #expect(asked.output.hasPrefix("Let the alarms sound again? It undoes what you did at "), "\(asked)")
        #expect(asked.output.hasSuffix("ghost was muted.\nrepeat with --yes to do it\n"))
        let undone = try await run("undo", board, "--yes")
        #expect(undone.output == "lets its alarms sound again\n", "\(undone)")
        #expect(try await run("mute", board, "G", "--off").errors == "ghost's alarms are not muted.\n")

        #expect(try await run("blocker", "file", board, "stalls", "--owner", "queue", "--app", "G").status == 0)
        let changed = try await run("blocker", "edit", board, "B-1", "--eta", "2025-11-13T01:30Z", "--severity", "1")
        #expect(changed.output == "changed B-1\n", "\(changed)")
        #expect(try await run("blocker", "edit", board, "1", "--severity", "1").output == "B-1 says that already\n")
        #expect(try await run("blocker", "edit", board, "2", "--text", "x").errors == "There is no blocker B-2.\n")
        #expect(try await run("blocker", "edit", board, "1").status == 64)
        let back = try await run("undo", board, "--yes")
        #expect(back.output == "changed B-1: stalls; queue, no ETA, Sev-2\n", "\(back)")

        #expect(try await run("approve", board, "legal.tos", "--statement", "version 4").status == 0)
        let withdrawn = try await run("withdraw", board, "legal.tos", "--why", "wrong version")
        #expect(withdrawn.output == "withdrew legal.tos as Legal\n", "\(withdrawn)")
        let none = try await run("acknowledge", board, "G", "p95")
        #expect(none.status == 1)
        #expect(none.errors == "ghost.p95 has no breach to acknowledge.\n")
        let kinds = try await Tool.run(
          "sqlite3", "-readonly", scratch.file("robot.db"),
          "SELECT kind, actor FROM event WHERE actor = 'mara' ORDER BY sequence")
        #expect(
          kinds.output == """
            alarms_muted|mara
            alarms_muted|mara
            blocker_filed|mara
            blocker_edited|mara
            blocker_edited|mara
            approval_signed|mara
            approval_withdrawn|mara

            """, "\(kinds)")
      }
    }

    @Test func `a breach is acknowledged by command`() async throws {
      try await Scratch.with { scratch in
        let yaml = Scenarios.board.replacing("for: 5m", with: "for: 0s, on_silence: breach")
        let board = try scratch.write(yaml, to: "robot.yaml")
        try await Wall.with(SmallBoard.watch(board), in: scratch) { wall in
          try await wall.waits(until: "it is breached") { $0.row("ghost", "✖ p95") != nil }
          let seen = try await Tool.gateboard("acknowledge", board, "G", "p95", "--as", "lena")
          #expect(seen.output == "acknowledged ghost.p95\n", "\(seen)")
          try await wall.waits(for: "(ack lena)")
        }
      }
    }

    @Test func `handover prints the page, appends nothing, and with --to both sign it`() async throws {
      try await Scratch.with { scratch in
        let board = try scratch.write(Scenarios.board, to: "robot.yaml")
        #expect(try await Tool.gateboard("blocker", "file", board, "stalls", "--owner", "queue").status == 0)
        func events() async throws -> String {
          try await Tool.run("sqlite3", "-readonly", scratch.file("robot.db"), "SELECT count(*) FROM event").output
        }
        let before = try await events()
        let page = try await Tool.gateboard("handover", board)
        #expect(page.status == 0, "\(page)")
        for words in [
          "HANDOVER  Robot board\n", "\nBreaches open or not acknowledged: none\n", "\nBlockers: 1\n", "B-1 stalls",
          "\nSources silent or not asked yet: 1\n", "◌ ghost.health",
        ] { #expect(page.output.contains(words), "\(words) in \(page.output)") }
        #expect(try await events() == before)
        let alone = try await Tool.gateboard("handover", board, "--to", "SAM", "--as", "sam")
        #expect(alone.status == 1)
        #expect(alone.errors == "A handover takes two people; sam cannot take over from sam.\n", "\(alone)")
        #expect(try await Tool.gateboard("handover", board, "--note", "x").status == 64)
        let signed = try await Tool.gateboard(
          "handover", board, "--to", "omar", "--note", "watch the queue", "--as", "sre-1")
        #expect(signed.status == 0, "\(signed)")
        let name = try #require(try scratch.names(ending: ".txt").first)
        let sheet = try scratch.read(name)
        #expect(sheet.contains("\nfrom  sre-1\nto    omar\nnote  watch the queue\n"))
        #expect(sheet.contains("B-1 stalls"))
        #expect(signed.output.hasPrefix(sheet))
        let hash = String(try await Tool.run("sha256sum", scratch.file(name)).output.prefix(64))
        #expect(signed.output.hasSuffix("\(name)  sha256 \(hash)\n"))
        let kinds = try await Tool.run(
          "sqlite3", "-readonly", scratch.file("robot.db"),
          "SELECT kind, payload->>'sha256' FROM event ORDER BY sequence DESC LIMIT 2")
        #expect(kinds.output == "snapshot_written|\(hash)\nhanded_over|\n", "\(kinds)")
      }
    }
  }
}
