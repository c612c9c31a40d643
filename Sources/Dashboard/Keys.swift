package import Canvas

/// The key map in force: what help, footer and palette are drawn from.
package struct Keys: Hashable, Sendable {
  package let bindings: [Binding]

  package init(_ bindings: [Binding] = KeyMap.bindings) { self.bindings = bindings }

  package func action(for key: KeyPress) -> Action? { binding(for: key)?.action }

  func binding(for key: KeyPress) -> Binding? { bindings.first { $0.keys.contains(key) } }

  /// What a footer of this width offers at a place, nil being the board: help and quit always, before them as much as
  /// there is room for, what the place is for first.
  ///
  /// - Parameter refused: what would do nothing there.
  func footer(at place: Place?, width: Int, without refused: Set<Action>) -> [(label: String, word: String)] {
    let special = (place?.offers ?? []).filter { !refused.contains($0) }
    let own = special.compactMap { action in
      bindings.first { $0.action == action }.map { ($0.action, $0.label, place?.word(for: $0) ?? $0.name) }
    }
    let offered =
      own
      + bindings.compactMap { binding in
        guard !special.contains(binding.action), !refused.contains(binding.action) else { return nil }
        return (place == nil ? binding.board : binding.page).map { (binding.action, binding.label, $0) }
      }
    func columns(_ entry: (Action, String, String)) -> Int { Glyph.width(of: "\(entry.1) \(entry.2)") + 2 }
    let kept = offered.filter { $0.0 == .help || $0.0 == .quit }
    var room = width - 1 - kept.map(columns).reduce(0, +)
    var fitting: [(Action, String, String)] = []
    for entry in offered where entry.0 != .help && entry.0 != .quit {
      guard columns(entry) <= room else { break }
      room -= columns(entry)
      fitting.append(entry)
    }
    return (fitting + kept).map { ($0.1, $0.2) }
  }

  /// How the key of an action is written; nil where it has none.
  func label(of action: Action) -> String? {
    bindings.first { $0.action == action && !$0.keys.isEmpty }?.label
  }

  /// The keys that are left where some actions are out of reach.
  func without(_ isOut: (Action) -> Bool) -> Keys { Keys(bindings.filter { !isOut($0.action) }) }

  /// The same actions on other keys, each as its name is known to; see ``Binding/name``.
  ///
  /// A name that stands for nothing changes nothing.
  package func rebound(_ keys: [String: [KeyPress]]) -> Keys {
    Keys(bindings.map { binding in keys[binding.name].map { binding.on($0) } ?? binding })
  }
}

extension Binding {
  fileprivate func on(_ keys: [KeyPress]) -> Binding {
    Binding(
      keys, keys.isEmpty ? "-" : keys.map(\.label).joined(separator: " "), action, name, help,
      board: keys.isEmpty ? nil : board, page: keys.isEmpty ? nil : page, also: also)
  }
}

extension Action {
  /// How many rows down it moves, further than any list is long to its ends; nil for what moves nothing.
  var rows: Int? {
    switch self {
    case .up: -1
    case .down: 1
    case .pageUp: -10
    case .pageDown: 10
    case .first: -100_000
    case .last: 100_000
    default: nil
    }
  }

  /// Whether it means something in the past alone.
  var isOfThePast: Bool { [.earlier, .later, .goTo].contains(self) }

  /// Whether it changes the board, the journal or a file; none of these is reachable in read-only mode.
  package var acts: Bool {
    switch self {
    case .blocker, .edit, .resolve, .reopen, .acknowledge, .rule, .approve, .withdraw, .deliver, .arm, .mute, .undo,
      .snapshot:
      true
    case .up, .down, .pageUp, .pageDown, .first, .last, .previousGate, .nextGate, .nextPane, .open, .back, .why,
      .jump, .sort, .fold, .follow, .chart, .columns, .wall, .deadlines, .alerts, .blockers, .journal, .evidence,
      .sources,
      .handover, .copy, .write, .travel, .earlier, .later, .goTo, .filter, .palette, .theme, .help, .suspend, .quit:
      false
    }
  }
}
