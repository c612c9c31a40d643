package import Gates
import StrictYAML

/// Reads recorded samples: `time,app,signal,value`, times in RFC 3339 and in order, no value for explicit no-data.
///
/// A number is in the unit that the board declares for its signal, as its source would have said it.
package enum SampleFile {
  static let header = ["time", "app", "signal", "value"]

  /// - Throws: ``SampleFileError`` at the first line that does not fit.
  package static func parse(_ bytes: [UInt8], file: String, board: Board) throws(SampleFileError) -> [SampleRow] {
    let units = units(of: board)
    var rows: [SampleRow] = []
    var isFirst = true
    for row in CommaSeparated(bytes) {
      guard row.isClosed else { throw SampleFileError(file, line: row.line, "expected a closing quote") }
      if isFirst {
        isFirst = false
        guard row.fields == header else {
          throw SampleFileError(
            file, line: row.line,
            "expected the heading 'time,app,signal,value', found '\(row.fields.joined(separator: ","))'")
        }
        continue
      }
      if row.fields == [""] { continue }
      let sample = try sample(row, file: file, board: board, units: units)
      if let last = rows.last, sample.at < last.at {
        throw SampleFileError(
          file, line: row.line, "expected times in order, found \(sample.at.utcSeconds) after \(last.at.utcSeconds)")
      }
      rows.append(sample)
    }
    if isFirst { throw SampleFileError(file, line: 1, "expected the heading 'time,app,signal,value', found nothing") }
    return rows
  }

  private static func units(of board: Board) -> [Key: Unit] {
    var units: [Key: Unit] = [:]
    for app in board.apps {
      for signal in app.sources.flatMap(\.signals) { units[Key(app.id, signal.name)] = signal.unit }
    }
    return units
  }

  private static func sample(
    _ row: CommaSeparated.Row, file: String, board: Board, units: [Key: Unit]
  ) throws(SampleFileError) -> SampleRow {
    guard row.fields.count == 4 else {
      throw SampleFileError(file, line: row.line, "expected 4 fields, found \(row.fields.count)")
    }
    guard let at = Instant(utc: row.fields[0]) else {
      throw SampleFileError(
        file, line: row.line, "expected a time such as 2025-11-12T19:47:00Z, found '\(row.fields[0])'")
    }
    let app = AppID(row.fields[1])
    guard board.app(app) != nil else {
      let hint = Nearest.hint(app.name, among: board.apps.map(\.id.name))
      throw SampleFileError(file, line: row.line, "expected an app of the board, found '\(app)'; \(hint)")
    }
    let key = Key(app, row.fields[2])
    guard let unit = units[key] else {
      let hint = Nearest.hint(key.name, among: units.keys.filter { $0.app == app }.map(\.name).sorted())
      throw SampleFileError(file, line: row.line, "expected a signal of \(app), found '\(key.name)'; \(hint)")
    }
    guard !row.fields[3].isEmpty else { return SampleRow(at: at, signal: key, value: nil) }
    guard let value = value(row.fields[3], unit) else {
      throw SampleFileError(
        file, line: row.line, "expected \(unit.dimension.words) in \(unit.name) for \(key), found '\(row.fields[3])'")
    }
    return SampleRow(at: at, signal: key, value: value)
  }

  private static func value(_ text: String, _ unit: Unit) -> Value? {
    switch unit.dimension {
    case .text: return .text(text)
    case .truth: return ["true": true, "false": false, "1": true, "0": false][text].map { .truth($0) }
    case .time, .ratio, .count, .size, .money, .number:
      guard let number = Double(text), number.isFinite else { return nil }
      return .number(unit.canonical(number))
    }
  }
}
