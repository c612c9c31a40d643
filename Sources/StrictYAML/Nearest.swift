/// Finds the word that somebody meant.
package enum Nearest {
  /// The candidate with the smallest edit distance, if it is close enough to be a slip: at most a third of the word.
  package static func word(to word: String, among candidates: [String]) -> String? {
    let scored = candidates.map { ($0, distance(word.lowercased(), $0.lowercased())) }
    guard let best = scored.min(by: { ($0.1, $0.0) < ($1.1, $1.0) }) else { return nil }
    // Of two letters one is no slip: `no` is not meant to be `GO`.
    return best.1 <= max(1, word.count / 3) && best.1 * 2 < word.count ? best.0 : nil
  }

  /// "did you mean 'owes'?", or the words that are allowed.
  package static func hint(_ found: String, among candidates: [String]) -> String {
    hint(near: word(to: found, among: candidates), among: candidates)
  }

  /// The same, where the nearest word is known already.
  static func hint(near: String?, among candidates: [String]) -> String {
    if let near { return "did you mean '\(near)'?" }
    return candidates.isEmpty ? "none is known here" : "known are \(candidates.joined(separator: ", "))"
  }

  /// Optimal string alignment distance: insertions, deletions, substitutions and swaps of neighbours.
  private static func distance(_ left: String, _ right: String) -> Int {
    let (a, b) = (Array(left.unicodeScalars.prefix(64)), Array(right.unicodeScalars.prefix(64)))
    guard !a.isEmpty, !b.isEmpty else { return max(a.count, b.count) }
    var rows = [Array(0...b.count)]
    for i in 1...a.count {
      var row = [i]
      for j in 1...b.count {
        let same = a[i - 1] == b[j - 1]
        var best = min(rows[i - 1][j] + 1, row[j - 1] + 1, rows[i - 1][j - 1] + (same ? 0 : 1))
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] { best = min(best, rows[i - 2][j - 2] + 1) }
        row.append(best)
      }
      rows.append(row)
    }
    return rows[a.count][b.count]
  }
}
