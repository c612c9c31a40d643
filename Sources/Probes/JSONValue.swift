import Gates

/// A JSON document (RFC 8259).
enum JSONValue: Hashable, Sendable {
  case raw(RawValue)
  case list([JSONValue])
  case object([String: JSONValue])

  /// - Throws: ``JSONMistake`` where the bytes are not one JSON document in UTF-8, it is nested more than 128 deep, or an
  ///   object names a member twice: which of the two counts nobody can say (RFC 8259, 4).
  static func parse(_ bytes: [UInt8]) throws(JSONMistake) -> JSONValue {
    var reader = JSONReader(bytes)
    if let value = reader.document() { return value }
    throw reader.twice.map(JSONMistake.twice) ?? .noDocument
  }

  static func read(_ bytes: [UInt8]) -> Result<JSONValue, JSONMistake> {
    Result { () throws(JSONMistake) in try parse(bytes) }
  }

  /// The value at a path; nil where there is none.
  func node(_ path: JSONPath) -> JSONValue? {
    var value = self
    for step in path.steps {
      guard let next = value.child(step) else { return nil }
      value = next
    }
    return value
  }

  /// The member at a path; nil where there is none.
  func member(_ path: JSONPath) -> RawValue? {
    switch node(path) {
    case .raw(let raw)?: raw
    case .list?, .object?: .structure
    case nil: nil
    }
  }

  subscript(name: String) -> JSONValue? { if case .object(let members) = self { members[name] } else { nil } }

  /// Those of a list; none of anything else.
  var items: [JSONValue] { if case .list(let items) = self { items } else { [] } }

  /// Those of an object; none of anything else.
  var members: [String: JSONValue] { if case .object(let members) = self { members } else { [:] } }

  var text: String? { if case .raw(.text(let text)) = self { text } else { nil } }

  private func child(_ step: JSONPath.Step) -> JSONValue? {
    switch (step, self) {
    case (.member(let name), .object(let members)), (.token(let name), .object(let members)): members[name]
    case (.index(let index), .list(let items)): Self.item(index < 0 ? items.count + index : index, of: items)
    // An index of a pointer has no sign and no leading zero (RFC 6901, 4).
    case (.token(let name), .list(let items)) where name == "0" || name.first != "0":
      wholeNumber(name).flatMap { Self.item($0, of: items) }
    case (.member, _), (.index, _), (.token, _): nil
    }
  }

  private static func item(_ index: Int, of items: [JSONValue]) -> JSONValue? {
    items.indices.contains(index) ? items[index] : nil
  }
}

/// Why bytes are no document that can be read.
enum JSONMistake: Error, Hashable {
  case noDocument
  /// The name that stands twice in one object.
  case twice(String)

  /// To be read after `the answer is`.
  var words: String { words { $0 } }

  /// The same where the name may hold what nobody may see.
  func words(_ redacted: (String) -> String) -> String {
    switch self {
    case .noDocument: "not JSON"
    case .twice(let name): "JSON that names '\(redacted(name).prefix(40))' twice"
    }
  }
}

/// Reads a document once from its first byte to its last, in time that grows with its length and with nothing else.
private struct JSONReader {
  private static let deepest = 128

  private let bytes: [UInt8]
  private var index = 0
  /// The name of the first member that is there twice; nothing is read any more once there is one.
  private(set) var twice: String?

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  private var next: UInt8? { index < bytes.count ? bytes[index] : nil }

  mutating func document() -> JSONValue? {
    // A byte order mark may be ignored (RFC 8259, 8.1).
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { index = 3 }
    guard let value = value(depth: 0) else { return nil }
    skipSpaces()
    return index == bytes.count ? value : nil
  }

  private mutating func skipSpaces() {
    while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { index += 1 }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    skipSpaces()
    guard next == byte else { return false }
    index += 1
    return true
  }

  private mutating func take(_ word: StaticString, _ value: RawValue) -> JSONValue? {
    let count = word.utf8CodeUnitCount
    guard index + count <= bytes.count, "\(word)".utf8.elementsEqual(bytes[index..<index + count]) else { return nil }
    index += count
    return .raw(value)
  }

  private mutating func value(depth: Int) -> JSONValue? {
    guard depth <= Self.deepest else { return nil }
    skipSpaces()
    switch next {
    case UInt8(ascii: "{"): return object(depth)
    case UInt8(ascii: "["): return list(depth)
    case UInt8(ascii: "\""): return string().map { .raw(.text($0)) }
    case UInt8(ascii: "t"): return take("true", .truth(true))
    case UInt8(ascii: "f"): return take("false", .truth(false))
    case UInt8(ascii: "n"): return take("null", .null)
    default: return number().map { .raw(.number($0)) }
    }
  }

  private mutating func object(_ depth: Int) -> JSONValue? {
    index += 1
    var members: [String: JSONValue] = [:]
    if take(UInt8(ascii: "}")) { return .object(members) }
    while true {
      skipSpaces()
      guard let name = string(), take(UInt8(ascii: ":")), let value = value(depth: depth + 1) else { return nil }
      guard members.updateValue(value, forKey: name) == nil else {
        twice = name
        return nil
      }
      if take(UInt8(ascii: "}")) { return .object(members) }
      guard take(UInt8(ascii: ",")) else { return nil }
    }
  }

  private mutating func list(_ depth: Int) -> JSONValue? {
    index += 1
    var items: [JSONValue] = []
    if take(UInt8(ascii: "]")) { return .list(items) }
    while true {
      guard let value = value(depth: depth + 1) else { return nil }
      items.append(value)
      if take(UInt8(ascii: "]")) { return .list(items) }
      guard take(UInt8(ascii: ",")) else { return nil }
    }
  }

  private mutating func digits() -> Bool {
    let start = index
    while let byte = next, (0x30...0x39).contains(byte) { index += 1 }
    return index > start
  }

  private mutating func number() -> Double? {
    let start = index
    if next == UInt8(ascii: "-") { index += 1 }
    if next == UInt8(ascii: "0") { index += 1 } else if !digits() { return nil }
    if next == UInt8(ascii: ".") {
      index += 1
      guard digits() else { return nil }
    }
    if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
      index += 1
      if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { index += 1 }
      guard digits() else { return nil }
    }
    return Double(String(decoding: bytes[start..<index], as: UTF8.self))
  }

  private mutating func string() -> String? {
    guard next == UInt8(ascii: "\"") else { return nil }
    index += 1
    var text: [UInt8] = []
    while let byte = next {
      switch byte {
      case UInt8(ascii: "\""):
        index += 1
        return String(validating: text, as: UTF8.self)
      case UInt8(ascii: "\\"):
        index += 1
        guard escape(into: &text) else { return nil }
      case 0..<0x20: return nil
      default:
        text.append(byte)
        index += 1
      }
    }
    return nil
  }

  private mutating func escape(into text: inout [UInt8]) -> Bool {
    guard let sign = next else { return false }
    index += 1
    switch sign {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(sign)
    case UInt8(ascii: "b"): text.append(8)
    case UInt8(ascii: "f"): text.append(12)
    case UInt8(ascii: "n"): text.append(10)
    case UInt8(ascii: "r"): text.append(13)
    case UInt8(ascii: "t"): text.append(9)
    case UInt8(ascii: "u"):
      guard let scalar = scalar() else { return false }
      text += Array(String(scalar).utf8)
    default: return false
    }
    return true
  }

  /// After `\u`: one unit, or a pair; a half of a pair alone is no character.
  private mutating func scalar() -> Unicode.Scalar? {
    guard let high = hexadecimal() else { return nil }
    guard (0xD800..<0xDC00).contains(high) else { return Unicode.Scalar(high) }
    guard next == UInt8(ascii: "\\") else { return nil }
    index += 1
    guard next == UInt8(ascii: "u") else { return nil }
    index += 1
    guard let low = hexadecimal(), (0xDC00..<0xE000).contains(low) else { return nil }
    return Unicode.Scalar(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))
  }

  private mutating func hexadecimal() -> UInt32? {
    guard index + 4 <= bytes.count else { return nil }
    var value: UInt32 = 0
    for byte in bytes[index..<index + 4] {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue
      else { return nil }
      value = (value << 4) + UInt32(digit)
    }
    index += 4
    return value
  }
}
