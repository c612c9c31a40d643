import Synchronization

/// A regular expression of the board, held against the beginning of a text line by line.
///
/// ``TextPattern`` has refused what could take exponential time; these bounds hold the rest down.
final class TextMatch: Sendable {
  static let mostBytes = 64 << 10
  static let longestLine = 1000

  // Swift makes no promise that two threads may use one expression.
  private let expression: Mutex<Expression>

  private struct Expression {
    let regex: Regex<AnyRegexOutput>
  }

  /// Nil where the text is no regular expression.
  init?(_ pattern: String) {
    guard let regex = try? Regex(pattern) else { return nil }
    expression = Mutex(Expression(regex: regex))
  }

  /// The first group of the first match, or the whole match where there is no group.
  func first(in bytes: [UInt8]) -> String? {
    for line in bytes.prefix(Self.mostBytes).split(whereSeparator: { $0 == 10 || $0 == 13 }) {
      let text = String(decoding: line.prefix(Self.longestLine), as: UTF8.self)
      let found: String? = expression.withLock { expression in
        guard let match = try? expression.regex.firstMatch(in: text) else { return nil }
        let group = match.output.count > 1 ? match.output[1] : match.output[0]
        return group.substring.map(String.init)
      }
      if let found { return found }
    }
    return nil
  }
}
