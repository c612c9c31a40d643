import GRDB
package import Gates
import Synchronization

#if canImport(Glibc)
import Glibc
#endif

/// The append-only record of a board in SQLite: what cannot be lost.
///
/// Every append is one transaction that is on the disk when the call returns: WAL with `synchronous = FULL`.
/// GRDB sets NORMAL for WAL when it opens, so FULL is set afterwards, and a test reads it back.
package final class Journal: Sendable {
  let queue: DatabaseQueue
  /// Where the file is; nil for a copy in memory.
  package let path: String?
  /// Which file stood there when it was opened.
  private let identity: JournalPath.Identity?
  /// The same of the file beside it that SQLite appends to, from the first time that it was seen on.
  private let log = Mutex<JournalPath.Identity?>(nil)

  /// How long an append waits for a file that another program holds locked, in milliseconds: what the engine, which
  /// waits for it, can spare without the board falling behind.
  private static let patience = 250

  /// Opens the journal, and creates the file (mode 0600) where there is none.
  ///
  /// - Throws: ``JournalError`` with a sentence that names the file.
  package init(at path: String) throws(JournalError) {
    self.path = path
    do {
      queue = try OpeningTurn.taken(for: path) { try Self.opened(path) }
      identity = JournalPath.identity(of: path)
    } catch {
      throw JournalError(path: path, error)
    }
  }

  private static func opened(_ path: String) throws -> DatabaseQueue {
    try JournalPath.check(path, isWriting: true)
    try createPrivately(path)
    var configuration = Configuration()
    configuration.busyMode = .timeout(5)
    configuration.journalMode = .wal
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    try queue.read { if try Schema.migrator.hasBeenSuperseded($0) { throw Newer() } }
    try Schema.migrator.migrate(queue)
    // From here on the engine waits its turn: a file that another program holds must not hold up the board.
    try queue.writeWithoutTransaction {
      try $0.execute(sql: "PRAGMA synchronous = FULL; PRAGMA busy_timeout = \(patience)")
    }
    return queue
  }

  /// The journal at `path` for readers: what is appended to it is kept nowhere, and its events bear the number of the
  /// last one in the file.
  ///
  /// A file that does not exist yet is an empty journal. One of an earlier version is copied into memory and brought
  /// up to date there; any other is read where it is, because a week of samples is no small copy.
  package init(copyOf path: String) throws(JournalError) {
    self.path = nil
    identity = nil
    do {
      queue = try Self.readable(path)
    } catch {
      throw JournalError(path: path, error)
    }
  }

  private static func readable(_ path: String) throws -> DatabaseQueue {
    let copy = try DatabaseQueue()
    try JournalPath.check(path, isWriting: false)
    if unsafe access(path, F_OK) == 0 {
      var configuration = Configuration()
      configuration.readonly = true
      configuration.busyMode = .timeout(5)
      let file = try DatabaseQueue(path: path, configuration: configuration)
      let migrator = Schema.migrator
      if try file.read({ try migrator.hasBeenSuperseded($0) }) { throw Newer() }
      if try file.read({ try migrator.hasCompletedMigrations($0) }) { return file }
      try file.backup(to: copy)
    }
    try Schema.migrator.migrate(copy)
    return copy
  }

  private static func createPrivately(_ path: String) throws {
    let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw SystemFailure(code: errno) }
    close(descriptor)
  }

  /// Appends facts in one transaction, and returns them as events once they are on the disk.
  ///
  /// - Parameters:
  ///   - last: the last event that the facts were decided on; nil to append whatever stands before.
  ///   - requestID: what somebody calls the request that they belong to.
  ///   - term: the right to append as the engine; nil for an operator, who needs none.
  /// - Throws: ``JournalError``; then none of the facts was written. ``JournalError/isBehind`` where another program
  ///   has appended since: read ``events(after:)`` and decide again. ``JournalError/isFenced`` where another has taken
  ///   the watch over.
  package func append(
    _ facts: [Fact], by actor: String, at now: Instant, after last: Int? = nil, under term: Term? = nil,
    requestID: String? = nil
  ) throws(JournalError) -> [Event] {
    guard !facts.isEmpty else { return [] }
    do {
      guard path != nil else { return try numbered(facts, by: actor, at: now) }
      try checkPlace()
      return try queue.write { database in
        try term?.check(database)
        var head = try Chain.head(database)
        if let last, head.sequence != last { throw Behind() }
        let events = try facts.map { fact in
          let (kind, payload) = try FactCoding.encode(fact)
          head = try Chain.append(
            at: now.utcMilliseconds, actor: actor, kind: kind, payload: payload, requestID: requestID, after: head,
            database)
          return Event(sequence: head.sequence, at: now, actor: actor, fact: fact)
        }
        try term?.sign(events.map(\.sequence), database)
        return events
      }
    } catch {
      throw JournalError(path: path ?? "the copy in memory", error)
    }
  }

  /// SQLite would go on writing into a file that was moved away or removed, where nobody looks for it.
  private func checkPlace() throws {
    guard let path else { return }
    let now = JournalPath.identity(of: path + "-wal")
    let isSameLog = log.withLock { known in
      known = known ?? now
      return known == now
    }
    if JournalPath.identity(of: path) != identity || !isSameLog { throw Moved() }
  }

  private func numbered(_ facts: [Fact], by actor: String, at now: Instant) throws -> [Event] {
    let last = try queue.read { try Self.lastSequence($0) }
    return facts.map { Event(sequence: last, at: now, actor: actor, fact: $0) }
  }

  private static func lastSequence(_ database: Database) throws -> Int {
    try Int.fetchOne(database, sql: "SELECT max(sequence) FROM event") ?? 0
  }

  /// Every event after the one of that number, in order; from 0 all of them.
  ///
  /// - Throws: ``JournalError``, also for a row that this version cannot read.
  package func events(after last: Int = 0) throws(JournalError) -> [Event] {
    do {
      try checkPlace()
      // One statement sees one state of the file by itself: this is asked each second, and a transaction would double it.
      return try queue.unsafeRead { try Self.events(after: last, limit: -1, $0) }
    } catch {
      throw JournalError(path: path ?? "the copy in memory", error)
    }
  }

  /// - Parameter limit: how many at most; negative for all.
  static func events(after last: Int, limit: Int, _ database: Database) throws -> [Event] {
    let question = try database.cachedStatement(
      sql: "SELECT sequence, at, actor, kind, payload FROM event WHERE sequence > ? ORDER BY sequence LIMIT ?")
    let rows = try Row.fetchCursor(question, arguments: [last, limit])
    var events: [Event] = []
    while let row = try rows.next() { events.append(try event(row)) }
    return events
  }

  static func event(_ row: Row) throws -> Event {
    let sequence: Int = row[0]
    let (at, kind): (String, String) = (row[1], row[3])
    guard let instant = Instant(utc: at) else {
      throw UnreadableEvent(sequence: sequence, why: "'\(at)' is no instant")
    }
    do {
      return Event(
        sequence: sequence, at: instant, actor: row[2], fact: try FactCoding.decode(kind: kind, payload: row[4]))
    } catch {
      throw UnreadableEvent(sequence: sequence, why: "\(kind): \(error)")
    }
  }

  /// Writes to the disk without changing anything: whether the journal would take an event.
  ///
  /// - Throws: ``JournalError`` where it would not.
  package func touch() throws(JournalError) {
    do {
      try checkPlace()
      try queue.write { database in
        // SQLite writes the page also where the number stays the same.
        let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
        try database.execute(sql: "PRAGMA user_version = \(version)")
      }
    } catch {
      throw JournalError(path: path ?? "the copy in memory", error)
    }
  }

  /// The durability that SQLite was asked for: 2 is FULL.
  package func synchronousLevel() throws -> Int? {
    try queue.read { try Int.fetchOne($0, sql: "PRAGMA synchronous") }
  }
}

/// Why the journal could not be read or written, in one sentence.
package struct JournalError: Error, Hashable, Sendable, CustomStringConvertible {
  package let description: String
  /// Whether nothing is wrong but that another program has appended in between.
  package let isBehind: Bool
  /// Whether nothing is wrong but that another program has taken the watch over.
  package let isFenced: Bool
  /// Whether another program holds the file locked: it may be free again at the next try.
  package let isBusy: Bool

  init(path: String, _ error: any Error) {
    description = "\(path): \(Self.reason(error))"
    isBehind = error is Behind
    isFenced = error is Fenced
    isBusy = [.SQLITE_BUSY, .SQLITE_LOCKED].contains((error as? DatabaseError)?.resultCode)
  }

  private static func reason(_ error: any Error) -> String {
    switch error {
    case let failure as SystemFailure: failure.description
    case let unreadable as UnreadableEvent:
      "event \(unreadable.sequence) cannot be read (\(unreadable.why)); a newer gateboard may have written it"
    case let database as DatabaseError:
      switch database.resultCode {
      case .SQLITE_NOTADB: "this is not a SQLite file; name another path under 'state:', or move the file away"
      case .SQLITE_CORRUPT: "the file is damaged; keep it, and name another path under 'state:'"
      case .SQLITE_BUSY, .SQLITE_LOCKED: "another program holds the file locked"
      case .SQLITE_FULL: "the disk is full"
      case .SQLITE_READONLY, .SQLITE_PERM: "the file or its folder is not writable"
      case .SQLITE_CANTOPEN: "the file cannot be opened; does its folder exist?"
      case .SQLITE_IOERR: "the disk does not read or write it (\(database.message ?? "input/output error"))"
      default: database.message ?? "\(database)"
      }
    default: "\(error)"
    }
  }
}

/// A system call that failed.
struct SystemFailure: Error, CustomStringConvertible {
  let code: Int32

  var description: String {
    switch code {
    case ENOENT: "the folder does not exist; create it, or name another path under 'state:'"
    case EACCES, EPERM: "the file or its folder is not writable"
    case ELOOP: "this is a symbolic link; name the file itself"
    case EISDIR: "this is a folder; name a file"
    case EROFS: "the file system is read-only"
    case ENOSPC: "the disk is full"
    default: unsafe String(cString: strerror(code))
    }
  }
}

/// The file is not where it was opened.
struct Moved: Error, CustomStringConvertible {
  var description: String {
    "the file or its -wal was moved or replaced while the board is open; bring it back, or leave the board and open it again"
  }
}

/// Another program has appended since the facts were decided.
struct Behind: Error, CustomStringConvertible {
  var description: String { "another program has written in between" }
}

/// The file has tables that this version does not know.
struct Newer: Error, CustomStringConvertible {
  var description: String { "a newer gateboard has written this journal; watch it with that version or a later one" }
}

/// A row of the journal that is not what this version writes.
struct UnreadableEvent: Error {
  let sequence: Int
  let why: String
}
