/// A number as the board writes it, rounded, and the number that a reader then reads.
struct Figure: Hashable {
  let words: String
  /// In the dimension's own unit.
  let read: Double

  /// Decimals beyond which a number is written as it is.
  private static let mostDigits = 12
  private static let scales: [Double] = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12]

  /// - Parameter finer: how many decimals more than usual.
  init(_ number: Double, _ dimension: Dimension, finer: Int = 0) {
    switch dimension {
    case .time: self = Self.time(number, finer)
    case .ratio: self = Self.share(number, finer)
    case .size: self = Self.size(number, finer)
    case .money: self.init(number, digits: 2 + finer, unit: " USD")
    case .count, .number, .text, .truth: self.init(number, digits: (number == number.rounded() ? 0 : 3) + finer)
    }
  }

  /// A number beside one that it is compared with: with as many decimals as tell them apart, so that what is rounded
  /// never says of the two what is not so. What is written exactly is written as usual.
  static func of(
    _ number: Double, _ dimension: Dimension, beside other: Double, _ otherDimension: Dimension
  ) -> Figure {
    let (usual, others) = (Figure(number, dimension), Figure(other, otherDimension))
    if number == other { return usual }
    for finer in 0...mostDigits {
      let own = usual.read == number ? usual : Figure(number, dimension, finer: finer)
      let beside = others.read == other ? others : Figure(other, otherDimension, finer: finer)
      if (own.read < beside.read) == (number < other), (own.read > beside.read) == (number > other) { return own }
    }
    return usual.read == number ? usual : Figure(number, dimension, finer: mostDigits + 1)
  }

  /// Fixed decimals, rounded half away from zero; very large numbers in scientific form.
  ///
  /// - Parameter scale: one of the unit in the dimension's own.
  init(_ number: Double, digits: Int, unit: String = "", scale: Double = 1) {
    let factor = Self.scales[min(digits, Self.mostDigits)]
    let scaled = (number * factor).rounded()
    guard digits <= Self.mostDigits, abs(scaled) < 1e15 else {
      self.init(words: "\(number)\(unit)", read: number * scale)
      return
    }
    let whole = Int64(scaled)
    let (high, low) = whole.magnitude.quotientAndRemainder(dividingBy: UInt64(factor))
    let sign = whole < 0 ? "-" : ""
    self.init(
      words: digits > 0 ? "\(sign)\(high).\(padded(Int(low), to: digits))\(unit)" : "\(whole)\(unit)",
      // As a unit does it: 95 / 100 is the nearest number to 0.95 and 95 * 0.01 is not.
      read: scale < 1 ? scaled / factor / (1 / scale).rounded() : scaled / factor * scale)
  }

  private init(words: String, read: Double) { (self.words, self.read) = (words, read) }

  // MARK: Each dimension

  private static func time(_ milliseconds: Double, _ finer: Int) -> Figure {
    switch abs(milliseconds) {
    case ..<10: Figure(milliseconds, digits: (milliseconds == milliseconds.rounded() ? 0 : 1) + finer, unit: "ms")
    case ..<1000: Figure(milliseconds, digits: finer, unit: "ms")
    case ..<60_000: Figure(milliseconds / 1000, digits: 1 + finer, unit: "s", scale: 1000)
    case ..<1e15 where finer == 0: whole(seconds: Int64(milliseconds / 1000))
    case ..<1e15: Figure(milliseconds / 1000, digits: finer, unit: "s", scale: 1000)
    default: Figure(words: "\(milliseconds)ms", read: milliseconds)
    }
  }

  private static func whole(seconds: Int64) -> Figure {
    Figure(words: Duration.milliseconds(seconds * 1000).words, read: Double(seconds) * 1000)
  }

  private static func share(_ share: Double, _ finer: Int) -> Figure {
    let percent = share * 100
    let isWhole = percent == percent.rounded() && abs(percent) >= 1
    let digits = isWhole ? 0 : abs(percent) < 10 || abs(percent) > 99 ? 2 : 1
    return Figure(share: share, digits: digits + finer)
  }

  /// Percent, with more decimals where it would read as nothing or as all and is neither.
  init(share: Double, digits: Int) {
    var digits = digits
    var figure = Figure(share * 100, digits: digits, unit: "%", scale: 0.01)
    while digits <= Self.mostDigits, figure.read != share, abs(figure.read) == 1 || figure.read == 0 {
      digits += 1
      figure = Figure(share * 100, digits: digits, unit: "%", scale: 0.01)
    }
    self = figure
  }

  private static func size(_ bytes: Double, _ finer: Int) -> Figure {
    for (name, scale) in [("GB", 1e9), ("MB", 1e6), ("kB", 1e3)] where abs(bytes) >= scale {
      return Figure(bytes / scale, digits: 1 + finer, unit: name, scale: scale)
    }
    return Figure(bytes, digits: finer, unit: "B")
  }
}
