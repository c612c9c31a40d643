/// Cuts comma-separated values as RFC 4180 has them: quotes around a field, doubled quotes inside.
///
/// By hand and this small, because no Swift library for it is at hand that is kept well.
struct CommaSeparated: Sequence, IteratorProtocol {
  struct Row {
    /// Of its first line, from 1.
    let line: Int
    let fields: [String]
    /// Whether every quote that was opened is closed.
    let isClosed: Bool
  }

  private var bytes: ArraySlice<UInt8>
  private var line = 1

  init(_ bytes: [UInt8]) {
    self.bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
  }

  mutating func next() -> Row? {
    guard !bytes.isEmpty else { return nil }
    let start = line
    var fields: [String] = []
    var field: [UInt8] = []
    var isQuoted = false
    while let byte = bytes.popFirst() {
      if byte == UInt8(ascii: "\n") { line += 1 }
      switch (byte, isQuoted) {
      case (UInt8(ascii: "\""), true) where bytes.first == UInt8(ascii: "\""):
        bytes.removeFirst()
        field.append(byte)
      case (UInt8(ascii: "\""), _): isQuoted.toggle()
      case (UInt8(ascii: ","), false):
        fields.append(String(decoding: field, as: UTF8.self))
        field = []
      case (UInt8(ascii: "\n"), false):
        return Row(line: start, fields: fields + [Self.text(field)], isClosed: true)
      default: field.append(byte)
      }
    }
    return Row(line: start, fields: fields + [Self.text(field)], isClosed: !isQuoted)
  }

  /// Without the carriage return of a line that ends as on Windows.
  private static func text(_ bytes: [UInt8]) -> String {
    String(decoding: bytes.last == 0x0D ? bytes.dropLast() : bytes[...], as: UTF8.self)
  }
}
