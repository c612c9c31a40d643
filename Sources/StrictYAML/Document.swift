import Yams

/// Reads one YAML document into ``Node``s, within limits that no honest file reaches.
package enum Document {
  /// Largest text, in bytes.
  package static let largest = 1 << 20
  /// Most nodes once every alias is written out.
  package static let mostNodes = 50_000
  /// Most aliases.
  package static let mostAliases = 40
  /// Deepest nesting.
  package static let deepest = 32

  /// - Parameter file: the name that messages begin with.
  /// - Throws: ``Problems`` with the place of what is not YAML, or past a limit.
  package static func parse(_ bytes: [UInt8], file: String) throws(Problems) -> Node {
    func problem(_ position: Position, _ message: String) -> Problems {
      Problems([Problem(file: file, position: position, message: message)])
    }
    let start = Position(line: 1, column: 1)
    guard bytes.count <= largest else {
      throw problem(start, "expected at most \(largest) bytes of YAML, found \(bytes.count)")
    }
    // Some editors begin a file with a byte order mark.
    let content = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
    guard let text = String(validating: content, as: UTF8.self) else {
      throw problem(start, "expected UTF-8 text; save the file as UTF-8")
    }
    let aliases = aliasCount(text)
    guard aliases <= mostAliases else {
      throw problem(
        start, "expected at most \(mostAliases) aliases such as '*name', found \(aliases); write the values out")
    }
    let root: Yams.Node?
    do {
      // Every scalar stays the text that it is: what it means is for the reader of the board to say.
      root = try Parser(yaml: text, resolver: .basic, encoding: .utf8).singleRoot()
    } catch let error as YamlError {
      let (position, message) = explanation(of: error)
      throw problem(position, message)
    } catch {
      throw problem(start, "expected YAML: \(error)")
    }
    guard let root else { throw problem(start, "expected a YAML mapping, found an empty file") }
    var builder = Builder(file: file)
    return try builder.node(root, depth: 0)
  }

  /// How many aliases the text can hold at most: a `*` that begins a word.
  ///
  /// Counted before the library sees the text, because it hashes keys while it parses, and a key that is made of
  /// nested aliases takes it time without bound. n aliases multiply to 3^(n/3) values at the worst: 40 are bearable.
  private static func aliasCount(_ text: String) -> Int {
    let openers = Array("[{,:?-".utf8)
    var count = 0
    var previous: UInt8 = 0x20
    var before: UInt8 = 0x20
    for byte in text.utf8 {
      let startsWord = before <= 0x20 || openers.contains(before)
      let isName =
        byte >= 0x80 || byte == 0x5F || byte == 0x2D || (0x30...0x39).contains(byte)
        || (0x41...0x5A).contains(byte & 0xDF)
      if previous == 0x2A, startsWord, isName { count += 1 }
      before = previous
      previous = byte
    }
    return count
  }

  private static func explanation(of error: YamlError) -> (Position, String) {
    switch error {
    case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      let before = context.map { " \($0.text.trimmingPrefix(" "))" } ?? ""
      let hint =
        problem.contains("cannot start any token") ? "; indent with spaces, not tabs, and quote '@' and '`'" : ""
      return (Position(line: mark.line, column: mark.column), "expected YAML:\(before) \(problem)\(hint)")
    case .duplicatedKeysInMapping(let duplicates, let context):
      let names = duplicates.map { "'\($0)'" }.joined(separator: ", ")
      return (
        Position(line: context.mark.line, column: context.mark.column),
        "expected each key once, found \(names) again; keep one of them"
      )
    case .reader(let problem, _, _, _):
      return (Position(line: 1, column: 1), "expected YAML text: \(problem)")
    default:
      return (Position(line: 1, column: 1), "expected YAML: \(error)")
    }
  }
}

/// Turns the library's nodes into ours and counts them, aliases written out.
private struct Builder {
  let file: String
  var count = 0

  mutating func node(_ node: Yams.Node, depth: Int) throws(Problems) -> Node {
    count += 1
    let mark = node.mark
    let position = Position(line: mark?.line ?? 1, column: mark?.column ?? 1)
    guard depth <= Document.deepest else {
      throw problem(position, "expected at most \(Document.deepest) levels of nesting")
    }
    guard count <= Document.mostNodes else {
      throw problem(position, "expected at most \(Document.mostNodes) values once aliases are written out")
    }
    switch node {
    case .scalar(let scalar):
      let quoted = scalar.style == .doubleQuoted || scalar.style == .singleQuoted
      return Node(content: .scalar(scalar.string), position: position, isQuoted: quoted)
    case .sequence(let sequence):
      var items: [Node] = []
      for item in sequence { items.append(try self.node(item, depth: depth + 1)) }
      return Node(content: .sequence(items), position: position, isQuoted: false)
    case .mapping(let mapping):
      var entries: [Node.Entry] = []
      for (key, value) in mapping { entries.append(try entry(key, value, depth: depth + 1)) }
      return Node(content: .mapping(entries), position: position, isQuoted: false)
    case .alias:
      throw problem(position, "expected a value, found an alias that names nothing")
    }
  }

  private mutating func entry(_ key: Yams.Node, _ value: Yams.Node, depth: Int) throws(Problems) -> Node.Entry {
    let position = Position(line: key.mark?.line ?? 1, column: key.mark?.column ?? 1)
    guard case .scalar(let scalar) = key else {
      throw problem(position, "expected plain text as a key, found a list or mapping")
    }
    return Node.Entry(key: scalar.string, position: position, value: try node(value, depth: depth))
  }

  private func problem(_ position: Position, _ message: String) -> Problems {
    Problems([Problem(file: file, position: position, message: message)])
  }
}
