/// Makes nodes of events and counts them, aliases written out.
struct Builder {
  let file: String
  let lines: Lines
  let events: Events
  private let early: Early?
  /// Whether the value that is read now is wanted early.
  private var isEarly = false
  /// Every second place of a key.
  private(set) var repeated: [Problem] = []
  private var count = 0
  private var anchors: [String: Anchored] = [:]

  /// What an alias stands for.
  private struct Anchored {
    let node: Node
    /// How many nodes it is.
    let count: Int
    /// How many levels it has.
    let height: Int
  }

  init(file: String, lines: Lines, events: Events, early: Early?) {
    self.file = file
    self.lines = lines
    self.events = events
    self.early = early
  }

  /// The one document of the text; nil where there is none.
  ///
  /// - Throws: ``Problems`` with the place of what is not YAML, or past a limit.
  mutating func document() throws(Problems) -> Node? {
    guard case .document = try next().kind else { return nil }
    let root = try node(next(), depth: 0).node
    guard case .documentEnd = try next().kind else { return root }
    let more = try next()
    guard case .document = more.kind else { return root }
    throw problem(more.mark, "expected a single document, found another that begins here; write it into its own file")
  }

  private func next() throws(Problems) -> Event {
    do {
      return try events.next()
    } catch {
      let (position, message) = NotYAML(lines: lines).explanation(of: error)
      throw Problems([Problem(file: file, position: position, message: message)])
    }
  }

  /// The node that begins with an event, and how many levels it has.
  private mutating func node(_ event: Event, depth: Int) throws(Problems) -> (node: Node, height: Int) {
    let before = count
    let made: (node: Node, height: Int)
    switch event.kind {
    case .alias: return try alias(event, depth: depth)
    case .scalar(let scalar):
      try admit(1, levels: depth, at: event.mark)
      made = (node(of: scalar, at: event.mark), 0)
    case .sequence:
      try admit(1, levels: depth, at: event.mark)
      made = try sequence(event.mark, depth: depth)
    case .mapping:
      try admit(1, levels: depth, at: event.mark)
      made = try mapping(event.mark, depth: depth)
    case .close, .document, .documentEnd, .end:
      throw problem(event.mark, "expected a value")
    }
    if let name = event.name {
      anchors[name] = Anchored(node: made.node, count: count - before, height: made.height)
    }
    return made
  }

  private mutating func alias(_ event: Event, depth: Int) throws(Problems) -> (node: Node, height: Int) {
    let name = event.name ?? ""
    guard let anchored = anchors[name] else {
      throw problem(
        event.mark, "expected a value with the anchor '&\(name)' before its alias '*\(name)', found none")
    }
    try admit(anchored.count, levels: depth + anchored.height, at: event.mark)
    return (anchored.node, anchored.height)
  }

  private mutating func sequence(_ mark: Mark, depth: Int) throws(Problems) -> (node: Node, height: Int) {
    var items: [Node] = []
    var height = 0
    while true {
      let event = try next()
      if case .close = event.kind { break }
      let item = try node(event, depth: depth + 1)
      items.append(item.node)
      height = max(height, item.height + 1)
    }
    return (Node(content: .sequence(items), position: lines.position(of: mark)), height)
  }

  private mutating func mapping(_ mark: Mark, depth: Int) throws(Problems) -> (node: Node, height: Int) {
    var entries: [Node.Entry] = []
    var height = 0
    while true {
      let event = try next()
      if case .close = event.kind { break }
      let key = try key(event)
      if depth == 0 { isEarly = key.text == early?.key }
      let value = try node(next(), depth: depth + 1)
      let entry = Node.Entry(key: key.text, position: key.position, value: value.node)
      entries.append(entry)
      if depth == 1, isEarly { early?.take(entry) }
      height = max(height, value.height + 1)
    }
    noteRepeated(entries)
    return (Node(content: .mapping(entries), position: lines.position(of: mark)), height)
  }

  private mutating func key(_ event: Event) throws(Problems) -> (text: String, position: Position) {
    let node: Node
    switch event.kind {
    case .scalar(let scalar):
      node = self.node(of: scalar, at: event.mark)
      if let name = event.name { anchors[name] = Anchored(node: node, count: 1, height: 0) }
    case .alias:
      // Its place is where the key stands, and not where the anchor does.
      guard case .scalar(let text) = try alias(event, depth: 0).node.content else {
        throw problem(event.mark, "expected plain text as a key, found a list or mapping")
      }
      return (text, lines.position(of: event.mark))
    default: throw problem(event.mark, "expected plain text as a key, found a list or mapping")
    }
    guard case .scalar(let text) = node.content else {
      throw problem(event.mark, "expected plain text as a key, found a list or mapping")
    }
    return (text, node.position)
  }

  private mutating func noteRepeated(_ entries: [Node.Entry]) {
    // Most mappings are small: then comparing is faster than hashing.
    guard entries.count > 8 else {
      for (index, entry) in entries.enumerated() {
        if let first = entries[..<index].first(where: { $0.key == entry.key }) { noteRepeated(entry, first.position) }
      }
      return
    }
    var firsts: [String: Position] = [:]
    for entry in entries {
      if let first = firsts[entry.key] { noteRepeated(entry, first) } else { firsts[entry.key] = entry.position }
    }
  }

  private mutating func noteRepeated(_ entry: Node.Entry, _ first: Position) {
    let words = "expected each key once, found '\(entry.key)' again, first in line \(first.line); keep one of them"
    repeated.append(Problem(file: file, position: entry.position, message: words))
  }

  private func node(of scalar: Scalar, at mark: Mark) -> Node {
    let content = Node.Content.scalar(scalar.text)
    // In a line of ASCII the library counts as we do, and an empty plain text stands nowhere: its place is that of what
    // follows.
    if lines.isASCII(mark.line), scalar.isVerbatim || (scalar.text.isEmpty && !scalar.isQuoted) {
      let position = Position(line: mark.line + 1, column: mark.column + 1)
      let start = scalar.text.isEmpty ? nil : position.column + (scalar.isQuoted ? 1 : 0)
      return Node(content: content, position: position, isQuoted: scalar.isQuoted, textColumn: start)
    }
    guard scalar.isQuoted || !scalar.text.isEmpty else {
      return Node(content: content, position: lines.position(of: mark))
    }
    let beginning = lines.beginning(of: lines.index(of: mark))
    let text = scalar.isBlock ? nil : lines.verbatim(scalar.text, isQuoted: scalar.isQuoted, at: beginning)
    return Node(
      content: content, position: lines.position(of: beginning), isQuoted: scalar.isQuoted,
      textColumn: text.map { lines.position(of: $0).column })
  }

  private mutating func admit(_ nodes: Int, levels: Int, at mark: Mark) throws(Problems) {
    guard levels <= Document.deepest else {
      throw problem(mark, "expected at most \(Document.deepest) levels of nesting")
    }
    count += nodes
    guard count <= Document.mostNodes else {
      throw problem(mark, "expected at most \(Document.mostNodes) values once aliases are written out")
    }
  }

  private func problem(_ mark: Mark, _ message: String) -> Problems {
    Problems([Problem(file: file, position: lines.position(of: mark), message: message)])
  }
}
