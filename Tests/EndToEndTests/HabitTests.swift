import Foundation
import Robot
import Testing

#if canImport(Glibc)
import Glibc
#endif

extension EndToEndTests {
  /// How an operator arranged the screen, in the file that the next run begins with.
  @Suite struct HabitTests {
    private static let file = "remembered/gateboard/screen.json"

    /// Waits until the file says something.
    private static func waits(for words: String..., in scratch: Scratch) async throws {
      let seen = try await Patience.look(in: scratch.path, within: 20) {
        let text = (try? scratch.read(file)) ?? ""
        return words.allSatisfy { text.contains($0) } ? true : nil
      }
      #expect(seen == true, "\((try? scratch.read(file)) ?? "no file")")
    }

    private static func put(_ text: String, in scratch: Scratch) throws {
      try FileManager.default.createDirectory(
        atPath: scratch.file("remembered/gateboard"), withIntermediateDirectories: true)
      try scratch.write(text, to: file)
    }

    @Test func `order, columns, charts and folds are there the next time, after a kill -9, for a read-only wall too`()
      async throws
    {
      try await Scratch.with { scratch in
        let board = try scratch.write(Scenarios.board, to: "robot.yaml")
        try await Wall.with(SmallBoard.watch(board), in: scratch, columns: 160) { wall in
          try await wall.waits(until: "the gates stand there") { $0.row("GATE APP", "READY", "NEXT") != nil }
          try await wall.press("O", "c")
          try await wall.waits(for: "charts in half-block")
          try await wall.press("C", "Space")
          try await wall.waits(until: "a column is hidden") { $0.row("GATE APP ▼ worst first", "READY") == nil }
          try await wall.press("Enter", "Enter", "Tab", "Tab", "Tab", "Space")
          try await wall.waits(for: "Guardrails ▸ 2 folded")
          try await Self.waits(
            for: "worst first", "half-block", "\"guardrail\"", "\"heading\" : \"Guardrails\"", in: scratch)
          #expect(try !scratch.read(Self.file).contains("\"ready\""))
          try await wall.killProgram()
        }
        #expect(
          try FileManager.default.contentsOfDirectory(atPath: scratch.file("remembered/gateboard")).contains(
            "screen.json"))
        try await Wall.with(SmallBoard.watch(board) + ["--read-only"], in: scratch, columns: 160) { wall in
          try await wall.waits(until: "it is as it was left") {
            $0.row("GATE APP ▼ worst first") != nil && $0.row("RULING", "READY") == nil
          }
          try await wall.press("Enter")
          try await wall.waits(for: "Guardrails ▸ 2 folded")
          try await wall.press("O")
          try await Self.waits(for: "by deadline", in: scratch)
        }
        let deeds = try await Tool.run(
          "sqlite3", "-readonly", scratch.file("robot.db"),
          "SELECT count(*) FROM event WHERE actor = 'sre-1' AND kind <> 'watch_started'")
        #expect(deeds.output == "0\n", "nothing of it is in the journal")
      }
    }

    @Test(arguments: ["{\"order\": ", "[1, 2", "\"\"", "{\"columns\": \"all\", \"order\": 7}", "\u{0}"])
    func `a memory that is damaged stops no start, and is whole again after the next key`(text: String) async throws {
      try await Scratch.with { scratch in
        let board = try scratch.write(Scenarios.board, to: "robot.yaml")
        try Self.put(text, in: scratch)
        try await Wall.with(SmallBoard.watch(board), in: scratch) { wall in
          try await wall.waits(until: "the gates stand there") { $0.row("GATE APP", "READY") != nil }
          try await wall.press("O")
          try await Self.waits(for: "worst first", in: scratch)
        }
        let data = try Data(contentsOf: URL(fileURLWithPath: scratch.file(Self.file)))
        #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: data) }
      }
    }

    @Test func `a pipe in place of the memory holds no start up`() async throws {
      try await Scratch.with { scratch in
        let board = try scratch.write(Scenarios.board, to: "robot.yaml")
        try FileManager.default.createDirectory(
          atPath: scratch.file("remembered/gateboard"), withIntermediateDirectories: true)
        let made = unsafe mkfifo(scratch.file(Self.file), 0o600)
        #expect(made == 0)
        try await Wall.with(SmallBoard.watch(board), in: scratch) { wall in
          try await wall.waits(for: "ROBOT BOARD")
        }
      }
    }

    @Test func `a board file may say theme, columns and keys; its operator's own file comes first`() async throws {
      try await Scratch.with { scratch in
        let screen = "screen: {theme: nord, columns: [next, guardrail], keys: {why: Z, mute: n}}\n"
        let board = try scratch.write(Scenarios.board + screen, to: "robot.yaml")
        let valid = try await Tool.gateboard("board", "validate", board)
        #expect(valid.status == 0, "\(valid)")
        try await Wall.with(SmallBoard.watch(board), in: scratch, columns: 160) { wall in
          try await wall.waits(until: "the columns are the board's") {
            $0.row("RULING", "NEXT", "WORST GUARDRAIL") != nil && $0.row("GATE APP", "READY") == nil
          }
          try await wall.press("Z")
          try await wall.waits(for: "WHY  GATE G")
          try await wall.press("Escape", "T")
          try await wall.waits(for: "▸ nord")
        }
        try FileManager.default.createDirectory(
          atPath: scratch.file("wanted/gateboard"), withIntermediateDirectories: true)
        try scratch.write(
          "theme: mono\ncolumns: ready\nkeys: {blocker file: n}\n", to: "wanted/gateboard/config.yaml")
        try await Wall.with(SmallBoard.watch(board), in: scratch, columns: 160) { wall in
          try await wall.waits(until: "the columns are the operator's") {
            $0.row("RULING", "READY") != nil && $0.row("GATE APP", "NEXT") == nil
          }
          try await wall.press("n")
          try await wall.waits(for: "FILE A BLOCKER")
          try await wall.press("Escape", "T")
          try await wall.waits(for: "▸ mono")
        }
      }
    }

    @Test func `what is wrong under screen is said with the board's other mistakes, each with its place`() async throws
    {
      try await Scratch.with { scratch in
        let text =
          Scenarios.board.replacing("gate: G", with: "gaet: G")
          + "screen:\n  theme: nord\n  columns: [blocker]\n  keys: {arm: b}\n  mouse: no\n"
        let board = try scratch.write(text, to: "robot.yaml")
        let tool = try await Tool.gateboard("board", "validate", board)
        #expect(tool.status == 65)
        for words in [
          "expected a key of an app, found 'gaet'; did you mean 'gate'?",
          "expected a column of the gates, found 'blocker'; did you mean 'blockers'?",
          "expected another key for 'arm': 'b' is that of 'blocker file'",
          "expected a key of 'screen', found 'mouse'", "4 mistakes\n",
        ] { #expect(tool.errors.contains(words), "\(words) in \(tool.errors)") }
        let gone = try scratch.write(Scenarios.board + "screen: {theme: nrod}\n", to: "gone.yaml")
        let refused = try await Tool.gateboard("watch", gone)
        #expect(refused.status == 64)
        #expect(refused.errors.contains("expected theme: of \(gone) as a theme"), "\(refused)")
      }
    }
  }
}
