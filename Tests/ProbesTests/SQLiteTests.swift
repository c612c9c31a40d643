import Foundation
import Gates
import Probes
import Testing

/// Files that another program has open and writes to meanwhile.
@Suite(.serialized) struct SQLiteTests {
  /// A file of another program's, gone with it.
  private final class OwnedFile {
    let path: String
    private let owner: TestServer

    init(_ statements: String...) throws {
      path = NSTemporaryDirectory() + "/gateboard-owned-\(UUID().uuidString).db"
      owner = try TestServer("database.py", [path])
      for statement in statements { try run(statement) }
    }

    func run(_ statement: String) throws { #expect(try owner.ask(statement) == "done", "\(statement)") }

    deinit {
      for suffix in ["", "-wal", "-shm", "-journal"] { try? FileManager.default.removeItem(atPath: path + suffix) }
    }
  }

  private func ask(
    _ path: String, _ query: String = "SELECT n FROM t", _ columns: [(String, String)] = [("n", "count")]
  ) async throws -> Answer {
    try await poll(
      .sqlite(SQLiteQuery(path: path, query: query)), columns.map { ($0.0, .column($0.0), $0.1) },
      timeout: .milliseconds(300))
  }

  @Test func `columns become signals, each in its unit`() async throws {
    let file = try OwnedFile("CREATE TABLE t (n INTEGER, late REAL, word TEXT, gone, raw BLOB)")
    try file.run("INSERT INTO t VALUES (3, 1.5, 'ok', NULL, x'00')")
    let columns = [
      ("n", "count"), ("late", "s"), ("word", "text"), ("gone", "count"), ("raw", "text"), ("other", "count"),
    ]
    let answer = try await ask(file.path, "SELECT * FROM t", columns)
    #expect(answer.isAnswer)
    #expect(answer.values["n"] == .value(.number(3)))
    #expect(answer.values["late"] == .value(.number(1500)))
    #expect(answer.values["word"] == .value(.text("ok")))
    #expect(answer.values["gone"] == .missing("is null"))
    #expect(answer.values["raw"] == .missing("is a list or object, expected a text"))
    #expect(answer.values["other"] == .missing("is not a column of the answer"))
  }

  @Test(arguments: [
    ("SELECT n FROM t", "4 rows, expected one; aggregate, or add LIMIT 1"),
    ("SELECT n FROM t WHERE n < 3", "2 rows, expected one; aggregate, or add LIMIT 1"),
    ("SELECT n FROM t WHERE n > 9", "the query found no row"),
    (
      "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT n FROM c",
      "more than 1000 rows, expected one; aggregate, or add LIMIT 1"
    ),
  ])
  func `of several rows none is the answer`(query: String, said: String) async throws {
    let file = try OwnedFile("CREATE TABLE t (n)", "INSERT INTO t VALUES (1), (2), (3), (4)")
    let answer = try await ask(file.path, query)
    #expect(!answer.isAnswer && answer.said == said)
    #expect(answer.values["n"] == .missing("unknown: \(said)"))
    #expect(try await ask(file.path, "SELECT n FROM t ORDER BY n LIMIT 1").values["n"] == .value(.number(1)))
    #expect(try await ask(file.path, "SELECT max(n) AS n FROM t").values["n"] == .value(.number(4)))
  }

  @Test func `of two columns of one name neither is the value`() async throws {
    let file = try OwnedFile("CREATE TABLE t (n)", "INSERT INTO t VALUES (1)")
    let answer = try await ask(file.path, "SELECT n, n + 7 AS N FROM t")
    #expect(answer.values["n"] == .missing("is the name of 2 columns of the answer"))
  }

  @Test func `what is only in the log of a file is read, also while its owner writes`() async throws {
    let file = try OwnedFile("PRAGMA journal_mode = WAL", "PRAGMA wal_autocheckpoint = 0", "CREATE TABLE t (n)")
    try file.run("INSERT INTO t VALUES (1)")
    for count in 2...4 {
      // An immutable opening would not see these: they are in the log alone.
      try file.run("UPDATE t SET n = \(count)")
      #expect(try await ask(file.path).values["n"] == .value(.number(Double(count))))
    }
    try file.run("BEGIN IMMEDIATE")
    try file.run("UPDATE t SET n = 9")
    #expect(try await ask(file.path).values["n"] == .value(.number(4)))
    try file.run("COMMIT")
    #expect(try await ask(file.path).values["n"] == .value(.number(9)))
  }

  @Test func `a lock is a sentence once the time is over, and no longer than it lasts`() async throws {
    let file = try OwnedFile("CREATE TABLE t (n)", "INSERT INTO t VALUES (1)", "BEGIN EXCLUSIVE")
    let began = ContinuousClock.now
    let answer = try await ask(file.path)
    #expect(answer.said == "\(file.path) is locked by its owner" || answer.said == "no answer within 300ms")
    #expect(!answer.isAnswer && answer.values.isEmpty)
    #expect(began.duration(to: .now) < .seconds(30))
    try file.run("COMMIT")
    #expect(try await ask(file.path).isAnswer)
  }

  @Test func `a table or a column that is gone is a sentence, and one that comes back an answer`() async throws {
    let file = try OwnedFile("CREATE TABLE t (n)", "INSERT INTO t VALUES (1)")
    #expect(try await ask(file.path).isAnswer)
    try file.run("ALTER TABLE t RENAME COLUMN n TO m")
    #expect(try await ask(file.path).said.hasPrefix("no such column: n"))
    try file.run("ALTER TABLE t RENAME TO u")
    #expect(try await ask(file.path).said.hasPrefix("no such table: t"))
    try file.run("CREATE VIEW t AS SELECT m AS n FROM u")
    #expect(try await ask(file.path).values["n"] == .value(.number(1)))
  }

  @Test func `what is no file of SQLite says so`() async throws {
    let folder = NSTemporaryDirectory()
    #expect(try await ask(folder + "/none.db").said == "\(folder)/none.db cannot be opened; does it exist?")
    #expect(try await ask(folder).said == "\(folder) cannot be read: disk I/O error")
    // Where there should be a log there is a folder.
    let blocked = try OwnedFile("PRAGMA journal_mode = WAL", "CREATE TABLE t (n)")
    let copy = folder + "/gateboard-blocked-\(UUID().uuidString).db"
    try FileManager.default.copyItem(atPath: blocked.path, toPath: copy)
    try FileManager.default.createDirectory(atPath: copy + "-wal", withIntermediateDirectories: false)
    defer { for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: copy + suffix) } }
    #expect(try await ask(copy).said.hasPrefix("\(copy) is there and cannot be opened; may this program read it"))
    let path = folder + "/gateboard-noise-\(UUID().uuidString).db"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data(String(repeating: "not a database ", count: 20).utf8).write(to: URL(fileURLWithPath: path))
    #expect(try await ask(path).said == "\(path) is not a SQLite file")
    let file = try OwnedFile("CREATE TABLE t (n)", "INSERT INTO t VALUES (1)")
    let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: file.path))
    try handle.seek(toOffset: 100)
    try handle.write(contentsOf: Data(repeating: 0xFF, count: 3000))
    try handle.close()
    #expect(try await ask(file.path).said.hasPrefix("\(file.path) is damaged: "))
  }
}
