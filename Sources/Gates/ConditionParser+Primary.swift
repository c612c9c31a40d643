/// What stands alone: literals, signals and calls.
extension ConditionParser {
  mutating func primary() throws(ConditionError) -> Expression {
    guard let token = tokens.first else { throw expected("a signal or a value") }
    switch token.kind {
    case .text:
      take()
      return Expression(node: .literal(Quantity(.text(token.text), .text)), span: token.span)
    case .number:
      let quantity = try quantity(token)
      take()
      return Expression(node: .literal(quantity), span: token.span)
    case .word where !Token.connectives.contains(token.text):
      if tokens.dropFirst().first.map({ $0.kind == .symbol && $0.text == "(" }) == true { return try call(token) }
      take()
      if token.text == "true" || token.text == "false" {
        return Expression(node: .literal(Quantity(.truth(token.text == "true"), .truth)), span: token.span)
      }
      return Expression(node: .signal(try reference(token)), span: token.span)
    case .word, .symbol:
      throw expected("a signal or a value")
    }
  }

  private func quantity(_ token: Token) throws(ConditionError) -> Quantity {
    if let quantity = Quantity(token.text) { return quantity }
    let units = Unit.all.filter { $0.dimension != .text && $0.dimension != .truth }.map(\.name)
    throw ConditionError(
      offset: token.offset,
      message: "expected a number with a unit of \(units.joined(separator: ", ")), found '\(token.text)'")
  }

  private func reference(_ token: Token) throws(ConditionError) -> SignalReference {
    let parts = token.text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard let name = parts.last, parts.allSatisfy({ !$0.isEmpty }), !name.contains(".") else {
      throw ConditionError(
        offset: token.offset, message: "expected a signal such as 'p95' or 'app.p95', found '\(token.text)'")
    }
    guard !name.contains("-") else {
      throw ConditionError(
        offset: token.offset, message: "expected a signal, found '\(token.text)'; a subtraction needs spaces around '-'"
      )
    }
    return SignalReference(
      app: parts.count == 2 ? AppID(String(parts[0])) : nil, name: String(name), offset: token.offset)
  }

  // MARK: Calls

  private mutating func call(_ function: Token) throws(ConditionError) -> Expression {
    take()
    take()
    let node: Expression.Node
    switch function.text {
    case "age": node = .age(try signal())
    case "gate": return try gate(function)
    case "approved": node = .approved(try approval())
    case "burn": node = .burn(try burn())
    default:
      guard let window = WindowFunction(function.text) else { throw Self.unknown(function) }
      let signal = try signal()
      try comma(before: "a window such as 5m")
      node = .window(window, signal, try length())
    }
    try close()
    return Expression(node: node, span: function.offset..<taken)
  }

  private static func unknown(_ function: Token) -> ConditionError {
    let names = WindowFunction.named.map(\.name) + ["p95", "age", "burn", "gate", "approved"]
    let isPercentile = function.text.first == "p" && function.text.dropFirst().first?.isNumber == true
    let what =
      isPercentile
      ? "a percentile between p0 and p100, such as p99.9" : "a function of \(names.joined(separator: ", "))"
    return ConditionError(offset: function.offset, message: "expected \(what), found '\(function.text)'")
  }

  private mutating func signal() throws(ConditionError) -> SignalReference {
    guard let token = tokens.first, token.kind == .word, !Token.connectives.contains(token.text),
      token.text != "true", token.text != "false"
    else { throw expected("a signal") }
    let reference = try reference(token)
    take()
    if next(is: .symbol, "(") { throw expected("one signal and no calculation") }
    return reference
  }

  private mutating func comma(before what: String) throws(ConditionError) {
    guard next(is: .symbol, ",") else { throw expected("',' and \(what)") }
    take()
  }

  private mutating func close() throws(ConditionError) {
    guard next(is: .symbol, ")") else { throw expected("')'") }
    take()
  }

  /// Longer windows would keep more samples than a night has.
  private static var longestWindow: Duration { .seconds(7 * 86_400) }

  private mutating func length() throws(ConditionError) -> Duration {
    guard let token = tokens.first, token.kind == .number else { throw expected("a window such as 5m") }
    let quantity = try quantity(token)
    guard quantity.dimension == .time, case .number(let milliseconds) = quantity.value else {
      throw expected("a window such as 5m")
    }
    let longest = Self.longestWindow
    guard milliseconds >= 1, milliseconds <= Double(longest.wholeMilliseconds) else {
      throw expected("a window of more than 0 and at most \(longest.words)")
    }
    take()
    return .milliseconds(Int64(milliseconds.rounded()))
  }

  private mutating func burn() throws(ConditionError) -> Burn {
    let errors = try signal()
    try comma(before: "an objective such as 99.9%")
    guard let token = tokens.first, token.kind == .number else { throw expected("an objective such as 99.9%") }
    let quantity = try quantity(token)
    guard quantity.dimension == .ratio, case .number(let objective) = quantity.value else {
      throw expected("an objective such as 99.9%")
    }
    guard objective > 0, objective < 1 else { throw expected("an objective between 0% and 100%, both excluded") }
    take()
    try comma(before: "a window such as 1h")
    let burn = Burn(errors: errors, objective: objective, length: try length())
    guard burn.budget > 0 else {
      throw ConditionError(offset: token.offset, message: "expected an objective of at most 99.9999999999%")
    }
    return burn
  }

  private mutating func approval() throws(ConditionError) -> ApprovalReference {
    guard let token = tokens.first, token.kind == .text, !token.text.isEmpty else {
      throw expected("an item in quotes such as \"legal.tos\"")
    }
    take()
    return ApprovalReference(item: token.text, offset: token.offset)
  }

  /// A gate is read with its comparison, because nothing else can be done with one.
  private mutating func gate(_ function: Token) throws(ConditionError) -> Expression {
    guard let token = tokens.first, token.kind == .word || token.kind == .text, !token.text.isEmpty else {
      throw expected("a gate by label or app")
    }
    take()
    try close()
    let gate = Expression(
      node: .gate(GateReference(name: token.text, offset: token.offset)), span: function.offset..<taken)
    guard let symbol = tokens.first, let comparison = Comparison(rawValue: symbol.text), symbol.kind == .symbol,
      !comparison.ordersItsSides
    else { throw expected("'==' or '!=' after 'gate(\(token.text))'") }
    take()
    let states = GateReference.states.map(\.rawValue)
    guard let word = tokens.first, word.kind == .word, states.contains(word.text) else {
      let isUnknown = next(is: .word, "unknown")
      throw expected(
        states.joined(separator: ", "),
        hint: isUnknown
          ? "what is not known cannot be compared with; a condition on an unknown gate is unknown by itself" : nil)
    }
    take()
    let state = Expression(node: .literal(Quantity(.text(word.text), .text)), span: word.span)
    return Expression(node: .compare(gate, comparison, state), span: function.offset..<taken)
  }
}
