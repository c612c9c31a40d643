/// What stands on a terminal.
struct Picture: CustomStringConvertible {
  /// From top to bottom, without blanks at their ends.
  let rows: [String]

  init(_ text: String) {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    if lines.last == "" { lines.removeLast() }
    rows = lines.map(String.init)
  }

  var description: String { rows.joined(separator: "\n") }

  func contains(_ text: String) -> Bool { rows.contains { $0.contains(text) } }

  /// The first row that contains all of these.
  func row(_ texts: String...) -> String? { rows.first { row in texts.allSatisfy(row.contains) } }

  /// The column at which a text begins in its first row.
  func column(of text: String) -> Int? {
    for row in rows {
      if let range = row.firstRange(of: text) { return row.distance(from: row.startIndex, to: range.lowerBound) }
    }
    return nil
  }
}
