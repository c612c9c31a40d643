import Foundation
import GRDB
import Gates
import Journal
import Testing

@Suite struct SampleTests {
  private let start = Instant(milliseconds: 1_762_979_400_000)

  private func board() throws -> Board {
    func signal(_ name: String, _ unit: String) throws -> Signal {
      Signal(name: name, selector: .pushed, unit: try #require(Unit.named(unit)))
    }
    let source = Source(
      name: "seeds", kind: .push, every: .seconds(900), timeout: .seconds(900), staleAfter: .seconds(900),
      signals: [
        try signal("lag", "s"), try signal("share", "%"), try signal("mode", "text"), try signal("ready", "bool"),
      ])
    return Board(
      title: "Test", state: "", apps: [App(id: "shop", ruling: Ruling(.go, allows: .production), sources: [source])])
  }

  private func key(_ name: String) -> Key { Key("shop", name) }

  private func opened(
    _ folder: Folder, keeping retention: SampleRetention = SampleRetention()
  ) throws -> (path: String, journal: Journal, store: SampleStore) {
    let path = folder.path + "/night.db"
    let journal = try Journal(at: path)
    return (path, journal, try SampleStore(at: path, for: BoardState(try board()), keeping: retention))
  }

  @Test func `samples come back as they were, and sqlite3 reads them with their units`() throws {
    let folder = try Folder()
    let (path, journal, store) = try opened(folder)
    let samples = [
      Sample(key("lag"), .number(1500), at: start), Sample(key("share"), .number(0.97), at: start, requestID: "r-7"),
      Sample(key("mode"), .text("primary"), at: start + .seconds(1)),
      Sample(key("ready"), .truth(true), at: start + .seconds(2)),
      Sample(key("lag"), nil, reason: "is null", at: start + .seconds(3)),
      Sample(key("lag"), .number(.infinity), at: start + .seconds(4)),
    ]
    try store.write(samples)
    let kept = try journal.samples(from: nil, to: nil, minutesAs: .mean)
    #expect(kept.map(\.signal) == samples.map(\.signal))
    #expect(kept.map(\.at) == samples.map(\.at))
    #expect(kept.map(\.value) == samples.dropLast().map(\.value) + [nil])
    #expect(
      try SQLite3.run("SELECT * FROM v_sample ORDER BY at, signal LIMIT 4", on: path) == [
        "2025-11-12T20:30:00.000Z|shop|lag|1500.0|ms|", "2025-11-12T20:30:00.000Z|shop|share|0.97|ratio|r-7",
        "2025-11-12T20:30:01.000Z|shop|mode|primary|text|", "2025-11-12T20:30:02.000Z|shop|ready|1.0|bool|",
      ])
    let some = try journal.samples(from: start + .seconds(1), to: start + .seconds(3), minutesAs: .mean)
    #expect(some.map(\.signal.name) == ["mode", "ready"])
  }

  @Test func `a minute that is rolled up tells of its samples, and later rows are added to it`() throws {
    let folder = try Folder()
    let (path, journal, store) = try opened(folder)
    let lags = (0..<12).map { Double(100 + $0 * $0) }
    try store.write(lags.enumerated().map { Sample(key("lag"), .number($1), at: start + .seconds($0 * 5)) })
    try store.write([
      Sample(key("lag"), nil, at: start + .milliseconds(1)), Sample(key("mode"), .text("a"), at: start),
      Sample(key("mode"), .text("b"), at: start + .seconds(1)), Sample(key("ready"), .truth(false), at: start),
    ])
    let later = start + .seconds(86_400 + 60)
    try store.tidy(at: later)
    #expect(try SQLite3.run("SELECT count(*) FROM sample", on: path) == ["0"])
    let mean = lags.reduce(0, +) / 12
    for (number, value) in [(MinuteNumber.mean, mean), (.min, 100), (.max, 221)] {
      let kept = try journal.samples(from: nil, to: nil, minutesAs: number)
      #expect(kept.map(\.value) == [.number(value), .text("b"), .truth(false)])
      #expect(kept.allSatisfy { $0.isMinute && $0.at == start + .milliseconds(59_999) })
    }
    let p95 = try #require(try journal.samples(from: nil, to: nil, minutesAs: .p95).first?.value?.number)
    #expect(abs(p95 - 221) <= 2.21)
    #expect(
      try SQLite3.run("SELECT count, missing, min, max FROM sample_minute WHERE min > 0", on: path) == [
        "12|1|100.0|221.0"
      ])

    try store.write([Sample(key("lag"), .number(40), at: start + .seconds(59))])
    try store.tidy(at: later + .seconds(60))
    #expect(
      try SQLite3.run("SELECT count, missing, min, max FROM sample_minute WHERE min > 0", on: path) == [
        "13|1|40.0|221.0"
      ])
    let all = try journal.samples(from: nil, to: nil, minutesAs: .mean)
    #expect(abs((all.first?.value?.number ?? 0) - (lags.reduce(0, +) + 40) / 13) < 1e-9)
  }

  @Test func `samples go when their time has come, and no event ever does`() throws {
    let folder = try Folder()
    let (path, journal, store) = try opened(
      folder, keeping: SampleRetention(raw: .seconds(3600), all: .seconds(7200)))
    _ = try journal.append([.watchStarted(WatchStarted(board: "Test"))], by: "sre-1", at: start)
    let events = try SQLite3.run("SELECT * FROM event", on: path)
    for minute in 0..<180 {
      try store.write([Sample(key("lag"), .number(Double(minute)), at: start + .seconds(minute * 60))])
    }
    let end = start + .seconds(180 * 60)
    // It works in pieces; the next looks do the rest.
    for second in 0..<20 { try store.tidy(at: end + .seconds(second)) }
    #expect(try SQLite3.run("SELECT count(*), min(value) FROM sample", on: path) == ["60|120.0"])
    #expect(try SQLite3.run("SELECT count(*), min(mean), max(mean) FROM sample_minute", on: path) == ["60|60.0|119.0"])
    try store.tidy(at: end + .seconds(400 * 86_400))
    for day in 0..<10 { try store.tidy(at: end + .seconds((400 + day) * 86_400)) }
    #expect(try SQLite3.run("SELECT (SELECT count(*) FROM sample), count(*) FROM sample_minute", on: path) == ["0|0"])
    #expect(try SQLite3.run("SELECT * FROM event", on: path) == events)
    #expect(try Journal(at: path).events().count == 1)
  }

  @Test func `the connection of samples does not wait for the disk, that of events still does`() throws {
    let folder = try Folder()
    let (_, journal, store) = try opened(folder)
    #expect(try store.synchronousLevel() == 1)
    #expect(try journal.synchronousLevel() == 2)
  }

  @Test func `of the inbox only what came since is read, and only after somebody wrote`() throws {
    let folder = try Folder()
    let (path, journal, store) = try opened(folder)
    try SQLite3.run(
      "INSERT INTO inbox (app, signal, value) VALUES ('shop', 'share', 97), ('shop', 'mode', 'a')", on: path)
    let rows = try store.arrivals()
    #expect(rows.map(\.content) == [.number(97), .text("a", length: 1)])
    #expect(rows.allSatisfy { !$0.isTaken && $0.pushedAt != nil && $0.at == nil })
    #expect(try store.arrivals() == [])
    try store.write(
      [], rows.map { InboxMark(number: $0.number, takenAt: start, at: start, problem: $0.number == 2 ? "no" : nil) })
    #expect(try store.arrivals() == [], "its own marks are no news")
    try SQLite3.run(
      "INSERT INTO inbox (app, signal, value, at) VALUES ('shop', 'share', x'00', 'then'), ('s', 'x', NULL, NULL)",
      on: path)
    #expect(try store.arrivals().map(\.content) == [.bytes, .nothing])
    // A board that starts gets what waits, and the newest that was taken.
    let another = try SampleStore(at: path, for: BoardState(try board()))
    #expect(try another.arrivals().map { "\($0.number) \($0.isTaken)" } == ["1 true", "3 false", "4 false"])
    #expect(try journal.pushed().map(\.number) == [1, 3, 4])
    #expect(
      try SQLite3.run("SELECT id, at, taken_at, problem FROM inbox", on: path) == [
        "1|2025-11-12T20:30:00.000Z|2025-11-12T20:30:00.000Z|",
        "2|2025-11-12T20:30:00.000Z|2025-11-12T20:30:00.000Z|no",
        "3|then||", "4|||",
      ])
  }

  @Test func `taken rows go after an hour but for the newest of each signal, refused ones after a week`() throws {
    let folder = try Folder()
    let (path, _, store) = try opened(folder)
    try SQLite3.run(
      """
      INSERT INTO inbox (app, signal, value) VALUES ('shop', 'share', 1), ('shop', 'share', 2), ('shop', 'share', 'x'),
        ('shop', 'lag', 1)
      """, on: path)
    try store.write(
      [],
      try store.arrivals().map {
        InboxMark(number: $0.number, takenAt: start, at: start, problem: $0.number == 3 ? "no" : nil)
      })
    try store.tidy(at: start + .seconds(7300))
    #expect(try SQLite3.run("SELECT id FROM inbox", on: path) == ["2", "3", "4"])
    try store.tidy(at: start + .seconds(8 * 86_400))
    #expect(try SQLite3.run("SELECT id FROM inbox", on: path) == ["2", "4"])
  }

  @Test func `a start reads of each signal as far back as it is needed, and nothing of others`() throws {
    let folder = try Folder()
    let (_, journal, store) = try opened(folder)
    let (share, lag) = (Key("shop", "share"), Key("shop", "lag"))
    try store.write(
      [600, 60, 10].flatMap { age in
        [share, lag].map { Sample($0, .number(Double(age)), at: start - .seconds(age)) }
      })
    let kept = try journal.samples(reaching: [share: .seconds(60), Key("shop", "no"): .seconds(9)], before: start)
    #expect(kept.map(\.signal) == [share, share])
    #expect(kept.map(\.at) == [start - .seconds(60), start - .seconds(10)])
    #expect(try journal.samples(reaching: [:], before: start).isEmpty)
    #expect(try journal.samples(reaching: [share: .seconds(900), lag: .seconds(20)], before: start).count == 4)
  }

  @Test func `of each signal the row that was measured last is what a board starts again from`() throws {
    let folder = try Folder()
    let (path, journal, store) = try opened(folder)
    try SQLite3.run(
      """
      INSERT INTO inbox (app, signal, value, at) VALUES ('shop', 'share', 80, '2025-11-12T20:30:05.500Z'),
        ('shop', 'share', 97, '2025-11-12T20:25:00Z'), ('shop', 'lag', 1, '2025-11-12T20:30:05Z'),
        ('shop', 'lag', 2, '2025-11-12T20:30:05Z')
      """, on: path)
    try store.write(
      [], try store.arrivals().map { InboxMark(number: $0.number, takenAt: start, at: start, problem: nil) })
    #expect(try journal.pushed().map(\.number) == [1, 4])
    try store.tidy(at: start + .seconds(7300))
    #expect(try SQLite3.run("SELECT id FROM inbox", on: path) == ["1", "4"])
  }
}
