import Gates

/// A regular expression of the board, held against the beginning of a text line by line.
struct TextMatch: Sendable {
  static let mostBytes = 64 << 10

  private let pattern: TextPattern

  /// Nil where the text is no regular expression.
  init?(_ text: String) {
    guard let pattern = TextPattern(text) else { return nil }
    self.pattern = pattern
  }

  /// The first group of the first match, or the whole match where there is no group.
  func first(in bytes: [UInt8]) -> String? {
    for line in bytes.prefix(Self.mostBytes).split(whereSeparator: { $0 == 10 || $0 == 13 }) {
      if let found = pattern.first(in: String(decoding: line, as: UTF8.self)) { return found }
    }
    return nil
  }
}
