import Gates

/// Reads a document once from its first byte to its last, in time that grows with its length and with nothing else.
struct JSONReader {
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
