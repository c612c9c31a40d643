import Testing

extension EndToEndTests {
  /// What an auditor does with a journal, and what a forger is told.
  @Suite struct AuditTests {
    @Test func `a forged journal is neither checked nor shown as sound`() async throws {
      try await Scratch.with { scratch in
        let board = try scratch.write(SmallBoard.yaml(), to: "board.yaml")
        for text in ["replay stalls", "keys rotate"] {
          _ = try await Tool.gateboard("blocker", "file", board, text, "--owner", "queue", "--as", "sam")
        }
        let forged = try await Tool.run(
          "sqlite3", scratch.file("small.db"),
          "DROP TRIGGER event_is_never_deleted; DELETE FROM event WHERE sequence = 1")
        #expect(forged.status == 0, "\(forged)")
        let checked = try await Tool.gateboard("check", board)
        #expect(checked.status == 2)
        #expect(checked.errors.contains("this journal is not what was written: event 1 is missing"), "\(checked)")
        try await Wall.with(try SmallBoard.watch(board), in: scratch) { wall in
          try await wall.waits(for: "JOURNAL FAILING")
          try await wall.waits(for: "event 1 is missing")
        }
      }
    }

    @Test func `nothing is saved into a journal that was moved away`() async throws {
      try await Scratch.with { scratch in
        let board = try scratch.write(SmallBoard.yaml(), to: "board.yaml")
        try await Wall.with(try SmallBoard.watch(board), in: scratch) { wall in
          try await wall.waits(for: "journal ✓")
          let moved = try await Tool.run("mv", scratch.file("small.db"), scratch.file("elsewhere.db"))
          #expect(moved.status == 0)
          try await wall.waits(for: "JOURNAL FAILING")
          try await wall.waits(for: "was moved or replaced while the board is open")
          // Whoever else comes meanwhile begins no new journal beside what belongs to the old one.
          let other = try await Tool.gateboard("blocker", "file", board, "x", "--owner", "queue", "--as", "sam")
          #expect(other.status == 74 && other.errors.contains("bring it back"), "\(other)")
          #expect(try await Tool.gateboard("check", board).status == 74)
          #expect(!scratch.exists("small.db"))
          let back = try await Tool.run("mv", scratch.file("elsewhere.db"), scratch.file("small.db"))
          #expect(back.status == 0)
          try await wall.waits(for: "journal ✓")
        }
      }
    }

    @Test func `a journal is sealed, verified, read and followed, and a forger is found`() async throws {
      try await Scratch.with { scratch in
        let board = try scratch.write(SmallBoard.yaml(), to: "board.yaml")
        let (journal, key, seal) = (scratch.file("small.db"), scratch.file("night.key"), scratch.file("0200.seal"))
        for (text, person) in [("replay stalls", "sam"), ("keys rotate", "mara")] {
          let filed = try await Tool.gateboard(
            "blocker", "file", board, text, "--owner", "queue", "--as", person, "--request-id", "r-7")
          #expect(filed.status == 0, "\(filed)")
        }
        #expect(try await Tool.gateboard("journal", "keygen", key).status == 0)
        #expect(try await Tool.gateboard("journal", "keygen", key).status == 1, "a key is not replaced")
        let sealed = try await Tool.gateboard("journal", "seal", board, "--key", key, "-o", seal)
        #expect(sealed.status == 0, "\(sealed)")
        let verify = ["journal", "verify", board, "--seal", seal, "--key", "\(key).pub"]
        let whole = try await Tool.run([Program.path()] + verify)
        #expect(whole.status == 0 && whole.output.contains("the journal still holds what was sealed"), "\(whole)")
        #expect(try await Tool.gateboard("journal", "verify", board, "--seal", seal).status == 64)

        let tail = try await Tool.gateboard("journal", "tail", journal, "-n", "1", "--kind", "blocker_filed")
        #expect(tail.output.contains("  mara  blocker_filed  {") && !tail.output.contains("  sam  "), "\(tail)")
        let exported = try await Tool.gateboard("journal", "export", board, "--format", "csv", "--actor", "sam")
        let file = try scratch.write(exported.output, to: "events.csv")
        let read = try await Tool.run(
          "python3", "-c",
          "import csv,json,sys; r=list(csv.DictReader(open(sys.argv[1], newline=''))); "
            + "print(len(r), r[0]['actor'], json.loads(r[0]['payload'])['draft']['text'], r[0]['request_id'])", file)
        #expect(read.output == "1 sam replay stalls r-7\n", "\(read)")
        let lines = try await Tool.gateboard("journal", "export", board, "--kind", "blocker_filed")
        #expect(lines.output.split(separator: "\n").count == 2)
        let trace = try await Tool.gateboard("journal", "trace", board, "r-7")
        #expect(trace.output.contains(" blocker_filed by mara\n"), "\(trace)")

        let forged = try await Tool.run(
          "sqlite3", journal,
          "DROP TRIGGER event_is_never_changed; UPDATE event SET actor = 'nobody' WHERE sequence = 1")
        #expect(forged.status == 0, "\(forged)")
        let found = try await Tool.run([Program.path()] + verify)
        #expect(found.status == 1, "\(found)")
        #expect(found.errors.contains("event 1 was altered: it is not what its hash was made of"), "\(found)")
        #expect(found.errors.contains("the trigger event_is_never_changed is gone"), "\(found)")
        #expect(try await Tool.gateboard("journal", "seal", board, "--key", key).status == 1, "a forgery gets no seal")
      }
    }

    @Test func `tail -f goes on with what other programs append`() async throws {
      try await Scratch.with { scratch in
        let board = try scratch.write(SmallBoard.yaml(), to: "board.yaml")
        let first = try await Tool.gateboard("blocker", "file", board, "one", "--owner", "queue", "--as", "sam")
        #expect(first.status == 0, "\(first)")
        try await Wall.with([Program.path(), "journal", "tail", "-f", board], in: scratch, columns: 140) { wall in
          try await wall.waits(until: "what is there stands") { $0.contains("1  ") && $0.contains("sam") }
          let second = try await Tool.gateboard("blocker", "file", board, "two", "--owner", "queue", "--as", "mara")
          #expect(second.status == 0, "\(second)")
          try await wall.waits(until: "what was appended stands") { $0.contains("mara  blocker_filed") }
          try await wall.killProgram()
        }
      }
    }
  }
}
