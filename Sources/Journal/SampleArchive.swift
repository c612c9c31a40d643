import Foundation
import GRDB
package import Gates

/// Which number stands for a minute that is rolled up.
package enum MinuteNumber: String, Hashable, Sendable, CaseIterable {
  case mean, min, max, p95
}

/// A sample as the journal kept it.
package struct KeptSample: Hashable, Sendable {
  package let at: Instant
  package let signal: Key
  /// Numbers are in the unit of their dimension.
  package let value: Value?
  package let dimension: Gates.Dimension
  /// Whether it stands for a whole minute, at whose end it is.
  package let isMinute: Bool
}

extension Journal {
  /// What was kept of the samples from `start` to before `end`, in order.
  ///
  /// - Parameter number: what stands for a rolled-up minute.
  /// - Throws: ``JournalError``
  package func samples(
    from start: Instant?, to end: Instant?, minutesAs number: MinuteNumber
  ) throws(JournalError) -> [KeptSample] {
    let bounds = (start?.milliseconds ?? .min / 2, end?.milliseconds ?? .max / 2)
    do {
      return try queue.read { database in
        let minutes = try Self.minutes(bounds, number, database)
        let raw = try Self.raw(bounds, database)
        guard let last = minutes.last, let first = raw.first, first.at < last.at else { return minutes + raw }
        // A row that was pushed late stands raw beside minutes that are rolled up.
        return (minutes + raw).sorted { $0.at < $1.at }
      }
    } catch {
      throw JournalError(path: path ?? "the journal", error)
    }
  }

  /// The samples before `end` that are not rolled up yet, in order.
  ///
  /// - Parameter reaches: how far back of each signal; others are left out.
  /// - Throws: ``JournalError``
  package func samples(reaching reaches: [Key: Duration], before end: Instant) throws(JournalError) -> [KeptSample] {
    guard let longest = reaches.values.max() else { return [] }
    do {
      return try queue.read { database in
        try Self.raw(((end - longest).milliseconds, end.milliseconds), since: reaches.mapValues { end - $0 }, database)
      }
    } catch {
      throw JournalError(path: path ?? "the journal", error)
    }
  }

  private static func minutes(
    _ bounds: (Int64, Int64), _ number: MinuteNumber, _ database: Database
  ) throws -> [KeptSample] {
    let rows = try Row.fetchCursor(
      database,
      sql: """
        SELECT sample_minute.id >> 20, app, name, unit, count, min, max, mean, sketch, last
        FROM sample_minute JOIN signal ON signal.id = sample_minute.id & 1048575
        WHERE sample_minute.id >= ? AND sample_minute.id < ? ORDER BY sample_minute.id
        """, arguments: [SampleNumber.first(of: bounds.0 / 60_000), SampleNumber.first(of: bounds.1 / 60_000)])
    var samples: [KeptSample] = []
    while let row = try rows.next() {
      let dimension = dimension(row[3])
      let at = Instant(milliseconds: ((row[0] as Int64) + 1) * 60_000 - 1)
      let chosen: Double? =
        switch number {
        case .mean: row[7]
        case .min: row[5]
        case .max: row[6]
        case .p95: (row[8] as Data?).flatMap { Sketch($0) }?.quantile(0.95)
        }
      let value = value(dimension == .truth ? (row[9] as String?).flatMap(Double.init) : chosen, row[9], dimension)
      samples.append(
        KeptSample(at: at, signal: Key(AppID(row[1]), row[2]), value: value, dimension: dimension, isMinute: true))
    }
    return samples
  }

  /// - Parameter starts: from when of each signal; nil for all of them.
  private static func raw(
    _ bounds: (Int64, Int64), since starts: [Key: Instant]? = nil, _ database: Database
  ) throws -> [KeptSample] {
    // Thousands of rows are read for each picture of the past: their names are not joined to every one of them.
    let signals = try Row.fetchAll(database, sql: "SELECT id, app, name, unit FROM signal").reduce(
      into: [Int64: (key: Key, dimension: Gates.Dimension, start: Int64)]()
    ) { signals, row in
      let key = Key(AppID(row[1]), row[2])
      guard let start = starts.map({ $0[key]?.milliseconds }) ?? bounds.0 else { return }
      signals[row[0]] = (key, dimension(row[3]), start)
    }
    let rows = try Row.fetchCursor(
      try database.cachedStatement(sql: "SELECT id, value FROM sample WHERE id >= ? AND id < ? ORDER BY id"),
      arguments: [SampleNumber.first(of: bounds.0), SampleNumber.first(of: bounds.1)])
    var samples: [KeptSample] = []
    while let row = try rows.next() {
      let number: Int64 = row[0]
      guard let signal = signals[number & SampleNumber.signal], number >> SampleNumber.bits >= signal.start else {
        continue
      }
      samples.append(
        KeptSample(
          at: Instant(milliseconds: number >> SampleNumber.bits), signal: signal.key,
          value: value(row[1], signal.dimension), dimension: signal.dimension, isMinute: false))
    }
    return samples
  }

  private static func value(_ kept: DatabaseValue, _ dimension: Gates.Dimension) -> Value? {
    value(.fromDatabaseValue(kept), dimension == .text ? .fromDatabaseValue(kept) : nil, dimension)
  }

  private static func dimension(_ unit: String) -> Gates.Dimension {
    Gates.Dimension.allCases.first { $0.unitName == unit } ?? .number
  }

  private static func value(_ number: Double?, _ text: String?, _ dimension: Gates.Dimension) -> Value? {
    switch dimension {
    case .text: text.map(Value.text)
    case .truth: number.map { .truth($0 != 0) }
    case .time, .ratio, .count, .size, .money, .number: number.map(Value.number)
    }
  }
}
