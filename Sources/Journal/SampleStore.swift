import GRDB
package import Gates

/// The samples of a journal, written on a connection of their own.
///
/// Its transactions are in WAL with `synchronous = NORMAL`: they survive the end of any process, and a power cut takes
/// at most the last ones of them. Events are promised to an operator and wait for the disk; samples are not. Not to be
/// used from two threads at once.
package final class SampleStore {
  let queue: DatabaseQueue
  let path: String
  private let dimensions: [Key: Dimension]
  let retention: SampleRetention
  /// Identities of signals in the file.
  private var signals: [Key: Int64] = [:]
  /// The board that stands in the file, as far as this program wrote it.
  private var standing: BoardPicture?
  /// The minute up to which old samples were rolled up.
  var tidied: Int64?
  /// The hour in which the inbox was cleared last.
  var tidiedHour: Int64?
  /// The file's version when the inbox was read last; the commits of this connection do not change it.
  var version: Int?
  /// The last row of the inbox that was read; nil before the first look.
  var lastRow: Int?
  var checkpoints: CheckpointMaker

  /// How long a write waits for a file that another program holds locked; what is not written is written later.
  private static let patience = 100

  /// Opens the journal's file, whose tables are there already.
  ///
  /// - Parameter blank: the board of which nothing is known yet.
  /// - Throws: ``JournalError`` with a sentence that names the file.
  package init(
    at path: String, for blank: BoardState, keeping retention: SampleRetention = SampleRetention()
  ) throws(JournalError) {
    self.path = path
    self.retention = retention
    checkpoints = CheckpointMaker(blank)
    var dimensions: [Key: Dimension] = [:]
    for app in blank.board.apps {
      for signal in app.sources.flatMap(\.signals) { dimensions[Key(app.id, signal.name)] = signal.unit.dimension }
    }
    self.dimensions = dimensions
    do {
      var configuration = Configuration()
      configuration.busyMode = .timeout(Double(Self.patience) / 1000)
      configuration.journalMode = .wal
      queue = try DatabaseQueue(path: path, configuration: configuration)
    } catch {
      throw JournalError(path: path, error)
    }
  }

  /// Writes all of it in one transaction, or nothing.
  ///
  /// - Parameters:
  ///   - samples: of signals that the board declares; the last of two at one instant counts.
  ///   - marks: what became of rows of the inbox.
  ///   - picture: the board as it stands; nil leaves what is there.
  ///   - live: what is measured, for those who follow.
  ///   - term: the right to write; where another program has taken it over, nothing is written.
  package func write(
    _ samples: [Sample], _ marks: [InboxMark] = [], _ picture: BoardPicture? = nil, live: [LiveRow] = [],
    under term: Term? = nil
  ) throws(JournalError) {
    guard !samples.isEmpty || !marks.isEmpty || picture != nil || !live.isEmpty else { return }
    do {
      try queue.write { database in
        try term?.check(database)
        try write(live, database)
        try insert(samples, database)
        try Inbox.write(marks, database)
        if let picture { try write(picture, database) }
      }
      if let picture { standing = picture }
    } catch {
      signals = [:]
      throw JournalError(path: path, error)
    }
  }

  /// All rows of one call get the next number, by which those who follow find what is new to them.
  private func write(_ live: [LiveRow], _ database: Database) throws {
    guard !live.isEmpty else { return }
    let batch = (try Int.fetchOne(database, sql: "SELECT max(batch) FROM live") ?? 0) + 1
    let statement = try database.cachedStatement(sql: "INSERT OR REPLACE INTO live VALUES (?, ?, ?, ?)")
    for row in live { try statement.execute(arguments: [row.kind, row.name, row.payload, batch]) }
  }

  private func insert(_ samples: [Sample], _ database: Database) throws {
    guard !samples.isEmpty else { return }
    let statement = try database.cachedStatement(
      sql: "INSERT OR REPLACE INTO sample (id, value, request_id) VALUES (?, ?, ?)")
    for sample in samples {
      let number = SampleNumber.of(sample.at.milliseconds, try identity(of: sample.signal, database))
      statement.setUncheckedArguments([number, Self.value(of: sample), sample.requestID])
      try statement.execute()
    }
  }

  private static func value(of sample: Sample) -> DatabaseValue {
    switch sample.value {
    case .number(let number)?: number.isFinite ? number.databaseValue : .null
    case .truth(let truth)?: (truth ? 1.0 : 0.0).databaseValue
    case .text(let words)?: words.databaseValue
    case nil: .null
    }
  }

  private func identity(of signal: Key, _ database: Database) throws -> Int64 {
    if let known = signals[signal] { return known }
    let unit = (dimensions[signal] ?? .number).unitName
    let names: StatementArguments = [signal.app.name, signal.name, unit]
    try database.execute(sql: "INSERT OR IGNORE INTO signal (app, name, unit) VALUES (?, ?, ?)", arguments: names)
    let found = try Int64.fetchOne(
      database, sql: "SELECT id FROM signal WHERE app = ? AND name = ? AND unit = ?", arguments: names)
    guard let found else { throw DatabaseError(message: "the signal \(signal) was not kept") }
    signals[signal] = found
    return found
  }

  /// Rows are written only where they differ from what this program wrote last.
  private func write(_ picture: BoardPicture, _ database: Database) throws {
    try database.execute(
      sql: "INSERT OR REPLACE INTO watch_now (id, board, as_of) VALUES (1, ?, ?)",
      arguments: [picture.board, picture.at.utcMilliseconds])
    if picture.apps != standing?.apps {
      try database.execute(sql: "DELETE FROM app_now")
      for (position, app) in picture.apps.enumerated() {
        try database.execute(
          sql: "INSERT INTO app_now VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
          arguments: [
            position, app.app, app.gate, app.ruling, app.scope, app.posture, app.status, app.readiness, app.why,
            app.conflict,
          ])
      }
    }
    if picture.deadlines != standing?.deadlines {
      try database.execute(sql: "DELETE FROM deadline_now")
      for deadline in picture.deadlines {
        try database.execute(
          sql: "INSERT INTO deadline_now VALUES (?, ?, ?, ?, ?, ?)",
          arguments: [
            deadline.deadline, deadline.title, deadline.at.utcMilliseconds, deadline.state, deadline.missing,
            deadline.reasons,
          ])
      }
    }
  }
}

extension Dimension {
  /// The unit in which the journal keeps its numbers, by the name that boards use.
  var unitName: String {
    switch self {
    case .time: "ms"
    case .ratio: "ratio"
    case .count: "count"
    case .size: "bytes"
    case .money: "USD"
    case .number: "number"
    case .text: "text"
    case .truth: "bool"
    }
  }
}

extension SampleStore {
  /// The durability that SQLite was asked for: 1 is NORMAL.
  package func synchronousLevel() throws -> Int? {
    try queue.read { try Int.fetchOne($0, sql: "PRAGMA synchronous") }
  }
}
