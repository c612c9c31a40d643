import Chance
import Gates
import Reports
import Testing

@testable import Journal

/// What the journal kept is what the board was: nights by chance, the same in every run.
@Suite struct ReplayPropertyTests {
  /// Whatever instant it is asked for, a snapshot follows from events alone.
  private let asked = Instant(milliseconds: 1_762_978_000_000)

  /// A quarter each, side by side: every one of the 100,000 replays is rendered and compared byte by byte.
  @Test(arguments: [0, 1, 2, 3] as [UInt64])
  func `the replay of each of 100,000 events read back from their rows gives a byte-equal snapshot`(
    quarter: UInt64
  ) throws {
    let empty = BoardState(try RandomNight.board())
    var cases = 0
    var kinds: Set<String> = []
    var seed = quarter * 100_000
    while cases < 25_000 {
      seed += 1
      var night = RandomNight(empty, seed: seed)
      var (live, replayed) = (empty, empty)
      for event in (0..<60).flatMap({ _ in night.step() }) {
        let row = try FactCoding.encode(event.fact)
        let at = try #require(Instant(utc: event.at.utcMilliseconds))
        let read = Event(
          sequence: event.sequence, at: at, actor: event.actor,
          fact: try FactCoding.decode(kind: row.kind, payload: row.payload))
        live.apply(event)
        replayed.apply(read)
        kinds.insert(row.kind)
        cases += 1
        guard read == event, try isSameSnapshot(live, replayed) else {
          Issue.record("night \(seed), event \(event.sequence), \(row)")
          return
        }
      }
    }
    #expect(kinds.count >= 17, "\(kinds.sorted())")
  }

  private func isSameSnapshot(_ live: BoardState, _ replayed: BoardState) throws -> Bool {
    try live == replayed && Snapshot.json(live, at: asked) == Snapshot.json(replayed, at: asked)
  }

  @Test func `40 nights in real journal files, read back, give byte-equal snapshots`() throws {
    let folder = try Folder()
    let empty = BoardState(try RandomNight.board())
    for seed in 0..<UInt64(40) {
      let path = "\(folder.path)/\(seed).db"
      let journal = try Journal(at: path)
      var night = RandomNight(empty, seed: 1_000_000 + seed)
      var live = empty
      for _ in 0..<40 {
        let events = night.step()
        // One transaction for what the rules found, one for the command, as the engine writes them.
        for actor in Set(events.map(\.actor)).sorted(by: {
          ($0 == Event.engine ? "" : $0) < ($1 == Event.engine ? "" : $1)
        }) {
          let own = events.filter { $0.actor == actor }
          guard let first = own.first else { continue }
          let written = try journal.append(own.map(\.fact), by: actor, at: first.at, after: first.sequence - 1)
          #expect(written == own)
        }
        for event in events { live.apply(event) }
      }
      var replayed = empty
      for event in try Journal(copyOf: path).events() { replayed.apply(event) }
      #expect(try Snapshot.json(replayed, at: asked) == Snapshot.json(live, at: asked), "night \(seed)")
    }
  }
}
