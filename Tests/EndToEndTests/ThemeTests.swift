import Foundation
import Synchronization
import Testing

extension EndToEndTests {
  /// The board in few colours and in none, and its themes.
  @Suite struct ThemeTests {
    /// What the terminal is told to be, and the SGR numbers of colours that it may be sent.
    private struct Kind: Sendable {
      let name: String
      let environment: [String]
      let allowed: @Sendable (String) -> Bool
      let needs: Bool
    }

    /// The board as text without its digits, which count, and the sequences that coloured it.
    private func seen(_ kind: Kind, columns: Int, rows: Int, in scratch: Scratch) async throws -> (
      text: [String], look: String
    ) {
      let folder = scratch.file("\(kind.name)-\(columns)")
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
      let board = "\(folder)/small.yaml"
      try Data(SmallBoard.yaml().utf8).write(to: URL(fileURLWithPath: board))
      let wanted = SendableBox<(text: [String], look: String)>()
      let program = ["env"] + kind.environment + (try SmallBoard.watch(board))
      try await Wall.with(program, in: scratch, columns: columns, rows: rows) { wall in
        try await wall.waits(until: "the source was asked") {
          $0.contains("BLIND 0/1") && (columns < 80 || $0.contains("nobody listens there"))
        }
        // A picture may be seen half: what was seen twice is whole.
        var text: [String] = []
        try await wall.waits(until: "the picture stands still") {
          let last = text
          // Digits change, and the dot beside the clock moves.
          text = $0.rows.map { String($0.map { $0.isNumber ? "0" : $0 }) }
          text[0] = text[0].replacing("·UTC", with: " UTC").replacing("UTC·", with: "UTC")
          return text == last
        }
        // Which of two events came first is in the journal's pane, right of the reasons.
        if let reasons = text.firstIndex(where: { $0.hasPrefix("┌ WHY") }) {
          for row in reasons..<text.count { text[row] = String(text[row].prefix(66)) }
        }
        wanted.fill((text, try await wall.look()))
      }
      return try #require(wanted.value)
    }

    /// Every number that selects a colour, as written: `38;5;233`, `31`.
    private func colours(in look: String) -> Set<String> {
      var found: Set<String> = []
      for match in look.matches(of: /\u{1B}\[([0-9;]*)m/) {
        var numbers = match.1.split(separator: ";")[...]
        while let number = numbers.popFirst() {
          if number == "38" || number == "48" {
            found.insert("\(number);\(numbers.prefix(2).joined(separator: ";"))")
            numbers = numbers.dropFirst(2)
          } else if (30...49).contains(Int(number) ?? 0) || (90...107).contains(Int(number) ?? 0) {
            // 39 and 49 are the terminal's own.
            if number != "39", number != "49" { found.insert(String(number)) }
          }
        }
      }
      return found
    }

    private func kinds(_ scratch: Scratch) async throws -> [Kind] {
      // Debian's small terminfo has no terminal of 16 colours.
      let source = try scratch.write(
        "gb-16|sixteen colours,\n\tcolors#16, pairs#256, use=xterm-256color,\n", to: "gb-16.ti")
      let made = try await Tool.run("tic", "-x", "-o", scratch.file("terminfo"), source)
      #expect(made.status == 0, "\(made)")
      return [
        Kind(name: "256", environment: ["TERM=xterm-256color"], allowed: { $0.contains(";5;") }, needs: true),
        Kind(
          name: "16", environment: ["TERM=gb-16", "TERMINFO=\(scratch.file("terminfo"))"],
          allowed: { Int($0) != nil }, needs: true),
        Kind(
          name: "8", environment: ["TERM=screen"], allowed: { Int($0).map { (30...47).contains($0) } ?? false },
          needs: true),
        Kind(name: "vt100", environment: ["TERM=vt100"], allowed: { _ in false }, needs: false),
        Kind(name: "no", environment: ["TERM=xterm-256color", "NO_COLOR=1"], allowed: { _ in false }, needs: false),
      ]
    }

    @Test(arguments: [(120, 40), (40, 12)])
    func `in 256, 16, 8 colours and none the board says the same`(columns: Int, rows: Int) async throws {
      try await Scratch.with { scratch in
        var first: [String]?
        for kind in try await kinds(scratch) {
          let (text, look) = try await seen(kind, columns: columns, rows: rows, in: scratch)
          #expect(first == nil || text == first, "\(kind.name): \(text.joined(separator: "\n"))")
          first = first ?? text
          let used = colours(in: look)
          #expect(used.allSatisfy(kind.allowed), "\(kind.name): \(used)")
          #expect(used.isEmpty != kind.needs, "\(kind.name)")
          // The selected row can be told from the others also where no ground is shown.
          let row = look.split(separator: "\n").first { $0.contains("ghost") } ?? ""
          #expect(kind.name != "vt100" || row.contains("\u{1B}[7m") || row.contains(";7m"), "\(row)")
          // In reverse a blank between two words looks as they do, not as a gap.
          #expect(kind.name != "8" || columns < 80 || row.contains("0/1 1 unknown"), "\(row)")
        }
      }
    }

    @Test func `themes change as they are passed, and esc brings the first one back`() async throws {
      try await Scratch.with { scratch in
        let board = try scratch.write(SmallBoard.yaml(), to: "small.yaml")
        try await Wall.with(try SmallBoard.watch(board), in: scratch) { wall in
          try await wall.waits(for: "SMALL BOARD")
          func waits(forGround index: Int) async throws {
            let seen = try await Patience.look(in: scratch.path, within: 10) {
              try await wall.look().contains("48;5;\(index)m") ? true : nil
            }
            #expect(seen == true, "no ground \(index)")
          }
          try await waits(forGround: 233)
          try await wall.press("T")
          try await wall.waits(for: "▸ midnight")
          try await wall.press("Down")
          try await waits(forGround: 231)
          try await wall.waits(for: "▸ daylight")
          try await wall.press("Escape")
          try await waits(forGround: 233)
          try await wall.press("T")
          try await wall.waits(for: "▸ midnight")
          try await wall.press("Down", "Enter")
          try await wall.waits(for: "theme daylight")
          try await waits(forGround: 231)
        }
      }
    }

    @Test func `the program copied alone to another place has all its themes, and finds the user's and the board's`()
      async throws
    {
      try await Scratch.with { scratch in
        let copy = scratch.file("copy")
        try FileManager.default.copyItem(atPath: try Program.path(), toPath: copy)
        let home = ["HOME": scratch.path, "XDG_CONFIG_HOME": ""]
        let list = try await Tool.run([copy, "theme", "list"], environment: home)
        #expect(list.status == 0)
        #expect(list.output.split(separator: "\n").count { $0.contains(" built in ") } == 9, "\(list)")
        #expect(try await Tool.run([copy, "theme", "check"], environment: home).status == 0)

        let folder = scratch.file(".config/gateboard/themes")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try scratch.write("theme: mine\nextends: nord\nabout: Ours\n", to: ".config/gateboard/themes/mine.yaml")
        let board = try scratch.write(SmallBoard.yaml(), to: "small.yaml")
        try scratch.write("theme: dim\nextends: mine\ninks:\n  text: \"#555555\"\n", to: "dim.yaml")
        let more = try await Tool.run([copy, "theme", "list", "--board", board], environment: home)
        #expect(more.output.contains("\(folder)/mine.yaml"))
        #expect(more.output.split(separator: "\n").contains { $0.hasPrefix("dim ") && $0.contains("HARD TO READ") })
        let check = try await Tool.run([copy, "theme", "check", "dim", "--board", board], environment: home)
        #expect(check.status == 1)
        #expect(
          check.errors.hasPrefix(
            "\(scratch.path)/dim.yaml:4:9: expected 'text' to have a contrast of at least 4.5:1 on 'base', found 1.9:1; lighten it\n"
          ),
          "\(check)")
        let shown = try await Tool.run([copy, "theme", "show", "mine"], environment: home)
        let whole = try scratch.write(shown.output, to: "whole.yaml")
        let again = try await Tool.run([copy, "theme", "show", whole], environment: home)
        #expect(again.output == shown.output, "\(again)")
        let python = try await Tool.run(
          "python3", "-c",
          "import sys,yaml; t=yaml.safe_load(open(sys.argv[1])); print(len(t['inks']),len(t['grounds']))",
          whole)
        #expect(python.output == "9 4\n", "\(python)")
        #expect(try await Tool.run([copy, "theme", "show", "nrod"], environment: home).status == 65)
      }
    }
  }
}

/// One value that is known only when another task is done.
private final class SendableBox<Value: Sendable>: Sendable {
  private let content = Mutex<Value?>(nil)

  var value: Value? { content.withLock { $0 } }

  func fill(_ value: Value) { content.withLock { $0 = value } }
}
