/// What is made of a signal's samples in a window.
package enum WindowFunction: Hashable, Sendable {
  case average, minimum, maximum, sum, count, rate, delta, last
  /// More than 0 and less than 100: `p99.9` is 99.9.
  case percentile(Double)

  /// Every function but the percentiles, in the order in which messages list them.
  static let named: [(name: String, function: WindowFunction)] = [
    ("avg", .average), ("min", .minimum), ("max", .maximum), ("sum", .sum), ("count", .count), ("rate", .rate),
    ("delta", .delta), ("last", .last),
  ]

  /// Reads `avg`, `p95`, `p99.9`; nil for anything else, `p0` and `p100` included.
  package init?(_ name: some StringProtocol) {
    if let known = Self.named.first(where: { $0.name == name }) {
      self = known.function
      return
    }
    let digits = name.dropFirst()
    guard name.first == "p", digits.first?.isNumber == true, let rank = Double(digits), rank > 0, rank < 100 else {
      return nil
    }
    self = .percentile(rank)
  }

  /// Whether the result can be held against single samples of the signal, as on a chart.
  package var staysOnScale: Bool {
    switch self {
    case .average, .minimum, .maximum, .last, .percentile: true
    case .sum, .count, .rate, .delta: false
    }
  }

  /// Whether it is known although the signal's present reading is not: a count of nothing is 0, and the last value
  /// is the last value.
  var survivesSilence: Bool {
    switch self {
    case .count, .last: true
    case .average, .minimum, .maximum, .sum, .rate, .delta, .percentile: false
    }
  }
}
