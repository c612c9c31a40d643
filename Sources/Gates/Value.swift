/// One value of a signal. Numbers are in the unit of the signal's dimension (milliseconds, fractions, bytes, ...).
package enum Value: Hashable, Sendable {
  case number(Double)
  case text(String)
  case truth(Bool)
}

extension Value {
  /// The number, when it is one.
  package var number: Double? {
    guard case .number(let number) = self else { return nil }
    return number
  }

  /// Whether it says anything: a number that is none (NaN, infinite) does not.
  var isUsable: Bool { number?.isFinite ?? true }

  /// The value as the board writes it: `143ms`, `0.10%`, `2.1s`, `12`.
  package func words(_ dimension: Dimension) -> String {
    switch self {
    case .text(let text): text
    case .truth(let truth): truth ? "yes" : "no"
    case .number(let number): Figure(number, dimension).words
    }
  }

  /// The same beside what it is compared with, in as many digits as tell them apart: `120.4ms` beside `120ms`.
  package func words(_ dimension: Dimension, beside other: Quantity?) -> String {
    guard let number, let other, let level = other.value.number else { return words(dimension) }
    return Figure.of(number, dimension, beside: level, other.dimension).words
  }

  /// Fixed decimals, rounded half away from zero; very large numbers in scientific form.
  static func decimal(_ number: Double, digits: Int) -> String { Figure(number, digits: digits).words }
}

extension Value: Codable {
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let truth = try? container.decode(Bool.self) {
      self = .truth(truth)
    } else if let number = try? container.decode(Double.self) {
      self = .number(number)
    } else {
      self = .text(try container.decode(String.self))
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .number(let number): try container.encode(number)
    case .text(let text): try container.encode(text)
    case .truth(let truth): try container.encode(truth)
    }
  }
}

/// A number or text with its dimension, as a board file's limit has it: `120ms`, `0.10%`, `"primary"`.
package struct Quantity: Hashable, Sendable {
  package let value: Value
  package let dimension: Dimension

  package init(_ value: Value, _ dimension: Dimension) {
    self.value = value
    self.dimension = dimension
  }

  /// Reads `120ms`, `120 ms`, `1h30m`, `0.10%`, `12`, `250USD`. A number without a unit is a plain number.
  package init?(_ text: some StringProtocol) {
    let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == "." || $0 == "-") }
    let name = text.dropFirst(digits.count).drop { $0 == " " }
    guard let number = Double(digits), number.isFinite else { return nil }
    guard !name.isEmpty else {
      self.init(.number(number), .number)
      return
    }
    guard let unit = Unit.named(name) else {
      guard let duration = Duration(words: text) else { return nil }
      self.init(.number(Double(duration.wholeMilliseconds)), .time)
      return
    }
    guard unit.dimension != .text, unit.dimension != .truth else { return nil }
    self.init(.number(unit.canonical(number)), unit.dimension)
  }
}

extension Quantity: CustomStringConvertible {
  package var description: String { value.words(dimension) }
}
