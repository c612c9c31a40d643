/// Why a condition's text is not a condition, and where.
package struct ConditionError: Error, Hashable, Sendable {
  /// Characters from 0.
  package let offset: Int
  /// One sentence without its place.
  package let message: String
}

/// Reads the condition language.
///
///     condition  = conjunction { "or" conjunction }
///     conjunction = negation { "and" negation }
///     negation   = "not" negation | "(" condition ")" | comparison
///     comparison = operand [ ("==" | "!=" | "<" | "<=" | ">" | ">=") operand ]
///     operand    = signal | app "." signal | number [unit] | string | "true" | "false"
package struct ConditionParser {
  private var tokens: ArraySlice<Token>
  private let end: Int
  private var depth = 0

  /// Deeper nesting than any human writes; it bounds the recursion.
  static let deepest = 50

  /// - Throws: ``ConditionError`` at the first character that does not fit.
  package static func parse(_ text: String) throws(ConditionError) -> Condition {
    let tokens = try ConditionLexer.tokens(of: text)
    guard !tokens.isEmpty else {
      throw ConditionError(offset: 0, message: "expected a condition such as 'p95 <= 120ms', found nothing")
    }
    var parser = ConditionParser(tokens: tokens[...], end: text.count)
    let condition = try parser.disjunction()
    guard let rest = parser.tokens.first else { return condition }
    throw ConditionError(offset: rest.offset, message: "expected 'and', 'or' or the end, found '\(rest.text)'")
  }

  private init(tokens: ArraySlice<Token>, end: Int) {
    self.tokens = tokens
    self.end = end
  }

  private mutating func disjunction() throws(ConditionError) -> Condition {
    var left = try conjunction()
    while accept(.word, "or") { left = .or(left, try conjunction()) }
    return left
  }

  private mutating func conjunction() throws(ConditionError) -> Condition {
    var left = try negation()
    while accept(.word, "and") { left = .and(left, try negation()) }
    return left
  }

  private mutating func negation() throws(ConditionError) -> Condition {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepest else {
      throw ConditionError(
        offset: tokens.first?.offset ?? end, message: "expected at most \(Self.deepest) levels of nesting")
    }
    if accept(.word, "not") { return .not(try negation()) }
    guard accept(.symbol, "(") else { return try comparison() }
    let inner = try disjunction()
    guard accept(.symbol, ")") else { throw expected("')'") }
    return inner
  }

  private mutating func comparison() throws(ConditionError) -> Condition {
    let left = try operand()
    guard let token = tokens.first, token.kind == .symbol, let comparison = Comparison(rawValue: token.text) else {
      if case .signal(let signal) = left { return .holds(signal) }
      throw expected("a comparison such as '<='")
    }
    tokens.removeFirst()
    let right = try operand()
    if case (.literal, .literal) = (left, right) {
      throw ConditionError(
        offset: token.offset, message: "expected a signal on one side of '\(token.text)', found two fixed values")
    }
    return .compare(left, comparison, right)
  }

  private mutating func operand() throws(ConditionError) -> Operand {
    guard let token = tokens.first else { throw expected("a signal or a value") }
    switch token.kind {
    case .text:
      tokens.removeFirst()
      return .literal(Quantity(.text(token.text), .text))
    case .number:
      guard let quantity = Quantity(token.text) else {
        let units = Unit.all.filter { $0.dimension != .text && $0.dimension != .truth }.map(\.name)
        throw ConditionError(
          offset: token.offset,
          message: "expected a number with a unit of \(units.joined(separator: ", ")), found '\(token.text)'")
      }
      tokens.removeFirst()
      return .literal(quantity)
    case .word where !["and", "or", "not"].contains(token.text):
      tokens.removeFirst()
      return Self.name(token)
    case .word, .symbol:
      throw expected("a signal or a value")
    }
  }

  private static func name(_ token: Token) -> Operand {
    if token.text == "true" || token.text == "false" { return .literal(Quantity(.truth(token.text == "true"), .truth)) }
    let parts = token.text.split(separator: ".", maxSplits: 1)
    let app = parts.count == 2 ? AppID(String(parts[0])) : nil
    return .signal(SignalReference(app: app, name: String(parts[parts.count - 1]), offset: token.offset))
  }

  private mutating func accept(_ kind: Token.Kind, _ text: String) -> Bool {
    guard let token = tokens.first, token.kind == kind, token.text == text else { return false }
    tokens.removeFirst()
    return true
  }

  private func expected(_ what: String) -> ConditionError {
    guard let token = tokens.first else {
      return ConditionError(offset: end, message: "expected \(what), found the end of the condition")
    }
    return ConditionError(offset: token.offset, message: "expected \(what), found '\(token.text)'")
  }
}
