import Canvas
import Foundation
import Testing

extension EndToEndTests {
  /// Texts that terminals disagree about, through the real terminal layer.
  @Suite struct TextTests {
    private struct Text: Decodable {
      let name: String
      let base64: String

      var text: String { String(decoding: Data(base64Encoded: base64) ?? Data(), as: UTF8.self) }
    }

    private static let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent()

    /// Our own 200, or the hostile ones that all programs of the war room are tested with.
    private func draw(_ file: String, in scratch: Scratch) async throws {
      let texts = try JSONDecoder().decode([Text].self, from: Data(contentsOf: URL(fileURLWithPath: file)))
      #expect(texts.count > 80)
      var expected = Canvas(Size(width: 40, height: texts.count))
      for (row, text) in texts.enumerated() {
        expected.write("[", x: 0, y: row)
        expected.write(text.text, x: 1, y: row, limit: 30)
        expected.write("╱", x: 31, y: row)
      }
      let lines = expected.lines
      let program = ["env", "TRIAL_TEXTS=\(file)", "TRIAL_LOG=\(scratch.file("errors.log"))", try Program.trial()]
      try await Wall.with(program, in: scratch, columns: 40, rows: texts.count + 1) { wall in
        try await wall.waits(for: "drawn ╳")
        try await wall.press("n")
        let picture = try await wall.waits(for: "drawn ╱")
        for (text, (row, line)) in zip(texts, zip(picture.rows, lines)) {
          // Over the first sign and not beside it: tmux has put the text into as many columns as the canvas.
          #expect(row.hasSuffix("╱") && !row.contains("╳"), "\(text.name): \(row)")
          #expect(row == line, "\(text.name)")
        }
      }
    }

    @Test func `200 texts stand in tmux in the columns that the canvas gives them`() async throws {
      try await Scratch.with { scratch in
        let generator = Self.tests.appendingPathComponent("texts.py").path
        let made = try await Tool.run("python3", generator)
        let file = try scratch.write(made.output, to: "texts.json")
        let texts = try JSONDecoder().decode([Text].self, from: Data(made.output.utf8))
        #expect(texts.count == 200)
        try await draw(file, in: scratch)
      }
    }

    @Test func `the hostile texts stand in tmux in the columns that the canvas gives them`() async throws {
      try await Scratch.with { scratch in
        let file = Self.tests.appendingPathComponent("../CanvasTests/Vectors/strings.json").standardized.path
        try await draw(file, in: scratch)
      }
    }

    @Test func `where the locale is not UTF-8 the whole board is drawn in ASCII, and every state has its shape`()
      async throws
    {
      try await Scratch.with { scratch in
        let board = try scratch.write(SmallBoard.yaml(), to: "small.yaml")
        let program = ["env", "LC_ALL=C"] + (try SmallBoard.watch(board))
        try await Wall.with(program, in: scratch) { wall in
          let picture = try await wall.waits(until: "the source was asked") {
            $0.contains("SMALL BOARD") && $0.contains("BLIND 0/1")
          }
          #expect(picture.rows.allSatisfy { !$0.contains { !$0.isASCII } })
          #expect(picture.contains("* GO"))
          #expect(picture.contains("? 0/1 1 unknown"))
          #expect(picture.contains("+ ALERTS"))
          let bytes = scratch.file("bytes")
          try await wall.records(to: bytes)
          try await wall.press("?")
          try await wall.waits(for: "any key returns")
          try await wall.press("x")
          try await wall.resize(columns: 200, rows: 60)
          try await wall.waits(until: "the picture is drawn anew") { $0.rows.count == 60 && $0.contains("* GO") }
          try await wall.press("Enter")
          try await wall.waits(for: "Readiness")
          let sent = try Data(contentsOf: URL(fileURLWithPath: bytes))
          #expect(sent.count > 1000)
          #expect(sent.allSatisfy { $0 < 0x80 })
        }
      }
    }
  }
}
