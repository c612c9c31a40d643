import Gates
import Testing

@Suite struct ConditionTests {
  private func judge(_ text: String, _ known: [String: Value]) throws -> Judgement {
    try ConditionParser.parse(text).explain(in: "shop", World(known)).judgement
  }

  @Test(arguments: [
    ("a > 1 and b > 1", "no"), ("b > 1 and a > 1", "no"), ("a <= 1 and b > 1", "unknown"), ("a <= 1 or b > 1", "yes"),
    ("a > 1 or b > 1", "unknown"), ("not b > 1", "unknown"), ("not a > 1", "yes"), ("a == 1", "yes"), ("a != 1", "no"),
    ("not (a == 1 and flag)", "no"), ("flag", "yes"), ("name == \"primary\"", "yes"), ("name == 1", "unknown"),
    ("a > 1 or a < 2 and b > 0", "unknown"), ("1 <= a", "yes"), ("a", "unknown"), ("flag == true", "yes"),
    ("a + b > 0", "unknown"), ("a / (a - 1) > 0", "unknown"), ("-a < 0", "yes"), ("-(a + 1) == -2", "yes"),
    ("a + 2 * 3 == 7", "yes"), ("(a + 2) * 3 == 9", "yes"), ("7 - a - 2 == 4", "yes"), ("8 / 2 / (a + 1) == 2", "yes"),
  ])
  func `logic is Kleene's, b unknown`(text: String, truth: String) throws {
    let world = World(["a": .number(1), "flag": .truth(true), "name": .text("primary")])
    let condition = try ConditionParser.parse(text)
    #expect(condition.truth(in: "shop", world).rawValue == truth)
    #expect(condition.explain(in: "shop", world).truth.rawValue == truth)
  }

  @Test(arguments: [
    ("yes", "yes", "yes", "yes"), ("yes", "no", "no", "yes"), ("yes", "unknown", "unknown", "yes"),
    ("no", "yes", "no", "yes"), ("no", "no", "no", "no"), ("no", "unknown", "no", "unknown"),
    ("unknown", "yes", "unknown", "yes"), ("unknown", "no", "no", "unknown"),
    ("unknown", "unknown", "unknown", "unknown"),
  ])
  func `the whole of Kleene's tables`(left: String, right: String, both: String, either: String) throws {
    var known: [String: Value] = [:]
    if left != "unknown" { known["l"] = .truth(left == "yes") }
    if right != "unknown" { known["r"] = .truth(right == "yes") }
    let world = World(known)
    #expect(try ConditionParser.parse("l and r").truth(in: "shop", world).rawValue == both)
    #expect(try ConditionParser.parse("l or r").truth(in: "shop", world).rawValue == either)
    #expect(try ConditionParser.parse("not (not l or not r)").truth(in: "shop", world).rawValue == both)
  }

  @Test func `a judgement says what was measured, with units`() throws {
    let condition = try ConditionParser.parse("p95 > 120ms or error_rate > 0.10%")
    var world = World(["p95": .number(143), "error_rate": .number(0.0004)])
    world.dimensions = ["p95": .time, "error_rate": .ratio]
    #expect(condition.explain(in: "shop", world).judgement.because == "p95 143ms > 120ms")
  }

  @Test func `every percent is the fraction that one writes`() {
    for percent in 0...100 {
      #expect(Quantity("\(percent)%")?.value == .number(Double(percent) / 100))
    }
  }

  @Test(arguments: [
    ("b > 1", "b has no sample yet"), ("a > 1", "a 1 <= 1"), ("not a > 1", "a 1 <= 1"), ("flag", "flag yes"),
    ("not flag", "flag yes"), ("a", "a is 1, expected true or false"), ("b", "b has no sample yet"),
    ("name == 1", "name primary and 1 do not compare"), ("a + 1 > 1 + 2", "a + 1 2 <= 3"),
    ("a + b > 1", "b has no sample yet"), ("a / (a - 1) > 1", "a / (a - 1) divides by zero"),
    ("a + name > 1", "name is primary, expected a number"), ("a / 2 > 1", "a / 2 0.500 <= 1"),
    ("a / 4 > 1%", "a / 4 25% > 1%"), ("gate(A) == pass", "gate A fail"), ("gate(A) != pass", "gate A fail"),
    ("gate(C) == pass", "gate C unknown"), (#"approved("legal.tos")"#, "legal.tos approved"),
    (#"not approved("uat")"#, "uat not approved"), ("a > 0 and flag", "a 1 > 0, flag yes"),
    ("a > 9 and flag", "a 1 <= 9"), ("b > 1 or not flag", "b has no sample yet"), ("age(a) > 1s", "age(a) 3.0s > 1.0s"),
    ("nan > 1", "nan is not a number"),
  ])
  func `what decided is said in a few words`(text: String, because: String) throws {
    var world = World([
      "a": .number(1), "flag": .truth(true), "name": .text("primary"), "nan": .number(.nan),
    ])
    world.gates = ["A": .fail]
    world.approved = ["legal.tos"]
    #expect(try ConditionParser.parse(text).explain(in: "shop", world).judgement.because == because)
  }

  @Test func `an explanation is a tree with every operand's value, age and source`() throws {
    var world = World(["p95": .number(143), "sent": .number(200), "lost": .number(3)])
    world.dimensions = ["p95": .time, "sent": .count, "lost": .count]
    let tree = try ConditionParser.parse("p95 > 120ms and lost / sent >  1%").explain(in: "shop", world)
    #expect(tree.kind == .and)
    #expect(tree.children.map(\.text) == ["p95 > 120ms", "lost / sent >  1%"])
    #expect(tree.children[0].children[0].outcome == .known(.number(143), .time))
    #expect(tree.children[0].children[0].age == .seconds(3))
    #expect(tree.children[0].children[0].source == "health")
    #expect(tree.children[1].children[0].outcome == .known(.number(0.015), .ratio))
    #expect(tree.children[1].children[0].children.map(\.words) == ["3", "200"])
    #expect(tree.judgement.because == "p95 143ms > 120ms, lost / sent 1.50% > 1%")
  }

  @Test func `a condition says what it reads, and where`() throws {
    let text =
      #"p95(latency, 5m) > 120ms and gate(A) == pass and approved("tos") or burn(bank.errors, 99.9%, 1h) > 14.4"#
    let condition = try ConditionParser.parse(text)
    #expect(condition.description == text)
    #expect(condition.signals.map(\.description) == ["latency", "bank.errors"])
    #expect(condition.signals.map(\.offset) == [4, 73])
    #expect(condition.gates == [GateReference(name: "A", offset: 34)])
    #expect(condition.approvals == [ApprovalReference(item: "tos", offset: 58)])
    #expect(condition.windows.map(\.length) == [.seconds(300), .seconds(3600)])
    #expect(condition.burns.map(\.budget) == [0.001])
    #expect(condition.limits.map(\.function) == [.percentile(95)])
  }

  @Test func `limits are comparisons of a signal with a literal, on either side`() throws {
    let condition = try ConditionParser.parse(
      "120ms < p95 or avg(p95, 5m) >= 100ms or sum(p95, 5m) > 1s or p95 > p99 or p95 + p99 > 1s")
    #expect(condition.limits.map(\.comparison) == [.more, .atLeast])
    #expect(condition.limits.map(\.quantity.value) == [.number(120), .number(100)])
  }
}
