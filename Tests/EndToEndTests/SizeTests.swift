import Testing

extension EndToEndTests {
  @Suite struct SizeTests {
    @Test func `the picture fits every size the window is given`() async throws {
      try await Scratch.with { scratch in
        let night = Night(scratch: scratch)
        try await Wall.with(night.command(start: "12:00", speed: 1), in: scratch) { wall in
          try await wall.waits(for: "19/19 sources")
          for (columns, rows) in [(200, 60), (80, 24), (40, 12), (120, 40)] {
            try await wall.resize(columns: columns, rows: rows)
            // The clock ends the first row, with its dot at the edge in every other second; the keys stand in the last
            // row.
            let picture = try await wall.waits(until: "the picture fills \(columns)x\(rows)") {
              $0.rows.first?.count == columns && $0.rows.first?.hasSuffix(" UTC·") == true
                && $0.rows.count == rows && $0.rows.last?.hasPrefix(" tab pane") == true
            }
            #expect(picture.rows.allSatisfy { $0.count <= columns })
            for app in Night.apps { #expect(picture.contains(app)) }
            for frame in picture.rows.filter({ $0.hasPrefix("┌") || $0.hasPrefix("└") }) {
              #expect(frame.count == columns)
            }
          }
        }
      }
    }

    @Test func `a window that is too small gets one honest line, and the board returns when it grows`() async throws {
      try await Scratch.with { scratch in
        let board = try scratch.write(SmallBoard.yaml(), to: "small.yaml")
        try await Wall.with(SmallBoard.watch(board), in: scratch) { wall in
          try await wall.waits(for: "SMALL BOARD")
          try await wall.resize(columns: 20, rows: 5)
          let picture = try await wall.waits(for: "20x5, needs 40x8")
          #expect(picture.rows.filter { !$0.isEmpty } == ["20x5, needs 40x8"])
          try await wall.resize(columns: 1, rows: 1)
          try await wall.waits(until: "one cell is left") { $0.rows.count == 1 }
          try await wall.resize(columns: 500, rows: 200)
          try await wall.waits(until: "the largest is filled") {
            $0.rows.count == 200 && $0.rows.first?.count == 500 && $0.contains("SMALL BOARD")
          }
          try await wall.resize(columns: 120, rows: 40)
          try await wall.waits(for: "SMALL BOARD")
        }
      }
    }
  }
}
