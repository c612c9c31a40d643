import GRDB

/// Who watches a journal and which of them holds the lease, over a connection of its own.
///
/// A program that beats at least every six seconds is alive, or so it counts; one whose process is gone is dead at
/// once. Its transactions are in WAL with `synchronous = NORMAL`: after a power cut there is another boot, and nobody
/// of the last one is alive. Not to be used from two threads at once.
package final class WatchStore {
  /// How often a program says that it is alive, in milliseconds.
  package static let beatEvery: Int64 = 2_000
  /// For how long its last word counts.
  package static let patience: Int64 = 6_000
  /// How long a row of somebody dead is left for those who look into the file.
  private static let forgotten: Int64 = 60_000

  private let queue: DatabaseQueue
  private let path: String
  private let time: LeaseTime
  private let me: Watcher
  private var beatAt: Int64?
  private var told: WatchStanding?
  private var version: Int?
  private var known: [Row] = []
  private var epoch = 0
  private var holder = ""
  /// The last batch of ``LiveRow`` that was read.
  private var batch = -1

  private struct Row {
    let watcher: Watcher
    let beat: Int64
    let boot: String
    let pidSpace: String
  }

  /// Opens the journal's file, whose tables are there already.
  ///
  /// - Throws: ``JournalError`` with a sentence that names the file.
  package init(at path: String, as me: Watcher, time: LeaseTime = .machine) throws(JournalError) {
    (self.path, self.me, self.time) = (path, me, time)
    do {
      var configuration = Configuration()
      configuration.busyMode = .timeout(0.2)
      configuration.journalMode = .wal
      queue = try DatabaseQueue(path: path, configuration: configuration)
    } catch {
      throw JournalError(path: path, error)
    }
  }

  /// Says that this program is alive where that is due, and takes the lease where nobody alive has it.
  ///
  /// Asks the file only whether it has changed, unless something is due.
  /// - Returns: how the watch stands; nil where nothing has changed since the last time.
  /// - Throws: ``JournalError``; then it is tried again at the next step.
  package func step() throws(JournalError) -> WatchStanding? {
    do {
      try read()
      if isFree { try take() }
      if beatAt.map({ time.now() - $0 >= Self.beatEvery }) ?? true { try beat() }
      let found = standing
      guard found != told else { return nil }
      told = found
      return found
    } catch {
      throw JournalError(path: path, error)
    }
  }

  /// Ends this program's presence, and with it its lease: the next one need not wait.
  package func leave() {
    try? queue.write { try $0.execute(sql: "DELETE FROM watcher WHERE token = ?", arguments: [me.token]) }
  }

  /// What the holder has written for those who follow since the last time that this was asked.
  package func live() throws(JournalError) -> [LiveRow] {
    do {
      return try queue.unsafeRead { database in
        let statement = try database.cachedStatement(sql: "SELECT kind, name, payload, batch FROM live WHERE batch > ?")
        let rows = try GRDB.Row.fetchAll(statement, arguments: [batch])
        batch = rows.map { $0[3] as Int }.max() ?? batch
        return rows.map { LiveRow(kind: $0[0], name: $0[1], payload: $0[2]) }
      }
    } catch {
      throw JournalError(path: path, error)
    }
  }

  // MARK: The lease

  private var standing: WatchStanding {
    let others = known.filter { $0.watcher.token != me.token && $0.watcher.isWatching && isAlive($0) }
    let chief = others.first { $0.watcher.token == holder }?.watcher.actor
    return WatchStanding(
      term: holder == me.token ? Term(epoch: epoch, token: me.token) : nil, holder: chief,
      others: others.map(\.watcher.actor).sorted())
  }

  private func isAlive(_ row: Row) -> Bool {
    let age = time.now() - row.beat
    guard row.boot == time.boot, (0...Self.patience).contains(age) else { return false }
    return row.pidSpace != time.pidSpace || time.isRunning(row.watcher.pid)
  }

  private var isFree: Bool {
    guard holder != me.token else { return false }
    return !known.contains { $0.watcher.token == holder && isAlive($0) }
  }

  private func read() throws {
    try queue.unsafeRead { database in
      let now = try Int.fetchOne(try database.cachedStatement(sql: "PRAGMA data_version"))
      guard now != version else { return }
      try fetch(database)
      version = now
    }
  }

  private func fetch(_ database: Database) throws {
    let lease = try GRDB.Row.fetchOne(try database.cachedStatement(sql: "SELECT epoch, token FROM lease"))
    (epoch, holder) = (lease?[0] ?? 0, lease?[1] ?? "")
    let statement = try database.cachedStatement(
      sql: "SELECT token, actor, host, pid, is_watching, beat, boot, pid_space FROM watcher")
    known = try GRDB.Row.fetchAll(statement).map { row in
      Row(
        watcher: Watcher(token: row[0], actor: row[1], host: row[2], pid: row[3], isWatching: row[4]), beat: row[5],
        boot: row[6], pidSpace: row[7])
    }
  }

  /// Looked at once more inside the transaction: of two who find the lease free, one gets it.
  private func take() throws {
    try queue.inTransaction(.immediate) { database in
      try fetch(database)
      guard isFree else { return .rollback }
      try write(database)
      try database.execute(
        sql: "INSERT OR REPLACE INTO lease (id, epoch, token) VALUES (1, ?, ?)", arguments: [epoch + 1, me.token])
      try database.execute(
        sql: "DELETE FROM watcher WHERE boot <> ? OR beat NOT BETWEEN ? AND ?",
        arguments: [time.boot, time.now() - Self.forgotten, time.now()])
      try fetch(database)
      return .commit
    }
  }

  private func beat() throws {
    try queue.inDatabase { try write($0) }
  }

  private func write(_ database: Database) throws {
    let now = time.now()
    let statement = try database.cachedStatement(sql: "UPDATE watcher SET beat = ? WHERE token = ?")
    try statement.execute(arguments: [now, me.token])
    if database.changesCount == 0 {
      try database.execute(
        sql: """
          INSERT INTO watcher (token, actor, host, pid, pid_space, boot, is_watching, beat)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?)
          """, arguments: [me.token, me.actor, me.host, me.pid, time.pidSpace, time.boot, me.isWatching, now])
    }
    beatAt = now
  }
}

/// How a watch stands, as one of the programs sees it.
package struct WatchStanding: Hashable, Sendable {
  /// This program's right to append as the engine; nil where another has it.
  package let term: Term?
  /// Who has it, where that is another who watches.
  package let holder: String?
  /// The others who watch, by name.
  package let others: [String]
}

/// Something that the holder measured, for those who follow it.
package struct LiveRow: Hashable, Sendable {
  package let kind: String
  package let name: String
  /// JSON.
  package let payload: String

  package init(kind: String, name: String, payload: String) {
    (self.kind, self.name, self.payload) = (kind, name, payload)
  }
}

extension Term {
  /// Held against the lease inside the transaction that writes: what was taken over in between is not written.
  func check(_ database: Database) throws {
    let held = try Int.fetchOne(
      try database.cachedStatement(sql: "SELECT epoch FROM lease WHERE token = ?"), arguments: [token])
    guard held == epoch else { throw Fenced() }
  }

  /// Keeps with each event of the engine which watch wrote it.
  func sign(_ sequences: [Int], _ database: Database) throws {
    let statement = try database.cachedStatement(sql: "INSERT INTO event_epoch (sequence, epoch) VALUES (?, ?)")
    for sequence in sequences { try statement.execute(arguments: [sequence, epoch]) }
  }
}

/// Another program has taken the watch over.
struct Fenced: Error, CustomStringConvertible {
  var description: String { "another gateboard has taken the watch over" }
}
