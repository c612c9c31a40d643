/// Collects what is wrong while a document is read, so that all of it is said at once.
package final class Diagnosis {
  package let file: String
  package private(set) var problems: [Problem] = []

  package init(file: String) { self.file = file }

  package func report(_ position: Position, _ message: String) {
    problems.append(Problem(file: file, position: position, message: message))
  }

  package func report(_ problems: [Problem]) { self.problems += problems }

  /// - Throws: everything that was reported, if anything was.
  package func finish() throws(Problems) {
    if !problems.isEmpty { throw Problems(problems) }
  }

  // MARK: Reading nodes

  /// The node's text; reports anything else. What is empty or blank is not a text, quoted or not.
  package func text(_ node: Node, _ what: String) -> String? {
    guard case .scalar(let text) = node.content, !text.isBlank else {
      report(node.position, "expected \(what), found \(node.words)")
      return nil
    }
    return text
  }

  /// The node's items; a single text counts as a list of one.
  package func items(_ node: Node, _ what: String) -> [Node] {
    switch node.content {
    case .sequence(let items): return items
    case .scalar(let text) where !text.isBlank: return [node]
    case .scalar, .mapping:
      report(node.position, "expected \(what), found \(node.words)")
      return []
    }
  }

  /// The node's items, of which there must be one at least.
  package func someItems(_ node: Node, _ what: String) -> [Node] {
    let items = items(node, what)
    if case .sequence(let listed) = node.content, listed.isEmpty {
      report(node.position, "expected \(what), found an empty list")
    }
    return items
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
  package func fields(_ node: Node, _ what: String, keys: KnownKeys) -> Fields? {
    guard case .mapping(let entries) = node.content else {
      report(node.position, "expected \(what), found \(node.words)")
      return nil
    }
    // By their indexes, because to hand out an entry copies it.
    guard !entries.indices.allSatisfy({ keys.contains(entries[$0].key) }) else {
      return Fields(position: node.position, what: what, entries: entries, slips: [], hasStrangers: false)
    }
    var slips: Set<String> = []
    var hasStrangers = false
    for entry in entries where !keys.contains(entry.key) {
      let near = Nearest.word(to: entry.key, among: keys.all)
      if let near { slips.insert(near) } else { hasStrangers = true }
      let hint = Nearest.hint(near: near, among: keys.all)
      report(entry.position, "expected a key of \(what), found '\(entry.key)'; \(hint)")
    }
    return Fields(
      position: node.position, what: what, entries: entries.filter { keys.contains($0.key) }, slips: slips,
      hasStrangers: hasStrangers)
  }

  /// One of a fixed set of words.
  package func choice<Choice: Sendable>(_ node: Node, _ what: String, of choices: [(String, Choice)]) -> Choice? {
    choice(node, what, of: Choices(choices))
  }

  package func choice<Choice: Sendable>(_ node: Node, _ what: String, of choices: Choices<Choice>) -> Choice? {
    guard let text = text(node, what) else { return nil }
    if let index = choices.words.firstIndex(of: text) { return choices.meanings[index] }
    report(node.position, "expected \(what), found '\(text)'; \(Nearest.hint(text, among: choices.words))")
    return nil
  }

  /// The field of that key; a missing one is reported at the mapping.
  package func required(_ key: String, in fields: Fields) -> Node? {
    if let node = fields[key] { return node }
    report(fields.position, "expected \(fields.what) to have '\(key)'; add it")
    return nil
  }
}

/// A fixed set of words and what each means; apart, so that to look for a word moves no meanings.
package struct Choices<Meaning: Sendable>: Sendable {
  /// In the order of messages.
  package let words: [String]
  let meanings: [Meaning]

  package init(_ choices: [(String, Meaning)]) {
    words = choices.map(\.0)
    meanings = choices.map(\.1)
  }
}

/// The keys that a mapping may have.
package struct KnownKeys: ExpressibleByArrayLiteral, Sendable {
  /// In the order of messages.
  package let all: [String]
  private let set: Set<String>

  package init(_ all: [String]) {
    self.all = all
    set = Set(all)
  }

  package init(arrayLiteral keys: String...) { self.init(keys) }

  package func contains(_ key: String) -> Bool { set.contains(key) }
}

/// The fields of one mapping.
package struct Fields {
  package let position: Position
  package let what: String
  /// Those of known keys, each key once.
  package let entries: [Node.Entry]
  /// Keys that an unknown key is probably meant to be.
  let slips: Set<String>
  /// Whether there are unknown keys that resemble no other: each may be meant to be any.
  let hasStrangers: Bool

  // There are never so many that hashing would be faster.
  package subscript(key: String) -> Node? {
    entries.indices.first { entries[$0].key == key }.map { entries[$0].value }
  }

  /// Whether there is a field of that key.
  package func has(_ key: String) -> Bool { entries.indices.contains { entries[$0].key == key } }

  /// Whether the field was meant to be here and cannot be read; `value` is what was read of it.
  ///
  /// That has been said where it stands, and is no reason to complain about what builds on it.
  package func isUnreadable(_ key: String, as value: Any?) -> Bool {
    value == nil && (has(key) || slips.contains(key) || hasStrangers)
  }
}
