import Foundation
import GRDB
package import Gates

/// How long samples are kept, on the board's clock.
package struct SampleRetention: Hashable, Sendable {
  /// As they were; then one row a minute for each signal.
  package let raw: Duration
  /// From their instant until they are gone.
  package let all: Duration

  package init(raw: Duration = .seconds(86_400), all: Duration = .seconds(7 * 86_400)) {
    self.raw = raw
    self.all = all
  }
}

extension SampleStore {
  private static let minute: Int64 = 60_000
  /// At most so many minutes in one go, so that a journal that was left alone for long is caught up with in pieces.
  private static let mostMinutes = 20

  /// Rolls up what is older than is kept raw, and removes what is older than is kept at all; never an event.
  ///
  /// Each minute is a transaction of its own, so that no event waits long for the file.
  package func tidy(at now: Instant) throws(JournalError) {
    let last = (now - retention.raw).milliseconds.flooringDivision(by: Self.minute)
    guard tidied.map({ last > $0 }) ?? true else { return }
    do {
      for _ in 0..<Self.mostMinutes {
        guard let oldest = try queue.read({ try Int64.fetchOne($0, sql: "SELECT min(id) >> 20 FROM sample") }),
          oldest.flooringDivision(by: Self.minute) < last
        else {
          try removeOld(at: now)
          tidied = last
          return
        }
        try queue.write { try rollUp(oldest.flooringDivision(by: Self.minute), $0) }
      }
    } catch {
      throw JournalError(path: path, error)
    }
  }

  private func removeOld(at now: Instant) throws {
    let oldest = now - retention.all
    try queue.write { database in
      try database.execute(
        sql: "DELETE FROM sample_minute WHERE id < ?",
        arguments: [SampleNumber.first(of: oldest.milliseconds.flooringDivision(by: Self.minute))])
      // Once an hour, because it reads the whole inbox.
      let hour = now.milliseconds.flooringDivision(by: 60 * Self.minute)
      guard tidiedHour != hour else { return }
      try Inbox.removeOld(taken: now - .seconds(3600), refused: oldest, database)
      tidiedHour = hour
    }
  }

  private func rollUp(_ minute: Int64, _ database: Database) throws {
    let bounds: StatementArguments = [
      SampleNumber.first(of: minute * Self.minute), SampleNumber.first(of: (minute + 1) * Self.minute),
    ]
    var minutes: [Int64: MinuteOfSamples] = [:]
    let rows = try Row.fetchCursor(
      database,
      sql: """
        SELECT signal.id, value, unit FROM sample JOIN signal ON signal.id = sample.id & 1048575
        WHERE sample.id >= ? AND sample.id < ? ORDER BY sample.id
        """, arguments: bounds)
    while let row = try rows.next() {
      minutes[row[0], default: MinuteOfSamples()].add(row[1], isTruth: row[2] == "bool")
    }
    // A row that was pushed late belongs to a minute that may be rolled up already.
    let earlier = try Row.fetchAll(
      database,
      sql: """
        SELECT id & 1048575, count, missing, min, max, mean, sketch, last FROM sample_minute WHERE id >= ? AND id < ?
        """, arguments: [SampleNumber.first(of: minute), SampleNumber.first(of: minute + 1)])
    for row in earlier { minutes[row[0]]?.merge(MinuteOfSamples(row)) }
    let statement = try database.cachedStatement(
      sql: "INSERT OR REPLACE INTO sample_minute VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
    for (signal, samples) in minutes.sorted(by: { $0.key < $1.key }) {
      try statement.execute(arguments: samples.arguments(SampleNumber.of(minute, signal)))
    }
    try database.execute(sql: "DELETE FROM sample WHERE id >= ? AND id < ?", arguments: bounds)
  }
}

/// The samples of one signal in one minute, in one row.
struct MinuteOfSamples {
  private(set) var count = 0
  private(set) var missing = 0
  private(set) var least = Double.infinity
  private(set) var most = -Double.infinity
  private var sum = 0.0
  private(set) var sketch = Sketch()
  private(set) var last: String?

  init() {}

  init(_ row: Row) {
    (count, missing) = (row[1], row[2])
    (least, most) = (row[3] ?? .infinity, row[4] ?? -.infinity)
    sum = (row[5] as Double? ?? 0) * Double(count)
    sketch = (row[6] as Data?).flatMap { Sketch($0) } ?? Sketch()
    last = row[7]
  }

  /// Of numbers; nil where there was none.
  var mean: Double? { sketch.count > 0 ? sum / Double(count) : nil }

  mutating func add(_ content: DatabaseValue, isTruth: Bool) {
    guard !content.isNull else {
      missing += 1
      return
    }
    count += 1
    guard let value = Double.fromDatabaseValue(content) else {
      last = String.fromDatabaseValue(content)
      return
    }
    if isTruth { last = value == 0 ? "0" : "1" }
    (least, most) = (min(least, value), max(most, value))
    sum += value
    sketch.add(value)
  }

  /// Takes in what was rolled up before; the newer last value stays.
  mutating func merge(_ other: MinuteOfSamples) {
    count += other.count
    missing += other.missing
    (least, most) = (min(least, other.least), max(most, other.most))
    sum += other.sum
    sketch.merge(other.sketch)
    last = last ?? other.last
  }

  func arguments(_ number: Int64) -> StatementArguments {
    let hasNumbers = sketch.count > 0
    return [
      number, count, missing, hasNumbers ? least : nil, hasNumbers ? most : nil, mean,
      hasNumbers ? Data(sketch.bytes) : nil, last,
    ]
  }
}
