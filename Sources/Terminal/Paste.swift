/// What is between the marks of a bracketed paste.
struct Paste {
  /// Bytes; what comes after them is dropped.
  static let limit = 1 << 20
  private static let end = Array("\u{1B}[201~".utf8)

  private var bytes: [UInt8] = []
  private var matched = 0

  /// Takes a byte, and says whether it was the last one of the end mark.
  mutating func takes(_ byte: UInt8) -> Bool {
    if byte == Self.end[matched] {
      matched += 1
      return matched == Self.end.count
    }
    let held = Self.end.prefix(matched)
    matched = 0
    if bytes.count < Self.limit { bytes.append(contentsOf: held) }
    if byte == Self.end[0] {
      matched = 1
    } else if bytes.count < Self.limit {
      bytes.append(byte)
    }
    return false
  }

  /// The text: every line end as `\n`, tabs kept, other control characters taken out.
  mutating func take() -> String {
    defer { self = Paste() }
    var text = ""
    var afterReturn = false
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      switch scalar {
      case "\r": text.append("\n")
      case "\n": if !afterReturn { text.append("\n") }
      case "\t": text.append("\t")
      default: if scalar.properties.generalCategory != .control { text.unicodeScalars.append(scalar) }
      }
      afterReturn = scalar == "\r"
    }
    return text
  }
}
