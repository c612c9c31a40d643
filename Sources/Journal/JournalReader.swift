import GRDB
package import Gates

/// A journal's file as it is, for those who look and change nothing: no migration, no copy.
///
/// Not to be used from two threads at once.
package final class JournalReader {
  private let queue: DatabaseQueue
  package let path: String
  /// Whether its events have hashes; those of a version before the chain have none.
  package let isChained: Bool
  private var version: Int?

  /// - Throws: ``JournalError`` with a sentence that names the file.
  package init(at path: String) throws(JournalError) {
    self.path = path
    do {
      try JournalPath.check(path, isWriting: false)
      var configuration = Configuration()
      configuration.readonly = true
      configuration.busyMode = .timeout(5)
      queue = try DatabaseQueue(path: path, configuration: configuration)
      isChained = try queue.read { database in
        guard try database.tableExists("event"), try database.tableExists("grdb_migrations") else { throw NoJournal() }
        if try Schema.migrator.hasBeenSuperseded(database) { throw Newer() }
        return try Schema.migrator.appliedIdentifiers(database).contains("2 chain")
      }
    } catch {
      throw JournalError(path: path, error)
    }
  }

  /// At most so many events after that number, in order.
  package func rows(after last: Int, limit: Int = 1_000) throws(JournalError) -> [EventRow] {
    do {
      return try queue.read { database in
        let sql = "\(ChainRow.selection(isChained)) WHERE sequence > ? ORDER BY sequence LIMIT ?"
        return try Row.fetchAll(database, sql: sql, arguments: [last, limit]).map { EventRow(ChainRow($0)) }
      }
    } catch {
      throw JournalError(path: path, error)
    }
  }

  /// The newest events before that number, at most so many, oldest first.
  ///
  /// - Throws: ``JournalError``, also for a row that this version cannot read.
  package func events(before first: Int, limit: Int) throws(JournalError) -> [Event] {
    do {
      return try queue.read { database in
        let sql =
          "SELECT sequence, at, actor, kind, payload FROM event WHERE sequence < ? ORDER BY sequence DESC LIMIT ?"
        return try Row.fetchAll(database, sql: sql, arguments: [first, limit]).reversed().map { try Journal.event($0) }
      }
    } catch {
      throw JournalError(path: path, error)
    }
  }

  /// Whether another program has written since this was asked last; reads no table.
  package func hasChanged() throws(JournalError) -> Bool {
    do {
      let found = try queue.unsafeRead { try Int.fetchOne($0, sql: "PRAGMA data_version") }
      defer { version = found }
      return found != version
    } catch {
      throw JournalError(path: path, error)
    }
  }

  /// Work on one picture of the file, whatever other programs write meanwhile.
  func read<Result>(_ work: (Database) throws -> Result) throws(JournalError) -> Result {
    do {
      return try queue.read(work)
    } catch {
      throw JournalError(path: path, error)
    }
  }
}

/// A SQLite file of somebody else.
private struct NoJournal: Error, CustomStringConvertible {
  var description: String { "this is a SQLite file, but no journal of gateboard" }
}
