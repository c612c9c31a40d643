/// The answer to a condition, and the readings that led there.
package struct Judgement: Hashable, Sendable {
  package let truth: Truth
  /// One line for each comparison that decided, worst first: `p95 143ms > 120ms`.
  package let findings: [Finding]

  /// The findings as one line.
  package var because: String { findings.map(\.words).joined(separator: ", ") }
}

/// One comparison with what was measured on its sides.
package struct Finding: Hashable, Sendable {
  package let truth: Truth
  package let words: String
}

extension Condition {
  /// Judges the condition for `home` with the readings that `read` gives.
  ///
  /// Of `a or b` and `a and b` only the sides that decided are among the findings.
  package func judge(in home: AppID, dimensions: (Key) -> Dimension, read: (Key) -> Reading) -> Judgement {
    switch self {
    case .compare(let left, let comparison, let right):
      let sides = [left, right].map { Side($0, home: home, dimensions: dimensions, read: read) }
      return Self.judgement(of: sides, by: comparison)
    case .holds(let signal):
      let side = Side(.signal(signal), home: home, dimensions: dimensions, read: read)
      guard case .truth(let truth)? = side.value else {
        let why = side.value == nil ? side.words : "\(signal) is \(side.words), expected true or false"
        return Judgement(truth: .unknown, findings: [Finding(truth: .unknown, words: why)])
      }
      return Judgement(
        truth: Truth(truth), findings: [Finding(truth: Truth(truth), words: "\(signal) \(truth ? "yes" : "no")")])
    case .not(let inner):
      let judgement = inner.judge(in: home, dimensions: dimensions, read: read)
      return Judgement(truth: !judgement.truth, findings: judgement.findings)
    case .and(let left, let right):
      return Self.join(
        left.judge(in: home, dimensions: dimensions, read: read),
        right.judge(in: home, dimensions: dimensions, read: read)
      ) { $0.and($1) }
    case .or(let left, let right):
      return Self.join(
        left.judge(in: home, dimensions: dimensions, read: read),
        right.judge(in: home, dimensions: dimensions, read: read)
      ) { $0.or($1) }
    }
  }

  private static func join(_ left: Judgement, _ right: Judgement, by rule: (Truth, Truth) -> Truth) -> Judgement {
    let truth = rule(left.truth, right.truth)
    let deciding = [left, right].filter { $0.truth == truth }
    return Judgement(truth: truth, findings: deciding.flatMap(\.findings))
  }

  private static func judgement(of sides: [Side], by comparison: Comparison) -> Judgement {
    let truth: Truth
    switch (sides[0].value, sides[1].value) {
    case (.number(let left)?, .number(let right)?): truth = Truth(comparison.holds(left, right))
    case (.text(let left)?, .text(let right)?): truth = Truth(comparison.holds(left, right))
    case (.truth(let left)?, .truth(let right)?): truth = Truth(comparison.holds(left ? 1 : 0, right ? 1 : 0))
    case (nil, _), (_, nil), (_?, _?): truth = .unknown
    }
    let operatorWords = truth == .no ? comparison.negated.rawValue : comparison.rawValue
    let words =
      truth == .unknown
      ? sides.first { $0.value == nil }?.words ?? "\(sides[0].words) and \(sides[1].words) do not compare"
      : "\(sides[0].words) \(operatorWords) \(sides[1].words)"
    return Judgement(truth: truth, findings: [Finding(truth: truth, words: words)])
  }
}

extension Comparison {
  /// What held instead, when this did not.
  var negated: Comparison {
    switch self {
    case .equal: .unequal
    case .unequal: .equal
    case .less: .atLeast
    case .atMost: .more
    case .more: .atMost
    case .atLeast: .less
    }
  }
}

/// One side of a comparison, measured.
private struct Side {
  /// Nil when unknown.
  let value: Value?
  let words: String

  init(_ operand: Operand, home: AppID, dimensions: (Key) -> Dimension, read: (Key) -> Reading) {
    switch operand {
    case .literal(let quantity):
      value = quantity.value
      words = "\(quantity)"
    case .signal(let signal):
      let key = signal.key(in: home)
      switch read(key) {
      case .known(let known, _):
        value = known
        words = "\(signal) \(known.words(dimensions(key)))"
      case .unknown(let because, _):
        value = nil
        words = "\(signal) \(because)"
      }
    }
  }
}
