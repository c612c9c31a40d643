/// How far a measured value is from the limit that a guardrail sets it.
package struct Headroom: Hashable, Sendable {
  package let dimension: Dimension
  /// The distance in the limit's own dimension; negative where the value is beyond it.
  package let distance: Double
  /// The distance as a share of the limit; nil where that is zero.
  package let share: Double?

  /// `headroom 77ms (64%)`.
  package var words: String {
    let part = share.map { " (\(Figure(share: $0, digits: 0).words))" } ?? ""
    return "headroom \(Figure.of(distance, dimension, beside: 0, dimension).words)\(part)"
  }

  /// Shares compare across dimensions; without one only distances are left.
  fileprivate var order: Double { share ?? distance }
}

extension BoardState {
  /// The room that a guardrail's condition leaves; nil where it compares nothing with a fixed number, or a value is
  /// unknown.
  ///
  /// Of `a or b` it is the lesser room, of `a and b` the greater: both must be gone before it burns.
  package func headroom(of guardrail: Guardrail, in app: AppID, at now: Instant) -> Headroom? {
    explain(guardrail, in: app, at: now).headroom
  }
}

extension Explanation {
  fileprivate var headroom: Headroom? {
    let below = children.map(\.headroom)
    switch kind {
    case .comparison(let comparison): return headroom(by: comparison)
    case .or: return below.compactMap(\.self).min { $0.order < $1.order }
    case .and: return below.contains(nil) ? nil : below.compactMap(\.self).max { $0.order < $1.order }
    case .literal, .operand, .gate, .approval, .not: return nil
    }
  }

  private func headroom(by comparison: Comparison) -> Headroom? {
    guard children.count == 2, children[0].isLiteral != children[1].isLiteral else { return nil }
    let (measured, fixed) = children[1].isLiteral ? (children[0], children[1]) : (children[1], children[0])
    guard let value = measured.value?.number, let level = fixed.value?.number,
      case .known(_, let dimension) = fixed.outcome,
      let distance = (children[1].isLiteral ? comparison : comparison.mirrored).room(from: value, to: level)
    else { return nil }
    return Headroom(dimension: dimension, distance: distance, share: level == 0 ? nil : distance / abs(level))
  }

  private var isLiteral: Bool { if case .literal = kind { true } else { false } }
}

extension Comparison {
  /// How far a value may move before the comparison holds; nil for sameness, which has no distance.
  fileprivate func room(from value: Double, to level: Double) -> Double? {
    let distance: Double? =
      switch self {
      case .more, .atLeast: level - value
      case .less, .atMost: value - level
      case .equal, .unequal: nil
      }
    return distance.flatMap { $0.isFinite ? $0 : nil }
  }
}
