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
    case .number(let number): Self.words(number, dimension)
    }
  }

  private static func words(_ number: Double, _ dimension: Dimension) -> String {
    switch dimension {
    case .time: timeWords(number)
    case .ratio: percentWords(number * 100)
    case .size: sizeWords(number)
    case .money: decimal(number, digits: 2) + " USD"
    case .count, .number, .text, .truth: decimal(number, digits: number == number.rounded() ? 0 : 3)
    }
  }

  private static func timeWords(_ milliseconds: Double) -> String {
    switch abs(milliseconds) {
    case ..<10: decimal(milliseconds, digits: milliseconds == milliseconds.rounded() ? 0 : 1) + "ms"
    case ..<1000: decimal(milliseconds, digits: 0) + "ms"
    case ..<60_000: decimal(milliseconds / 1000, digits: 1) + "s"
    case ..<1e15: Duration.milliseconds(Int64(milliseconds / 1000) * 1000).words
    default: "\(milliseconds)ms"
    }
  }

  private static func percentWords(_ percent: Double) -> String {
    guard percent != percent.rounded() || abs(percent) < 1 else { return decimal(percent, digits: 0) + "%" }
    return decimal(percent, digits: abs(percent) < 10 || abs(percent) > 99 ? 2 : 1) + "%"
  }

  private static func sizeWords(_ bytes: Double) -> String {
    for (name, scale) in [("GB", 1e9), ("MB", 1e6), ("kB", 1e3)] where abs(bytes) >= scale {
      return decimal(bytes / scale, digits: 1) + name
    }
    return decimal(bytes, digits: 0) + "B"
  }

  /// Fixed decimals, rounded half away from zero; very large numbers in scientific form.
  static func decimal(_ number: Double, digits: Int) -> String {
    let scale = [1.0, 10, 100, 1000][min(digits, 3)]
    let scaled = (number * scale).rounded()
    guard abs(scaled) < 1e15 else { return "\(number)" }
    let whole = Int64(scaled)
    guard digits > 0 else { return "\(whole)" }
    let magnitude = whole.magnitude
    let (high, low) = magnitude.quotientAndRemainder(dividingBy: UInt64(scale))
    return "\(whole < 0 ? "-" : "")\(high).\(padded(Int(low), to: digits))"
  }
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
