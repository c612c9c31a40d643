import Canvas
import Dashboard
import Gates
import Testing

/// The strip of deadlines and windows above the gates.
@Suite struct StripTests {
  private func strip(at time: String, _ size: Size = Size(width: 120, height: 40)) throws -> [String] {
    let (state, now) = try Night.at(time)
    return Array(Model(state: state, now: now, size: size, person: "sre-1").view().lines[1..<8])
  }

  @Test func `a window that is open stays in sight when no column is left for it`() throws {
    let rows = try strip(at: "2025-11-12T22:16:00Z")
    #expect(rows[0].contains(" ○ Canary open ─┐"))
    #expect(rows[0].contains(" ❄ API change freeze in force "))
  }

  @Test func `an open window says until when`() throws {
    let rows = try strip(at: "2025-11-12T20:16:00Z")
    #expect(rows.contains { $0.contains("○ open until 20:30") })
  }

  @Test func `within the hour a window counts as a deadline does`() throws {
    let rows = try strip(at: "2025-11-12T20:19:04Z")
    let row = try #require(rows.first { $0.contains("T-00:10:56") })
    #expect(row.ranges(of: "T-00:10:56").count == 2, "the diagnostic batch closes when the evidence is due")
  }

  @Test func `the line of time keeps its scale when a window of the next evening comes near`() throws {
    func place(_ time: String) throws -> Int {
      let row = try #require(try strip(at: time).first { $0.contains("▼09:00") })
      return row.distance(from: row.startIndex, to: try #require(row.firstRange(of: "▼09:00")).lowerBound)
    }
    let places = try ["2025-11-12T18:40:00Z", "2025-11-13T03:50:00Z", "2025-11-13T04:10:00Z"].map { try place($0) }
    #expect(Set(places).count == 1, "\(places)")
  }
}
