/// Reads one YAML document into ``Node``s, within limits that no honest file reaches: 10,000 sources
/// with a rule each are 1.5 MB and 90,000 values.
package enum Document {
  /// Largest text, in bytes.
  package static let largest = 4 << 20
  /// Most nodes once every alias is written out.
  package static let mostNodes = 200_000
  /// Deepest nesting.
  package static let deepest = 32

  /// - Parameters:
  ///   - file: the name that messages begin with.
  ///   - early: what can be worked on while the rest is still read.
  /// - Throws: ``Problems`` with the place of what is not YAML, or past a limit.
  package static func parse(_ bytes: [UInt8], file: String, early: Early? = nil) throws(Problems) -> Node {
    func problem(_ message: String) -> Problems {
      Problems([Problem(file: file, position: Position(line: 1, column: 1), message: message)])
    }
    guard bytes.count <= largest else {
      throw problem("expected at most \(largest) bytes of YAML, found \(bytes.count)")
    }
    // Some editors begin a file with a byte order mark.
    let content = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
    guard let text = String(validating: content, as: UTF8.self) else {
      throw problem("expected UTF-8 text; save the file as UTF-8")
    }
    let read = unsafe content.withUnsafeBufferPointer { bytes in
      Result { () throws(Problems) -> Node? in
        guard let events = unsafe Events(bytes) else { throw problem("expected memory to read the file, found none") }
        var builder = Builder(file: file, lines: Lines(text), events: events, early: early)
        let root = try builder.document()
        if !builder.repeated.isEmpty { throw Problems(builder.repeated) }
        return root
      }
    }
    guard let root = try read.get() else { throw problem("expected a YAML mapping, found an empty file") }
    return root
  }
}

/// Who wants the entries of a mapping before the document has been read to its end.
package struct Early {
  /// The key of the outermost mapping where it stands.
  let key: String
  /// Takes one after the other. The text may still turn out to be no YAML.
  let take: (Node.Entry) -> Void

  /// A mapping that stands there as an alias is not handed out early.
  package init(entriesOf key: String, take: @escaping (Node.Entry) -> Void) {
    self.key = key
    self.take = take
  }
}
