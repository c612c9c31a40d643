import Testing

extension EndToEndTests {
  @Suite struct HandoverTests {
    @Test func `a handover is in the journal, and its signed sheet in a file whose hash the journal has`() async throws
    {
      try await Scratch.with { scratch in
        let board = try scratch.write(SmallBoard.yaml(), to: "small.yaml")
        try await Wall.with(SmallBoard.watch(board), in: scratch) { wall in
          try await wall.waits(for: "SMALL BOARD")
          try await wall.press("h")
          try await wall.waits(for: "none in this journal; h signs one")
          try await wall.press("h")
          try await wall.waits(for: "HAND OVER, SIGNED BY BOTH")
          try await wall.press("Tab")
          try await wall.type("omar")
          try await wall.press("Enter")
          try await wall.waits(for: "sre-1 to omar at")
          let name = try #require(
            try await Patience.look(in: scratch.path, within: 20) {
              try scratch.names(ending: ".txt").first { $0.hasPrefix("gateboard-handover-") }
            })
          let sheet = try scratch.read(name)
          for words in [
            "HANDOVER  Small board", "from  sre-1", "to    omar", "Sources silent or not asked yet: 1",
            "◌ ghost.health",
          ] {
            #expect(sheet.contains(words), "\(words) in \(sheet)")
          }
          let hash = String(try await Tool.run("sha256sum", scratch.file(name)).output.prefix(64))
          try await wall.waits(for: hash.prefix(12).description)
          try await wall.press("l")
          try await wall.waits(until: "the journal tells of both") {
            $0.row("handed over to omar") != nil && $0.row("wrote ", "gateboard-handover-") != nil
          }
        }
      }
    }
  }
}
