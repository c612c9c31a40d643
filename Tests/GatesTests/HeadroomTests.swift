import Chance
import Testing

@testable import Gates

@Suite struct HeadroomTests {
  private static let now = Instant(milliseconds: 1_762_977_600_000)

  private func headroom(_ condition: String, _ values: [String: Double]) throws -> Headroom? {
    let unit = try #require(Unit.named("ms"))
    let source = Source(
      name: "s", kind: .push, every: .seconds(5), timeout: .seconds(1), staleAfter: .seconds(20),
      signals: ["a", "b"].map { Signal(name: $0, selector: .column($0), unit: unit) })
    let guardrail = Guardrail(
      name: "g", title: "G", breach: try ConditionParser.parse(condition), sustained: .zero, action: .alert)
    let app = App(id: "shop", ruling: Ruling(.hold, allows: .none), sources: [source], guardrails: [guardrail])
    var state = BoardState(Board(title: "t", state: "t.db", apps: [app]))
    for (name, value) in values { state.ingest([Sample(Key("shop", name), .number(value), at: Self.now)]) }
    return state.headroom(of: guardrail, in: "shop", at: Self.now)
  }

  @Test(
    arguments: [
      ("a > 120ms", ["a": 90.0], "headroom 30ms (25%)"), ("a < 100ms", ["a": 150], "headroom 50ms (50%)"),
      ("120ms < a", ["a": 90], "headroom 30ms (25%)"), ("a > 120ms", ["a": 150], "headroom -30ms (-25%)"),
      ("a > 0ms", ["a": 0], "headroom 0ms"), ("a > 100ms or b > 10ms", ["a": 50, "b": 9], "headroom 1ms (10%)"),
      ("a > 100ms and b > 10ms", ["a": 50, "b": 9], "headroom 50ms (50%)"),
      ("max(a, 1m) > 120ms", ["a": 90], "headroom 30ms (25%)"), ("a == 5ms", ["a": 3], nil),
      ("a > b", ["a": 3, "b": 9], nil),
      ("a > 120ms", [:], nil), ("a > 100ms and b > 10ms", ["a": 50], nil), ("not (a > 100ms)", ["a": 120], nil),
    ] as [(String, [String: Double], String?)])
  func `the room to a limit, in its unit and as a share`(
    condition: String, values: [String: Double], words: String?
  ) throws {
    #expect(try headroom(condition, values)?.words == words, "\(condition)")
  }
}

@Suite struct BudgetCourseTests {
  private static let now = Instant(milliseconds: 1_762_977_600_000)

  private func state(_ points: [(age: Int, value: Double?)]) throws -> BoardState {
    let unit = try #require(Unit.named("ratio"))
    let source = Source(
      name: "s", kind: .push, every: .seconds(30), timeout: .seconds(1), staleAfter: .seconds(90),
      signals: [Signal(name: "errors", selector: .column("errors"), unit: unit)])
    let guardrail = Guardrail(
      name: "g", title: "G", breach: try ConditionParser.parse("burn(errors, 99%, 1h) > 2"), sustained: .zero,
      action: .alert)
    let app = App(id: "shop", ruling: Ruling(.go, allows: .production), sources: [source], guardrails: [guardrail])
    var state = BoardState(Board(title: "t", state: "t.db", apps: [app]))
    for point in points {
      let at = Self.now - .seconds(point.age)
      state.ingest([Sample(Key("shop", "errors"), point.value.map(Value.number), at: at)])
    }
    return state
  }

  /// Another way to the same numbers: each step asks all samples anew.
  @Test(arguments: 1...60) func `each step says what the ledger said at its end, and silence is a gap`(seed: UInt64)
    throws
  {
    var generator = SeededGenerator(seed: seed)
    var points: [(age: Int, value: Double?)] = []
    var age = Int.random(in: 600...4000, using: &generator)
    while age > 0 {
      let value = Int.random(in: 0...9, using: &generator) == 0 ? nil : Double.random(in: 0...0.05, using: &generator)
      points.append((age, value))
      age -= Int.random(in: 0...8, using: &generator) == 0 ? Int.random(in: 100...900, using: &generator) : 30
    }
    let state = try state(points)
    let count = Int.random(in: 1...200, using: &generator)
    let budget = try #require(state.errorBudgets(of: state.board.apps[0], at: Self.now).first)
    let course = state.course(of: budget, steps: count, at: Self.now)
    #expect(course.count == count)
    let reach = max(30, 3600.0 / Double(count))
    let inside = points.filter { $0.age < 3600 }
    for step in 1...count {
      let end = (3_600_000 - 3_600_000 * step / count)
      let known = inside.filter { $0.age * 1000 >= end && $0.value != nil }
      guard let last = known.last, Double(last.age * 1000 - end) < reach * 1000 - 1 else {
        if let last = known.last, Double(last.age * 1000 - end) < reach * 1000 + 1 { continue }
        #expect(course[step - 1] == nil, "step \(step) of \(count)")
        continue
      }
      let mean = known.compactMap(\.value).reduce(0, +) / Double(known.count)
      let measured = Double(inside[0].age - last.age) / 3600
      let left = try #require(course[step - 1])
      #expect(abs(left - (1 - mean / 0.01 * measured)) < 1e-9)
    }
  }

  @Test func `a stretch in which no number came was not measured, and one late answer is none`() throws {
    func measured(_ ages: [Int]) throws -> Duration {
      let state = try state(ages.map { ($0, 0.004) })
      return try #require(state.errorBudgets(of: state.board.apps[0], at: Self.now).first).measured
    }
    let all = (0...100).map { (100 - $0) * 30 }
    #expect(try measured(all) == .seconds(3000))
    #expect(try measured(all.filter { $0 != 600 }) == .seconds(3000))
    // Eight minutes between two numbers: the first half minute is measured by the one before.
    #expect(try measured(all.filter { !(601..<1080).contains($0) }) == .seconds(3000 - 450))
  }

  @Test func `the last step is what the ledger says now`() throws {
    let state = try state((0...100).map { ((100 - $0) * 30, 0.004) })
    let budget = try #require(state.errorBudgets(of: state.board.apps[0], at: Self.now).first)
    let course = state.course(of: budget, steps: 40, at: Self.now)
    let (last, left) = (try #require(course.last ?? nil), try #require(budget.left))
    #expect(abs(last - left) < 1e-9)
  }
}
