/// A number as a scenario spells it.
struct Number {
  let value: Double
  /// Whether it is written without a fraction: then it counts something, and stays whole.
  let isWhole: Bool

  /// Reads `12`, `-3`, `0.0004`; nil for anything else, and past 15 characters, where a `Double` would round.
  init?(_ text: some StringProtocol) {
    let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
    let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
    guard digits.utf8.count <= 15, (1...2).contains(parts.count),
      parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { (48...57).contains($0) } }), let value = Double(text)
    else { return nil }
    self.value = value
    isWhole = parts.count == 1
  }
}
