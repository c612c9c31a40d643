/// A node of a condition: what it asks, and where it stands in the author's text.
package struct Expression: Hashable, Sendable {
  package let node: Node
  /// Characters from 0, without the blanks around it.
  package let span: Range<Int>

  package var offset: Int { span.lowerBound }

  /// What can stand in a condition.
  ///
  /// Operands have values; comparisons, `not`, `and` and `or` are true, false or unknown. A ``signal`` and an
  /// ``approved`` are both: they can be compared, and can stand alone where they are true or false.
  package indirect enum Node: Hashable, Sendable {
    case literal(Quantity)
    case signal(SignalReference)
    case window(WindowFunction, SignalReference, Duration)
    /// How long ago the signal was last heard of.
    case age(SignalReference)
    /// The state of a gate's readiness, as a text.
    case gate(GateReference)
    case approved(ApprovalReference)
    case burn(Burn)
    case negated(Expression)
    case arithmetic(Expression, Arithmetic, Expression)
    case compare(Expression, Comparison, Expression)
    case not(Expression)
    case and(Expression, Expression)
    case or(Expression, Expression)
  }
}

extension Expression {
  /// Goes through this and all below, from left to right. How deep that is ``ConditionParser`` bounds.
  func visit(_ body: (Node) -> Void) {
    body(node)
    switch node {
    case .literal, .signal, .window, .age, .gate, .approved, .burn: break
    case .negated(let inner), .not(let inner): inner.visit(body)
    case .arithmetic(let left, _, let right), .compare(let left, _, let right), .and(let left, let right),
      .or(let left, let right):
      left.visit(body)
      right.visit(body)
    }
  }

  /// Whether it is true or false by its shape and can therefore not be compared or added.
  var isCondition: Bool {
    switch node {
    case .compare, .not, .and, .or: true
    case .literal, .signal, .window, .age, .gate, .approved, .burn, .negated, .arithmetic: false
    }
  }

  /// Whether it can stand alone, at least where the signal's unit is `bool`.
  var canStandAlone: Bool {
    switch node {
    case .signal, .approved: true
    default: isCondition
    }
  }

  /// Whether it says the same whatever is measured.
  var isConstant: Bool {
    switch node {
    case .literal: true
    case .negated(let inner): inner.isConstant
    case .arithmetic(let left, _, let right): left.isConstant && right.isConstant
    case .signal, .window, .age, .gate, .approved, .burn, .compare, .not, .and, .or: false
    }
  }

  /// The number of a constant expression; nil for anything else.
  var constant: Double? {
    switch node {
    case .literal(let quantity): return quantity.value.number
    case .negated(let inner): return inner.constant.map { -$0 }
    case .arithmetic(let left, let arithmetic, let right):
      guard let left = left.constant, let right = right.constant else { return nil }
      return arithmetic.of(left, right)
    case .signal, .window, .age, .gate, .approved, .burn, .compare, .not, .and, .or: return nil
    }
  }
}

/// The four ways of calculating with two numbers.
package enum Arithmetic: String, Hashable, Sendable, CaseIterable {
  case plus = "+"
  case minus = "-"
  case times = "*"
  case dividedBy = "/"

  /// Nil where there is no finite result: a division by zero, an overflow.
  func of(_ left: Double, _ right: Double) -> Double? {
    let result =
      switch self {
      case .plus: left + right
      case .minus: left - right
      case .times: left * right
      case .dividedBy: left / right
      }
    return result.isFinite ? result : nil
  }
}

package enum Comparison: String, Hashable, Sendable, CaseIterable {
  case equal = "=="
  case unequal = "!="
  case less = "<"
  case atMost = "<="
  case more = ">"
  case atLeast = ">="

  /// Whether a number is on the side of a limit that a condition asks for: where the condition is a breach, beyond it.
  package func isBeyond(_ number: Double, _ limit: Double) -> Bool { holds(number, limit) }

  /// Whether larger numbers are beyond a limit; nil where there is no such side.
  package var isBeyondAbove: Bool? {
    switch self {
    case .more, .atLeast: true
    case .less, .atMost: false
    case .equal, .unequal: nil
    }
  }

  private func holds<T: Comparable>(_ left: T, _ right: T) -> Bool {
    switch self {
    case .equal: left == right
    case .unequal: left != right
    case .less: left < right
    case .atMost: left <= right
    case .more: left > right
    case .atLeast: left >= right
    }
  }

  /// Nil where the two are not of one kind.
  func of(_ left: Value, _ right: Value) -> Bool? {
    switch (left, right) {
    case (.number(let left), .number(let right)): holds(left, right)
    case (.text(let left), .text(let right)): holds(left, right)
    case (.truth(let left), .truth(let right)): holds(left ? 1 : 0, right ? 1 : 0)
    case (.number, _), (.text, _), (.truth, _): nil
    }
  }

  /// Whether it asks for order and not only for sameness.
  package var ordersItsSides: Bool { self != .equal && self != .unequal }

  /// What held instead, when this did not.
  package var negated: Comparison {
    switch self {
    case .equal: .unequal
    case .unequal: .equal
    case .less: .atLeast
    case .atMost: .more
    case .more: .atMost
    case .atLeast: .less
    }
  }

  /// The same question with its sides exchanged.
  package var mirrored: Comparison {
    switch self {
    case .equal, .unequal: self
    case .less: .more
    case .atMost: .atLeast
    case .more: .less
    case .atLeast: .atMost
    }
  }
}
