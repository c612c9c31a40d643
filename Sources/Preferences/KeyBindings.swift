import Canvas
import Dashboard
import StrictYAML

/// The operator's own keys: the name of an action, as the palette has it, and its key or keys.
enum KeyBindings {
  /// These always mean the same, so that nobody is locked in anywhere.
  private static let fixed: [(key: KeyPress, action: Action, why: String)] = [
    (.escape, .back, "esc always goes back"), (.control("c"), .quit, "ctrl-c always leaves"),
    (.control("z"), .suspend, "ctrl-z always goes to the shell"),
  ]

  private struct Claim {
    let name: String
    let position: Position
  }

  /// The keys of each action that the file names; what is wrong is reported, with the name or the key that was probably meant.
  static func read(_ node: Node, _ diagnosis: Diagnosis) -> [String: [KeyPress]] {
    let known = KeyMap.bindings.map(\.name)
    var own: [String: [KeyPress]] = [:]
    var claims: [KeyPress: Claim] = [:]
    var rebound: [(key: KeyPress, name: String, position: Position)] = []
    for entry in diagnosis.entries(node, "the names of actions with their keys") {
      guard let binding = KeyMap.bindings.first(where: { $0.name == entry.key }) else {
        let hint = Nearest.hint(entry.key, among: known)
        diagnosis.report(entry.position, "expected the name of an action, found '\(entry.key)'; \(hint)")
        continue
      }
      var keys: [KeyPress] = []
      // One key, several, or an empty list for none.
      for item in diagnosis.items(entry.value, "a key or a list of keys") {
        guard let key = key(item, for: binding, diagnosis) else { continue }
        if let other = claims[key] {
          diagnosis.report(
            item.position,
            "expected another key for '\(binding.name)': '\(key.name ?? "")' is that of '\(other.name)' at \(other.position)"
          )
          continue
        }
        claims[key] = Claim(name: binding.name, position: item.position)
        rebound.append((key, binding.name, item.position))
        keys.append(key)
      }
      for fixed in fixed where fixed.action == binding.action && !keys.contains(fixed.key) { keys.append(fixed.key) }
      own[binding.name] = keys
    }
    // A key that another action has by default is free only once that action has moved away.
    for (key, name, position) in rebound {
      let holder = KeyMap.bindings.first { $0.name != name && own[$0.name] == nil && $0.keys.contains(key) }
      guard let holder else { continue }
      diagnosis.report(
        position,
        "expected another key for '\(name)': '\(key.name ?? "")' is that of '\(holder.name)'; give that one another key too"
      )
    }
    return own
  }

  /// The key map with what a board file says, and over it what the operator's own file says: where both give a key away
  /// it is the operator's, and where that leaves an action without one, the palette has it.
  static func merged(board: [String: [KeyPress]], own: [String: [KeyPress]]) -> Keys {
    guard !board.isEmpty else { return Keys().rebound(own) }
    let taken = Set(own.values.joined())
    let lent = board.filter { own[$0.key] == nil }.mapValues { keys in keys.filter { !taken.contains($0) } }
    let claimed = taken.union(lent.values.joined())
    var all = own.merging(lent) { mine, _ in mine }
    for binding in KeyMap.bindings where all[binding.name] == nil {
      let left = binding.keys.filter { !claimed.contains($0) }
      if left != binding.keys { all[binding.name] = left }
    }
    return Keys().rebound(all)
  }

  private static func key(_ node: Node, for binding: Binding, _ diagnosis: Diagnosis) -> KeyPress? {
    guard let text = diagnosis.text(node, "a key such as b, ctrl-b, pgup or space") else { return nil }
    guard let key = KeyPress(name: text) else {
      let near = Nearest.word(to: text, among: KeyPress.words)
      let hint =
        near.map { "did you mean '\($0)'?" }
        ?? "write one letter, ctrl- and a letter, or one of \(KeyPress.words.joined(separator: ", "))"
      diagnosis.report(node.position, "expected a key, found '\(text)'; \(hint)")
      return nil
    }
    // The key that confirms is never the one that asked.
    if key == .character("y"), [.quit, .undo].contains(binding.action) {
      diagnosis.report(node.position, "expected another key for '\(binding.name)': y answers what it asks")
      return nil
    }
    if let fixed = fixed.first(where: { $0.key == key && $0.action != binding.action }) {
      diagnosis.report(node.position, "expected another key for '\(binding.name)': \(fixed.why)")
      return nil
    }
    return key
  }
}
