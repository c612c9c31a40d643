import Chance
import Gates
import Reports
import Testing

@testable import Journal

/// The board as it stood, from checkpoints and without them.
@Suite struct HistoryTests {
  /// A long night by chance in a real file, with every fold that the board went through.
  private struct Night {
    let folder: Folder
    let path: String
    let board: Board
    var states: [BoardState]

    init(seed: UInt64, events: Int) throws {
      folder = try Folder()
      path = folder.path + "/night.db"
      board = try RandomNight.board()
      let journal = try Journal(at: path)
      states = [BoardState(board)]
      var night = RandomNight(BoardState(board), seed: seed)
      while states.count <= events {
        for event in night.step() {
          _ = try journal.append([event.fact], by: event.actor, at: event.at, after: event.sequence - 1)
          var next = states[states.count - 1]
          next.apply(event)
          states.append(next)
        }
      }
    }

    var last: Int { states.count - 1 }

    func keepCheckpoints() throws {
      try SampleStore(at: path, for: BoardState(board)).keepCheckpoints(upTo: last, under: nil)
    }
  }

  private func isSame(_ past: PastBoard, as state: BoardState) throws -> Bool {
    try past.state.fold == state.fold && past.state.recent == state.recent
      && Snapshot.json(past.state, at: past.at) == Snapshot.json(recalled(state, at: past.at), at: past.at)
  }

  /// What nobody measured is recalled from the events of the one as of the other.
  private func recalled(_ state: BoardState, at now: Instant) -> BoardState {
    var state = state
    state.recall([], at: now)
    return state
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `the board at any event is the fold of the events up to it, with checkpoints and without`(
    seed: UInt64
  ) throws {
    let night = try Night(seed: seed, events: 1_700)
    let asked = [0, 1, 99, 199, 200, 201, 499, 500, 501, 777, 999, 1_000, 1_001, 1_500, night.last]
    let without = try History(of: night.board, in: night.path)
    for number in asked.reversed() {
      #expect(try isSame(without.board(at: .event(number)), as: night.states[number]), "event \(number)")
    }
    try night.keepCheckpoints()
    #expect(try SQLite3.run("SELECT sequence FROM checkpoint", on: night.path) == ["500", "1000", "1500"])
    let with = try History(of: night.board, in: night.path)
    for number in asked {
      #expect(try isSame(with.board(at: .event(number)), as: night.states[number]), "event \(number)")
      let opened = try History(of: night.board, in: night.path).board(at: .event(number))
      #expect(try isSame(opened, as: night.states[number]), "event \(number), opened for it alone")
      #expect(opened.last == night.last)
    }
    #expect(try with.wrongCheckpoints().isEmpty)
    // A step at a time, there and back, as the arrow keys go.
    for number in Array(480...520) + (480...520).reversed() {
      #expect(try isSame(with.board(at: .event(number)), as: night.states[number]), "event \(number), step by step")
    }
    try SQLite3.run("DELETE FROM checkpoint", on: night.path)
    let deleted = try History(of: night.board, in: night.path)
    for number in asked {
      #expect(try isSame(deleted.board(at: .event(number)), as: night.states[number]), "event \(number)")
    }
  }

  @Test func `the first checkpoint is really what a later moment is opened from`() throws {
    let night = try Night(seed: 4, events: 520)
    try night.keepCheckpoints()
    let other = try JSONText.replacing("\"stalls", with: "\"stands", in: night.path)
    #expect(other > 0, "the night files a blocker before event 500")
    let past = try History(of: night.board, in: night.path).board(at: .event(510))
    #expect(past.state.blockers.contains { $0.draft.text.hasPrefix("stands") })
    #expect(try History(of: night.board, in: night.path).wrongCheckpoints() == [500])
  }

  @Test(arguments: [
    "UPDATE checkpoint SET fold = 'torn'", "UPDATE checkpoint SET hash = printf('%064d', 7)",
    "UPDATE checkpoint SET rules = 'others'", "UPDATE checkpoint SET fold = '{}'",
  ])
  func `a checkpoint that does not fit is made again from the events`(damage: String) throws {
    let night = try Night(seed: 5, events: 1_010)
    try night.keepCheckpoints()
    try SQLite3.run(damage, on: night.path)
    let past = try History(of: night.board, in: night.path).board(at: .event(1_005))
    #expect(try isSame(past, as: night.states[1_005]))
    try night.keepCheckpoints()
    #expect(try History(of: night.board, in: night.path).wrongCheckpoints().isEmpty)
  }

  @Test func `checkpoints of a board with other guardrails are not used, and go when the board is watched`() throws {
    let night = try Night(seed: 6, events: 510)
    try night.keepCheckpoints()
    let apps = night.board.apps.map { app in
      App(id: app.id, gate: app.gate, ruling: app.ruling, sources: app.sources, guardrails: [app.guardrails[1]])
    }
    let changed = Board(title: "Changed", state: "", apps: apps)
    var expected = BoardState(changed)
    for event in try Journal(copyOf: night.path).events() { expected.apply(event) }
    let past = try History(of: changed, in: night.path).board(at: .event(.max))
    #expect(past.state.fold == expected.fold)
    try SampleStore(at: night.path, for: BoardState(changed)).keepCheckpoints(upTo: night.last, under: nil)
    #expect(try History(of: changed, in: night.path).wrongCheckpoints().isEmpty)
    #expect(try SQLite3.run("SELECT count(DISTINCT rules) FROM checkpoint", on: night.path) == ["1"])
  }

  @Test func `who has lost the watch writes no checkpoint`() throws {
    let night = try Night(seed: 7, events: 510)
    let store = try SampleStore(at: night.path, for: BoardState(night.board))
    let error = #expect(throws: JournalError.self) {
      try store.keepCheckpoints(upTo: night.last, under: Term(epoch: 7, token: "gone"))
    }
    #expect(error?.isFenced == true)
    #expect(try SQLite3.run("SELECT count(*) FROM checkpoint", on: night.path) == ["0"])
  }

  @Test func `an instant is the board after the last event up to it, the later one where the clock was set back`()
    throws
  {
    let folder = try Folder()
    let path = folder.path + "/night.db"
    let journal = try Journal(at: path)
    let board = try RandomNight.board()
    let start = Instant(milliseconds: 1_762_977_600_000)
    for second in [0, 10, 20, 15, 30] {
      _ = try journal.append([.watchStarted(WatchStarted(board: "x"))], by: "lena", at: start + .seconds(second))
    }
    let history = try History(of: board, in: path)
    func sequence(_ second: Int) throws -> Int {
      try history.board(at: .instant(start + .seconds(second))).state.sequence
    }
    #expect(try [-1, 0, 9, 10, 14, 15, 29, 30, 99].map(sequence) == [0, 1, 1, 2, 2, 4, 4, 5, 5])
    #expect(try history.board(at: .instant(start + .seconds(12))).at == start + .seconds(12))
    #expect(try history.board(at: .event(3)).at == start + .seconds(20))
  }

  @Test func `a past board has the samples of its time, and the evidence as the journal has it`() throws {
    let folder = try Folder()
    let path = folder.path + "/night.db"
    let need = EvidenceNeed(path: "proof.txt", file: "/nowhere/proof.txt")
    let source = Source(
      name: "s", kind: .push, every: .seconds(5), timeout: .seconds(1), staleAfter: .seconds(20),
      signals: [Signal(name: "p95", selector: .pushed, unit: try #require(Unit.named("ms")))])
    let app = App(
      id: "shop", gate: nil, ruling: Ruling(.hold, allows: .none), sources: [source],
      criteria: [
        Criterion(name: "fast", title: "Fast", requirement: .condition(try ConditionParser.parse("p95 < 100ms"))),
        Criterion(name: "proof", title: "Proof", requirement: .evidence(need)),
      ])
    let board = Board(title: "Shop", state: "", apps: [app])
    let start = Instant(milliseconds: 1_762_977_600_000)
    let journal = try Journal(at: path)
    var live = BoardState(board)
    live.ingest(evidence: need.path, .present(size: 3, modified: start, sha256: String(repeating: "a", count: 64)))
    live.ingest(Key("shop", "s"), answered: true, said: "pushed", at: start)
    let facts = Rules.evaluate(live, at: start)
    for event in try journal.append(facts, by: Event.engine, at: start) { live.apply(event) }
    let store = try SampleStore(at: path, for: BoardState(board))
    try store.write(
      [0, 5, 10, 15].map { Sample(Key("shop", "p95"), .number(Double(80 + $0)), at: start + .seconds($0)) })
    let past = try History(of: board, in: path).board(at: .instant(start + .seconds(12)))
    #expect(past.state.series(Key("shop", "p95"))?.count == 3, "none of the future's")
    let readiness = past.state.readiness(of: app, at: past.at)
    #expect(readiness.state == .pass)
    #expect(readiness.criteria.map(\.because)[1].hasPrefix("sha256 aaaa"))
    let later = try History(of: board, in: path).board(at: .instant(start + .seconds(90)))
    #expect(
      later.state.readiness(of: app, at: later.at).criteria.map(\.state) == [.unknown, .pass], "stale is unknown")
  }
}

/// Changes a text in the checkpoints of a file.
private enum JSONText {
  static func replacing(_ old: String, with new: String, in path: String) throws -> Int {
    let rows = try SQLite3.run(
      "UPDATE checkpoint SET fold = replace(fold, '\(old)', '\(new)') WHERE instr(fold, '\(old)') > 0; SELECT changes()",
      on: path)
    return Int(rows.first ?? "") ?? 0
  }
}
