extension Document {
  /// The document as JSON, members in the order of their names.
  ///
  /// - Parameter base: what `{base}` in a text stands for.
  func json(base: String) -> String {
    switch self {
    case .number(let number, let isWhole): isWhole ? "\(Int64(number))" : "\(number)"
    case .truth(let truth): truth ? "true" : "false"
    case .text(let text): Self.quoted(text.replacing("{base}", with: base))
    case .list(let items): "[" + items.map { $0.json(base: base) }.joined(separator: ", ") + "]"
    case .object(let members):
      "{"
        + members.sorted { $0.key < $1.key }.map { "\(Self.quoted($0.key)): \($0.value.json(base: base))" }
        .joined(separator: ", ") + "}"
    }
  }

  private static func quoted(_ text: String) -> String {
    "\"" + text.unicodeScalars.map(escaped).joined() + "\""
  }

  private static func escaped(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\"": "\\\""
    case "\\": "\\\\"
    case _ where scalar.value < 0x20: "\\u00" + (scalar.value < 0x10 ? "0" : "") + String(scalar.value, radix: 16)
    default: String(scalar)
    }
  }
}
