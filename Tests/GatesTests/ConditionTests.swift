import Gates
import Testing

@Suite struct ConditionTests {
  private func judge(_ text: String, _ known: [String: Value]) throws -> Judgement {
    try ConditionParser.parse(text).judge(
      in: "shop", dimensions: { _ in .number },
      read: { key in
        known[key.name].map { .known($0, age: .zero) } ?? .unknown(because: "has no sample yet", age: nil)
      })
  }

  @Test(arguments: [
    ("a > 1 and b > 1", "no"), ("b > 1 and a > 1", "no"), ("a <= 1 and b > 1", "unknown"), ("a <= 1 or b > 1", "yes"),
    ("a > 1 or b > 1", "unknown"), ("not b > 1", "unknown"), ("not a > 1", "yes"), ("a == 1", "yes"), ("a != 1", "no"),
    ("not (a == 1 and flag)", "no"), ("flag", "yes"), ("name == \"primary\"", "yes"), ("name == 1", "unknown"),
    ("a > 1 or a < 2 and b > 0", "unknown"), ("1 <= a", "yes"),
  ])
  func `logic is Kleene's, b unknown`(text: String, truth: String) throws {
    let judgement = try judge(text, ["a": .number(1), "flag": .truth(true), "name": .text("primary")])
    #expect(judgement.truth.rawValue == truth)
  }

  @Test func `a judgement says what was measured, with units`() throws {
    let condition = try ConditionParser.parse("p95 > 120ms or error_rate > 0.10%")
    let judgement = condition.judge(
      in: "shop", dimensions: { $0.name == "p95" ? .time : .ratio },
      read: { .known(.number($0.name == "p95" ? 143 : 0.0004), age: .zero) })
    #expect(judgement.because == "p95 143ms > 120ms")
  }

  @Test func `every percent is the fraction that one writes`() {
    for percent in 0...100 {
      #expect(Quantity("\(percent)%")?.value == .number(Double(percent) / 100))
    }
  }

  @Test func `an unknown signal says why`() throws {
    #expect(try judge("b > 1", [:]).because == "b has no sample yet")
  }

  @Test(arguments: [
    ("", 0, "expected a condition such as 'p95 <= 120ms', found nothing"),
    ("p95 = 1", 4, "expected a signal, a value, 'and', 'or', 'not' or a comparison, found '='; '==' compares"),
    ("p95 <", 5, "expected a signal or a value, found the end of the condition"),
    ("(p95 < 1", 8, "expected ')', found the end of the condition"),
    ("p95 < 1 p99", 8, "expected 'and', 'or' or the end, found 'p99'"),
    ("1 < 2", 2, "expected a signal on one side of '<', found two fixed values"),
    ("name == \"x", 8, "expected a closing \""), ("and", 0, "expected a signal or a value, found 'and'"),
    (
      "p95 < 12parsec", 6,
      "expected a number with a unit of ms, s, m, h, d, %, ratio, count, bytes, USD, number, found '12parsec'"
    ),
  ])
  func `a mistake has its place`(text: String, offset: Int, message: String) {
    #expect(throws: ConditionError.self) { try ConditionParser.parse(text) }
    do {
      _ = try ConditionParser.parse(text)
    } catch {
      #expect(error.offset == offset)
      #expect(error.message == message)
    }
  }

  @Test func `nesting is bounded and does not overflow the stack`() {
    let deep = String(repeating: "(", count: 100_000) + "a > 1"
    #expect(throws: ConditionError.self) { try ConditionParser.parse(deep) }
    #expect(throws: ConditionError.self) { try ConditionParser.parse(String(repeating: "not ", count: 100_000) + "a") }
  }

  @Test func `a condition printed and read again is the same question`() throws {
    for text in ["a > 1 and (b < 2 or c == 3)", "not (a > 1)", "x.y >= 120ms or flag"] {
      let condition = try ConditionParser.parse(text)
      #expect("\(try ConditionParser.parse("\(condition)"))" == "\(condition)")
    }
  }
}
