/// A path to one member of a JSON document: `$.latency.p95_ms`, `$.keys[-1].kid`, `$['error rate']`, `/latency/p95_ms`.
///
/// Either a singular query of RFC 9535 (2.3.5.1), which has one result at most: names and indexes, also negative; a
/// name after a dot may also hold `-` and begin with a digit. Or a JSON Pointer (RFC 6901).
package struct JSONPath: Hashable, Sendable {
  package enum Step: Hashable, Sendable {
    case member(String)
    /// Counted from the end where it is negative.
    case index(Int)
    /// Of a pointer: a member's name in an object, an index in a list.
    case token(String)
  }

  package let steps: [Step]

  /// Nil when the text is not a path of the subset.
  package init?(_ text: some StringProtocol) {
    if text.first == "/" {
      guard let tokens = Self.tokens(String(text)) else { return nil }
      steps = tokens
      return
    }
    guard text.first == "$" else { return nil }
    var rest = Substring(text).dropFirst()
    var steps: [Step] = []
    while let first = rest.first {
      rest = rest.dropFirst()
      switch first {
      case ".":
        let name = rest.prefix(while: Self.isPlain)
        guard !name.isEmpty else { return nil }
        steps.append(.member(String(name)))
        rest = rest[name.endIndex...]
      case "[":
        guard let (step, after) = Self.bracket(rest) else { return nil }
        steps.append(step)
        rest = after
      default: return nil
      }
    }
    self.steps = steps
  }

  /// Whether a character may stand in a name without quotes. Nearly all are of ASCII, and need no tables of Unicode.
  private static func isPlain(_ character: Character) -> Bool {
    guard let sign = character.asciiValue else { return character.isLetter || character.isNumber }
    return UInt8(ascii: "a")...UInt8(ascii: "z") ~= sign | 0x20 || UInt8(ascii: "0")...UInt8(ascii: "9") ~= sign
      || sign == UInt8(ascii: "_") || sign == UInt8(ascii: "-")
  }

  /// The tokens of a pointer; `~1` is a slash and `~0` a tilde.
  private static func tokens(_ text: String) -> [Step]? {
    var steps: [Step] = []
    for token in text.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
      var name = ""
      var rest = token
      while let sign = rest.popFirst() {
        guard sign == "~" else {
          name.append(sign)
          continue
        }
        switch rest.popFirst() {
        case "0": name.append("~")
        case "1": name.append("/")
        default: return nil
        }
      }
      steps.append(.token(name))
    }
    return steps
  }

  private static func bracket(_ rest: Substring) -> (Step, Substring)? {
    if let quote = rest.first, quote == "'" || quote == "\"" {
      guard let (name, after) = quoted(rest.dropFirst(), until: quote), after.first == "]" else { return nil }
      return (.member(name), after.dropFirst())
    }
    guard let close = rest.firstIndex(of: "]") else { return nil }
    let isNegative = rest.first == "-"
    let digits = rest[..<close].dropFirst(isNegative ? 1 : 0)
    // No leading zero and no minus zero (RFC 9535, 2.3.3.1).
    guard let index = wholeNumber(digits), digits.count == 1 || digits.first != "0", !isNegative || index > 0 else {
      return nil
    }
    return (.index(isNegative ? -index : index), rest[rest.index(after: close)...])
  }

  /// A name in quotes with its escapes (RFC 9535, 2.3.1.1), and what follows the quote.
  private static func quoted(_ text: Substring, until quote: Character) -> (String, Substring)? {
    var rest = text.unicodeScalars[...]
    var name = String.UnicodeScalarView()
    guard let end = quote.unicodeScalars.first else { return nil }
    while let scalar = rest.popFirst() {
      if scalar == end { return (String(name), Substring(rest)) }
      guard scalar.value >= 0x20 else { return nil }
      guard scalar == "\\" else {
        name.append(scalar)
        continue
      }
      guard let escaped = escaped(&rest, quote: end) else { return nil }
      name.append(escaped)
    }
    return nil
  }

  private static func escaped(_ rest: inout Substring.UnicodeScalarView, quote: Unicode.Scalar) -> Unicode.Scalar? {
    switch rest.popFirst() {
    case "b": return "\u{8}"
    case "f": return "\u{C}"
    case "n": return "\n"
    case "r": return "\r"
    case "t": return "\t"
    case "/": return "/"
    case "\\": return "\\"
    case quote: return quote
    case "u":
      guard let high = hexadecimal(&rest) else { return nil }
      guard (0xD800..<0xDC00).contains(high) else { return Unicode.Scalar(high) }
      guard rest.popFirst() == "\\", rest.popFirst() == "u", let low = hexadecimal(&rest),
        (0xDC00..<0xE000).contains(low)
      else { return nil }
      return Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))
    default: return nil
    }
  }

  private static func hexadecimal(_ rest: inout Substring.UnicodeScalarView) -> UInt32? {
    let digits = String(rest.prefix(4))
    guard digits.utf8.count == 4, digits.allSatisfy(\.isHexDigit) else { return nil }
    rest = rest.dropFirst(4)
    return UInt32(digits, radix: 16)
  }
}

extension JSONPath: CustomStringConvertible {
  private var isPointer: Bool { if case .token? = steps.first { true } else { false } }

  package var description: String {
    steps.reduce(into: isPointer ? "" : "$") { text, step in
      switch step {
      case .member(let name): text += ".\(name)"
      case .token(let name): text += "/\(name)"
      case .index(let index): text += "[\(index)]"
      }
    }
  }
}
