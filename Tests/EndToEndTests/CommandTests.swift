import Testing

extension EndToEndTests {
  /// What pipelines and people without a screen do, against the same journal that a board would watch.
  @Suite struct CommandTests {
    @Test func `check says in each format what is borne out, and its status says it too`() async throws {
      try await Scratch.with { scratch in
        let night = Night(scratch: scratch)
        try await night.withApps {
          let table = try await Tool.gateboard("check", night.board, "--wait-for-samples", "20s")
          #expect(table.status == 1, "\(table)")
          #expect(table.output.contains("ruling GO contradicted: GO over pending: Canary page list published"))
          let one = try await Tool.gateboard("check", night.board, "--gate", "scholarship_api", "--json")
          #expect(one.status == 0, "\(one)")
          #expect(one.output.contains("\"schema\" : \"gateboard.check/1\""))
          let junit = try await Tool.gateboard("check", night.board, "--gate", "C", "--format", "junit")
          let file = try scratch.write(junit.output, to: "junit.xml")
          let parsed = try await Tool.run(
            "python3", "-c",
            "import sys,xml.etree.ElementTree as t; r=t.parse(sys.argv[1]).getroot(); print(r.tag,len(r.findall('.//testcase')),len(r.findall('.//failure')))",
            file)
          #expect(parsed.output == "testsuites 5 1\n", "\(parsed)")
          let tap = try await Tool.gateboard("check", night.board, "--gate", "C", "--format", "tap")
          #expect(tap.output.hasPrefix("TAP version 14\n1..5\nnot ok 1 - scholar_auth ruling CONDITIONAL GO\n"))
          #expect(try await Tool.gateboard("check", night.board, "--gate", "Z").status == 64)
        }
      }
    }

    @Test func `a delivery holds the file that a criterion asks for, however its operator spells the path`()
      async throws
    {
      try await Scratch.with { scratch in
        for folder in ["ev", "away/ev"] { _ = try await Tool.run("mkdir", "-p", scratch.file(folder)) }
        try scratch.write("one\n", to: "ev/x.csv")
        try scratch.write("decoy\n", to: "away/ev/x.csv")
        let board = try scratch.write(
          """
          board: Small
          night: 2025-11-12
          state: small.db
          deadlines:
            dl: {daily: "09:00", title: Evidence, owes: [shop], deliverables: [Bundle]}
          apps:
            shop:
              ruling: {is: HOLD, allows: none}
              criteria: {ev: {evidence: ev/x.csv}}

          """, to: "board.yaml")
        func deliver(_ path: String, _ more: String = "") async throws -> (
          status: Int32, output: String, errors: String
        ) {
          let tool = try await Tool.run(
            "sh", "-c",
            "cd \(scratch.file("away")) && \(try Program.path()) deliver ../board.yaml dl 1 --evidence \(path) \(more)")
          return (tool.status, tool.output, tool.errors)
        }
        // printf 'one\n' | sha256sum, and the record's path, of which the criterion's hash follows.
        let one = "2c8b08da5ce60398e1f19af0e5dccc744df274b826abe585eaba68c525434806"
        let first = try await deliver("../ev/x.csv")
        #expect(first.status == 0 && first.output.contains("  ev/x.csv  sha256 \(one)"), "\(first)")
        let again = try await deliver("../ev/x.csv", "--correct")
        #expect(again.status == 1, "the same file again is no correction: \(again)")
        // What a shell calls so is the file there, and not the board's.
        let decoy = try await deliver("ev/x.csv")
        #expect(decoy.status == 1 && decoy.errors.contains("delivered it at"), "\(decoy)")
        try scratch.write("two\n", to: "ev/x.csv")
        #expect(try await Tool.gateboard("check", board).status == 0)
        let altered = try await Tool.gateboard("snapshot", board, "-o", scratch.file("a.json"))
        #expect(altered.status == 0)
        #expect(try scratch.read("a.json").contains("altered: ev/x.csv"))
        let corrected = try await deliver(scratch.file("ev/../ev/x.csv"), "--correct")
        #expect(corrected.status == 0 && corrected.output.contains("  ev/x.csv  sha256 "), "\(corrected)")
        #expect(try await Tool.gateboard("snapshot", board, "-o", scratch.file("b.json")).status == 0)
        #expect(!(try scratch.read("b.json").contains("altered")))
        let other = try await deliver("ev/x.csv", "--correct")
        #expect(other.output.contains("  \(scratch.file("away/ev/x.csv"))  sha256 "), "\(other)")
      }
    }

    @Test func `what has not been is no past to make a picture of`() async throws {
      try await Scratch.with { scratch in
        let board = try scratch.write(SmallBoard.yaml(), to: "board.yaml")
        _ = try await Tool.gateboard("blocker", "file", board, "x", "--owner", "q", "--as", "sam")
        for moment in ["9999", "2100-01-01T00:00:00Z"] {
          let tool = try await Tool.gateboard("snapshot", board, "-o", scratch.file("x.txt"), "--as-of", moment)
          #expect(tool.status == 64, "\(tool)")
        }
        #expect(!scratch.exists("x.txt"))
      }
    }

    @Test func `validate knows the themes that a board may name`() async throws {
      try await Scratch.with { scratch in
        let text = SmallBoard.yaml() + "screen: {theme: nosuch}\n"
        let board = try scratch.write(text, to: "board.yaml")
        let tool = try await Tool.gateboard("board", "validate", board)
        #expect(tool.status == 65)
        #expect(tool.errors.contains("board.yaml:16:17: expected a theme, found 'nosuch'; "), "\(tool)")
        try scratch.write(text.replacing("nosuch", with: "nord"), to: "board.yaml")
        #expect(try await Tool.gateboard("board", "validate", board).status == 0)
      }
    }

    @Test func `check cannot tell what becomes of a guardrail that burns`() async throws {
      try await Scratch.with { scratch in
        let value = try scratch.write("{\"p95\": 143}", to: "value.json")
        let board = try scratch.write(
          SmallBoard.yaml().replacing("http: /health", with: "file: \(value)").replacing(
            "$.latency.p95_ms", with: "$.p95"
          )
          .replacing("is: GO, allows: production", with: "is: HOLD, allows: none"), to: "board.yaml")
        let tool = try await Tool.gateboard("check", board)
        #expect(tool.status == 2, "\(tool)")
        #expect(tool.output.contains("burns, a breach after 5m: p95 143ms > 120ms"), "\(tool)")
      }
    }

    @Test func `check cannot tell where the apps do not answer`() async throws {
      try await Scratch.with { scratch in
        let board = try scratch.write(SmallBoard.yaml(), to: "board.yaml")
        let answer = try await Tool.gateboard("check", board)
        #expect(answer.status == 2, "\(answer)")
        #expect(answer.output.contains("unknown"))
      }
    }

    @Test func `one source is tried, with its steps, its answer and what the rules would say`() async throws {
      try await Scratch.with { scratch in
        let night = Night(scratch: scratch)
        try await night.withApps {
          let tried = try await Tool.gateboard("source", "test", night.board, "auto_com_center.health")
          #expect(tried.status == 0, "\(tried)")
          #expect(tried.output.contains("\nSTEPS\n  connect "))
          #expect(tried.output.contains("\nANSWER\n  {"))
          #expect(tried.output.contains("auto_com_center guardrail p95: "))
          let journal = try await Tool.run("test", "-e", "\(night.folder)/launch-night.db")
          #expect(journal.status == 1, "a journal was begun")
        }
        let board = try scratch.write(SmallBoard.yaml(), to: "board.yaml")
        let silent = try await Tool.gateboard("source", "test", board, "ghost.health")
        #expect(silent.status == 1)
        #expect(
          silent.output.hasPrefix(
            "ghost.health: no answer that counts: nobody listens there: the connection was refused\n"))
        #expect(silent.output.contains("ghost criterion latency: unknown, p95 has no sample yet"))
        #expect(silent.output.contains("  p95                  unknown: it has no sample yet\n"), "\(silent)")
        let misspelt = try await Tool.gateboard("source", "test", board, "ghost.healt")
        #expect(misspelt.status == 64)
        #expect(misspelt.errors.contains("did you mean 'ghost.health'?"))
      }
    }

    @Test func `a ruling, an approval and a delivery are recorded once, and refused in a sentence`() async throws {
      try await Scratch.with { scratch in
        let night = Night(scratch: scratch)
        try await night.withApps {
          let refused = try await Tool.gateboard("rule", night.board, "auto_page_maker", "GO", "--why", "canary")
          #expect(refused.status == 1)
          #expect(refused.errors.hasPrefix("GO needs readiness to pass, and it is pending"), "\(refused)")
          let ruled = try await Tool.gateboard(
            "rule", night.board, "auto_page_maker", "GO", "--allows", "canary", "--why", "list follows", "--override",
            "--as", "mara")
          #expect(ruled.status == 0, "\(ruled)")
          #expect(
            try await night.journal(
              "actor, payload->>'app', payload->>'overrides'", where: "kind = 'ruling_recorded'")
              == ["mara|auto_page_maker|pending"])
          let wrong = try await Tool.gateboard(
            "rule", night.board, "A", "CONDITIONAL GO", "--why", "uat", "--while", "p95 <= 95%")
          #expect(wrong.status == 1)
          #expect(
            wrong.errors.contains("while, character 1: expected both sides of 'p95 <= 95%' to measure the same"))

          let sign = ["approve", night.board, "legal.tos", "--statement", "ToS version 4", "--as", "lena"]
          #expect(try await Tool.run([Program.path()] + sign).status == 0)
          #expect(try await Tool.run([Program.path()] + sign).errors.hasPrefix("lena signed 'legal.tos' as Legal at "))
          let evidence = try scratch.write("gap list\n", to: "gaps.txt")
          let delivered = try await Tool.gateboard(
            "deliver", night.board, "checkpoint", "1", "--evidence", evidence)
          let hash = try await Tool.run("sha256sum", evidence).output.prefix(64)
          #expect(delivered.output == "recorded 'KPI deltas'  \(evidence)  sha256 \(hash)\n", "\(delivered)")
          #expect(try await Tool.gateboard("deliver", night.board, "checkpoint", "1").status == 1)
        }
      }
    }

    @Test func `one of a kind is counted in the singular, and a theme that is not there is a usage error`() async throws
    {
      try await Scratch.with { scratch in
        let board = try scratch.write(SmallBoard.yaml(), to: "board.yaml")
        let valid = try await Tool.gateboard("board", "validate", board)
        #expect(valid.output == "\(board): 1 app, 1 source, 2 rules, 1 deadline\n", "\(valid)")
        let dark = try await Tool.gateboard("watch", board, "--theme", "nonexistent")
        #expect(dark.status == 64, "\(dark)")
        #expect(dark.errors.contains("expected --theme as a theme or the path of a .yaml file, found 'nonexistent'"))
      }
    }

    @Test func `backtest tells each transition, and expectations that are not met`() async throws {
      try await Scratch.with { scratch in
        let board = try scratch.write(SmallBoard.yaml(), to: "board.yaml")
        let rows = (0...6).map { "2025-11-12T19:4\($0):00Z,ghost,p95,143\n" }.joined()
        let samples = try scratch.write("time,app,signal,value\n" + rows, to: "samples.csv")
        let told = try await Tool.gateboard("backtest", board, "--samples", samples)
        let lines = told.output.split(separator: "\n")
        #expect(told.status == 0, "\(told)")
        #expect(lines.first?.hasPrefix("{\"at\":\"2025-11-12T19:40:00Z\",\"app\":\"ghost\",\"rule\":") == true)
        let good = "expect:\n- {at: 2025-11-12T19:46:00Z, app: ghost, rule: p95, is: breached}\n"
        let met = try await Tool.gateboard(
          "backtest", board, "--samples", samples, "--expect", try scratch.write(good, to: "good.yaml"))
        #expect(met.output == "1 expectation met\n", "\(met)")
        let bad = good.replacing("breached", with: "inactive")
        let missed = try await Tool.gateboard(
          "backtest", board, "--samples", samples, "--expect", try scratch.write(bad, to: "bad.yaml"))
        #expect(missed.status == 1)
        #expect(missed.output.contains("bad.yaml:2:3: expected ghost.p95 to be inactive"), "\(missed)")
      }
    }
  }
}
