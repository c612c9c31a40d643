import Gates

/// Measurements from tables; a signal that stands in none has no sample.
struct World: Measurements {
  static let noon = Instant(milliseconds: 1_762_948_800_000)

  var now = World.noon
  var present: [String: Reading] = [:]
  var past: [String: Series] = [:]
  var dimensions: [String: Dimension] = [:]
  var gates: [String: CriterionState] = [:]
  var approved: Set<String> = []

  init(_ known: [String: Value] = [:]) {
    present = known.mapValues { .known($0, age: .seconds(3)) }
    past = Dictionary(
      uniqueKeysWithValues: known.map { name, value in
        var series = Series()
        series.append(Sample(Key("shop", name), value, at: Self.noon - .seconds(3)))
        return (name, series)
      })
  }

  /// A world with one signal `x` whose samples are so many seconds old, oldest first.
  init(x samples: [(age: Int, value: Value?)], staleAfter: Duration = .seconds(1_000_000)) {
    var series = Series(keeping: .seconds(7 * 86_400))
    for (age, value) in samples {
      series.append(Sample(Key("shop", "x"), value, reason: "is null", at: Self.noon - .seconds(age)))
    }
    past["x"] = series
    present["x"] = series.reading(at: Self.noon, staleAfter: staleAfter)
  }

  func reading(_ signal: Key) -> Reading { present[signal.name] ?? .unknown(because: .noSample, age: nil) }
  func series(_ signal: Key) -> Series? { past[signal.name] }
  func dimension(_ signal: Key) -> Dimension { dimensions[signal.name] ?? .number }
  func source(_ signal: Key) -> String? { present[signal.name] == nil ? nil : "health" }
  func gate(_ name: String) -> CriterionState { gates[name] ?? .unknown }
  func isApproved(_ item: String) -> Bool { approved.contains(item) }
}

/// The tree in brackets, to see how a condition was read.
func shape(_ expression: Expression) -> String {
  switch expression.node {
  case .literal(let quantity): "\(quantity)"
  case .signal(let signal): "\(signal)"
  case .window(let function, let signal, let length): "\(function)[\(signal) \(length.words)]"
  case .age(let signal): "age[\(signal)]"
  case .gate(let gate): "gate[\(gate.name)]"
  case .approved(let approval): "approved[\(approval.item)]"
  case .burn(let burn): "burn[\(burn.errors) \(burn.budget) \(burn.length.words)]"
  case .negated(let inner): "(- \(shape(inner)))"
  case .not(let inner): "(not \(shape(inner)))"
  case .arithmetic(let left, let arithmetic, let right): "(\(shape(left)) \(arithmetic.rawValue) \(shape(right)))"
  case .compare(let left, let comparison, let right): "(\(shape(left)) \(comparison.rawValue) \(shape(right)))"
  case .and(let left, let right): "(\(shape(left)) and \(shape(right)))"
  case .or(let left, let right): "(\(shape(left)) or \(shape(right)))"
  }
}
