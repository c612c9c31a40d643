import Foundation
import Journal
import Testing

@Suite struct SketchTests {
  private struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ (state >> 29)
    }
  }

  private func numbers(_ count: Int, _ seed: UInt64) -> [Double] {
    var dice = Seeded(state: seed)
    return (0..<count).map { index in
      index.isMultiple(of: 17)
        ? 0 : (index.isMultiple(of: 5) ? -1 : 1) * pow(10, Double.random(in: -6...9, using: &dice))
    }
  }

  @Test func `each quantile is within one percent of the nearest rank's, over many orders of size`() throws {
    for seed in 1...200 as ClosedRange<UInt64> {
      let numbers = numbers(Int(seed) * 3, seed)
      var sketch = Sketch()
      for number in numbers { sketch.add(number) }
      let sorted = numbers.sorted()
      for share in [0, 0.01, 0.5, 0.95, 0.99, 1] {
        let exact = sorted[max(0, Int((share * Double(sorted.count)).rounded(.up)) - 1)]
        let found = try #require(sketch.quantile(share))
        #expect(abs(found - exact) <= abs(exact) * Sketch.accuracy * 1.000_001, "seed \(seed), \(share)")
      }
    }
  }

  @Test func `parts that are merged are the whole, and its bytes are the sketch`() throws {
    for seed in 1...100 as ClosedRange<UInt64> {
      let numbers = numbers(100, seed)
      var (whole, left, right) = (Sketch(), Sketch(), Sketch())
      for (index, number) in numbers.enumerated() {
        whole.add(number)
        if index < Int(seed) { left.add(number) } else { right.add(number) }
      }
      left.merge(right)
      #expect(left == whole)
      #expect(Sketch(whole.bytes) == whole)
      #expect(Sketch(whole.bytes.dropLast()) == nil)
    }
    #expect(Sketch().quantile(0.5) == nil)
  }

  @Test(arguments: [[UInt8]](arrayLiteral: [], [0x80], [1, 2, 3], [0, 0, 0, 0], Array(repeating: 0xFF, count: 40)))
  func `bytes that are no sketch are refused`(bytes: [UInt8]) {
    #expect(Sketch(bytes) == nil)
  }

  /// As docs/samples.md tells it.
  private static let reader = """
    import sys
    data = bytes.fromhex(sys.argv[1])
    at = 0
    def number():
        global at
        value = shift = 0
        while True:
            byte = data[at]; at += 1
            value |= (byte & 0x7F) << shift; shift += 7
            if byte < 0x80: return value
    gamma = 1.01 / 0.99
    values = [0.0] * number()
    for sign in (-1, 1):
        bucket = 0
        for _ in range(number()):
            step = number(); bucket += (step >> 1) ^ -(step & 1)
            values += [sign * 2 * gamma ** bucket / (gamma + 1)] * number()
    values.sort()
    print(len(values), values[-(-95 * len(values) // 100) - 1])
    """

  @Test func `another program reads the p95 out of the bytes as they are documented`() throws {
    var sketch = Sketch()
    for number in numbers(300, 7) { sketch.add(number) }
    let hex = sketch.bytes.map { String(format: "%02x", $0) }.joined()
    let words = try SQLite3.output("python3", "-c", Self.reader, hex).split(whereSeparator: \.isWhitespace)
    #expect(words.first == "300")
    let (theirs, ours) = (try #require(Double(words[1])), try #require(sketch.quantile(0.95)))
    #expect(abs(theirs - ours) < abs(ours) * 1e-9)
  }
}
