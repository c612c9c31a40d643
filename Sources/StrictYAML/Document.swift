import Yams

/// Reads one YAML document into ``Node``s, within limits that no honest file reaches: 10,000 sources
/// with a rule each are 1.5 MB and 90,000 values.
package enum Document {
  /// Largest text, in bytes.
  package static let largest = 4 << 20
  /// Most nodes once every alias is written out.
  package static let mostNodes = 200_000
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
    let lines = Lines(text)
    let composed: DuplicateKeys
    do {
      composed = try DuplicateKeys(text, lines)
    } catch let error as YamlError {
      let (position, message) = NotYAML(lines: lines).explanation(of: error)
      throw problem(position, message)
    } catch {
      throw problem(start, "expected YAML: \(error)")
    }
    guard let root = composed.root else { throw problem(start, "expected a YAML mapping, found an empty file") }
    var builder = Builder(file: file, lines: lines, names: composed.names)
    let node = try builder.node(root, depth: 0)
    if !builder.repeated.isEmpty { throw Problems(Array(builder.repeated)) }
    return node
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
}
