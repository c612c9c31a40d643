import GRDB
package import Gates

/// A row that another program wrote into the inbox, as it wrote it.
package struct PushedRow: Hashable, Sendable {
  package enum Content: Hashable, Sendable {
    case nothing
    case number(Double)
    /// Its first characters and how many there are.
    case text(String, length: Int)
    case bytes
  }

  package let number: Int
  package let app: String
  package let signal: String
  package let content: Content
  /// When it was measured, as the program says; nil where it says nothing.
  package let at: String?
  package let requestID: String?
  /// When it was written, on the machine's clock.
  package let pushedAt: Instant?
  /// Whether a board has taken it before.
  package let isTaken: Bool
}

/// What became of a row of the inbox.
package struct InboxMark: Hashable, Sendable {
  package let number: Int
  package let takenAt: Instant
  /// When its value was measured, on the board's clock; nil where that could not be told.
  package let at: Instant?
  /// Why its value was not taken; nil where it was.
  package let problem: String?

  package init(number: Int, takenAt: Instant, at: Instant?, problem: String?) {
    self.number = number
    self.takenAt = takenAt
    self.at = at
    self.problem = problem
  }
}

/// The table through which other programs hand values to the board.
enum Inbox {
  /// Longest text that is handed on, in characters; one more tells that there was more.
  private static let longest = 201
  /// At most so many rows at once.
  static let most = 10_000

  private static let columns = """
    id, substr(app, 1, 201), substr(signal, 1, 201), typeof(value), length(value),
    CASE typeof(value) WHEN 'blob' THEN NULL WHEN 'text' THEN substr(value, 1, \(longest)) ELSE value END,
    substr(at, 1, 60), substr(request_id, 1, 200), pushed_at, taken_at IS NOT NULL
    """

  /// Of each signal the taken row that was measured last, and of those of one instant the last that was written.
  private static let newest = """
    SELECT id FROM (
      SELECT id, row_number() OVER (PARTITION BY app, signal ORDER BY julianday(at) DESC, id DESC) AS place
      FROM inbox WHERE taken_at IS NOT NULL AND problem IS NULL)
    WHERE place = 1
    """

  /// Rows in the order in which they were written.
  ///
  /// - Parameter last: rows after that one; nil for all that wait, and of each signal the newest that was taken.
  static func rows(after last: Int?, _ database: Database) throws -> [PushedRow] {
    let condition =
      last.map { "id > \($0)" }
        ?? """
        taken_at IS NULL OR id IN (\(newest))
        """
    let statement = try database.cachedStatement(
      sql: "SELECT \(columns) FROM inbox WHERE \(condition) ORDER BY id LIMIT \(most)")
    var rows: [PushedRow] = []
    let cursor = try Row.fetchCursor(statement)
    while let row = try cursor.next() { rows.append(Self.row(row)) }
    return rows
  }

  private static func row(_ row: Row) -> PushedRow {
    let content: PushedRow.Content =
      switch row[3] as String {
      case "null": .nothing
      case "integer", "real": .number(row[5])
      case "text": .text(row[5], length: row[4])
      default: .bytes
      }
    return PushedRow(
      number: row[0], app: row[1], signal: row[2], content: content, at: row[6], requestID: row[7],
      pushedAt: (row[8] as String?).flatMap { Instant(utc: $0) }, isTaken: row[9])
  }

  static func write(_ marks: [InboxMark], _ database: Database) throws {
    guard !marks.isEmpty else { return }
    let statement = try database.cachedStatement(
      sql: "UPDATE inbox SET taken_at = ?, at = coalesce(at, ?), problem = ? WHERE id = ? AND taken_at IS NULL")
    for mark in marks {
      try statement.execute(arguments: [
        mark.takenAt.utcMilliseconds, mark.at?.utcMilliseconds, mark.problem, mark.number,
      ])
    }
  }

  /// The value of a taken row stands among the samples; the newest of each signal stays for the next start.
  static func removeOld(taken: Instant, refused: Instant, _ database: Database) throws {
    try database.execute(
      sql: """
        DELETE FROM inbox WHERE problem IS NULL AND taken_at < ? AND id NOT IN (\(newest))
        """, arguments: [taken.utcMilliseconds])
    try database.execute(
      sql: "DELETE FROM inbox WHERE problem IS NOT NULL AND taken_at < ?", arguments: [refused.utcMilliseconds])
  }
}

extension SampleStore {
  /// The rows that other programs have written since the last look; asks the file only whether it has changed.
  package func arrivals() throws(JournalError) -> [PushedRow] {
    do {
      return try queue.unsafeRead { database in
        let version = try Int.fetchOne(try database.cachedStatement(sql: "PRAGMA data_version"))
        guard version != self.version || lastRow == nil else { return [] }
        let rows = try Inbox.rows(after: lastRow, database)
        lastRow = rows.last.map(\.number) ?? lastRow ?? 0
        // A full hand leaves more for the next look, which must not wait for another change.
        self.version = rows.count == Inbox.most ? nil : version
        return rows
      }
    } catch {
      throw JournalError(path: path, error)
    }
  }
}

extension Journal {
  /// What waits in the inbox, and of each signal the newest value that was taken; nothing is marked.
  package func pushed() throws(JournalError) -> [PushedRow] {
    do {
      return try queue.read { try Inbox.rows(after: nil, $0) }
    } catch {
      throw JournalError(path: path ?? "the journal", error)
    }
  }

  /// Puts values into the inbox, in the unit that the board declares, as any other program would.
  ///
  /// - Parameters:
  ///   - at: when they were measured; nil for now.
  ///   - requestID: what the sender calls the request that they belong to.
  /// - Throws: ``JournalError``; then none of them was written.
  package func push(_ values: [(signal: Key, content: PushedRow.Content)], at: Instant?, requestID: String?)
    throws(JournalError)
  {
    do {
      try queue.write { database in
        for (signal, content) in values {
          let value: DatabaseValue =
            switch content {
            case .nothing, .bytes: .null
            case .number(let number): number.databaseValue
            case .text(let text, _): text.databaseValue
            }
          try database.execute(
            sql: "INSERT INTO inbox (app, signal, value, at, request_id) VALUES (?, ?, ?, ?, ?)",
            arguments: [signal.app.name, signal.name, value, at?.utcMilliseconds, requestID])
        }
      }
    } catch {
      throw JournalError(path: path ?? "the journal", error)
    }
  }
}
