import Canvas

/// Which key a sequence of bytes means.
struct KeyTable {
  private var keys: [[UInt8]: KeyPress] = [:]

  /// What nearly every terminal sends, in both of its keypad modes.
  init() {
    let letters: [(Character, KeyPress)] = [
      ("A", .up), ("B", .down), ("C", .right), ("D", .left), ("H", .home), ("F", .end),
    ]
    for (letter, key) in letters {
      add("[\(letter)", key)
      add("O\(letter)", key)
      // With the modifier that says that there is none.
      add("[1;1\(letter)", key)
    }
    let numbers: [(Int, KeyPress)] = [
      (1, .home), (3, .delete), (4, .end), (5, .pageUp), (6, .pageDown), (7, .home), (8, .end),
    ]
    for (number, key) in numbers {
      add("[\(number)~", key)
      add("[\(number);1~", key)
    }
    add("[1;2C", .shiftRight)
    add("[1;2D", .shiftLeft)
    add("[Z", .backTab)
    add("OM", .enter)
  }

  /// What terminfo knows better about this terminal. Sequences that do not start with escape are characters.
  mutating func learn(_ sequence: [UInt8], _ key: KeyPress) {
    guard sequence.count > 1, sequence.first == 0x1B else { return }
    keys[sequence] = key
  }

  subscript(sequence: [UInt8]) -> KeyPress? { keys[sequence] }

  private mutating func add(_ sequence: String, _ key: KeyPress) { keys[[0x1B] + Array(sequence.utf8)] = key }
}
