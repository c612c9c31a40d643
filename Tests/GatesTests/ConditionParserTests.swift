import Gates
import Testing

@Suite struct ConditionParserTests {
  @Test(arguments: [
    ("p95 > 120ms", "(p95 > 120ms)"), ("p95 > 120 ms", "(p95 > 120ms)"), ("a > 1h30m", "(a > 1h30m)"),
    ("a > 95 %", "(a > 95%)"), ("a > -5", "(a > -5)"), ("a > - 5", "(a > -5)"), ("a -1 > 0", "((a - 1) > 0)"),
    ("a-page.b > 0", "(a-page.b > 0)"), ("a - b > 0", "((a - b) > 0)"), ("a+b*c > 0", "((a + (b * c)) > 0)"),
    ("(a + b) * c > 0", "(((a + b) * c) > 0)"), ("a - b - c > 0", "(((a - b) - c) > 0)"),
    ("a / b / c > 0", "(((a / b) / c) > 0)"), ("-a * b > 0", "(((- a) * b) > 0)"), ("--a > 0", "((- (- a)) > 0)"),
    ("a or b and c", "(a or (b and c))"), ("(a or b) and c", "((a or b) and c)"), ("not a and b", "((not a) and b)"),
    ("not a == b", "(not (a == b))"), ("not not a", "(not (not a))"), ("((a)) > (1)", "(a > 1)"),
    ("p95", "p95"), ("count", "count"),
    ("count > 1 and p95(p95, 5m) > 1s", "((count > 1) and (percentile(95.0)[p95 5m] > 1.0s))"),
    ("p99.9(latency, 1h) > 2s", "(percentile(99.9)[latency 1h] > 2.0s)"),
    ("avg (x, 90s) > 1", "(average[x 1m30s] > 1)"),
    ("rate(n, 1m) - delta(n, 1m) > 0", "((rate[n 1m] - delta[n 1m]) > 0)"), ("last(x,7d) == 1", "(last[x 7d] == 1)"),
    ("min(x, 1 m) < max(x, 60s)", "(minimum[x 1m] < maximum[x 1m])"), ("age(b.c) > 2m", "(age[b.c] > 2m)"),
    ("sum(x, 5m) > count(x, 5m)", "(sum[x 5m] > count[x 5m])"), ("gate(A) == pass", "(gate[A] == pass)"),
    (#"gate("team-b") != fail"#, "(gate[team-b] != fail)"),
    ("gate(auto-page) == pending", "(gate[auto-page] == pending)"),
    (#"approved("legal.tos")"#, "approved[legal.tos]"), ("burn(e, 99.9%, 1h) > 14.4", "(burn[e 0.001 1h] > 14.400)"),
    ("a == true", "(a == yes)"), (#"a == "and""#, "(a == and)"), ("gate", "gate"),
    ("1 + 2 < a", "((1 + 2) < a)"), ("a > 1 and b", "((a > 1) and b)"), ("a > 1 or b", "((a > 1) or b)"),
    ("a > 5USD", "(a > 5.00 USD)"),
  ])
  func `a text is read as one tree`(text: String, tree: String) throws {
    #expect(shape(try ConditionParser.parse(text).root) == tree)
  }

  @Test(arguments: [
    ("", 0, "expected a condition such as 'p95 <= 120ms', found nothing"),
    ("   ", 0, "expected a condition such as 'p95 <= 120ms', found nothing"),
    ("p95 = 1", 4, "expected a signal, a value, 'and', 'or', 'not' or a comparison, found '='; '==' compares"),
    ("a && b", 2, "expected a signal, a value, 'and', 'or', 'not' or a comparison, found '&'"),
    ("a ! b", 2, "expected a signal, a value, 'and', 'or', 'not' or a comparison, found '!'"),
    ("a > ß", 4, "expected a signal, a value, 'and', 'or', 'not' or a comparison, found 'ß'"),
    ("p95 <", 5, "expected a signal or a value, found the end of the condition"),
    ("<= 1", 0, "expected a signal or a value, found '<='"), ("a + > 1", 4, "expected a signal or a value, found '>'"),
    ("a * * b > 1", 4, "expected a signal or a value, found '*'"),
    ("(p95 < 1", 8, "expected ')', found the end of the condition"), ("(a b) > 1", 3, "expected ')', found 'b'"),
    ("() > 1", 1, "expected a signal or a value, found ')'"),
    ("a > 1)", 5, "expected 'and', 'or' or the end, found ')'"),
    ("p95 < 1 p99", 8, "expected 'and', 'or' or the end, found 'p99'"),
    ("p95 < q p99", 8, "expected 'and', 'or' or the end, found 'p99'"),
    ("1 < a < 3", 6, "expected 'and', 'or' or the end, found '<'; compare twice and join both with 'and'"),
    ("1 < 2", 2, "expected a signal on one side of '<', found two fixed values"),
    ("1 + 1 < -2", 6, "expected a signal on one side of '<', found two fixed values"),
    ("name == \"x", 8, "expected a closing \""), ("and", 0, "expected a signal or a value, found 'and'"),
    ("a or", 4, "expected a signal or a value, found the end of the condition"),
    ("not", 3, "expected a signal or a value, found the end of the condition"),
    ("120ms", 5, "expected a comparison such as '<=', found the end of the condition"),
    ("a + b", 5, "expected a comparison such as '<=', found the end of the condition"),
    ("a + b and c", 6, "expected a comparison such as '<=', found 'and'"),
    ("not 5", 5, "expected a comparison such as '<=', found the end of the condition"),
    ("avg(a, 5m)", 10, "expected a comparison such as '<=', found the end of the condition"),
    ("(a > 1) == true", 0, "expected a value beside '==', found a condition"),
    ("a == (b > 1)", 5, "expected a value beside '==', found a condition"),
    ("1 + (a > 1) > 0", 4, "expected a value beside '+', found a condition"),
    ("-(a > 1) > 0", 1, "expected a value beside '-', found a condition"),
    ("sent-lost > 0", 0, "expected a signal, found 'sent-lost'; a subtraction needs spaces around '-'"),
    ("a.b-c > 0", 0, "expected a signal, found 'a.b-c'; a subtraction needs spaces around '-'"),
    ("a.b.c > 0", 0, "expected a signal such as 'p95' or 'app.p95', found 'a.b.c'"),
    ("a. > 0", 0, "expected a signal such as 'p95' or 'app.p95', found 'a.'"),
    (
      "p95 < 12parsec", 6,
      "expected a number with a unit of ms, s, m, h, d, %, ratio, count, bytes, USD, number, found '12parsec'"
    ),
    (
      "p95 < 12 parsec", 6,
      "expected a number with a unit of ms, s, m, h, d, %, ratio, count, bytes, USD, number, found '12 parsec'"
    ),
    ("a > 1..2", 4, "expected a number with a unit of"), ("a > 5 text", 4, "expected a number with a unit of"),
    (
      "mean(a, 5m) > 1", 0,
      "expected a function of avg, min, max, sum, count, rate, delta, last, p95, age, burn, gate, approved, found 'mean'"
    ),
    ("p0(a, 5m) > 1", 0, "expected a percentile between p0 and p100, such as p99.9, found 'p0'"),
    ("p999(a, 5m) > 1", 0, "expected a percentile between p0 and p100, such as p99.9, found 'p999'"),
    ("avg(5, 5m) > 1", 4, "expected a signal, found '5'"),
    ("avg(a) > 1", 5, "expected ',' and a window such as 5m, found ')'"),
    ("avg(a + b, 5m) > 1", 6, "expected ',' and a window such as 5m, found '+'"),
    ("avg(avg(a, 1m), 5m) > 1", 7, "expected one signal and no calculation, found '('"),
    ("avg(a, b) > 1", 7, "expected a window such as 5m, found 'b'"),
    ("avg(a, 5) > 1", 7, "expected a window such as 5m, found '5'"),
    ("avg(a, 5%) > 1", 7, "expected a window such as 5m, found '5%'"),
    ("avg(a, 0s) > 1", 7, "expected a window of more than 0 and at most 7d, found '0s'"),
    ("avg(a, 8d) > 1", 7, "expected a window of more than 0 and at most 7d, found '8d'"),
    ("avg(a, 5m > 1", 10, "expected ')', found '>'"), ("age(a, 5m) > 1s", 5, "expected ')', found ','"),
    ("burn(e, 0.999, 1h) > 1", 8, "expected an objective such as 99.9%, found '0.999'"),
    ("burn(e, 100%, 1h) > 1", 8, "expected an objective between 0% and 100%, both excluded, found '100%'"),
    ("burn(e, 0%, 1h) > 1", 8, "expected an objective between 0% and 100%, both excluded, found '0%'"),
    ("burn(e, 99.9%) > 1", 13, "expected ',' and a window such as 1h, found ')'"),
    ("approved(tos)", 9, "expected an item in quotes such as \"legal.tos\", found 'tos'"),
    ("approved('')", 9, "expected an item in quotes such as \"legal.tos\", found ''"),
    ("gate(A)", 7, "expected '==' or '!=' after 'gate(A)', found the end of the condition"),
    ("gate(A) > pass", 8, "expected '==' or '!=' after 'gate(A)', found '>'"),
    ("gate(A) == open", 11, "expected pass, fail, pending, found 'open'"),
    ("gate(A) == gate(B)", 11, "expected pass, fail, pending, found 'gate'"),
    (
      "gate(A) == unknown", 11,
      "expected pass, fail, pending, found 'unknown'; what is not known cannot be compared with; a condition on an unknown gate is unknown by itself"
    ),
    ("gate() == pass", 5, "expected a gate by label or app, found ')'"),
    ("a / 0 > 1", 4, "expected a divisor other than zero"),
    ("a / (2 - 2) > 1", 4, "expected a divisor other than zero"),
    ("a / -0ms > 1", 4, "expected a divisor other than zero"),
  ])
  func `a mistake has its place`(text: String, offset: Int, message: String) {
    do {
      _ = try ConditionParser.parse(text)
      Issue.record("'\(text)' was read")
    } catch {
      #expect(error.offset == offset, "\(text)")
      #expect(error.message == message || (message.hasSuffix(" of") && error.message.hasPrefix(message)), "\(text)")
    }
  }

  @Test func `nesting and length are bounded and do not overflow the stack`() throws {
    for prefix in ["(", "not ", "-", "not (", "-("] {
      let fitting = String(repeating: prefix, count: 1900 / prefix.count) + "a > 1"
      #expect(throws: ConditionError.self) { try ConditionParser.parse(fitting) }
      #expect(throws: ConditionError.self) {
        try ConditionParser.parse(String(repeating: prefix, count: 100_000) + "a > 1")
      }
    }
    for (count, isRead) in [(50, true), (51, false)] {
      let nots = try? ConditionParser.parse(String(repeating: "not ", count: count) + "a")
      #expect((nots != nil) == isRead)
      let brackets = String(repeating: "(", count: count) + "a" + String(repeating: ")", count: count)
      #expect(((try? ConditionParser.parse(brackets)) != nil) == isRead)
    }
    let chain = "a" + String(repeating: "+a", count: 199) + ">1"
    #expect(try ConditionParser.parse(chain).explain(in: "shop", World(["a": .number(1)])).truth == .yes)
    let longer = "a" + String(repeating: "+a", count: 201) + ">1"
    #expect(throws: ConditionError.self) { try ConditionParser.parse(longer) }
  }
}
