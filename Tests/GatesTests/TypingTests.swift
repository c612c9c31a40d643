import Gates
import Testing

@Suite struct TypingTests {
  private static let dimensions: [String: Dimension] = [
    "time": .time, "lag": .time, "errors": .ratio, "sent": .count, "lost": .count, "disk": .size, "cost": .money,
    "score": .number, "mode": .text, "up": .truth,
  ]

  private func check(_ text: String) throws -> [String] {
    try ConditionParser.parse(text).check(in: "shop") { Self.dimensions[$0.name] }
      .map { "\($0.offset): \($0.message)" }
  }

  @Test(arguments: [
    "time > 120ms", "120ms < time", "time > lag", "errors <= 0.10%", "sent > 5", "sent > 5count", "sent > score",
    "disk > 1000bytes", "cost < 5USD", "score > 0.1", "mode == \"live\"", "up", "not up", "up == true", "up != false",
    "time + lag > 1s", "time - 20ms > 1s", "2 * time > 1s", "time * errors > 1s", "time / 2 > 1s", "time / lag > 2",
    "time / lag > 150%", "lost / sent > 1%", "lost / sent > 0.01", "1 - lost / sent < 99.9%", "lost / sent < errors",
    "100% - errors > 99%", "sent + 1 > 5", "(sent + lost) / 2 > 5count", "errors * 100 > 5%", "disk / sent > 100bytes",
    "sent * errors > 3", "avg(time, 5m) > 120ms", "p95(time, 5m) > lag", "max(errors, 5m) > 1%", "delta(time, 5m) > 1s",
    "sum(sent, 5m) > 3", "sum(cost, 1h) > 5USD", "rate(sent, 5m) > 0.5", "rate(disk, 5m) > 1000", "rate(score, 5m) > 1",
    "count(mode, 5m) > 3", "count(up, 5m) > 3count", "age(mode) > 2m", "last(time, 1h) > 1s",
    "burn(errors, 99.9%, 1h) > 14.4", "-time < 0ms", "age(up) > time", "missing > 5 and other.one == 3%",
    #"approved("x")"#, #"approved("x") == true"#, "gate(A) == pass", "cost * 3 > 1USD", "time / errors > 1s",
    "up == (up)", "missing + time > 5%", "rate(sent, 1m) / rate(lost, 1m) > 50%",
  ])
  func `what measures the same compares`(text: String) throws {
    #expect(try check(text) == [])
  }

  @Test(arguments: [
    ("time > 95%", "0: expected both sides of 'time > 95%' to measure the same: one is a time, the other is a ratio"),
    ("95% < time", "6: expected both sides of '95% < time' to measure the same: one is a ratio, the other is a time"),
    (
      "time > 120",
      "0: expected both sides of 'time > 120' to measure the same: one is a time, the other has no unit; add one, such as 120ms"
    ),
    (
      "errors <= 1",
      "0: expected both sides of 'errors <= 1' to measure the same: one is a ratio, the other has no unit; add one, such as 0.10%"
    ),
    (
      "disk > 5",
      "0: expected both sides of 'disk > 5' to measure the same: one is a size in bytes, the other has no unit; add one, such as 1000bytes"
    ),
    (
      "cost > score",
      "0: expected both sides of 'cost > score' to measure the same: one is an amount in USD, the other has no unit; add one, such as 5USD"
    ),
    (
      "mode == 1",
      "0: expected both sides of 'mode == 1' to measure the same: one is a text, the other is a plain number"
    ),
    (
      "up == \"yes\"",
      "0: expected both sides of 'up == \"yes\"' to measure the same: one is true or false, the other is a text"
    ),
    ("sent > 5%", "0: expected both sides of 'sent > 5%' to measure the same: one is a count, the other is a ratio"),
    (
      "up and time <= errors",
      "7: expected both sides of 'time <= errors' to measure the same: one is a time, the other is a ratio"
    ),
    ("mode < \"live\"", "0: expected '==' or '!=' in 'mode < \"live\"': a text has no order"),
    ("up > false", "0: expected '==' or '!=' in 'up > false': true or false has no order"),
    ("time", "0: expected a comparison after 'time', which is a time, not true or false"),
    ("not mode", "4: expected a comparison after 'mode', which is a text, not true or false"),
    ("up or score", "6: expected a comparison after 'score', which is a plain number, not true or false"),
    (
      "time + errors > 1s",
      "0: expected both sides of 'time + errors' to measure the same: one is a time, the other is a ratio"
    ),
    (
      "time - 5 > 1s",
      "0: expected both sides of 'time - 5' to measure the same: one is a time, the other has no unit; add one, such as 120ms"
    ),
    (
      "1 - errors > 99%",
      "0: expected both sides of '1 - errors' to measure the same: one is a ratio, the other has no unit; add one, such as 0.10%"
    ),
    (
      "time / lag + disk > 1",
      "0: expected both sides of 'time / lag + disk' to measure the same: one is a quotient, the other is a size in bytes"
    ),
    (
      "time / lag > 5ms",
      "0: expected both sides of 'time / lag > 5ms' to measure the same: one is a quotient, the other is a time"
    ),
    (
      "time * lag > 1s",
      "0: expected a plain number, a count or a ratio on one side of 'time * lag': one is a time, the other is a time"
    ),
    (
      "cost * disk > 1",
      "0: expected a plain number, a count or a ratio on one side of 'cost * disk': one is an amount in USD, the other is a size in bytes"
    ),
    (
      "disk / time > 1",
      "0: expected 'disk / time' to divide by the same or by a plain number: one is a size in bytes, the other is a time"
    ),
    (
      "sent / time > 1",
      "0: expected 'sent / time' to divide by the same or by a plain number: one is a count, the other is a time"
    ),
    ("mode + 1 > 2", "0: expected numbers in 'mode + 1': one is a text"),
    ("2 * up > 2", "0: expected numbers in '2 * up': one is true or false"),
    ("-mode == 1", "1: expected a number after '-', found a text"),
    ("avg(mode, 5m) > 1", "4: expected a signal of numbers in 'avg(mode, 5m)': 'mode' is a text"),
    ("p95(up, 5m) > 1", "4: expected a signal of numbers in 'p95(up, 5m)': 'up' is true or false"),
    ("last(up, 5m) == true", "5: expected a signal of numbers in 'last(up, 5m)': 'up' is true or false"),
    ("rate(time, 5m) > 1", "5: expected a counter in 'rate(time, 5m)': 'time' is a time"),
    ("rate(errors, 5m) > 1", "5: expected a counter in 'rate(errors, 5m)': 'errors' is a ratio"),
    ("rate(cost, 5m) > 1", "5: expected a counter in 'rate(cost, 5m)': 'cost' is an amount in USD"),
    ("sum(errors, 5m) > 1%", "4: expected something to add up in 'sum(errors, 5m)': 'errors' is a ratio; use avg"),
    ("burn(time, 99%, 1h) > 1", "5: expected a share of errors in 'burn', found 'time', which is a time"),
    (
      "burn(errors, 99%, 1h) > 95%",
      "0: expected both sides of 'burn(errors, 99%, 1h) > 95%' to measure the same: one is a ratio, the other has no unit; add one, such as 0.10%"
    ),
    (
      "age(time) > 5",
      "0: expected both sides of 'age(time) > 5' to measure the same: one is a time, the other has no unit; add one, such as 120ms"
    ),
    (
      "count(time, 5m) > 5s",
      "0: expected both sides of 'count(time, 5m) > 5s' to measure the same: one is a count, the other is a time"
    ),
    (
      "avg(time, 5m) > 5%",
      "0: expected both sides of 'avg(time, 5m) > 5%' to measure the same: one is a time, the other is a ratio"
    ),
    (
      "rate(sent, 5m) > 5%",
      "0: expected both sides of 'rate(sent, 5m) > 5%' to measure the same: one is a ratio, the other has no unit; add one, such as 0.10%"
    ),
    (
      #"approved("x") == 1"#,
      #"0: expected both sides of 'approved("x") == 1' to measure the same: one is true or false, the other is a plain number"#
    ),
    ("missing and time", "12: expected a comparison after 'time', which is a time, not true or false"),
    (
      "not (time > 1s and disk > 1s)",
      "19: expected both sides of 'disk > 1s' to measure the same: one is a size in bytes, the other is a time"
    ),
  ])
  func `what does not measure the same is refused with its reason`(text: String, error: String) throws {
    #expect(try check(text) == [error])
  }

  @Test func `every mistake is reported, in the order of the text`() throws {
    #expect(try check("time > 5 or mode or disk / time > 1").map { $0.prefix { $0 != ":" } } == ["0", "12", "20"])
  }
}
