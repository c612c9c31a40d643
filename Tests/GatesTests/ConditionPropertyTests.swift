import Chance
import Gates
import Testing

@Suite struct ConditionPropertyTests {
  @Test func `the truth is the explanation's truth`() throws {
    var random = RandomConditions(seed: 2025)
    var seen: [Truth: Int] = [:]
    let worlds = (0..<500).map { _ in random.world() }
    var (text, condition) = ("", try ConditionParser.parse("a"))
    for round in 0..<100_000 {
      if round % 5 == 0 {
        text = random.condition(depth: 3)
        condition = try ConditionParser.parse(text)
      }
      let world = worlds[random.index(below: worlds.count)]
      let truth = condition.truth(in: "shop", world)
      seen[truth, default: 0] += 1
      guard truth == condition.explain(in: "shop", world).truth else {
        Issue.record("round \(round): \(text)")
        return
      }
    }
    // A property of conditions that are all unknown would prove little.
    #expect([Truth.yes, .no, .unknown].allSatisfy { (seen[$0] ?? 0) > 10_000 })
  }

  @Test func `what becomes unknown never turns yes into no, nor no into yes`() throws {
    var random = RandomConditions(seed: 1969, onlyMonotone: true)
    var lost = 0
    let worlds = (0..<500).map { _ in random.world() }
    var (text, condition) = ("", try ConditionParser.parse("a"))
    for round in 0..<100_000 {
      if round % 5 == 0 {
        text = random.condition(depth: 3)
        condition = try ConditionParser.parse(text)
      }
      var world = worlds[random.index(below: worlds.count)]
      let before = condition.truth(in: "shop", world)
      random.forgetOne(in: &world)
      let after = condition.truth(in: "shop", world)
      if after == .unknown, before != .unknown { lost += 1 }
      guard after == before || after == .unknown else {
        Issue.record("round \(round): \(text) was \(before) and became \(after)")
        return
      }
    }
    #expect(lost > 5_000)
  }
}

/// Conditions and worlds by chance, the same in every run.
private struct RandomConditions {
  var generator: SeededGenerator
  /// Without what asks for silence itself: `count`, `last`, `age`, `approved`.
  let onlyMonotone: Bool

  init(seed: UInt64, onlyMonotone: Bool = false) {
    generator = SeededGenerator(seed: seed)
    self.onlyMonotone = onlyMonotone
  }

  private mutating func pick<T>(_ items: [T]) -> T { items[Int.random(in: items.indices, using: &generator)] }

  mutating func index(below count: Int) -> Int { Int.random(in: 0..<count, using: &generator) }

  mutating func condition(depth: Int) -> String {
    guard depth > 0, Int.random(in: 0..<10, using: &generator) < 7 else { return leaf() }
    switch Int.random(in: 0..<3, using: &generator) {
    case 0: return "not (\(condition(depth: depth - 1)))"
    case 1: return "(\(condition(depth: depth - 1))) and (\(condition(depth: depth - 1)))"
    default: return "(\(condition(depth: depth - 1))) or (\(condition(depth: depth - 1)))"
    }
  }

  private mutating func leaf() -> String {
    switch Int.random(in: 0..<(onlyMonotone ? 9 : 10), using: &generator) {
    case 0: pick(["flag", "other.flag"])
    case 1: "gate(\(pick(["A", "B"]))) \(pick(["==", "!="])) \(pick(["pass", "fail", "pending"]))"
    case 2: "name \(pick(["==", "!="])) \"primary\""
    case 9: "approved(\"\(pick(["tos", "uat"]))\")"
    default:
      "\(number(depth: 2)) \(pick(Comparison.allCases.map(\.rawValue))) \(pick(["a", "b", "x"])) + \(number(depth: 1))"
    }
  }

  private mutating func number(depth: Int) -> String {
    guard depth > 0, Int.random(in: 0..<2, using: &generator) == 0 else { return operand() }
    return
      "(\(number(depth: depth - 1)) \(pick(["+", "-", "*"])) \(number(depth: depth - 1)) / \(pick(["a", "2", "x"])))"
  }

  private mutating func operand() -> String {
    let windows =
      ["avg", "min", "max", "sum", "rate", "delta", "p50", "p99.9"] + (onlyMonotone ? [] : ["count", "last"])
    switch Int.random(in: 0..<(onlyMonotone ? 6 : 7), using: &generator) {
    case 0: return "\(Int.random(in: 0..<5, using: &generator))"
    case 1: return "-\(pick(["a", "b", "x"]))"
    case 2: return pick(["a", "b", "x", "nothing"])
    case 3: return "burn(x, 50%, 20s)"
    case 6: return "age(\(pick(["a", "x"])))"
    default: return "\(pick(windows))(\(pick(["x", "y"])), \(pick(["5s", "20s", "1m"])))"
    }
  }

  mutating func world() -> World {
    var world = World()
    for name in ["a", "b", "flag", "name"] where Int.random(in: 0..<5, using: &generator) > 0 {
      let value: Value =
        switch name {
        case "flag": .truth(Bool.random(using: &generator))
        case "name": .text(pick(["primary", "replica"]))
        default: .number(Double(Int.random(in: -2...4, using: &generator)))
        }
      world.present[name] = .known(value, age: .seconds(Int.random(in: 0..<9, using: &generator)))
    }
    for name in ["x", "y"] {
      var series = Series(keeping: .seconds(60))
      for age in stride(from: 50, through: 0, by: -10) where Int.random(in: 0..<5, using: &generator) > 0 {
        let isGap = Int.random(in: 0..<6, using: &generator) == 0
        let value = isGap ? nil : Value.number(Double(Int.random(in: 0..<6, using: &generator)))
        series.append(Sample(Key("shop", name), value, at: world.now - .seconds(age)))
      }
      world.past[name] = series
      world.present[name] = series.reading(at: world.now, staleAfter: .seconds(15))
    }
    world.gates = ["A": pick([.pass, .fail, .pending, .unknown]), "B": pick([.pass, .fail])]
    if Bool.random(using: &generator) { world.approved.insert("tos") }
    return world
  }

  mutating func forgetOne(in world: inout World) {
    let name = pick(["a", "b", "flag", "name", "x", "y", "gate"])
    if name == "gate" {
      world.gates[pick(["A", "B"])] = .unknown
    } else {
      world.present[name] = .unknown(because: .noSample, age: nil)
    }
  }
}
