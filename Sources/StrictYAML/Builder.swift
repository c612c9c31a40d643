import Yams

/// Turns the library's nodes into ours and counts them, aliases written out.
struct Builder {
  let file: String
  let lines: Lines
  /// What keys that stand twice are called, by what they were renamed to.
  let names: [String: String]
  /// Every second place of a key.
  private(set) var repeated: Set<Problem> = []
  private var count = 0
  /// Places by their index, because aliases come back to the same text again and again.
  private var places: [Int: Place] = [:]

  private struct Place {
    let beginning: Position
    let text: Position?
  }

  init(file: String, lines: Lines, names: [String: String]) {
    self.file = file
    self.lines = lines
    self.names = names
  }

  mutating func node(_ node: Yams.Node, depth: Int) throws(Problems) -> Node {
    count += 1
    let position = position(of: node)
    guard depth <= Document.deepest else {
      throw problem(position, "expected at most \(Document.deepest) levels of nesting")
    }
    guard count <= Document.mostNodes else {
      throw problem(position, "expected at most \(Document.mostNodes) values once aliases are written out")
    }
    switch node {
    case .scalar(let scalar):
      let place = place(of: scalar)
      let content = Node.Content.scalar(scalar.string)
      return Node(content: content, position: place.beginning, isQuoted: scalar.isQuoted, textPosition: place.text)
    case .sequence(let sequence):
      var items: [Node] = []
      for item in sequence { items.append(try self.node(item, depth: depth + 1)) }
      return Node(content: .sequence(items), position: position, isQuoted: false, textPosition: nil)
    case .mapping(let mapping):
      var entries: [Node.Entry] = []
      for (key, value) in mapping { entries.append(try entry(key, value, depth: depth + 1)) }
      if !names.isEmpty { noteRepeated(entries) }
      return Node(content: .mapping(entries), position: position, isQuoted: false, textPosition: nil)
    case .alias:
      throw problem(position, "expected a value, found an alias that names nothing")
    }
  }

  private mutating func entry(_ key: Yams.Node, _ value: Yams.Node, depth: Int) throws(Problems) -> Node.Entry {
    guard case .scalar(let scalar) = key else {
      let position = position(of: key)
      throw problem(position, "expected plain text as a key, found a list or mapping")
    }
    let name = names[scalar.string] ?? scalar.string
    return Node.Entry(key: name, position: place(of: scalar).beginning, value: try node(value, depth: depth))
  }

  private mutating func noteRepeated(_ entries: [Node.Entry]) {
    var firsts: [String: Position] = [:]
    for entry in entries {
      if let first = firsts[entry.key] {
        let words = "expected each key once, found '\(entry.key)' again, first in line \(first.line); keep one of them"
        repeated.insert(Problem(file: file, position: entry.position, message: words))
      } else {
        firsts[entry.key] = entry.position
      }
    }
  }

  private mutating func place(of scalar: Yams.Node.Scalar) -> Place {
    let mark = scalar.mark.map { lines.index(of: $0) } ?? 0
    // An empty plain scalar is nowhere: its mark is that of what follows.
    guard scalar.isQuoted || !scalar.string.isEmpty else {
      return Place(beginning: lines.position(of: mark), text: nil)
    }
    if let known = places[mark] { return known }
    let beginning = lines.beginning(of: mark)
    let isBlock = scalar.style == .literal || scalar.style == .folded
    let text = isBlock ? nil : lines.verbatim(scalar.string, isQuoted: scalar.isQuoted, at: beginning)
    let place = Place(beginning: lines.position(of: beginning), text: text.map { lines.position(of: $0) })
    places[mark] = place
    return place
  }

  private func position(of node: Yams.Node) -> Position {
    node.mark.map { lines.position(of: $0) } ?? lines.position(of: 0)
  }

  private func problem(_ position: Position, _ message: String) -> Problems {
    Problems([Problem(file: file, position: position, message: message)])
  }
}

extension Yams.Node.Scalar {
  fileprivate var isQuoted: Bool { style == .doubleQuoted || style == .singleQuoted }
}
