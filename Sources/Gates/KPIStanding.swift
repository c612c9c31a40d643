/// A KPI as the checkpoint wants it: the value, and how far it is from its baseline.
package struct KPIStanding: Hashable, Sendable {
  package let kpi: KPI
  /// Nil while it is unknown: a delta of nothing is not zero.
  package let value: Double?
  package let dimension: Dimension
  /// Why it is unknown.
  package let because: String?

  private var baseline: Double? { kpi.baseline.value.number }

  /// Value less baseline, in the dimension's own unit.
  package var delta: Double? {
    guard let value, let baseline else { return nil }
    return value - baseline
  }

  /// The delta as a fraction of the baseline; nil where that is zero.
  package var relative: Double? {
    guard let delta, let baseline, baseline != 0 else { return nil }
    return delta / abs(baseline)
  }

  /// `+2.1%` of the baseline, and of a share `+2.1 pt`: percentage points, since a percentage of a percentage reads as one
  /// of them. In the dimension's own unit where the baseline is zero.
  package var changeWords: String {
    guard let delta else { return "" }
    if dimension == .ratio { return Self.points(delta * 100) }
    guard let relative else { return "\(delta > 0 ? "+" : "")\(Value.number(delta).words(dimension))" }
    let tenths = (relative * 1000).rounded()
    // Neither `+0.0%` nor `-0.0%`: it is as it was.
    return tenths == 0 ? "0.0%" : "\(tenths > 0 ? "+" : "")\(Value.decimal(tenths / 10, digits: 1))%"
  }

  /// Below one point to the hundredth: an availability moves in those.
  private static func points(_ points: Double) -> String {
    let (scale, digits) = abs(points) < 1 ? (100.0, 2) : abs(points) < 100 ? (10, 1) : (1, 0)
    let rounded = (points * scale).rounded() / scale
    return rounded == 0 ? "0.0 pt" : "\(rounded > 0 ? "+" : "")\(Value.decimal(rounded, digits: digits)) pt"
  }
}

extension BoardState {
  package func kpis(at now: Instant) -> [KPIStanding] {
    board.kpis.map { kpi in
      let dimension = dimension(kpi.signal)
      switch reading(kpi.signal, at: now) {
      case .known(let value, _):
        return KPIStanding(kpi: kpi, value: value.number, dimension: dimension, because: nil)
      case .unknown(let because, _):
        return KPIStanding(kpi: kpi, value: nil, dimension: dimension, because: because.description)
      }
    }
  }
}
