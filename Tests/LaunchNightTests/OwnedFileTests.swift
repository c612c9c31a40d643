import Foundation
import Gates
import LaunchNight
import TestClock
import Testing

@Suite(.timeLimit(.minutes(1))) struct OwnedFileTests {
  /// What the sqlite3 program reads in a file, as the board would: from another process.
  private func rows(_ query: String, in path: String) throws -> [String] {
    let sqlite = Process()
    let output = Pipe()
    sqlite.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    sqlite.arguments = ["sqlite3", "-readonly", path, query]
    sqlite.standardOutput = output
    try sqlite.run()
    let bytes = output.fileHandleForReading.readDataToEndOfFile()
    sqlite.waitUntilExit()
    #expect(sqlite.terminationStatus == 0)
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  private func open(_ scenario: Scenario, at time: String, in folder: String) async throws -> (LaunchNight, StillClock)
  {
    let clock = StillClock(try Small.time(time))
    let night = try await LaunchNight.open(
      scenario, directory: folder, now: { clock.now() }, sleep: { await clock.sleep(until: $0) },
      complain: { Issue.record("\($0)") })
    return (night, clock)
  }

  @Test func `rows appear when the clock passes a step, and not before`() async throws {
    try await withFolder { folder in
      let (night, clock) = try await open(try Small.parse(), at: "19:00", in: folder)
      var requests = clock.requests.makeAsyncIterator()
      #expect(await requests.next() == (try Small.time("20:20")))
      #expect(try rows("SELECT id FROM sale", in: folder + "/shop.db") == ["1"])
      clock.move(to: try Small.time("20:20"))
      // It asks for the next step only after it has done this one.
      #expect(await requests.next() == (try Small.time("00:30")))
      #expect(try rows("SELECT id FROM sale", in: folder + "/shop.db") == ["1", "2"])
      clock.move(to: try Small.time("00:35"))
      #expect(await requests.next() == (try Small.time("00:40")))
      #expect(try rows("SELECT id FROM sale", in: folder + "/shop.db") == ["1", "2", "3", "4"])
      await night.close()
    }
  }

  @Test func `a clock that leaps over several steps finds them all done`() async throws {
    try await withFolder { folder in
      let (night, clock) = try await open(try Small.parse(), at: "19:00", in: folder)
      var requests = clock.requests.makeAsyncIterator()
      _ = await requests.next()
      clock.move(to: try Small.time("00:35"))
      while await requests.next() != (try Small.time("00:40")) {}
      #expect(try rows("SELECT id FROM sale", in: folder + "/shop.db") == ["1", "2", "3", "4"])
      await night.close()
    }
  }

  @Test(arguments: [("19:00", ["1"]), ("20:20", ["1", "2"]), ("02:00", ["1", "2", "3", "4", "5"])])
  func `a night that begins later begins with what has happened by then`(time: String, ids: [String]) async throws {
    try await withFolder { folder in
      let (night, _) = try await open(try Small.parse(), at: time, in: folder)
      #expect(try rows("SELECT id FROM sale", in: folder + "/shop.db") == ids)
      await night.close()
    }
  }

  @Test func `files are made anew, in WAL mode, and stay readable after the end`() async throws {
    try await withFolder { folder in
      let (first, _) = try await open(try Small.parse(), at: "02:00", in: folder)
      #expect(try rows("PRAGMA journal_mode", in: folder + "/shop.db") == ["wal"])
      await first.close()
      #expect(try rows("SELECT count(*) FROM sale", in: folder + "/shop.db") == ["5"])
      let (second, _) = try await open(try Small.parse(), at: "19:00", in: folder)
      #expect(try rows("SELECT count(*) FROM sale", in: folder + "/shop.db") == ["1"])
      await second.close()
    }
  }

  @Test func `after closing no step is done any more`() async throws {
    try await withFolder { folder in
      let (night, clock) = try await open(try Small.parse(), at: "19:00", in: folder)
      await night.close()
      clock.move(to: try Small.time("02:00"))
      #expect(try rows("SELECT id FROM sale", in: folder + "/shop.db") == ["1"])
    }
  }

  @Test(arguments: [
    (
      "CREATE TABLE sale (id INTEGER)", "CRATE TABLE sale",
      "/shop.db of shop cannot be made: SQLite error 1: near \"CRATE\""
    ),
    (
      "sale VALUES (2)", "sales VALUES (2)",
      "shop.db of shop cannot be changed at 20:20: SQLite error 1: no such table: sales"
    ),
  ])
  func `a statement that SQLite refuses is named`(old: String, new: String, message: String) async throws {
    let scenario = try Small.parse(Small.text.replacing(old, with: new))
    try await withFolder { folder in
      let failure = await #expect(throws: LaunchFailure.self) { try await open(scenario, at: "21:00", in: folder) }
      #expect(failure?.description.contains(message) == true, "said: \(failure?.description ?? "")")
    }
  }

  @Test func `a folder that is not there is named`() async throws {
    let scenario = try Small.parse()
    let failure = await #expect(throws: LaunchFailure.self) { try await open(scenario, at: "19:00", in: "/nowhere") }
    #expect(failure?.description.hasPrefix("/nowhere/shop.db of shop cannot be made: ") == true)
  }

  @Test(arguments: [
    ("20:14:59", "0|60|120"), ("20:15", "3|84|144"), ("20:39:59", "3|84|144"), ("20:40", "0|84|144"),
    ("09:10", "0|84|228"),
  ])
  func `the sample night's receiver holds duplicates from the diagnostic batch to the fix`(time: String, counts: String)
    async throws
  {
    let query = """
      SELECT count(*) FILTER (WHERE effects > 1), count(*), (SELECT count(*) FROM audit) FROM delivery
      """
    try await withFolder { folder in
      let (night, _) = try await open(try Scenario.parse(SampleNight.scenario, file: "sample"), at: time, in: folder)
      #expect(try rows(query, in: folder + "/receiver.db") == [counts])
      #expect(try rows("SELECT count(*) FROM escalation", in: folder + "/auth.db") == ["0"])
      #expect(try rows("SELECT DISTINCT state FROM campaign", in: folder + "/queue.db") == ["draft"])
      #expect(
        try rows("SELECT count(*) FROM fee WHERE fee_cents <> round(gross_cents * 0.03)", in: folder + "/fees.db") == [
          "0"
        ])
      await night.close()
    }
  }
}
