/// What a number measures. Two numbers compare only within one dimension.
package enum Dimension: String, Hashable, Sendable, CaseIterable, Codable {
  /// Milliseconds.
  case time
  /// A fraction of one: 95 % is 0.95.
  case ratio
  case count
  /// Bytes.
  case size
  /// US dollars.
  case money
  /// A number without a unit, such as a layout shift score.
  case number
  case text
  case truth

  /// How a sentence names it: "p95 is a time".
  package var words: String {
    switch self {
    case .time: "a time"
    case .ratio: "a ratio"
    case .count: "a count"
    case .size: "a size in bytes"
    case .money: "an amount in USD"
    case .number: "a plain number"
    case .text: "a text"
    case .truth: "true or false"
    }
  }
}

/// A unit as a board file writes it, and how its numbers become numbers of the dimension.
package struct Unit: Hashable, Sendable {
  package let name: String
  package let dimension: Dimension
  /// One of this unit in the dimension's own: `s` is 1000, `%` is 0.01.
  package let scale: Double

  package init(name: String, dimension: Dimension, scale: Double) {
    self.name = name
    self.dimension = dimension
    self.scale = scale
  }

  /// A number of this unit in the dimension's own.
  ///
  /// Fractions divide, because 95 / 100 is the nearest number to 0.95 and 95 * 0.01 is not.
  package func canonical(_ number: Double) -> Double { scale < 1 ? number / (1 / scale).rounded() : number * scale }

  /// Every unit that a signal may declare, in the order in which help lists them.
  package static let all: [Unit] = [
    Unit(name: "ms", dimension: .time, scale: 1),
    Unit(name: "s", dimension: .time, scale: 1000),
    Unit(name: "m", dimension: .time, scale: 60_000),
    Unit(name: "h", dimension: .time, scale: 3_600_000),
    Unit(name: "d", dimension: .time, scale: 86_400_000),
    Unit(name: "%", dimension: .ratio, scale: 0.01),
    Unit(name: "ratio", dimension: .ratio, scale: 1),
    Unit(name: "count", dimension: .count, scale: 1),
    Unit(name: "bytes", dimension: .size, scale: 1),
    Unit(name: "USD", dimension: .money, scale: 1),
    Unit(name: "number", dimension: .number, scale: 1),
    Unit(name: "text", dimension: .text, scale: 1),
    Unit(name: "bool", dimension: .truth, scale: 1),
  ]

  package static func named(_ name: some StringProtocol) -> Unit? { all.first { $0.name == name } }
}
