import Foundation
import GRDB

/// The columns and triggers of the hash chain. Events that an earlier version wrote are chained as they stand.
enum ChainSchema {
  static func register(in migrator: inout DatabaseMigrator) {
    migrator.registerMigration("2 chain") { database in
      try database.execute(
        sql: """
          DROP TRIGGER event_is_never_changed;
          DROP TRIGGER event_is_never_deleted;
          ALTER TABLE event ADD COLUMN request_id TEXT;
          ALTER TABLE event ADD COLUMN previous TEXT NOT NULL DEFAULT '';
          ALTER TABLE event ADD COLUMN hash TEXT NOT NULL DEFAULT '';
          """)
      try chainAll(database)
      for (_, sql) in guards { try database.execute(sql: sql) }
    }
  }

  /// The triggers by name, as `sqlite_master` holds them.
  ///
  /// An INSERT OR REPLACE deletes without asking the second; the third allows no number but the next one.
  static let guards = [
    (
      "event_is_never_changed",
      "CREATE TRIGGER event_is_never_changed BEFORE UPDATE ON event "
        + "BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END"
    ),
    (
      "event_is_never_deleted",
      "CREATE TRIGGER event_is_never_deleted BEFORE DELETE ON event "
        + "BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END"
    ),
    (
      "event_follows_the_last",
      """
      CREATE TRIGGER event_follows_the_last BEFORE INSERT ON event
        WHEN NEW.sequence IS NOT (SELECT coalesce(max(sequence), 0) + 1 FROM event)
          OR NEW.previous IS NOT coalesce((SELECT hash FROM event ORDER BY sequence DESC LIMIT 1), printf('%064d', 0))
          OR length(NEW.hash) IS NOT 64
        BEGIN SELECT RAISE(ABORT, 'an event of this journal has the next number and the hash of the last; \
      a gateboard of this version or a later one writes it'); END
      """
    ),
  ]

  private static func chainAll(_ database: Database) throws {
    let rows = try database.makeStatement(
      sql: "\(ChainRow.selection(true)) WHERE sequence > ? ORDER BY sequence LIMIT 1000")
    let write = try database.makeStatement(sql: "UPDATE event SET previous = ?, hash = ? WHERE sequence = ?")
    var (last, previous) = (Int.min, Chain.Head.none.hash)
    while true {
      let some = try Row.fetchAll(rows, arguments: [last]).map(ChainRow.init)
      guard let end = some.last else { return }
      for row in some {
        let hash = row.link.hash(as: row.sequence, after: previous)
        try write.execute(arguments: [previous, hash, row.sequence])
        previous = hash
      }
      last = end.sequence
    }
  }
}

/// An event's row as the chain sees it: bytes, because a text that is read as characters may hide some of them.
struct ChainRow: Hashable {
  let sequence: Int
  let link: ChainLink
  let previous: String
  let hash: String

  /// - Parameter isChained: whether the columns of the chain are there.
  static func selection(_ isChained: Bool) -> String {
    let texts = ["at", "actor", "kind", "payload"] + (isChained ? ["request_id", "previous", "hash"] : [])
    let columns = texts.map { "CAST(\($0) AS BLOB)" } + (isChained ? [] : ["NULL", "NULL", "NULL"])
    return "SELECT sequence, \(columns.joined(separator: ", ")) FROM event"
  }

  init(_ row: Row) {
    func bytes(_ column: Int) -> [UInt8]? { (row[column] as Data?).map(Array.init) }
    sequence = row[0]
    link = ChainLink(
      at: bytes(1) ?? [], actor: bytes(2) ?? [], kind: bytes(3) ?? [], payload: bytes(4) ?? [], requestID: bytes(5))
    previous = String(decoding: bytes(6) ?? [], as: UTF8.self)
    hash = String(decoding: bytes(7) ?? [], as: UTF8.self)
  }

  /// Whether its own hash covers what it says, where it stands.
  var isItself: Bool { isWritten(as: sequence) }

  func isWritten(as number: Int) -> Bool { link.hash(as: number, after: previous) == hash }
}
