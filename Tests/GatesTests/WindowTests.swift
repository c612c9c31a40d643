import Chance
import Gates
import Testing

@Suite struct WindowTests {
  private static func numbers(_ samples: [(Int, Double)]) -> World {
    World(x: samples.map { (age: $0.0, value: .number($0.1)) })
  }

  private func value(_ operand: String, _ world: World) throws -> Value? {
    let tree = try ConditionParser.parse("\(operand) > 0").explain(in: "shop", world)
    let value = try #require(tree.children.first).value
    guard let number = value?.number else { return value }
    // The fast path must come to the same figure.
    let digits = "\(abs(number))"
    if !digits.contains("e") {
      let sign = number < 0 ? "-" : ""
      let same = try ConditionParser.parse("\(operand) == \(sign)\(digits)").truth(in: "shop", world)
      #expect(same == .yes, "\(operand) is \(number)")
    }
    return value
  }

  // 300 s ago is not in a window of 5m, 299 s ago is.
  private static let ramp = numbers([(400, 99), (300, 50), (299, 10), (200, 40), (100, 20), (0, 30)])

  @Test(arguments: [
    ("avg(x, 5m)", 25.0), ("min(x, 5m)", 10), ("max(x, 5m)", 40), ("sum(x, 5m)", 100), ("count(x, 5m)", 4),
    ("delta(x, 5m)", 20), ("last(x, 5m)", 30), ("p50(x, 5m)", 20), ("p25(x, 5m)", 10), ("p26(x, 5m)", 20),
    ("p75(x, 5m)", 30), ("p76(x, 5m)", 40), ("p99.9(x, 5m)", 40), ("p1(x, 5m)", 10), ("avg(x, 301s)", 30),
    ("max(x, 7d)", 99), ("count(x, 1s)", 1), ("count(x, 100s)", 1), ("count(x, 101s)", 2), ("avg(x, 101s)", 25),
    ("burn(x, 99%, 5m)", 2500), ("age(x)", 0),
  ])
  func `a window holds what is later than its beginning, up to now`(operand: String, expected: Double) throws {
    #expect(try value(operand, Self.ramp) == .number(expected))
  }

  @Test func `a rate counts resets from zero and extrapolates nothing`() throws {
    let rising = Self.numbers([(100, 10), (50, 20), (0, 60)])
    #expect(try value("rate(x, 5m)", rising) == .number(0.5))
    // 10 to 20 is 10, the reset to 5 is 5, 5 to 15 is 10: 25 in 60 s.
    let reset = Self.numbers([(60, 10), (40, 20), (20, 5), (0, 15)])
    #expect(try value("rate(x, 5m) * 60", reset) == .number(25))
    #expect(try value("rate(x, 5m)", Self.numbers([(0, 15)])) == nil)
    #expect(try value("rate(x, 5m)", Self.numbers([(0, 15), (0, 16)])) == nil)
    #expect(try value("delta(x, 5m)", Self.numbers([(0, 15)])) == nil)
  }

  @Test func `a burn of one spends the budget exactly`() throws {
    let errors = Self.numbers([(1800, 0.001), (0, 0.001)])
    #expect(try value("burn(x, 99.9%, 1h)", errors) == .number(1))
    let fast = Self.numbers([(1800, 0.0144), (0, 0.0144)])
    #expect(try value("burn(x, 99.9%, 1h)", fast) == .number(14.4))
    #expect(try value("burn(x, 99.9%, 10m)", Self.numbers([(1800, 0.0144), (0, 0)])) == .number(0))
  }

  @Test func `gaps and texts are no numbers, but a text counts as heard`() throws {
    let world = World(x: [(50, .number(1)), (40, nil), (30, .text("n/a")), (20, .number(.nan)), (10, .number(3))])
    #expect(try value("avg(x, 5m)", world) == .number(2))
    #expect(try value("count(x, 5m)", world) == .number(3))
    #expect(try value("p50(x, 5m)", world) == .number(1))
  }

  @Test func `silence makes a window unknown, with its reason`() throws {
    let stale = World(x: [(100, .number(1)), (50, .number(3))], staleAfter: .seconds(20))
    let missing = World(x: [(100, .number(1)), (50, nil)])
    for function in ["avg", "min", "max", "sum", "rate", "delta", "p95"] {
      let condition = try ConditionParser.parse("\(function)(x, 5m) > 0")
      #expect(condition.truth(in: "shop", stale) == .unknown)
      #expect(condition.explain(in: "shop", stale).judgement.because == "x is stale, last seen 50s ago")
      #expect(condition.explain(in: "shop", missing).judgement.because == "x is null")
    }
    #expect(try value("last(x, 5m)", stale) == .number(3))
    #expect(try value("last(x, 5m)", missing) == .number(1))
    #expect(try value("count(x, 5m)", missing) == .number(1))
    #expect(try value("count(x, 5m)", World()) == .number(0))
    #expect(try value("age(x)", stale) == .number(50_000))
    #expect(try value("age(x)", World()) == nil)
    let narrow = try ConditionParser.parse("avg(x, 10s) > 0").explain(in: "shop", World(x: [(50, .number(1))]))
    #expect(narrow.judgement.because == "avg(x, 10s) has too few numbers in its window")
  }

  @Test func `every percentile is what sorting finds`() throws {
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<500 {
      let count = Int.random(in: 1...40, using: &generator)
      let values = (0..<count).map { _ in Double(Int.random(in: 0..<20, using: &generator)) }
      let world = Self.numbers(values.enumerated().map { (count - $0.offset, $0.element) })
      let percent = Int.random(in: 1...99, using: &generator)
      let sorted = values.sorted()
      let rank = (percent * count + 99) / 100
      #expect(try value("p\(percent)(x, 5m)", world) == .number(sorted[rank - 1]))
    }
  }

  @Test func `99,9 % of a thousand is the 999th`() throws {
    let world = Self.numbers((1...1000).map { (1000 - $0, Double($0)) })
    #expect(try value("p99.9(x, 1h)", world) == .number(999))
  }
}

@Suite struct SeriesTests {
  private let noon = World.noon

  private func sample(_ seconds: Int, _ value: Value?) -> Sample {
    Sample(Key("shop", "x"), value, at: noon + .seconds(seconds))
  }

  @Test func `keeps its window and never fewer than its capacity`() {
    var long = Series(keeping: .seconds(1000))
    var short = Series()
    for second in 0..<50_000 {
      long.append(sample(second, .number(Double(second))))
      short.append(sample(second, .number(Double(second))))
    }
    #expect(long.count == 1000)
    #expect(short.count == Series.capacity)
    #expect(long.points.first?.number == 49_000)
    #expect(long.points.last?.at == noon + .seconds(49_999))
  }

  @Test func `a gap stays a gap`() {
    var series = Series()
    for (second, value) in [Value.number(1), nil, .text("x"), .number(4)].enumerated() {
      series.append(sample(second, value))
    }
    #expect(series.points.map(\.number) == [1, nil, nil, 4])
  }

  @Test func `what is older than the last is dropped, until the clock's step is followed`() {
    var series = Series()
    series.append(sample(100, .number(1)))
    series.append(sample(50, .number(2)))
    #expect(series.count == 1)
    series.shift(by: .seconds(-60))
    #expect(series.lastAt == noon + .seconds(40))
    series.append(sample(50, .number(2)))
    #expect(series.reading(at: noon + .seconds(51), staleAfter: .seconds(5)) == .known(.number(2), age: .seconds(1)))
  }

  @Test func `only the newest value is kept whole, with the reason of a missing one`() {
    var series = Series()
    series.append(sample(0, .text("primary")))
    #expect(series.latest == .text("primary"))
    series.append(Sample(Key("shop", "x"), nil, reason: "is null", at: noon + .seconds(1)))
    #expect(series.latest == nil)
    #expect(series.reason == "is null")
  }
}
