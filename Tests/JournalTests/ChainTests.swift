import Foundation
import GRDB
import Gates
import Testing

@testable import Journal

/// What an auditor is told of a journal that somebody has changed, and of one that nobody has.
@Suite struct ChainTests {
  private let now = Instant(milliseconds: 1_762_979_400_250)
  private let texts = ["one", "two", "three — é 漢", "four \"quoted\"", "five", "six"]

  /// A journal of six events, by two people.
  private func journal(in folder: Folder) throws -> String {
    let path = folder.path + "/night.db"
    let journal = try Journal(at: path)
    for (index, text) in texts.enumerated() {
      _ = try journal.append(
        [.watchStarted(WatchStarted(board: text))], by: index.isMultiple(of: 2) ? "sam" : "lena — é",
        at: now + .seconds(index), requestID: index == 3 ? "r-7" : nil)
    }
    return path
  }

  /// Somebody who can write the file and knows its format.
  private func forge(_ path: String, _ work: (Database) throws -> Void) throws {
    try DatabaseQueue(path: path).write { database in
      let names = ChainSchema.guards.map(\.0)
      for name in names { try database.execute(sql: "DROP TRIGGER \(name)") }
      try work(database)
      for (_, sql) in ChainSchema.guards { try database.execute(sql: sql) }
    }
  }

  /// The forger hashes again what stands from that number on.
  private func rehash(from number: Int, _ database: Database) throws {
    let rows = try Row.fetchAll(database, sql: "\(ChainRow.selection(true)) ORDER BY sequence").map(ChainRow.init)
    var previous = Chain.Head.none.hash
    for row in rows {
      var hash = row.hash
      if row.sequence >= number {
        hash = row.link.hash(as: row.sequence, after: previous)
        try database.execute(
          sql: "UPDATE event SET previous = ?, hash = ? WHERE sequence = ?", arguments: [previous, hash, row.sequence])
      }
      previous = hash
    }
  }

  @Test func `an untouched journal is whole, and its head is the last event's hash`() throws {
    let folder = try Folder()
    let path = try journal(in: folder)
    let report = try JournalReader(at: path).audit()
    #expect(report.faults.isEmpty)
    #expect(report.count == 6)
    #expect(try SQLite3.run("SELECT hash FROM event WHERE sequence = 6", on: path) == [report.head.hash])
    let empty = folder.path + "/empty.db"
    _ = try Journal(at: empty)
    #expect(try JournalReader(at: empty).audit() == ChainReport(count: 0, head: .none, faults: []))
  }

  /// What is done to the file, and what the first fault is said to be.
  struct Forgery: Sendable, CustomTestStringConvertible {
    let sql: String
    var rehashedFrom: Int?
    let kind: ChainFault.Kind
    let sequence: Int

    var testDescription: String { sql }
  }

  @Test(arguments: [
    Forgery(sql: "UPDATE event SET actor = 'nobody' WHERE sequence = 3", kind: .altered, sequence: 3),
    Forgery(sql: "UPDATE event SET at = '2025-11-12T20:30:01.000Z' WHERE sequence = 1", kind: .altered, sequence: 1),
    Forgery(sql: "UPDATE event SET payload = '{\"board\": \"two\"}' WHERE sequence = 2", kind: .altered, sequence: 2),
    Forgery(sql: "UPDATE event SET request_id = NULL WHERE sequence = 4", kind: .altered, sequence: 4),
    Forgery(sql: "UPDATE event SET request_id = '' WHERE sequence = 5", kind: .altered, sequence: 5),
    Forgery(sql: "UPDATE event SET actor = actor || char(0) || 'x' WHERE sequence = 6", kind: .altered, sequence: 6),
    Forgery(
      sql: "UPDATE event SET payload = '{\"board\":\"TWO\"}' WHERE sequence = 2", rehashedFrom: nil, kind: .altered,
      sequence: 2),
    Forgery(sql: "DELETE FROM event WHERE sequence = 3", kind: .missing, sequence: 3),
    Forgery(sql: "DELETE FROM event WHERE sequence IN (2, 3)", kind: .missing, sequence: 2),
    Forgery(sql: "DELETE FROM event WHERE sequence = 1", kind: .missing, sequence: 1),
    Forgery(sql: "DELETE FROM event WHERE sequence = 6", kind: .missing, sequence: 6),
    Forgery(
      sql: "DELETE FROM event WHERE sequence = 3; UPDATE event SET sequence = sequence - 1 WHERE sequence > 3",
      kind: .missing, sequence: 3),
    Forgery(
      sql:
        "INSERT INTO event SELECT 0, at, actor, kind, payload, request_id, previous, hash FROM event WHERE sequence = 1",
      kind: .inserted, sequence: 0),
    Forgery(
      sql: "UPDATE event SET sequence = 1000 + sequence WHERE sequence > 2;"
        + " INSERT INTO event VALUES (3, '2025-11-12T20:30:00.000Z', 'x', 'watch_started', '{}', NULL, 'a', 'b');"
        + " UPDATE event SET sequence = sequence - 999 WHERE sequence > 1000", kind: .inserted, sequence: 3),
    Forgery(
      sql: "UPDATE event SET sequence = 1002 WHERE sequence = 2; UPDATE event SET sequence = 2 WHERE sequence = 4;"
        + " UPDATE event SET sequence = 4 WHERE sequence = 1002", kind: .reordered, sequence: 2),
  ])
  func `the first event that is not as it was written is named`(forgery: Forgery) throws {
    let folder = try Folder()
    let path = try journal(in: folder)
    try forge(path) { database in
      try database.execute(sql: forgery.sql)
      if let number = forgery.rehashedFrom { try rehash(from: number, database) }
    }
    let faults = try JournalReader(at: path).audit().faults
    #expect(faults.map(\.kind) == [forgery.kind], "\(faults)")
    #expect(faults.first?.sequence == forgery.sequence, "\(faults)")
  }

  @Test(arguments: ChainSchema.guards.map(\.0)) func `a guard that is gone is told`(name: String) throws {
    let folder = try Folder()
    let path = try journal(in: folder)
    try SQLite3.run("DROP TRIGGER \(name)", on: path)
    let faults = try JournalReader(at: path).audit().faults
    #expect(faults.map(\.kind) == [.unguarded])
    #expect(faults.first?.what.contains(name) == true)
  }

  @Test func `the table takes no event that does not follow the last`() throws {
    let folder = try Folder()
    let path = try journal(in: folder)
    let columns = "'2025-11-12T20:30:00.000Z', 'x', 'watch_started', '{}', NULL"
    let head = try JournalReader(at: path).audit().head.hash
    for values in [
      "9, \(columns), '\(head)', '\(head)'", "7, \(columns), '\(String(repeating: "0", count: 64))', '\(head)'",
      "7, \(columns), '\(head)', 'short'", "3, \(columns), '\(head)', '\(head)'",
    ] {
      for verb in ["INSERT", "INSERT OR REPLACE"] {
        let said = #expect(throws: DatabaseError.self) {
          try DatabaseQueue(path: path).write { try $0.execute(sql: "\(verb) INTO event VALUES (\(values))") }
        }
        #expect(said?.message?.contains("has the next number and the hash of the last") == true)
      }
    }
    #expect(try JournalReader(at: path).audit().faults.isEmpty)
  }

  // MARK: Seals

  @Test func `a seal tells what is taken from the end, and what is hashed again`() throws {
    let folder = try Folder()
    let path = try journal(in: folder)
    let key = SealKey()
    let seal = try Seal(of: try JournalReader(at: path).audit().head, at: now, with: key)
    #expect(try Seal(seal.bytes, file: "s") == seal)
    _ = try Journal(at: path).append([.watchStarted(WatchStarted(board: "seven"))], by: "sam", at: now)
    #expect(try JournalReader(at: path).audit([seal]).faults.isEmpty, "what comes later is no fault")

    // Cut, and SQLite's own count set back: the chain alone shows nothing.
    let cut = folder.path + "/cut.db"
    try FileManager.default.copyItem(atPath: path, toPath: cut)
    try forge(cut) {
      try $0.execute(
        sql: "DELETE FROM event WHERE sequence > 4; UPDATE sqlite_sequence SET seq = 4 WHERE name = 'event'")
    }
    #expect(try JournalReader(at: cut).audit().faults.isEmpty)
    let missing = try JournalReader(at: cut).audit([seal]).faults
    #expect(missing.map(\.kind) == [.missing] && missing.first?.sequence == 5, "\(missing)")

    let rewritten = folder.path + "/rewritten.db"
    try FileManager.default.copyItem(atPath: path, toPath: rewritten)
    try forge(rewritten) { database in
      try database.execute(sql: "UPDATE event SET actor = 'nobody' WHERE sequence = 2")
      try rehash(from: 2, database)
    }
    #expect(try JournalReader(at: rewritten).audit().faults.isEmpty)
    let altered = try JournalReader(at: rewritten).audit([seal]).faults
    #expect(altered.map(\.kind) == [.altered], "\(altered)")
  }

  @Test func `a seal is signed by its key alone, and no byte of it can be another`() throws {
    let key = SealKey()
    let seal = try Seal(of: Chain.Head(sequence: 9, hash: String(repeating: "a", count: 64)), at: now, with: key)
    #expect(seal.isSigned(by: key.publicKey))
    #expect(!seal.isSigned(by: SealKey().publicKey))
    for index in seal.bytes.indices {
      var bytes = seal.bytes
      bytes[index] ^= 1
      let forged = try? Seal(bytes, file: "s")
      #expect(forged?.isSigned(by: key.publicKey) != true, "byte \(index)")
    }
    #expect(throws: SealFailure.self) { try Seal(seal.bytes + [0x0A], file: "s") }
  }

  @Test func `a key is its owner's alone, and OpenSSL checks what it signed`() throws {
    let folder = try Folder()
    let path = folder.path + "/night.key"
    let key = SealKey()
    try key.write(to: path)
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    #expect(throws: SealFailure.self) { try SealKey().write(to: path) }
    #expect(try SealKey(readingPrivate: path).publicKey == key.publicKey)
    try key.publicPEM.write(toFile: "\(path).pub", atomically: true, encoding: .utf8)
    #expect(try SealKey.publicKey(in: "\(path).pub") == key.publicKey)

    let seal = try Seal(of: .none, at: now, with: try SealKey(readingPrivate: path))
    let file = folder.path + "/seal"
    try Data(seal.bytes).write(to: URL(fileURLWithPath: file))
    let checked = try SQLite3.output(
      "sh", "-c",
      """
      cd \(folder.path) && head -n 5 seal > text && sed -n 's/^signature //p' seal | base64 -d > signature
      openssl pkeyutl -verify -pubin -inkey night.key.pub -rawin -in text -sigfile signature
      """)
    #expect(checked.contains("Signature Verified Successfully"))

    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
    let said = #expect(throws: SealFailure.self) { try SealKey(readingPrivate: path) }
    #expect(said?.description == "\(path): others can read this key; chmod 600 it, or better make another")
  }

  // MARK: Others' eyes, other versions

  @Test func `the script of docs/journal.md comes to the same hash, and to the same first fault`() throws {
    let folder = try Folder()
    let path = try journal(in: folder)
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let page = try String(contentsOf: root.appendingPathComponent("docs/journal.md"), encoding: .utf8)
    let start = try #require(page.range(of: "```sh\n#!/bin/sh\n# chain.sh"))
    let end = try #require(page.range(of: "\n```", range: start.upperBound..<page.endIndex))
    let script = folder.path + "/chain.sh"
    try String(page[page.index(start.lowerBound, offsetBy: 6)..<end.lowerBound]).write(
      toFile: script, atomically: true, encoding: .utf8)
    let head = try JournalReader(at: path).audit().head
    #expect(try SQLite3.output("sh", script, path) == "6 \(head.hash)\n")
    try forge(path) { try $0.execute(sql: "UPDATE event SET actor = '' WHERE sequence = 4") }
    #expect(try SQLite3.output("sh", script, path) == "event 4 is not what was written\n")
  }

  @Test(arguments: [1, 3, 4, 5]) func `a journal of each released version keeps its events and gets its chain`(
    version: Int
  ) throws {
    let folder = try Folder()
    let path = folder.path + "/old.db"
    let dump = try #require(
      Bundle.module.path(forResource: "schema-\(version)", ofType: "sql", inDirectory: "Fixtures"))
    _ = try SQLite3.output("sqlite3", "-bail", path, ".read '\(dump)'")
    let columns = "SELECT sequence, at, actor, kind, payload FROM event ORDER BY sequence"
    let before = try SQLite3.run(columns, on: path)
    #expect(before.count >= 5)
    if version < 5 {
      let unchained = #expect(throws: JournalError.self) { try JournalReader(at: path).audit() }
      #expect(unchained?.description.contains("not chained yet") == true)
    }
    let read = try Journal(copyOf: path).events()
    #expect(try SQLite3.run(columns, on: path) == before, "a reader changes nothing")

    let journal = try Journal(at: path)
    #expect(try SQLite3.run(columns, on: path) == before)
    #expect(try journal.events() == read)
    let report = try JournalReader(at: path).audit()
    #expect(report.faults.isEmpty && report.count == before.count)
    _ = try journal.append([.watchStarted(WatchStarted(board: "now"))], by: "sam", at: now)
    #expect(try JournalReader(at: path).audit().faults.isEmpty)
  }

  // MARK: Requests

  @Test func `a request is followed from its producer to what is kept of it`() throws {
    let folder = try Folder()
    let path = try journal(in: folder)
    try SQLite3.run(
      """
      INSERT INTO inbox (app, signal, value, request_id, pushed_at, taken_at, problem) VALUES
        ('shop', 'placement', 0.97, 'r-7', '2025-11-12T20:29:58.000Z', '2025-11-12T20:29:58.500Z', NULL),
        ('shop', 'chop', 1, 'r-7', '2025-11-12T20:29:57.000Z', '2025-11-12T20:29:58.500Z', 'no such signal'),
        ('shop', 'placement', 0.5, 'r-8', '2025-11-12T20:29:59.000Z', NULL, NULL);
      INSERT INTO signal VALUES (1, 'shop', 'placement', 'ratio');
      INSERT INTO sample VALUES ((1762979398000 << 20) + 1, 0.97, 'r-7')
      """, on: path)
    let steps = try JournalReader(at: path).trace(of: "r-7")
    #expect(
      steps.map { "\($0.at) \($0.stage) \($0.what)" } == [
        "2025-11-12T20:29:57.000Z producer pushed shop.chop = 1 (inbox 2)",
        "2025-11-12T20:29:58.000Z producer pushed shop.placement = 0.97 (inbox 1)",
        "2025-11-12T20:29:58.500Z consumer taken by the board (inbox 1)",
        "2025-11-12T20:29:58.500Z consumer refused: no such signal (inbox 2)",
        "2025-11-12T20:29:58.000Z persistence kept shop.placement = 0.97 ratio",
        "2025-11-12T20:30:03.250Z persistence event 4 watch_started by lena — é",
      ])
    #expect(try JournalReader(at: path).trace(of: "r-9").isEmpty)
  }
}
