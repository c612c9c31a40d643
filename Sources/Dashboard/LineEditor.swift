import Canvas

/// One line of text under the cursor.
package struct LineEditor: Hashable, Sendable {
  package private(set) var text: [Character]
  package private(set) var cursor: Int

  /// Longest text that can be typed, in characters.
  static let capacity = 1000

  package init(_ text: String = "") {
    self.text = Array(text)
    cursor = self.text.count
  }

  package var string: String { String(text) }

  /// The text without spaces at its ends.
  package var trimmed: String {
    let inner = text.drop { $0 == " " }
    let last = inner.lastIndex { $0 != " " }
    return String(last.map { inner[...$0] } ?? [])
  }

  /// - Returns: whether the key meant something here.
  mutating func take(_ key: KeyPress) -> Bool {
    switch key {
    case .character(let character): insert([character])
    case .paste(let pasted): insert(pasted.map { $0.isNewline || $0 == "\t" ? " " : $0 })
    case .backspace where cursor > 0:
      cursor -= 1
      text.remove(at: cursor)
    case .delete where cursor < text.count: text.remove(at: cursor)
    case .left: cursor = max(0, cursor - 1)
    case .right: cursor = min(text.count, cursor + 1)
    case .home, .control("a"): cursor = 0
    case .end, .control("e"): cursor = text.count
    case .control("u"):
      text.removeFirst(cursor)
      cursor = 0
    case .backspace, .delete: return true
    default: return false
    }
    return true
  }

  private mutating func insert(_ characters: [Character]) {
    let fitting = characters.prefix(Self.capacity - text.count)
    text.insert(contentsOf: fitting, at: cursor)
    cursor += fitting.count
  }
}
