import Foundation
import GRDB
import Gates
import Testing

@testable import Journal

/// A folder of its own for each test, removed at the end.
final class Folder {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "/gateboard-test-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}

@Suite struct JournalTests {
  private let now = Instant(milliseconds: 1_762_979_400_250)

  private var draft: BlockerDraft {
    BlockerDraft(app: "shop", deadline: nil, text: "stalls at 11K", owner: "queue", eta: now, severity: .one)
  }

  private func facts() throws -> [Fact] {
    var state = BoardState(
      Board(title: "Test", state: "", apps: [App(id: "shop", ruling: Ruling(.hold, allows: .none))]))
    let filed = try state.decide(.fileBlocker(draft), by: "sre-1", at: now)
    for fact in filed { state.apply(Event(sequence: 1, at: now, actor: "sre-1", fact: fact)) }
    var later = draft
    later.eta = now + .seconds(60)
    return [.watchStarted(WatchStarted(board: "Test"))] + filed
      + [
        try state.decide(.editBlocker(1, later), by: "sre-1", at: now)[0],
        try state.decide(.resolveBlocker(1, note: "done"), by: "sre-1", at: now)[0],
        .snapshotWritten(SnapshotWritten(path: "board.txt", sha256: "ab")),
      ]
  }

  @Test func `what is appended comes back the same, also after opening again`() throws {
    let folder = try Folder()
    let path = folder.path + "/night.db"
    let written = try Journal(at: path).append(try facts(), by: "sre-1", at: now)
    #expect(written.map(\.sequence) == [1, 2, 3, 4, 5])
    #expect(try Journal(at: path).events() == written)
    #expect(try Journal(copyOf: path).events() == written)
  }

  @Test func `older events are read back from a number, the newest of them, in their order`() throws {
    let folder = try Folder()
    let path = folder.path + "/night.db"
    let journal = try Journal(at: path)
    let facts = (1...30).map { Fact.watchStarted(WatchStarted(board: "no. \($0)")) }
    let written = try journal.append(facts, by: "sre-1", at: now)
    let reader = try JournalReader(at: path)
    #expect(try reader.events(before: 21, limit: 5) == Array(written[15..<20]))
    #expect(try reader.events(before: 4, limit: 500) == Array(written[0..<3]))
    #expect(try reader.events(before: 1, limit: 500).isEmpty)
    let handed = Fact.handedOver(HandedOver(outgoing: "mara", incoming: "omar", note: ""))
    let latest = try journal.append([handed], by: "mara", at: now)
    #expect(try reader.events(before: 32, limit: 1) == latest)
  }

  @Test func `a hostile text comes back the same and stands in the file without a control character`() throws {
    let folder = try Folder()
    let path = folder.path + "/night.db"
    let hostile = "\u{1B}]0;owned\u{07} \u{9B}2J \u{7F} é \u{85}"
    let fact = Fact.watchStarted(WatchStarted(board: hostile))
    let written = try Journal(at: path).append([fact], by: "sre-1", at: now)
    #expect(try Journal(at: path).events() == written)
    let payload = try DatabaseQueue(path: path).read { try String.fetchOne($0, sql: "SELECT payload FROM event") }
    let controls = try #require(payload).unicodeScalars.filter { $0.properties.generalCategory == .control }
    #expect(controls.isEmpty)
  }

  @Test func `what was decided on an older journal is refused, and nothing of it is written`() throws {
    let folder = try Folder()
    let path = folder.path + "/night.db"
    let (mine, theirs) = (try Journal(at: path), try Journal(at: path))
    let seen = try mine.append(try facts(), by: "sre-1", at: now, after: 0).count
    _ = try theirs.append([.watchStarted(WatchStarted(board: "Launch night"))], by: "sre-2", at: now, after: seen)
    let more = try facts()
    do throws(JournalError) {
      _ = try mine.append(more, by: "sre-1", at: now, after: seen)
      Issue.record("it was written")
    } catch {
      #expect(error.isBehind)
    }
    #expect(try mine.events(after: seen).map(\.actor) == ["sre-2"])
  }

  @Test func `a copy takes nothing back to the file`() throws {
    let folder = try Folder()
    let path = folder.path + "/night.db"
    _ = try Journal(at: path).append(try facts(), by: "sre-1", at: now)
    let shown = try Journal(copyOf: path).append(try facts(), by: "reader", at: now)
    #expect(shown.map(\.sequence) == [5, 5, 5, 5, 5], "the number of the last event in the file")
    #expect(try Journal(at: path).events().count == 5)
  }

  @Test func `a commit waits for the disk: WAL with synchronous FULL`() throws {
    let folder = try Folder()
    let journal = try Journal(at: folder.path + "/night.db")
    #expect(try journal.synchronousLevel() == 2)
    let mode = try DatabaseQueue(path: folder.path + "/night.db").read {
      try String.fetchOne($0, sql: "PRAGMA journal_mode")
    }
    #expect(mode == "wal")
  }

  @Test func `the file is for its owner alone`() throws {
    let folder = try Folder()
    _ = try Journal(at: folder.path + "/night.db")
    let mode = try FileManager.default.attributesOfItem(atPath: folder.path + "/night.db")[.posixPermissions] as? Int
    #expect(mode == 0o600)
  }

  @Test(arguments: ["UPDATE event SET actor = 'nobody'", "DELETE FROM event"])
  func `an event is never changed or deleted`(statement: String) throws {
    let folder = try Folder()
    let path = folder.path + "/night.db"
    _ = try Journal(at: path).append(try facts(), by: "sre-1", at: now)
    #expect(throws: DatabaseError.self) { try DatabaseQueue(path: path).write { try $0.execute(sql: statement) } }
    #expect(try Journal(at: path).events().count == 5)
  }

  private func complaint(_ path: String) -> String? {
    do {
      _ = try Journal(at: path).events()
      return nil
    } catch { return error.description }
  }

  @Test func `a path that cannot be a journal is said in a sentence`() throws {
    let folder = try Folder()
    try Data("this is no database, only a text that is long enough to be read".utf8)
      .write(to: URL(fileURLWithPath: folder.path + "/text.db"))
    try FileManager.default.createSymbolicLink(atPath: folder.path + "/link.db", withDestinationPath: "/etc/hostname")
    let expected = [
      "text.db": "this is not a SQLite file; name another path under 'state:', or move the file away",
      "link.db": "this is a symbolic link; name the file itself",
      "none/night.db": "the folder does not exist; create it, or name another path under 'state:'",
      "": "this is a folder; name a file",
    ]
    for (name, sentence) in expected {
      #expect(complaint("\(folder.path)/\(name)") == "\(folder.path)/\(name): \(sentence)")
    }
  }

  @Test func `a journal of a newer gateboard is not opened, neither to write nor to read`() throws {
    let folder = try Folder()
    let path = folder.path + "/night.db"
    _ = try Journal(at: path).append(try facts(), by: "sre-1", at: now)
    try DatabaseQueue(path: path).write {
      try $0.execute(sql: "INSERT INTO grdb_migrations (identifier) VALUES ('99 the future')")
    }
    let sentence = "\(path): a newer gateboard has written this journal; watch it with that version or a later one"
    #expect(complaint(path) == sentence)
    #expect(throws: JournalError.self) { try Journal(copyOf: path) }
  }

  @Test func `a damaged file is said, and stays as it is`() throws {
    let folder = try Folder()
    let path = folder.path + "/night.db"
    for _ in 0..<100 { _ = try Journal(at: path).append(try facts(), by: "sre-1", at: now) }
    var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    for index in 4096..<bytes.count { bytes[index] = 0xA5 }
    try bytes.write(to: URL(fileURLWithPath: path))
    #expect(complaint(path)?.hasPrefix("\(path): the file is damaged; keep it, and name another path") == true)
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)).suffix(4096).allSatisfy { $0 == 0xA5 })
  }

  @Test func `an append waits a moment for a file that is locked, then says so, and works again afterwards`() throws {
    let folder = try Folder()
    let path = folder.path + "/night.db"
    let journal = try Journal(at: path)
    let more = try facts()
    try DatabaseQueue(path: path).inDatabase { holder in
      try holder.execute(sql: "BEGIN EXCLUSIVE")
      do throws(JournalError) {
        _ = try journal.append(more, by: "sre-1", at: now)
        Issue.record("it was written")
      } catch {
        #expect(error.isBusy)
        #expect(error.description == "\(path): another program holds the file locked")
      }
      #expect(throws: JournalError.self) { try journal.touch() }
      try holder.execute(sql: "ROLLBACK")
    }
    try journal.touch()
    #expect(try journal.append(more, by: "sre-1", at: now).count == more.count)
  }

  @Test func `an event of a newer version is not read over`() throws {
    let folder = try Folder()
    let path = folder.path + "/night.db"
    _ = try Journal(at: path).append(try facts(), by: "sre-1", at: now)
    try DatabaseQueue(path: path).write {
      _ = try Chain.append(
        at: "2025-11-12T20:30:00.000Z", actor: "x", kind: "from_the_future", payload: "{}", requestID: nil,
        after: try Chain.head($0), $0)
    }
    #expect(complaint(path)?.contains("event 6 cannot be read (from_the_future") == true)
  }
}
