import NIOCore

/// The parts of SPF's grammar that terms share (RFC 7208, 7.1 and 12).
enum SPFDomain {
  /// A domain-spec: it ends in a top label or in a macro.
  static func isValid(_ text: Substring) -> Bool {
    guard !text.isEmpty, isMacroText(text), text.utf8.count <= 255 else { return false }
    if text.last == "}" || text.hasSuffix("%%") || text.hasSuffix("%_") || text.hasSuffix("%-") {
      return text.last == "}"
    }
    let trimmed = text.last == "." ? text.dropLast() : text
    guard let dot = trimmed.lastIndex(of: ".") else { return false }
    let top = trimmed[trimmed.index(after: dot)...]
    guard top.first != "-", top.last != "-", top.contains(where: { !$0.isNumber }) else { return false }
    return !top.isEmpty && top.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
  }

  /// Whether the domain hangs on the mail and its sender.
  static func hasMacro(_ text: String) -> Bool { text.contains("%") }

  /// A macro-string: signs from `!` to `~`, and `%` only as a macro.
  static func isMacroText(_ text: Substring) -> Bool {
    var rest = text[...]
    while let sign = rest.popFirst() {
      guard sign.isASCII, sign > " " else { return false }
      guard sign == "%" else { continue }
      switch rest.popFirst() {
      case "%", "_", "-": continue
      case "{":
        guard let close = rest.firstIndex(of: "}"), isMacro(rest[..<close]) else { return false }
        rest = rest[rest.index(after: close)...]
      default: return false
      }
    }
    return true
  }

  /// `d2r.`: a letter, how many parts, reversed or not, and what parts it.
  private static func isMacro(_ text: Substring) -> Bool {
    guard let letter = text.first, "slodiphcrtv".contains(letter.lowercased()) else { return false }
    var rest = text.dropFirst()
    let digits = rest.prefix { $0.isNumber }
    guard digits.isEmpty || (Int(digits).map { $0 > 0 } ?? false) else { return false }
    rest = rest.dropFirst(digits.count)
    if let sign = rest.first, sign.lowercased() == "r" { rest = rest.dropFirst() }
    return rest.allSatisfy { ".-+,/_=".contains($0) }
  }

  /// `:domain/24//64`, each part of which may be missing: of `a` and `mx`.
  static func isWithLengths(_ argument: Substring) -> Bool {
    var rest = argument
    var six: Substring?
    if let double = rest.firstRange(of: "//"), !rest[double.upperBound...].contains("/") {
      six = rest[double.upperBound...]
      rest = rest[..<double.lowerBound]
    }
    var four: Substring?
    if let slash = rest.lastIndex(of: "/"), !rest[slash...].contains("}") {
      four = rest[rest.index(after: slash)...]
      rest = rest[..<slash]
    }
    guard four.map({ isLength($0, most: 32) }) ?? true, six.map({ isLength($0, most: 128) }) ?? true else {
      return false
    }
    return rest.isEmpty || (rest.first == ":" && isValid(rest.dropFirst()))
  }

  /// The domain of `domain/24//64`, in which a macro may hold a slash.
  static func withoutLengths(_ argument: Substring) -> String {
    let after = argument.lastIndex(of: "}") ?? argument.startIndex
    return String(argument[..<(argument[after...].firstIndex(of: "/") ?? argument.endIndex)])
  }

  /// As a question names it: in lower case, without a dot at its end.
  static func name(_ text: String) -> String { (text.last == "." ? text.dropLast() : text[...]).lowercased() }

  /// `192.0.2.0/24`, `2001:db8::/32`.
  static func isNetwork(_ text: Substring, six: Bool) -> Bool {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let address = parts.first.map(String.init), parts.count == 1 || isLength(parts[1], most: six ? 128 : 32)
    else { return false }
    guard let found = try? SocketAddress(ipAddress: address, port: 0) else { return false }
    let isFour = found.protocol == .inet
    // inet_pton takes neither fewer parts nor zeros before a number, and a zone is nobody else's.
    return isFour != six && !address.contains("%")
  }

  /// Without a zero before it (12).
  private static func isLength(_ text: Substring, most: Int) -> Bool {
    guard !text.isEmpty, text.count <= 3, text.allSatisfy({ $0.isASCII && $0.isNumber }) else { return false }
    return (text == "0" || text.first != "0") && (Int(text).map { $0 <= most } ?? false)
  }
}
