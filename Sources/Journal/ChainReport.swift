import GRDB
import Gates

/// What an audit of a journal's chain found.
package struct ChainReport: Hashable, Sendable {
  /// How many events were looked at; all of them, where nothing is wrong.
  package let count: Int
  /// The last event that is right.
  package let head: Chain.Head
  /// What is wrong: the first place of the chain, then the guards, then each seal. Empty where nothing is.
  package let faults: [ChainFault]
}

extension JournalReader {
  /// Recomputes every event's hash, and holds the seals against them. The signatures of the seals are not looked at.
  ///
  /// - Throws: ``JournalError``, also where the events are not chained yet.
  package func audit(_ seals: [Seal] = []) throws(JournalError) -> ChainReport {
    guard isChained else { throw JournalError(path: path, Unchained()) }
    return try read { database in
      let last = try Int.fetchOne(database, sql: "SELECT max(sequence) FROM event") ?? 0
      var audit = ChainAudit(last: last) { number, after in
        try Self.place(of: number, after: after, database)
      }
      var faults: [ChainFault] = []
      if let fault = try Self.walk(&audit, database) ?? Self.end(audit.head, database) { faults.append(fault) }
      faults += try Self.guards(database)
      for seal in seals {
        if let fault = try Self.fault(of: seal, last: last, database) { faults.append(fault) }
      }
      let count = try Int.fetchOne(database, sql: "SELECT count(*) FROM event") ?? 0
      return ChainReport(count: count, head: audit.head, faults: faults)
    }
  }

  private static func walk(_ audit: inout ChainAudit, _ database: Database) throws -> ChainFault? {
    let rows = try Row.fetchCursor(database, sql: "\(ChainRow.selection(true)) ORDER BY sequence")
    var row = try rows.next().map(ChainRow.init)
    while let this = row {
      if this.sequence.isMultiple(of: 1_000) { try Task.checkCancellation() }
      let next = try rows.next().map(ChainRow.init)
      if let fault = try audit.check(this, next: next) { return fault }
      row = next
    }
    return nil
  }

  /// Where the event that was written with that number stands now.
  private static func place(of number: Int, after: Int, _ database: Database) throws -> Int? {
    let rows = try Row.fetchCursor(
      database, sql: "\(ChainRow.selection(true)) WHERE sequence > ? ORDER BY sequence", arguments: [after])
    while let row = try rows.next().map(ChainRow.init) {
      if row.isWritten(as: number) { return row.sequence }
    }
    return nil
  }

  /// SQLite keeps the highest number that it has given out, also when the event with it is gone.
  private static func end(_ head: Chain.Head, _ database: Database) throws -> ChainFault? {
    let given = try Int.fetchOne(database, sql: "SELECT seq FROM sqlite_sequence WHERE name = 'event'") ?? 0
    guard given > head.sequence else { return nil }
    return ChainFault(
      kind: .missing, sequence: head.sequence + 1,
      what: "\(ChainAudit.words(head.sequence + 1, given)) missing at the end", expected: "event \(given) as the last",
      found: "event \(head.sequence) as the last")
  }

  private static func guards(_ database: Database) throws -> [ChainFault] {
    try ChainSchema.guards.compactMap { name, sql in
      let found = try String.fetchOne(
        database, sql: "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = ?", arguments: [name])
      guard found != sql else { return nil }
      return ChainFault(
        kind: .unguarded, sequence: 0,
        what: "the trigger \(name) is \(found == nil ? "gone" : "another"): somebody made it possible to change events",
        expected: sql, found: found ?? "none")
    }
  }

  private static func fault(of seal: Seal, last: Int, _ database: Database) throws -> ChainFault? {
    let rows = try Row.fetchAll(
      database, sql: "\(ChainRow.selection(true)) WHERE sequence = ?", arguments: [seal.head.sequence])
    if seal.head == .none { return nil }
    guard let row = rows.first.map(ChainRow.init) else {
      let missing = ChainAudit.words(min(last + 1, seal.head.sequence), seal.head.sequence)
      return ChainFault(
        kind: .missing, sequence: min(last + 1, seal.head.sequence),
        what: "\(missing) missing: the seal of \(seal.at.utcSeconds) has seen event \(seal.head.sequence)",
        expected: "event \(seal.head.sequence) with the hash \(seal.head.hash)", found: "event \(last) as the last")
    }
    // What the row says its hash is may be a lie.
    let hash = row.link.hash(as: row.sequence, after: row.previous)
    guard hash != seal.head.hash else { return nil }
    return ChainFault(
      kind: .altered, sequence: row.sequence,
      what: "event \(row.sequence), or one before it, was altered after the seal of \(seal.at.utcSeconds)",
      expected: "event \(row.sequence) with the hash \(seal.head.hash)", found: "one with the hash \(hash)")
  }
}

/// The events are of a version that wrote no hashes.
private struct Unchained: Error, CustomStringConvertible {
  var description: String {
    "its events are not chained yet, so nothing can be told; they will be once this gateboard has opened it to write"
  }
}
