import Robot
import Testing

extension EndToEndTests {
  /// What is typed into a form outlives the program.
  @Suite struct DraftTests {
    /// A board on which every form opens: a breach, blockers open and resolved, a signature.
    private static func board(in scratch: Scratch) async throws -> String {
      let yaml = Scenarios.board.replacing("for: 5m", with: "for: 0s, on_silence: breach")
      let board = try scratch.write(yaml, to: "robot.yaml")
      for arguments in [
        ["blocker", "file", board, "stalls", "--owner", "queue"], ["blocker", "file", board, "list", "--owner", "seo"],
        ["blocker", "resolve", board, "B-2"], ["approve", board, "legal.tos", "--statement", "version 4"],
      ] {
        let tool = try await Tool.run([Program.path()] + arguments + ["--as", "lena"])
        try #require(tool.status == 0, "\(tool)")
      }
      return board
    }

    private static func drafts(_ scratch: Scratch) async throws -> String? {
      let found = try await Tool.run("grep", "-rl", "zqzq", scratch.file("remembered"))
      return found.status == 0 ? found.output : nil
    }

    @Test(arguments: [
      ("b", "FILE A BLOCKER"), ("E", "EDIT B-1"), ("R", "RESOLVE B-1"), ("o", "REOPEN A BLOCKER"),
      ("r", "RULE ON ghost"), ("p", "APPROVE"), ("P", "WITHDRAW AN APPROVAL"), ("D", "RECORD A DELIVERY"),
      ("H", "ARM OR DISARM A HOOK"), ("a", "ACKNOWLEDGE A BREACH"), ("hh", "HAND OVER, SIGNED BY BOTH"),
      ("m", "MUTE ALARMS"),
    ])
    func `kill -9 in the middle of each form keeps what was typed, and leaving it on purpose forgets it`(
      keys: String, title: String
    ) async throws {
      try await Scratch.with { scratch in
        let watch = try SmallBoard.watch(try await Self.board(in: scratch))
        @Sendable func open(_ wall: Wall) async throws {
          try await wall.waits(until: "the breach is there") { $0.row("ghost", "✖ p95") != nil }
          for key in keys { try await wall.press(String(key)) }
          try await wall.waits(for: title)
        }
        try await Wall.with(watch, in: scratch) { wall in
          try await open(wall)
          try await wall.type("zqzq")
          try await wall.waits(for: "zqzq")
          let kept = try await Patience.look(in: scratch.path, within: 20) { try await Self.drafts(scratch) }
          #expect(kept != nil)
          try await wall.killProgram()
        }
        try await Wall.with(watch, in: scratch) { wall in
          try await open(wall)
          try await wall.waits(until: "it is back") { $0.contains("zqzq") && $0.contains("is back") }
          try await wall.press("Escape")
          try await wall.waits(for: "Leave and lose what was typed?")
          try await wall.press("y")
          try await wall.waits(until: "the form is gone") { !$0.contains(title) }
          let gone = try await Patience.look(in: scratch.path, within: 20) {
            try await Self.drafts(scratch) == nil ? true : nil
          }
          #expect(gone == true)
        }
      }
    }
  }
}
