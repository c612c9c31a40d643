import Testing

extension EndToEndTests {
  @Suite struct SnapshotTests {
    @Test func `the key s writes what stands on the screen, and says where and its hash`() async throws {
      try await Scratch.with { scratch in
        let night = Night(scratch: scratch)
        try await Wall.with(night.command(start: "12:00", speed: 1), in: scratch, columns: 200) { wall in
          try await wall.waits(for: "19/19 sources")
          try await wall.press("s")
          let picture = try await wall.waits(for: "sha256")
          let saved = try #require(picture.rows.last?.split(separator: " ").map(String.init))
          // saved PATH.txt sha256 HASH, .json HASH, .svg HASH
          try #require(saved.count == 8 && saved[0] == "saved" && saved[4] == ".json" && saved[6] == ".svg")
          let text = saved[1]
          try #require(text.hasSuffix(".txt"))
          let files = ["txt", "json", "svg"].map { "\(text.dropLast(3))\($0)" }
          var hashes: [String] = []
          for file in files { hashes.append(try await Self.hash(of: file)) }
          #expect([saved[3], saved[5], saved[7]].map { $0.prefix(12) } == hashes.map { $0.prefix(12) })

          let written = Picture(try await Tool.run("cat", text).output)
          for app in Night.apps { #expect(Self.standing(of: app, in: written) == Self.standing(of: app, in: picture)) }
          #expect(written.rows.count == picture.rows.count)
          try await Self.expectSchema(files[1])

          let journaled = try await Patience.look(in: scratch.path, within: 10) {
            let rows = try await night.journal(
              "actor, payload->>'path', payload->>'sha256'", where: "kind = 'snapshot_written'")
            return rows.count == 3 ? rows : nil
          }
          // In the order in which they were asked for.
          #expect(journaled == zip(files, hashes).map { "sre-1|\($0)|\($1)" })
        }
      }
    }

    @Test func `the command snapshot writes each form, and replaces a file only by force`() async throws {
      try await Scratch.with { scratch in
        let night = Night(scratch: scratch)
        try await night.withApps {
          let text = scratch.file("out.txt")
          let first = try await Tool.gateboard("snapshot", night.board, "-o", text)
          #expect(first.status == 0 && first.errors.isEmpty, "\(first)")
          #expect(first.output == "\(text)  sha256 \(try await Self.hash(of: text))\n")
          let picture = Picture(try scratch.read("out.txt"))
          #expect(picture.rows.count <= 40)
          for app in Night.apps { #expect(picture.contains(app)) }

          let second = try await Tool.gateboard("snapshot", night.board, "-o", text)
          #expect(second.status == 74)
          #expect(second.errors == "\(text): there is a file of that name; --force replaces it\n")
          #expect(second.output.isEmpty)
          #expect(Picture(try scratch.read("out.txt")).rows == picture.rows)

          let third = try await Tool.gateboard("snapshot", night.board, "-o", text, "--force", "--size", "80x24")
          #expect(third.status == 0, "\(third)")
          #expect(Picture(try scratch.read("out.txt")).rows.count <= 24)

          let json = scratch.file("out.json")
          #expect(try await Tool.gateboard("snapshot", night.board, "-o", json).status == 0)
          try await Self.expectSchema(json)
          let svg = scratch.file("out.svg")
          #expect(try await Tool.gateboard("snapshot", night.board, "-o", svg).status == 0)
          #expect(
            try await Tool.run("python3", "-c", "import sys, xml.dom.minidom as x; x.parse(sys.argv[1])", svg).status
              == 0)
          #expect(try scratch.names(ending: ".part").isEmpty)
        }
      }
    }

    @Test(arguments: [
      (["snapshot", "absent.yaml", "-o", "out.txt"], 74, "absent.yaml: there is no such file"),
      (["snapshot", "small.yaml", "-o", "nowhere/out.txt"], 74, "its folder does not exist"),
      (["snapshot", "small.yaml", "-o", "out.pdf"], 64, "to end in .txt, .json or .svg, found 'out.pdf'"),
      (["snapshot", "small.yaml", "-o", "out.txt", "--size", "9x9"], 64, "COLUMNSxROWS"),
      (["board", "validate", "bad.yaml"], 65, "bad.yaml:11:38: expected a duration"),
      (["snapshot", "bad.yaml", "-o", "out.txt"], 65, "bad.yaml:11:38: expected a duration"),
      (["watch", "bad.yaml"], 65, "bad.yaml:11:38: expected a duration"),
      (["demo", "--speed", "0"], 64, "--speed from 1 to 600"),
      (["demo", "--start", "\u{1B}[2J\u{9B}2J"], 64, "such as 19:52, found '^[[2J\u{FFFD}2J'"),
      (["snapshot", "small.yaml", "-o", "out.txt", "\u{1B}[2J"], 64, "^[[2J"),
      (["board", "validate", "small.yaml"], 0, ""),
    ])
    func `the exit status says what was wrong`(arguments: [String], status: Int32, sentence: String) async throws {
      try await Scratch.with { scratch in
        try scratch.write(SmallBoard.yaml(), to: "small.yaml")
        try scratch.write(SmallBoard.yaml(every: "soon"), to: "bad.yaml")
        let inside = "cd \(scratch.path) && exec \"$0\" \"$@\""
        let tool = try await Tool.run(["sh", "-c", inside, Program.path()] + arguments)
        #expect(tool.status == status, "\(tool)")
        #expect(sentence.isEmpty ? tool.errors.isEmpty : tool.errors.contains(sentence), "\(tool)")
        #expect(!scratch.exists("out.txt"))
        #expect(!(tool.output + tool.errors).unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{9B}" })
      }
    }

    @Test func `without a terminal one sentence suggests the snapshot`() async throws {
      try await Scratch.with { scratch in
        let board = try scratch.write(SmallBoard.yaml(), to: "small.yaml")
        let tool = try await Tool.gateboard("watch", board)
        #expect(tool.status == 1)
        #expect(tool.output.isEmpty)
        #expect(tool.errors.split(separator: "\n").count == 1)
        #expect(tool.errors.contains("gateboard snapshot BOARD -o FILE"))
      }
    }

    /// Name, ruling and readiness of an app: the columns in which nothing moves in a quiet hour.
    private static func standing(of app: String, in picture: Picture) -> String? {
      guard let head = picture.column(of: "WORST GUARDRAIL") else { return nil }
      return picture.row(" \(app) ", " of ").map { String($0.prefix(head)) }
    }

    private static func hash(of path: String) async throws -> String {
      String(try await Tool.run("sha256sum", path).output.prefix(64))
    }

    private static func expectSchema(_ path: String) async throws {
      let parsed = try await Tool.run("python3", "-m", "json.tool", path)
      #expect(parsed.status == 0, "\(parsed.errors)")
      #expect(parsed.output.contains("\n    \"schema\": "))
    }
  }
}
