/// Why a condition's text is not a condition, and where.
package struct ConditionError: Error, Hashable, Sendable {
  /// Characters from 0.
  package let offset: Int
  /// One sentence without its place.
  package let message: String

  package init(offset: Int, message: String) {
    self.offset = offset
    self.message = message
  }
}

/// Reads the condition language.
///
///     condition   = conjunction { "or" conjunction }
///     conjunction = negation { "and" negation }
///     negation    = "not" negation | comparison
///     comparison  = sum [ ("==" | "!=" | "<" | "<=" | ">" | ">=") sum ]
///     sum         = product { ("+" | "-") product }
///     product     = factor { ("*" | "/") factor }
///     factor      = "-" factor | "(" condition ")" | literal | signal | call
///     literal     = number [unit] { number unit } | string | "true" | "false"
///     signal      = [app "."] name
///     call        = window "(" signal "," duration ")"
///                 | "age" "(" signal ")"
///                 | "burn" "(" signal "," objective "," duration ")"
///                 | "approved" "(" string ")"
///                 | "gate" "(" name | string ")" ("==" | "!=") ("pass" | "fail" | "pending")
///     window      = "avg" | "min" | "max" | "sum" | "count" | "rate" | "delta" | "last" | "p50" | "p99.9" | ...
///
/// Brackets hold conditions and sums alike; which of the two is wanted is known where they stand, so `(a + b) > 1`
/// and `(a > 1) or b` are both read and `(a > 1) + b` is not. A window is a function only before a '(': a signal may
/// be called `p95` or `count`. A '-' between letters without blanks belongs to the name of an app (`auto-page.p95`),
/// so a subtraction has blanks around it.
package struct ConditionParser {
  var tokens: ArraySlice<Token>
  /// Where the text ends.
  let end: Int
  /// Where the last token that was taken ends.
  private(set) var taken = 0
  private var depth = 0
  private var operators = 0

  /// Deeper nesting than any human writes; it bounds the recursion.
  static let deepest = 50
  /// Operators between two sides, which bound the depth of the tree that chains of them make.
  static let mostOperators = 200
  /// Characters.
  static let longest = 2000

  /// - Throws: ``ConditionError`` at the first character that does not fit.
  package static func parse(_ text: String) throws(ConditionError) -> Condition {
    guard text.utf8.count <= longest || text.count <= longest else {
      throw ConditionError(
        offset: longest, message: "expected at most \(longest) characters, found \(text.count)")
    }
    let tokens = try ConditionLexer.tokens(of: text)
    guard !tokens.isEmpty else {
      throw ConditionError(offset: 0, message: "expected a condition such as 'p95 <= 120ms', found nothing")
    }
    var parser = ConditionParser(tokens: tokens[...], end: text.count)
    let root = try parser.disjunction()
    try parser.mustStandAlone(root)
    guard let rest = parser.tokens.first else { return Condition(text: text, root: root) }
    let isChain = rest.kind == .symbol && Comparison(rawValue: rest.text) != nil
    throw parser.expected("'and', 'or' or the end", hint: isChain ? "compare twice and join both with 'and'" : nil)
  }

  private init(tokens: ArraySlice<Token>, end: Int) {
    self.tokens = tokens
    self.end = end
  }

  // MARK: Conditions

  mutating func disjunction() throws(ConditionError) -> Expression {
    var left = try conjunction()
    while next(is: .word, "or") {
      try mustStandAlone(left)
      try countOperator()
      let right = try conjunction()
      try mustStandAlone(right)
      left = join(.or(left, right), left, right)
    }
    return left
  }

  private mutating func conjunction() throws(ConditionError) -> Expression {
    var left = try negation()
    while next(is: .word, "and") {
      try mustStandAlone(left)
      try countOperator()
      let right = try negation()
      try mustStandAlone(right)
      left = join(.and(left, right), left, right)
    }
    return left
  }

  private mutating func negation() throws(ConditionError) -> Expression {
    guard let start = tokens.first?.offset, next(is: .word, "not") else { return try comparison() }
    try descend()
    defer { depth -= 1 }
    take()
    let inner = try negation()
    try mustStandAlone(inner)
    return Expression(node: .not(inner), span: start..<taken)
  }

  private mutating func comparison() throws(ConditionError) -> Expression {
    let left = try sum()
    guard let token = tokens.first, token.kind == .symbol, let comparison = Comparison(rawValue: token.text)
    else { return left }
    try mustHaveValue(left, beside: token)
    take()
    let right = try sum()
    try mustHaveValue(right, beside: token)
    if left.isConstant, right.isConstant {
      throw ConditionError(
        offset: token.offset, message: "expected a signal on one side of '\(token.text)', found two fixed values")
    }
    return join(.compare(left, comparison, right), left, right)
  }

  // MARK: Sums

  private mutating func sum() throws(ConditionError) -> Expression {
    var left = try product()
    while let token = tokens.first, next(is: .symbol, "+") || next(is: .symbol, "-") {
      try mustHaveValue(left, beside: token)
      try countOperator()
      left = try calculation(left, token, with: try product())
    }
    return left
  }

  private mutating func product() throws(ConditionError) -> Expression {
    var left = try factor()
    while let token = tokens.first, next(is: .symbol, "*") || next(is: .symbol, "/") {
      try mustHaveValue(left, beside: token)
      try countOperator()
      left = try calculation(left, token, with: try factor())
    }
    return left
  }

  private func calculation(
    _ left: Expression, _ token: Token, with right: Expression
  ) throws(ConditionError) -> Expression {
    try mustHaveValue(right, beside: token)
    guard let arithmetic = Arithmetic(rawValue: token.text) else { return left }
    if arithmetic == .dividedBy, right.constant == 0 {
      throw ConditionError(offset: right.offset, message: "expected a divisor other than zero")
    }
    return join(.arithmetic(left, arithmetic, right), left, right)
  }

  private mutating func factor() throws(ConditionError) -> Expression {
    guard let token = tokens.first, token.kind == .symbol, token.text == "-" || token.text == "(" else {
      return try primary()
    }
    try descend()
    defer { depth -= 1 }
    take()
    if token.text == "-" {
      let inner = try factor()
      try mustHaveValue(inner, beside: token)
      let span = token.offset..<taken
      if case .literal(let quantity) = inner.node, let number = quantity.value.number {
        return Expression(node: .literal(Quantity(.number(-number), quantity.dimension)), span: span)
      }
      return Expression(node: .negated(inner), span: span)
    }
    let inner = try disjunction()
    guard next(is: .symbol, ")") else { throw expected("')'") }
    take()
    return Expression(node: inner.node, span: token.offset..<taken)
  }

  // MARK: Tokens

  func next(is kind: Token.Kind, _ text: String) -> Bool { tokens.first?.kind == kind && tokens.first?.text == text }

  mutating func take() {
    if let token = tokens.popFirst() { taken = token.span.upperBound }
  }

  /// An error at the next token.
  func expected(_ what: String, hint: String? = nil) -> ConditionError {
    let hint = hint.map { "; \($0)" } ?? ""
    guard let token = tokens.first else {
      return ConditionError(offset: end, message: "expected \(what), found the end of the condition\(hint)")
    }
    return ConditionError(offset: token.offset, message: "expected \(what), found '\(token.text)'\(hint)")
  }

  // MARK: Limits and shapes

  private mutating func descend() throws(ConditionError) {
    depth += 1
    guard depth <= Self.deepest else {
      throw ConditionError(
        offset: tokens.first?.offset ?? end, message: "expected at most \(Self.deepest) levels of nesting")
    }
  }

  /// Takes the operator.
  private mutating func countOperator() throws(ConditionError) {
    operators += 1
    guard operators <= Self.mostOperators else {
      throw ConditionError(
        offset: tokens.first?.offset ?? end, message: "expected at most \(Self.mostOperators) operators")
    }
    take()
  }

  private func mustStandAlone(_ expression: Expression) throws(ConditionError) {
    guard !expression.canStandAlone else { return }
    throw expected("a comparison such as '<='")
  }

  private func mustHaveValue(_ expression: Expression, beside token: Token) throws(ConditionError) {
    guard expression.isCondition else { return }
    throw ConditionError(
      offset: expression.offset, message: "expected a value beside '\(token.text)', found a condition")
  }

  private func join(_ node: Expression.Node, _ left: Expression, _ right: Expression) -> Expression {
    Expression(node: node, span: left.span.lowerBound..<right.span.upperBound)
  }
}
