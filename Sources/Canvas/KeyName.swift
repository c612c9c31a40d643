extension KeyPress {
  /// Reads a key as a configuration file names it: `a`, `space`, `ctrl-a`, `shift-tab`, `pgup`.
  package init?(name: String) {
    if let special = Self.names.first(where: { $0.name == name }) {
      self = special.key
      return
    }
    if name.hasPrefix("ctrl-"), let letter = name.dropFirst(5).first, name.count == 6, letter.isASCII, letter.isLetter {
      self = .control(Character(letter.lowercased()))
      return
    }
    guard name.count == 1, let character = name.first, !character.isWhitespace else { return nil }
    self = .character(character)
  }

  /// How a configuration file names it; nil for a paste, a click and what else is no key.
  package var name: String? {
    if let special = Self.names.first(where: { $0.key == self }) { return special.name }
    return switch self {
    case .character(let character): String(character)
    case .control(let letter): "ctrl-\(letter)"
    case .enter, .escape, .tab, .backTab, .backspace, .delete, .up, .down, .left, .right, .home, .end, .pageUp,
      .pageDown, .paste, .mouse, .focus:
      nil
    }
  }

  /// How help, footer and palette write it, in few columns.
  package var label: String {
    switch self {
    case .up: "↑"
    case .down: "↓"
    case .left: "←"
    case .right: "→"
    case .pageUp: "PgUp"
    case .pageDown: "PgDn"
    case .home: "Home"
    case .end: "End"
    case .control(let letter): "^\(letter.uppercased())"
    case .character, .enter, .escape, .tab, .backTab, .backspace, .delete, .paste, .mouse, .focus: name ?? ""
    }
  }

  /// The words for keys that are not one letter.
  package static let words = names.map(\.name)

  private static let names: [(name: String, key: KeyPress)] = [
    ("enter", .enter), ("esc", .escape), ("tab", .tab), ("shift-tab", .backTab), ("backspace", .backspace),
    ("delete", .delete), ("up", .up), ("down", .down), ("left", .left), ("right", .right), ("home", .home),
    ("end", .end), ("pgup", .pageUp), ("pgdn", .pageDown), ("space", .character(" ")),
  ]
}
