import Crypto
import Foundation
import GRDB
import Gates

/// The table of checkpoints. docs/journal.md describes it.
enum CheckpointSchema {
  static func register(in migrator: inout DatabaseMigrator) {
    migrator.registerMigration("5 checkpoints") { try $0.execute(sql: table) }
  }

  private static let table = """
    CREATE TABLE checkpoint (
      sequence INTEGER PRIMARY KEY,
      rules TEXT NOT NULL,
      hash TEXT NOT NULL,
      fold TEXT NOT NULL
    ) STRICT;
    """
}

/// A fold of the events up to one of them, kept in the file so that it need not be made again from the first.
///
/// A cache: one that is gone, cannot be read, is of another board or follows another event than the one in the file is
/// made again from the events.
struct Checkpoint {
  /// So many events lie between two of them at least.
  static let every = 500

  let fold: Fold

  /// What a board contributes to a fold, as 64 digits.
  static func rules(of board: Board) -> String { SHA256.hash(data: Array(Fold.rules(of: board).utf8)).hexadecimal }

  /// The nearest one at or before an event; nil where there is none that counts.
  ///
  /// - Parameter known: folds that were read before, by their number.
  static func nearest(
    to sequence: Int, under rules: String, knowing known: [Int: Fold] = [:], _ database: Database
  ) throws -> Fold? {
    let rows = try Row.fetchCursor(
      try database.cachedStatement(
        sql: """
          SELECT sequence, fold FROM checkpoint JOIN event USING (sequence, hash)
          WHERE rules = ? AND sequence <= ? ORDER BY sequence DESC
          """), arguments: [rules, sequence])
    while let row = try rows.next() {
      if let fold = known[row[0]] ?? read(row[1]) { return fold }
    }
    return nil
  }

  static func read(_ text: String) -> Fold? { try? JSONDecoder().decode(Fold.self, from: Data(text.utf8)) }

  /// Writes it inside the caller's transaction.
  func write(under rules: String, _ database: Database) throws {
    let text = String(decoding: try JSONEncoder().encode(fold), as: UTF8.self)
    try database.execute(
      sql: """
        INSERT OR REPLACE INTO checkpoint (sequence, rules, hash, fold)
        SELECT sequence, ?, hash, ? FROM event WHERE sequence = ?
        """, arguments: [rules, text, fold.sequence])
  }
}

/// Makes the checkpoints of a board from the events in the file, one after the other.
///
/// From the file and not from the board that is watched: what is kept is what anybody else would make of the same
/// events.
struct CheckpointMaker {
  private let rules: String
  private var state: BoardState
  /// Whether the file was asked for the last checkpoint to go on from.
  private var hasBegun = false

  /// The number of the event after which the next one may be due; 0 before the file was asked for the last.
  var nextAt: Int { hasBegun ? state.sequence + Checkpoint.every : 0 }

  /// - Parameter blank: the board of which nothing is known yet.
  init(_ blank: BoardState) {
    rules = Checkpoint.rules(of: blank.board)
    state = blank
  }

  /// Writes at most one checkpoint, and says whether another is due.
  ///
  /// - Parameter term: the right to write, checked in the same transaction.
  mutating func step(_ queue: DatabaseQueue, under term: Term?) throws -> Bool {
    if !hasBegun { try begin(queue, under: term) }
    let events = try queue.read { try Journal.events(after: state.sequence, limit: Checkpoint.every, $0) }
    guard events.count == Checkpoint.every else { return false }
    var next = state
    for event in events { next.apply(event) }
    let checkpoint = Checkpoint(fold: next.fold)
    try queue.write { database in
      try term?.check(database)
      try checkpoint.write(under: rules, database)
    }
    state = next
    return true
  }

  /// Goes on from what is there; checkpoints of other rules are nobody's any more.
  private mutating func begin(_ queue: DatabaseQueue, under term: Term?) throws {
    let last = try queue.read { try Checkpoint.nearest(to: .max, under: rules, $0) }
    let others = try queue.read {
      try Bool.fetchOne($0, sql: "SELECT EXISTS (SELECT 1 FROM checkpoint WHERE rules <> ?)", arguments: [rules])
    }
    if others == true {
      try queue.write { database in
        try term?.check(database)
        try database.execute(sql: "DELETE FROM checkpoint WHERE rules <> ?", arguments: [rules])
      }
    }
    if let last { state = state.resumed(from: last, recent: []) }
    hasBegun = true
  }
}

extension SampleStore {
  /// Writes checkpoints where enough events have come since the last one: at most ten, because a journal that has none
  /// yet may want a hundred, and samples wait meanwhile.
  ///
  /// - Parameter sequence: the last event that the caller knows of; the file is asked only where that is enough.
  package func keepCheckpoints(upTo sequence: Int, under term: Term?) throws(JournalError) {
    guard sequence >= checkpoints.nextAt else { return }
    do {
      for _ in 0..<10 {
        guard try checkpoints.step(queue, under: term) else { return }
      }
    } catch {
      throw JournalError(path: path, error)
    }
  }
}
