/// A part of a condition with what it came to: the whole answer as a tree that the screen can unfold.
package struct Explanation: Hashable, Sendable {
  package enum Outcome: Hashable, Sendable {
    /// The value, and the unit to write it in.
    case known(Value, Dimension)
    /// A sentence that names what is to blame: `p95 has no sample yet`.
    case unknown(because: String)
  }

  /// What the part does with what is below it.
  package enum Kind: Hashable, Sendable {
    /// A fixed value, or a calculation with nothing else.
    case literal
    /// Anything measured: a signal, a window, an age, a burn, a calculation.
    case operand
    case gate(name: String)
    case approval(item: String)
    case comparison(Comparison)
    case not, and, or
  }

  package let kind: Kind
  /// The author's words for this part.
  package let text: String
  package let outcome: Outcome
  /// How old the newest sample behind it is; nil where none is.
  package let age: Duration?
  /// The source of its signal; nil for what has none of its own.
  package let source: String?
  /// The operands, from left to right.
  package let children: [Explanation]
  /// What it is compared with, from which its words must tell it; nil outside a comparison of two known sides.
  private(set) var beside: Quantity?
}

extension Explanation {
  package var value: Value? {
    guard case .known(let value, _) = outcome else { return nil }
    return value
  }

  /// What the part says as a condition; unknown for a part that is not one.
  package var truth: Truth { Truth(value) }

  /// The value as the board writes it, or why there is none: `143ms`, `p95 has no sample yet`.
  package var words: String {
    switch outcome {
    case .known(let value, let dimension): value.words(dimension, beside: beside)
    case .unknown(let because): because
    }
  }
}

extension Condition {
  /// Answers the condition for the app `home` with everything that led there: the slow way, for what is shown.
  package func explain(in home: AppID, _ measurements: some Measurements) -> Explanation {
    Explainer(condition: self, home: home, world: measurements).explain(root)
  }
}

/// Builds the tree. Every value comes from ``Combine`` or ``Truth``, as it does in ``Condition/truth(in:_:)``.
private struct Explainer<World: Measurements> {
  let condition: Condition
  let home: AppID
  let world: World

  func explain(_ expression: Expression) -> Explanation {
    switch expression.node {
    case .literal(let quantity):
      make(.literal, expression, .known(quantity.value, quantity.dimension))
    case .signal(let signal): self.signal(signal, condition.slice(expression.span))
    case .window(let function, let signal, let length): window(expression, function, signal, length)
    case .age(let signal): age(expression, signal)
    case .gate(let gate):
      make(
        .gate(name: gate.name), expression,
        outcome(Combine.gate(world.gate(gate.name)), .text) { "gate \(gate.name) unknown" })
    case .approved(let approval):
      make(.approval(item: approval.item), expression, .known(.truth(world.isApproved(approval.item)), .truth))
    case .burn(let burn): self.burn(expression, burn)
    case .negated(let inner): negated(expression, explain(inner))
    case .arithmetic(let left, let arithmetic, let right):
      self.arithmetic(expression, explain(left), arithmetic, explain(right))
    case .compare(let left, let comparison, let right):
      compare(expression, explain(left), comparison, explain(right))
    case .not(let inner): logic(.not, expression, [explain(inner)]) { !$0[0] }
    case .and(let left, let right): logic(.and, expression, [explain(left), explain(right)]) { $0[0].and($0[1]) }
    case .or(let left, let right): logic(.or, expression, [explain(left), explain(right)]) { $0[0].or($0[1]) }
    }
  }

  // MARK: What is measured

  private func signal(_ signal: SignalReference, _ text: String) -> Explanation {
    let key = signal.key(in: home)
    let reading = world.reading(key)
    let outcome = outcome(Combine.present(reading), world.dimension(key)) {
      guard case .unknown(let reason, _) = reading else { return "\(signal) is not a number" }
      return "\(signal) \(reason)"
    }
    return Explanation(
      kind: .operand, text: text, outcome: outcome, age: reading.age, source: world.source(key), children: [])
  }

  private func window(
    _ expression: Expression, _ function: WindowFunction, _ signal: SignalReference, _ length: Duration
  ) -> Explanation {
    let key = signal.key(in: home)
    let present = self.signal(signal, signal.description)
    let measured: Dimension =
      switch function {
      case .count: .count
      case .rate: .number
      case .average, .minimum, .maximum, .sum, .delta, .last, .percentile: world.dimension(key)
      }
    let outcome = outcome(Combine.window(function, key, length, world).map(Value.number), measured) {
      if !function.survivesSilence, case .unknown(let because) = present.outcome { return because }
      return "\(condition.slice(expression.span)) has too few numbers in its window"
    }
    return make(.operand, expression, outcome, below: present)
  }

  private func age(_ expression: Expression, _ signal: SignalReference) -> Explanation {
    let present = self.signal(signal, signal.description)
    let outcome = outcome(Combine.age(signal.key(in: home), world), .time) { present.words }
    return make(.operand, expression, outcome, below: present)
  }

  private func burn(_ expression: Expression, _ burn: Burn) -> Explanation {
    let present = signal(burn.errors, burn.errors.description)
    let rate = Combine.burn(burn, burn.errors.key(in: home), world)
    let outcome = outcome(rate.map(Value.number), .number) {
      if case .unknown(let because) = present.outcome { return because }
      return "\(condition.slice(expression.span)) has too few numbers in its window"
    }
    return make(.operand, expression, outcome, below: present)
  }

  // MARK: What is calculated

  private func negated(_ expression: Expression, _ inner: Explanation) -> Explanation {
    let outcome = outcome(Combine.negated(inner.value), inner.dimension) {
      inner.value == nil ? inner.words : "\(inner.text) is \(inner.words), expected a number"
    }
    return make(expression.isConstant ? .literal : .operand, expression, outcome, over: [inner])
  }

  private func arithmetic(
    _ expression: Expression, _ left: Explanation, _ arithmetic: Arithmetic, _ right: Explanation
  ) -> Explanation {
    let outcome = outcome(
      Combine.arithmetic(left.value, arithmetic, right.value),
      condition.dimension(of: expression) { world.dimension($0.key(in: home)) }
    ) {
      let sides = [left, right]
      if let unknown = sides.first(where: { $0.value == nil }) { return unknown.words }
      if let wrong = sides.first(where: { $0.value?.number == nil }) {
        return "\(wrong.text) is \(wrong.words), expected a number"
      }
      let isByZero = arithmetic == .dividedBy && right.value == .number(0)
      return "\(condition.slice(expression.span)) \(isByZero ? "divides by zero" : "is too large")"
    }
    return make(expression.isConstant ? .literal : .operand, expression, outcome, over: [left, right])
  }

  private func compare(
    _ expression: Expression, _ left: Explanation, _ comparison: Comparison, _ right: Explanation
  ) -> Explanation {
    let like = (left.written(like: right), right.written(like: left))
    let sides = [like.0.told(from: like.1), like.1.told(from: like.0)]
    let outcome = outcome(Combine.compare(left.value, comparison, right.value), .truth) {
      sides.first { $0.value == nil }?.words ?? "\(sides[0].side) and \(sides[1].side) do not compare"
    }
    return make(.comparison(comparison), expression, outcome, over: sides)
  }

  private func logic(
    _ kind: Explanation.Kind, _ expression: Expression, _ sides: [Explanation], _ rule: ([Truth]) -> Truth
  ) -> Explanation {
    let truth = rule(sides.map(\.truth))
    let outcome = outcome(truth.value, .truth) {
      sides.first { $0.truth == .unknown }?.complaint ?? "nothing decides it"
    }
    return make(kind, expression, outcome, over: sides)
  }

  // MARK: Making

  private func outcome(_ value: Value?, _ dimension: Dimension, _ reason: () -> String) -> Explanation.Outcome {
    value.map { .known($0, dimension) } ?? .unknown(because: reason())
  }

  /// A part over one signal has that signal's age and source.
  private func make(
    _ kind: Explanation.Kind, _ expression: Expression, _ outcome: Explanation.Outcome, below signal: Explanation
  ) -> Explanation {
    Explanation(
      kind: kind, text: condition.slice(expression.span), outcome: outcome, age: signal.age, source: signal.source,
      children: [signal])
  }

  /// A part over several is as old as the oldest of them.
  private func make(
    _ kind: Explanation.Kind, _ expression: Expression, _ outcome: Explanation.Outcome,
    over children: [Explanation] = []
  ) -> Explanation {
    Explanation(
      kind: kind, text: condition.slice(expression.span), outcome: outcome, age: children.compactMap(\.age).max(),
      source: nil, children: children)
  }
}

extension Explanation {
  /// Why it is neither true nor false.
  fileprivate var complaint: String { value == nil ? words : "\(text) is \(words), expected true or false" }

  fileprivate var dimension: Dimension {
    guard case .known(_, let dimension) = outcome else { return .number }
    return dimension
  }

  fileprivate func told(from other: Explanation) -> Explanation {
    guard case .known(let value, let dimension) = other.outcome else { return self }
    var told = self
    told.beside = Quantity(value, dimension)
    return told
  }

  /// A quotient is written as what it is compared with: `lost / sent > 1%` says percent.
  fileprivate func written(like other: Explanation) -> Explanation {
    guard case .known(let value, .number) = outcome, case .known(_, .ratio) = other.outcome else { return self }
    return Explanation(
      kind: kind, text: text, outcome: .known(value, .ratio), age: age, source: source, children: children)
  }
}
