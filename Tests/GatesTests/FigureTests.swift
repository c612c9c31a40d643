import Chance
import Testing

@testable import Gates

/// How numbers are written, alone and beside what they are compared with.
@Suite struct FigureTests {
  @Test(
    arguments: [
      (120.4, .time, "120ms"), (9.96, .time, "10.0ms"), (5, .time, "5ms"), (1500, .time, "1.5s"), (60_900, .time, "1m"),
      (0.001, .ratio, "0.10%"), (0.25, .ratio, "25%"), (0.999, .ratio, "99.90%"), (0, .ratio, "0.00%"),
      (1, .ratio, "100%"),
      (0.123, .ratio, "12.3%"), (1.5, .ratio, "150%"), (18_200, .size, "18.2kB"), (250, .money, "250.00 USD"),
      (12, .count, "12"), (0.0004, .number, "0.000"), (-0.5, .number, "-0.500"), (1e18, .count, "1e+18"),
    ] as [(Double, Dimension, String)])
  func `a number alone is rounded`(number: Double, dimension: Dimension, words: String) {
    #expect(Value.number(number).words(dimension) == words)
  }

  @Test(
    arguments: [
      (0.99999, "99.999%"), (0.999996, "99.9996%"), (0.9999999999, "99.99999999%"), (0.00001, "0.001%"),
      (1e-9, "0.0000001%"), (-0.00001, "-0.001%"), (1e-20, "9.999999999999999e-19%"), (0.99995, "99.995%"),
      (0.9999, "99.99%"),
      (1 - 0x1p-53, "99.99999999999999%"),
    ] as [(Double, String)])
  func `a share that is not all never reads as all, nor one of something as nothing`(share: Double, words: String) {
    #expect(Value.number(share).words(.ratio) == words)
  }

  @Test(
    arguments: [
      ("a > 120ms", 120.4, .time, "a 120.4ms > 120ms"), ("a <= 120ms", 119.96, .time, "a 119.96ms <= 120ms"),
      ("a > 120ms", 120.04, .time, "a 120.04ms > 120ms"), ("a > 120ms", 143.2, .time, "a 143ms > 120ms"),
      ("a > 120ms", 120, .time, "a 120ms <= 120ms"), ("a < 10ms", 9.96, .time, "a 9.96ms < 10ms"),
      ("a < 1s", 999.6, .time, "a 999.6ms < 1.0s"), ("a > 1m", 60_900, .time, "a 60.9s > 1m"),
      ("a > 1h", 3_600_250, .time, "a 3600.3s > 1h"), ("a > 120.4ms", 120.45, .time, "a 120.5ms > 120.4ms"),
      ("a > 0.10%", 0.00104, .ratio, "a 0.104% > 0.10%"), ("a >= 99.90%", 0.99899, .ratio, "a 99.899% < 99.90%"),
      ("a < 100%", 0.99999, .ratio, "a 99.999% < 100%"), ("a > 100%", 1.00001, .ratio, "a 100.001% > 100%"),
      ("a > 0%", 0.00000004, .ratio, "a 0.000004% > 0.00%"),
      ("a > 1000000bytes", 1_000_040, .size, "a 1.00004MB > 1.0MB"),
      ("a > 0", 0.0004, .number, "a 0.0004 > 0"), ("a > 0.25", 0.2501, .number, "a 0.2501 > 0.250"),
      ("a > 250USD", 250.004, .money, "a 250.004 USD > 250.00 USD"), ("120ms < a", 120.4, .time, "120ms < a 120.4ms"),
      ("a > 1", 1 + 0x1p-52, .number, "a 1.0000000000000002 > 1"), ("a != 120ms", 120.4, .time, "a 120.4ms != 120ms"),
    ] as [(String, Double, Dimension, String)])
  func `what is compared is written in as many digits as tell it from its limit`(
    condition: String, number: Double, dimension: Dimension, words: String
  ) throws {
    var world = World(["a": .number(number)])
    world.dimensions["a"] = dimension
    let tree = try ConditionParser.parse(condition).explain(in: "shop", world)
    #expect(tree.judgement.because == words)
    // Each side of the tree says the same.
    #expect(tree.children.allSatisfy { words.contains($0.words) })
  }

  /// Whatever is compared, the words never say what is not so: they are read back as a board file reads them.
  @Test(arguments: 1...40) func `two numbers read in the order in which they are`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for dimension in [Dimension.time, .ratio, .size, .count] {
      let magnitude = Double.random(in: -4...8, using: &generator)
      let level = [1, 10, 0.5, Double.random(in: 0...1, using: &generator)].randomElement(using: &generator) ?? 1
      let limit = level * (dimension == .ratio ? 0.1 : magnitude.rounded() * 10)
      let nudge = Double.random(in: -1...1, using: &generator) * Double.random(in: 0...1e-3, using: &generator)
      let number = limit * (1 + nudge)
      let (own, others) = (Quantity(.number(number), dimension), Quantity(.number(limit), dimension))
      let sides = [own.value.words(dimension, beside: others), others.value.words(dimension, beside: own)]
      let read = try sides.map { try #require(Quantity($0)?.value.number ?? readSize($0), "\($0)") }
      #expect((read[0] < read[1]) == (number < limit), "\(sides), \(number), \(limit)")
      #expect((read[0] > read[1]) == (number > limit), "\(sides), \(number), \(limit)")
    }
  }

  private func readSize(_ words: String) -> Double? {
    for (name, scale) in [("GB", 1e9), ("MB", 1e6), ("kB", 1e3), ("B", 1)] where words.hasSuffix(name) {
      return Double(words.dropLast(name.count)).map { $0 * scale }
    }
    return words.hasPrefix("-") ? Quantity(words.dropFirst())?.value.number.map { -$0 } : nil
  }

  @Test func `room that is left is never written as none, nor a part of it as all`() {
    #expect(Headroom(dimension: .time, distance: 0.04, share: 0.0003).words == "headroom 0.04ms (0.03%)")
    #expect(Headroom(dimension: .time, distance: 77, share: 0.642).words == "headroom 77ms (64%)")
    #expect(Headroom(dimension: .time, distance: 119.6, share: 0.9966).words == "headroom 120ms (99.7%)")
  }

  @Test(
    arguments: [
      (.noSample, "unknown: it has no sample yet"), (.said("is null"), "unknown: it is null"),
      (.said("unknown: the answer was 500"), "unknown: the answer was 500"),
    ] as [(Reading.Reason, String)])
  func `why a signal is unknown says so once`(reason: Reading.Reason, words: String) { #expect(reason.alone == words) }
}
