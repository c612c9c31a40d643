/// What a node of a condition measures.
enum Measure: Hashable {
  case of(Dimension)
  /// One thing divided by another of its kind: both `0.01` and `1%` say what it is.
  case quotient

  /// The factor that leaves other things what they are, or nil for a time, a size, an amount, a text, a truth.
  var isScale: Bool {
    switch self {
    case .quotient, .of(.number), .of(.count), .of(.ratio): true
    case .of(.time), .of(.size), .of(.money), .of(.text), .of(.truth): false
    }
  }

  var isNumeric: Bool { self != .of(.text) && self != .of(.truth) }

  var words: String {
    switch self {
    case .of(let dimension): dimension.words
    case .quotient: "a quotient"
    }
  }

  /// In which unit the board writes it.
  var dimension: Dimension {
    switch self {
    case .of(let dimension): dimension
    case .quotient: .number
    }
  }

  /// What the sum of both is; nil where they do not measure the same.
  func added(to other: Measure) -> Measure? {
    switch (self, other) {
    case _ where self == other: self
    case (.quotient, .of(.number)), (.of(.number), .quotient): .quotient
    case (.quotient, .of(.ratio)), (.of(.ratio), .quotient): .of(.ratio)
    case (.quotient, .of(.count)), (.of(.count), .quotient), (.of(.count), .of(.number)),
      (.of(.number), .of(.count)):
      .of(.count)
    default: nil
    }
  }

  /// What the product is; nil where neither is a plain factor.
  func multiplied(by other: Measure) -> Measure? {
    guard isScale || other.isScale else { return nil }
    // Of two factors the later in this order says what the product is: a share of a count is a count.
    let order: [Measure] = [.of(.number), .quotient, .of(.ratio), .of(.count)]
    let (left, right) = (order.firstIndex(of: self) ?? order.count, order.firstIndex(of: other) ?? order.count)
    return left >= right ? self : other
  }

  /// What the quotient is; nil where the divisor is another kind of thing.
  func divided(by other: Measure) -> Measure? {
    if self == other { return .quotient }
    return other.isScale ? self : nil
  }
}

extension Condition {
  /// Every mistake with a unit, in the order of the text, skipping what reads a signal that `dimension` does not know.
  package func check(in home: AppID, dimension: (Key) -> Dimension?) -> [ConditionError] {
    var typing = Typing(condition: self)
    typing.standsAlone(root) { dimension($0.key(in: home)) }
    return typing.errors.sorted { $0.offset < $1.offset }
  }
}

extension Condition {
  /// In which unit the board writes a calculation whose units were checked.
  func dimension(of expression: Expression, _ lookup: (SignalReference) -> Dimension) -> Dimension {
    var typing = Typing(condition: self)
    return typing.measure(expression, lookup)?.dimension ?? .number
  }
}

/// One walk over a condition that finds what does not measure the same.
private struct Typing {
  typealias Lookup = (SignalReference) -> Dimension?

  let condition: Condition
  var errors: [ConditionError] = []

  private mutating func report(_ offset: Int, _ message: String) {
    errors.append(ConditionError(offset: offset, message: message))
  }

  /// A node that must be true or false.
  mutating func standsAlone(_ expression: Expression, _ lookup: Lookup) {
    switch expression.node {
    case .not(let inner): standsAlone(inner, lookup)
    case .and(let left, let right), .or(let left, let right):
      standsAlone(left, lookup)
      standsAlone(right, lookup)
    case .compare(let left, let comparison, let right): compare(expression, left, comparison, right, lookup)
    default:
      guard let measure = measure(expression, lookup), measure != .of(.truth) else { return }
      report(
        expression.offset,
        "expected a comparison after '\(condition.slice(expression.span))', which is \(measure.words), "
          + "not true or false")
    }
  }

  private mutating func compare(
    _ whole: Expression, _ left: Expression, _ comparison: Comparison, _ right: Expression, _ lookup: Lookup
  ) {
    let sides = (measure(left, lookup), measure(right, lookup))
    guard let first = sides.0, let second = sides.1 else { return }
    let place = left.isConstant ? right.offset : left.offset
    let words = condition.slice(whole.span)
    if let reason = first.mismatch(second) {
      report(place, "expected both sides of '\(words)' to measure the same: \(reason)")
    } else if comparison.ordersItsSides, !first.isNumeric {
      report(place, "expected '==' or '!=' in '\(words)': \(first.words) has no order")
    }
  }

  /// Nil where it cannot be told, because a signal is not declared or a mistake is reported already.
  mutating func measure(_ expression: Expression, _ lookup: Lookup) -> Measure? {
    switch expression.node {
    case .literal(let quantity): return .of(quantity.dimension)
    case .signal(let signal): return lookup(signal).map(Measure.of)
    case .age: return .of(.time)
    case .gate: return .of(.text)
    case .approved: return .of(.truth)
    case .window(let function, let signal, _):
      return lookup(signal).flatMap { window(function, over: $0, signal, expression) }
    case .burn(let burn):
      guard let dimension = lookup(burn.errors), dimension != .ratio else { return .of(.number) }
      report(
        burn.errors.offset, "expected a share of errors in 'burn', found '\(burn.errors)', which is \(dimension.words)")
      return nil
    case .negated(let inner):
      guard let measure = measure(inner, lookup) else { return nil }
      guard measure.isNumeric else {
        report(inner.offset, "expected a number after '-', found \(measure.words)")
        return nil
      }
      return measure
    case .arithmetic(let left, let arithmetic, let right):
      let sides = (measure(left, lookup), measure(right, lookup))
      guard let first = sides.0, let second = sides.1 else { return nil }
      return calculate(expression, first, arithmetic, second)
    case .compare, .not, .and, .or:
      standsAlone(expression, lookup)
      return .of(.truth)
    }
  }

  private mutating func window(
    _ function: WindowFunction, over dimension: Dimension, _ signal: SignalReference, _ whole: Expression
  ) -> Measure? {
    let words = condition.slice(whole.span)
    switch function {
    case .count: return .of(.count)
    case _ where !Measure.of(dimension).isNumeric:
      report(signal.offset, "expected a signal of numbers in '\(words)': '\(signal)' is \(dimension.words)")
    case .rate:
      // Other things do not only rise, so their rise per second says nothing.
      if [.count, .number, .size].contains(dimension) { return .of(.number) }
      report(signal.offset, "expected a counter in '\(words)': '\(signal)' is \(dimension.words)")
    case .sum where dimension == .ratio:
      report(signal.offset, "expected something to add up in '\(words)': '\(signal)' is a ratio; use avg")
    case .average, .minimum, .maximum, .sum, .delta, .last, .percentile: return .of(dimension)
    }
    return nil
  }

  private mutating func calculate(
    _ whole: Expression, _ left: Measure, _ arithmetic: Arithmetic, _ right: Measure
  ) -> Measure? {
    let words = condition.slice(whole.span)
    guard left.isNumeric, right.isNumeric else {
      let wrong = left.isNumeric ? right : left
      report(whole.offset, "expected numbers in '\(words)': one is \(wrong.words)")
      return nil
    }
    switch arithmetic {
    case .plus, .minus:
      if let sum = left.added(to: right) { return sum }
      let reason = left.mismatch(right) ?? "one is \(left.words), the other is \(right.words)"
      report(whole.offset, "expected both sides of '\(words)' to measure the same: \(reason)")
    case .times:
      if let product = left.multiplied(by: right) { return product }
      report(
        whole.offset,
        "expected a plain number, a count or a ratio on one side of '\(words)': one is \(left.words), "
          + "the other is \(right.words)")
    case .dividedBy:
      if let quotient = left.divided(by: right) { return quotient }
      report(
        whole.offset,
        "expected '\(words)' to divide by the same or by a plain number: one is \(left.words), "
          + "the other is \(right.words)")
    }
    return nil
  }
}

extension Measure {
  /// Why two sides do not compare; nil when they do.
  func mismatch(_ other: Measure) -> String? {
    switch (self, other) {
    case (.of(let left), .of(let right)): left.mismatch(right)
    case (.quotient, .quotient): nil
    case (.quotient, .of(let dimension)), (.of(let dimension), .quotient):
      [.number, .ratio, .count].contains(dimension) ? nil : "one is \(words), the other is \(other.words)"
    }
  }
}

extension Dimension {
  /// Why values of two dimensions do not compare; nil when they do. A count compares with a plain number.
  package func mismatch(_ other: Dimension) -> String? {
    guard self != other else { return nil }
    let pair: Set<Dimension> = [self, other]
    guard pair != [.count, .number] else { return nil }
    if pair.contains(.number), let other = pair.first(where: { $0 != .number }), other != .text, other != .truth {
      return "one is \(other.words), the other has no unit; add one, such as \(other.example)"
    }
    return "one is \(words), the other is \(other.words)"
  }

  private var example: String {
    switch self {
    case .time: "120ms"
    case .ratio: "0.10%"
    case .size: "1000bytes"
    case .money: "5USD"
    case .count, .number, .text, .truth: "12count"
    }
  }
}
