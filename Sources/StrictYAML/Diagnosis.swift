/// Collects what is wrong while a document is read, so that all of it is said at once.
package final class Diagnosis {
  package let file: String
  package private(set) var problems: [Problem] = []

  package init(file: String) { self.file = file }

  package func report(_ position: Position, _ message: String) {
    problems.append(Problem(file: file, position: position, message: message))
  }

  /// - Throws: everything that was reported, if anything was.
  package func finish() throws(Problems) {
    if !problems.isEmpty { throw Problems(problems) }
  }

  // MARK: Reading nodes

  /// The node's text; reports anything else. An empty scalar is not a text.
  package func text(_ node: Node, _ what: String) -> String? {
    guard case .scalar(let text) = node.content, !text.isEmpty || node.isQuoted else {
      report(node.position, "expected \(what), found \(node.words)")
      return nil
    }
    return text
  }

  /// The node's items; a single text counts as a list of one.
  package func items(_ node: Node, _ what: String) -> [Node] {
    switch node.content {
    case .sequence(let items): return items
    case .scalar(let text) where !text.isEmpty: return [node]
    case .scalar, .mapping:
      report(node.position, "expected \(what), found \(node.words)")
      return []
    }
  }

  /// The entries of a mapping whose keys are names of the writer's choice.
  package func entries(_ node: Node, _ what: String) -> [Node.Entry] {
    guard case .mapping(let entries) = node.content else {
      report(node.position, "expected \(what), found \(node.words)")
      return []
    }
    return entries
  }

  /// The fields of a mapping whose keys are fixed; every other key is reported with the nearest of `keys`.
  package func fields(_ node: Node, _ what: String, keys: [String]) -> Fields? {
    guard case .mapping(let entries) = node.content else {
      report(node.position, "expected \(what), found \(node.words)")
      return nil
    }
    for entry in entries where !keys.contains(entry.key) {
      report(entry.position, "expected a key of \(what), found '\(entry.key)'; \(Nearest.hint(entry.key, among: keys))")
    }
    let known = entries.filter { keys.contains($0.key) }
    return Fields(
      position: node.position, what: what, values: Dictionary(known.map { ($0.key, $0.value) }) { first, _ in first })
  }

  /// One of a fixed set of words.
  package func choice<Choice>(_ node: Node, _ what: String, of choices: [(String, Choice)]) -> Choice? {
    guard let text = text(node, what) else { return nil }
    if let found = choices.first(where: { $0.0 == text }) { return found.1 }
    report(node.position, "expected \(what), found '\(text)'; \(Nearest.hint(text, among: choices.map(\.0)))")
    return nil
  }

  /// The field of that key; a missing one is reported at the mapping.
  package func required(_ key: String, in fields: Fields) -> Node? {
    if let node = fields.values[key] { return node }
    report(fields.position, "expected \(fields.what) to have '\(key)'; add it")
    return nil
  }
}

/// The fields of one mapping.
package struct Fields {
  package let position: Position
  package let what: String
  let values: [String: Node]

  package subscript(key: String) -> Node? { values[key] }
}
