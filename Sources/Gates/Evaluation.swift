extension Condition {
  /// Answers the condition for the app `home`: what the rules ask, thousands of times a second.
  ///
  /// ``explain(in:_:)`` gives the same answer with its reasons, through the same combining functions.
  package func truth(in home: AppID, _ measurements: some Measurements) -> Truth {
    Truth(root.value(in: home, measurements))
  }
}

extension Expression {
  /// The value, nil where it is unknown. A condition's value is a truth.
  func value(in home: AppID, _ world: some Measurements) -> Value? {
    switch node {
    case .literal(let quantity): quantity.value
    case .signal(let signal): Combine.present(world.reading(signal.key(in: home)))
    case .window(let function, let signal, let length):
      Combine.window(function, signal.key(in: home), length, world).map(Value.number)
    case .age(let signal): Combine.age(signal.key(in: home), world)
    case .gate(let gate): Combine.gate(world.gate(gate.name))
    case .approved(let approval): .truth(world.isApproved(approval.item))
    case .burn(let burn): Combine.burn(burn, burn.errors.key(in: home), world).map(Value.number)
    case .negated(let inner): Combine.negated(inner.value(in: home, world))
    case .arithmetic(let left, let arithmetic, let right):
      Combine.arithmetic(left.value(in: home, world), arithmetic, right.value(in: home, world))
    case .compare(let left, let comparison, let right):
      Combine.compare(left.value(in: home, world), comparison, right.value(in: home, world))
    case .not(let inner): (!Truth(inner.value(in: home, world))).value
    case .and(let left, let right): and(left, right, in: home, world).value
    case .or(let left, let right): or(left, right, in: home, world).value
    }
  }

  /// What is decided by its left side is not read further.
  private func and(_ left: Expression, _ right: Expression, in home: AppID, _ world: some Measurements) -> Truth {
    let first = Truth(left.value(in: home, world))
    return first == .no ? .no : first.and(Truth(right.value(in: home, world)))
  }

  private func or(_ left: Expression, _ right: Expression, in home: AppID, _ world: some Measurements) -> Truth {
    let first = Truth(left.value(in: home, world))
    return first == .yes ? .yes : first.or(Truth(right.value(in: home, world)))
  }
}

/// How the value of a node follows from what is below it: the one place for truth and explanation alike.
enum Combine {
  static func present(_ reading: Reading) -> Value? {
    guard let value = reading.value, value.isUsable else { return nil }
    return value
  }

  /// Since the last value: an answer without one makes nothing younger.
  static func age(_ signal: Key, _ world: some Measurements) -> Value? {
    world.series(signal)?.lastValueAt.map { .number(Double(max(.zero, world.now - $0).wholeMilliseconds)) }
  }

  static func gate(_ state: CriterionState) -> Value? { state == .unknown ? nil : .text(state.rawValue) }

  static func negated(_ inner: Value?) -> Value? { inner?.number.map { .number(-$0) } }

  static func arithmetic(_ left: Value?, _ arithmetic: Arithmetic, _ right: Value?) -> Value? {
    guard let left = left?.number, let right = right?.number else { return nil }
    return arithmetic.of(left, right).map(Value.number)
  }

  static func compare(_ left: Value?, _ comparison: Comparison, _ right: Value?) -> Value? {
    guard let left, let right else { return nil }
    return comparison.of(left, right).map(Value.truth)
  }

  /// Unknown while the signal is, whatever its past says: silence must not look like the average of better times.
  static func window(
    _ function: WindowFunction, _ signal: Key, _ length: Duration, _ world: some Measurements
  ) -> Double? {
    guard function.survivesSilence || present(world.reading(signal)) != nil else { return nil }
    guard let series = world.series(signal) else {
      if case .count = function { return 0 }
      return nil
    }
    return series.window(length, until: world.now).result(of: function)
  }

  /// Rounded to 9 decimals, so that an error rate of 1.44 % burns a budget of 0.1 % at 14.4 and not at
  /// 14.399999999999999.
  static func burn(_ burn: Burn, _ signal: Key, _ world: some Measurements) -> Double? {
    guard let average = window(.average, signal, burn.length, world) else { return nil }
    let rate = (average / burn.budget * 1e9).rounded() / 1e9
    return rate.isFinite ? rate : nil
  }
}

extension Truth {
  /// The truth of a condition's value. A number or a text is not true or false, so it is unknown.
  init(_ value: Value?) {
    guard case .truth(let truth)? = value else {
      self = .unknown
      return
    }
    self.init(truth)
  }

  var value: Value? { self == .unknown ? nil : .truth(self == .yes) }
}
