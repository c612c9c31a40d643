/// Reads a regular expression.
struct PatternReader {
  private var rest: Substring.UnicodeScalarView
  /// How many groups have been opened.
  private(set) var groups = 0
  private var ignoresCase = false

  private static let deepest = 20
  private static let mostTimes = 1000

  init(_ text: String) { rest = text[...].unicodeScalars }

  /// Nil where the text is none.
  mutating func pattern() -> PatternNode? {
    if rest.starts(with: "(?i)".unicodeScalars) {
      ignoresCase = true
      rest = rest.dropFirst(4)
    }
    guard let pattern = either(depth: 0), rest.isEmpty else { return nil }
    return pattern
  }

  private mutating func take(_ sign: Unicode.Scalar) -> Bool {
    guard rest.first == sign else { return false }
    rest.removeFirst()
    return true
  }

  private mutating func either(depth: Int) -> PatternNode? {
    guard depth <= Self.deepest else { return nil }
    var parts: [PatternNode] = []
    repeat {
      var sequence: [PatternNode] = []
      while let next = rest.first, next != "|", next != ")" {
        guard let part = repeated(depth) else { return nil }
        sequence.append(part)
      }
      parts.append(.sequence(sequence))
    } while take("|")
    return parts.count == 1 ? parts[0] : .either(parts)
  }

  private mutating func repeated(_ depth: Int) -> PatternNode? {
    guard let part = part(depth) else { return nil }
    let times: (least: Int, most: Int?)
    switch rest.first {
    case "*": times = (0, nil)
    case "+": times = (1, nil)
    case "?": times = (0, 1)
    case "{":
      guard let found = counted() else { return nil }
      times = found
    default: return part
    }
    rest.removeFirst()
    if case .edge = part { return nil }
    let isLazy = take("?")
    // One that gives nothing back (`a++`), and a repetition of a repetition, are another syntax.
    guard let next = rest.first, ["*", "+", "?", "{"].contains(next) else {
      return .repeated(part, least: times.least, most: times.most, isLazy: isLazy)
    }
    return nil
  }

  /// `{2}`, `{2,}`, `{2,5}`, up to the brace.
  private mutating func counted() -> (Int, Int?)? {
    rest.removeFirst()
    guard let least = number() else { return nil }
    var most: Int? = least
    if take(",") { most = rest.first == "}" ? nil : number() ?? -1 }
    guard rest.first == "}", most ?? least >= least, least <= Self.mostTimes, most ?? 0 <= Self.mostTimes else {
      return nil
    }
    return (least, most)
  }

  private mutating func number() -> Int? {
    let digits = rest.prefix { ("0"..."9").contains($0) }
    guard (1...4).contains(digits.count) else { return nil }
    rest = rest.dropFirst(digits.count)
    return Int(String(digits))
  }

  private mutating func part(_ depth: Int) -> PatternNode? {
    switch rest.popFirst() {
    case ".": return .sign(.any)
    case "^": return .edge(.lineBegin)
    case "$": return .edge(.lineEnd)
    case "(": return group(depth)
    case "[": return set().map { .sign($0) }
    case "\\": return escaped()
    case "*", "+", "?", "{", "}", "]", ")", nil: return nil
    case let sign?: return .sign(folded(SignSet(ranges: [sign.value...sign.value])))
    }
  }

  private func folded(_ set: SignSet) -> SignSet { ignoresCase ? set.foldingCase : set }

  private mutating func group(_ depth: Int) -> PatternNode? {
    var isCounted = true
    if take("?") {
      guard take(":") else { return nil }
      isCounted = false
    }
    let isFirst = isCounted && groups == 0
    if isCounted { groups += 1 }
    guard let inner = either(depth: depth + 1), take(")") else { return nil }
    return isFirst ? .group(inner) : inner
  }

  private mutating func escaped() -> PatternNode? {
    switch rest.first {
    case "b":
      rest.removeFirst()
      return .edge(.word)
    case "B":
      rest.removeFirst()
      return .edge(.noWord)
    default: return escapedSet().map { .sign(folded($0)) }
    }
  }

  /// What stands after a backslash, for one sign.
  private mutating func escapedSet() -> SignSet? {
    func only(_ value: UInt32) -> SignSet { SignSet(ranges: [value...value]) }
    func without(_ set: SignSet) -> SignSet { SignSet(ranges: set.ranges, isNegated: true) }
    switch rest.popFirst() {
    case "d": return .digits
    case "D": return without(.digits)
    case "w": return .words
    case "W": return without(.words)
    case "s": return .spaces
    case "S": return without(.spaces)
    case "t": return only(9)
    // Any other letter or digit would mean something elsewhere.
    case let sign? where sign.isASCII && !sign.properties.isAlphabetic && !("0"..."9").contains(sign):
      return only(sign.value)
    default: return nil
    }
  }

  /// What stands between `[` and `]`.
  private mutating func set() -> SignSet? {
    var set = SignSet()
    let isNegated = take("^")
    while let sign = rest.popFirst() {
      if sign == "]" {
        guard !set.ranges.isEmpty else { return nil }
        set = folded(set)
        set.isNegated = isNegated
        return set
      }
      guard let first = member(sign) else { return nil }
      guard let low = first.only, rest.first == "-", let after = rest.dropFirst().first, after != "]" else {
        set.add(first)
        continue
      }
      rest.removeFirst()
      guard let end = rest.popFirst(), let high = member(end)?.only, low <= high else { return nil }
      set.ranges.append(low...high)
    }
    return nil
  }

  /// Nil for what means something elsewhere: a set within a set.
  private mutating func member(_ sign: Unicode.Scalar) -> SignSet? {
    switch sign {
    case "\\": escapedSet()
    case "[": nil
    default: SignSet(ranges: [sign.value...sign.value])
    }
  }
}

extension SignSet {
  /// The sign, where the set has just one.
  fileprivate var only: UInt32? {
    guard !isNegated, ranges.count == 1, let range = ranges.first, range.count == 1 else { return nil }
    return range.lowerBound
  }
}
