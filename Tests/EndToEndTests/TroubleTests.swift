import Foundation
import Testing

extension EndToEndTests {
  /// Apps that are not there, or lie.
  @Suite struct TroubleTests {
    @Test func `an app that is not there is blind, never green, and the wall stays up`() async throws {
      try await Scratch.with { scratch in
        let board = try scratch.write(SmallBoard.yaml(), to: "small.yaml")
        try await Wall.with(SmallBoard.watch(board), in: scratch) { wall in
          // A picture is sent from top to bottom; its last part is the alert of the source.
          let picture = try await wall.waits(until: "the app is blind") {
            $0.contains("BLIND 0/1") && $0.row("◌", "ghost", "source health: ") != nil
          }
          // The ruling is the operators'; what was measured contradicts it.
          let row = try #require(picture.row("ghost", "● GO ≠"))
          #expect(row.contains("◌ 0/1 1 unknown"))
          #expect(row.contains("◌ BLIND, p95"))
          #expect(row.count { $0 == "●" } == 1)
          #expect(picture.row("◌", "ghost", "P95 over 120 ms: BLIND") != nil)
          // It is alive: it still takes keys, and its clock runs.
          let before = try #require(picture.rows.first)
          try await wall.press("?")
          try await wall.waits(for: "any key returns")
          try await wall.press("?")
          try await wall.waits(until: "the clock runs") { $0.contains("BLIND 0/1") && $0.rows.first != before }
        }
      }
    }

    @Test func `escape sequences in an answer neither move the cursor nor retitle the window`() async throws {
      try await Scratch.with { scratch in
        try await Self.withLiar(in: scratch) { url in
          let board = try scratch.write(Self.board(url), to: "liar.yaml")
          try await Wall.with(SmallBoard.watch(board), in: scratch) { wall in
            let picture = try await wall.waits(for: "✖ word ")
            try Self.expectWhole(picture)
            #expect(await wall.pane("#{pane_title}") == "▲ 1 liar: Liar")
            #expect(await wall.pane("#{alternate_on}") == "1")
            // Behind the app's row, and again in the picture that is sent whole.
            try await wall.press("Enter")
            try await wall.waits(until: "the gate's page stands whole in its frame") { page in
              page.contains("GATE L  liar")
                && page.rows.filter { $0.hasPrefix("│") }.allSatisfy { $0.count == 120 && $0.hasSuffix("│") }
            }
            try await wall.press("Escape")
            try await wall.waits(for: "✖ word ")
            for columns in [121, 120] {
              try await wall.resize(columns: columns, rows: 40)
              let sentAgain = try await wall.waits(until: "the picture has \(columns) columns") { picture in
                // Every other second a dot behind the clock takes the last column.
                guard let head = picture.rows.first else { return false }
                return head.count == columns - (head.hasSuffix("·") ? 0 : 1)
                  && picture.rows.last?.hasPrefix(" tab pane") == true
              }
              try Self.expectWhole(sentAgain, columns: columns)
            }
            #expect(await wall.pane("#{pane_title}") == "▲ 1 liar: Liar")
          }
        }
      }
    }

    @Test func `where few files may be open sources wait for their turn, and a sentence says so`() async throws {
      try await Scratch.with { scratch in
        try await Self.withLiar(in: scratch) { url in
          let names = (0..<40).map { "      s\($0): {http: /, signals: {n\($0): $.number number}}" }
          let board = try scratch.write(
            """
            board: Many
            state: many.db
            apps:
              many:
                url: \(url)
                ruling: {is: HOLD, allows: none}
                sources:
            \(names.joined(separator: "\n"))

            """, to: "many.yaml")
          func snapshot(_ limit: Int, _ name: String) async throws -> Tool {
            let script = "ulimit -n \(limit); exec \"$0\" snapshot \"$1\" -o \"$2\""
            return try await Tool.run(["bash", "-c", script, Program.path(), board, scratch.file(name)])
          }
          let few = try await snapshot(64, "few.txt")
          #expect(few.status == 0)
          let words = "ulimit -n is 64: 1 of 40 sources are asked at a time, the others wait; "
          #expect(few.errors == "\(words)'ulimit -n 4096' before gateboard starts ends that\n")
          let picture = try scratch.read("few.txt")
          #expect(picture.contains("live 40/40 sources"))
          #expect(picture.contains("ulimit -n is 64: 1 of 40"))
          let many = try await snapshot(1024, "many.txt")
          #expect(many.errors.isEmpty)
          #expect(try !scratch.read("many.txt").contains("ulimit"))
          let none = try await snapshot(40, "none.txt")
          #expect(none.status == 1)
          #expect(none.errors.hasPrefix("ulimit -n is 40, expected 64 or more: "))
        }
      }
    }

    private static func expectWhole(_ picture: Picture, columns: Int = 120) throws {
      #expect(picture.rows.count == 40)
      let head = try #require(picture.rows.first)
      #expect(head.hasPrefix(" LIAR ") && (head.hasSuffix("·UTC") || head.hasSuffix(" UTC·")))
      #expect(head.count == columns - (head.hasSuffix("·") ? 0 : 1))
      #expect(picture.rows.last?.hasPrefix(" tab pane") == true)
      let row = try #require(picture.row(" liar ", "■ HOLD"))
      for (title, text) in [("APP", "liar"), ("RULING", "■ HOLD"), ("READY", "✖ 0/2 1 fail")] {
        let column = try #require(picture.column(of: title == "APP" ? "APP  " : title))
        #expect(row.dropFirst(column).hasPrefix(text), "\(title)")
      }
      for frame in picture.rows where frame.first.map("┌└│".contains) == true {
        #expect(frame.count == columns && frame.last.map("┐┘│".contains) == true)
      }
      for scalar in picture.description.unicodeScalars {
        #expect(scalar == "\n" || ![.control, .format].contains(scalar.properties.generalCategory))
      }
    }

    private static func board(_ url: String) -> String {
      """
      board: Liar
      night: 2025-11-12
      state: liar.db
      apps:
        liar:
          gate: L
          url: \(url)
          ruling: {is: HOLD, allows: none, scope: nobody}
          sources:
            health: {http: /health, every: 1s, signals: {word: $.word text, number: $.number count}}
            raw: {http: /raw, every: 1s, signals: {raw_word: $.word text}}
          criteria:
            word: {title: The word is ok, require: 'word == "ok"'}
            raw: {title: The raw word is ok, require: 'raw_word == "ok"'}
          guardrails:
            word: {title: The word is not ok, breach: 'word != "ok"', for: 0s, then: alert}

      """
    }

    private static func withLiar(in scratch: Scratch, _ body: (String) async throws -> Void) async throws {
      let process = Process()
      let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("liar.py")
      process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
      process.arguments = Tool.unblocked + ["python3", script.path, scratch.file("port")]
      process.environment = Tool.environment
      process.standardInput = FileHandle.nullDevice
      try process.run()
      try await tidily {
        let port = try await Patience.look(in: scratch.path, within: 20) {
          scratch.exists("port") ? try scratch.read("port") : nil
        }
        try await body("http://127.0.0.1:\(try #require(port))")
      } afterwards: {
        process.terminate()
      }
    }
  }
}
