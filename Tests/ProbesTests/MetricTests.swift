import Foundation
import Gates
import Testing

@testable import Probes

/// Expositions, and what Prometheus makes of them.
@Suite struct MetricTests {
  /// One case of `Vectors/prometheus.json`: expositions at their seconds, a query, and what `promtool` says of it.
  struct Vector: Decodable, CustomTestStringConvertible, Sendable {
    let query: String
    let at: [Int64]
    let series: [String: [Double]]
    let value: Double
    var testDescription: String { query }
  }

  static let vectors: [Vector] = {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("prometheus.json")
    return (try? JSONDecoder().decode([Vector].self, from: Data(contentsOf: file))) ?? []
  }()

  @Test func `there are vectors`() { #expect(Self.vectors.count > 10) }

  @Test(arguments: vectors) func `rates and quantiles are Prometheus's own`(vector: Vector) throws {
    let query = try #require(MetricQuery(vector.query))
    let history = MetricHistory([query])
    for (index, second) in vector.at.enumerated() {
      let lines = vector.series.compactMap { name, values in
        values[index].isFinite && values[index] >= 0 ? "\(name) \(values[index])\n" : nil
      }
      try history.take(Array(lines.joined().utf8), at: Instant(milliseconds: second * 1000))
    }
    let value = try history.value(of: query, at: Instant(milliseconds: try #require(vector.at.last) * 1000)).get()
    #expect(abs(value - vector.value) <= abs(vector.value) * 1e-12)
  }

  @Test func `promtool itself says what the vectors say`() throws {
    // Its tests are written as YAML, of which JSON is a part. What PromQL leaves as several series is added up here.
    let tests = Self.vectors.map { vector in
      let series = vector.series.map { name, values in
        ["series": name, "values": values.map { $0.isFinite && $0 >= 0 ? "\($0)" : "_" }.joined(separator: " ")]
      }
      let query =
        vector.query.contains("quantile")
        ? vector.query.replacing("rate(", with: "sum by (le) (rate(") + ")" : "sum(\(vector.query))"
      let sample: [String: Any] = ["labels": "{}", "value": vector.value]
      let test: [String: Any] = ["expr": query, "eval_time": "\(vector.at.last ?? 0)s", "exp_samples": [sample]]
      return ["interval": "10s", "input_series": series, "promql_expr_test": [test]] as [String: Any]
    }
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("gateboard-\(UUID().uuidString).yml")
    defer { try? FileManager.default.removeItem(at: file) }
    let document: [String: Any] = ["rule_files": [String](), "evaluation_interval": "10s", "tests": tests]
    try JSONSerialization.data(withJSONObject: document, options: .withoutEscapingSlashes).write(to: file)
    let promtool = Process()
    promtool.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    promtool.arguments = ["promtool", "test", "rules", file.path]
    let output = Pipe()
    (promtool.standardOutput, promtool.standardError) = (output, output)
    try promtool.run()
    let said = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    promtool.waitUntilExit()
    #expect(promtool.terminationStatus == 0, "\(said.prefix(2000))")
    #expect(said.contains("SUCCESS"))
  }

  @Test(arguments: [
    ("a 1\nb{x=\"y\"} 2 1700000000000\n# EOF\n", 2), ("a{} NaN\r\n", 1),
    ("a{x=\"\\\\\\n\\\"\",} +Inf # {t=\"1\"} 5", 1),
    ("", 0), ("# HELP a b\n\n  a\t1", 1),
  ])
  func `an exposition is read`(text: String, count: Int) throws {
    #expect(try Exposition(Array(text.utf8), wanted: ["a", "b"]).samples.count == count)
  }

  @Test(arguments: [
    ("a", 1), ("a 1\nb one", 2), ("a{x=\"y} 1", 1), ("a{x=y} 1", 1), ("a{x=\"y\" z=\"w\"} 1", 1), ("<html>", 1),
    ("a 1 2 3", 1), ("1a 1", 1), ("a{x=\"1\",x=\"2\"} 1", 1), ("{\"status\":\"ok\"}", 1), ("a\u{663} 1", 1),
  ])
  func `one line that cannot be read is named`(text: String, line: Int) {
    #expect(throws: Exposition.Mistake(line: line)) { try Exposition(Array(text.utf8), wanted: ["a"]) }
  }

  @Test func `several series are none, but a sum`() throws {
    let one = try #require(MetricQuery("a"))
    let all = try #require(MetricQuery("sum(a)"))
    let history = MetricHistory([one, all])
    let now = Instant(milliseconds: 5000)
    try history.take(Array("a{x=\"1\"} 1\na{x=\"2\"} 2\n".utf8), at: now)
    #expect(
      history.value(of: one, at: now)
        == .failure(.init(words: "has 2 series, expected one; name their labels, or use sum()")))
    #expect(history.value(of: all, at: now) == .success(3))
    try history.take(Array("b 1\n".utf8), at: now + .seconds(5))
    #expect(history.value(of: all, at: now + .seconds(5)) == .failure(.init(words: "is not in the answer")))
  }
}

/// Samples that say themselves when they were measured.
@Suite struct TimestampTests {
  private static let now = Instant(milliseconds: 1_762_977_600_000)

  private func value(
    _ query: String, _ lines: String..., staleAfter: Duration = .seconds(17)
  ) throws -> Result<Double, MetricHistory.Missing> {
    let query = try #require(MetricQuery(query))
    let history = MetricHistory([query], staleAfter: staleAfter)
    try history.take(Array(lines.joined(separator: "\n").utf8), at: Self.now)
    return history.value(of: query, at: Self.now)
  }

  @Test(
    arguments: [
      ("a 1 1762977600000", nil), ("a 1 1762977583000", nil), ("a 1 1762977660000", nil),
      ("a 1 1762977582999", "was measured 17s ago, by its own timestamp; it counts for 17s"),
      ("a 1 1762974000000", "was measured 1h ago, by its own timestamp; it counts for 17s"),
      ("a 1 1000", "was measured 20404d19h59m59s ago, by its own timestamp; it counts for 17s"),
      ("a 1 1762977661000", "is dated 1m1s ahead, by its own timestamp"),
      ("a 1 9999999999999999999", "is dated 11553669d5h46m40s ahead, by its own timestamp"),
      ("a 1 1762977600.5\n# EOF\n", nil),
      ("a 1 1762977582\n# EOF\r\n", "was measured 18s ago, by its own timestamp; it counts for 17s"),
      // Seconds where milliseconds are meant, and the other way about.
      ("a 1 1762977600", "was measured 20384d10h17m2s ago, by its own timestamp; it counts for 17s"),
      ("a 1 1762977600000\n# EOF", "is dated 11553669d5h46m40s ahead, by its own timestamp"),
    ] as [(String, String?)])
  func `a sample counts from its own instant`(line: String, why: String?) throws {
    #expect(try value("a", line) == (why.map { .failure(.init(words: $0)) } ?? .success(1)))
  }

  @Test func `without a source's own measure it counts as long as Prometheus looks back`() throws {
    let query = try #require(MetricQuery("a"))
    for (age, isKnown) in [(300_000, true), (301_000, false)] as [(Int64, Bool)] {
      let history = MetricHistory([query])
      try history.take(Array("a 1 \(Self.now.milliseconds - age)".utf8), at: Self.now)
      #expect((try? history.value(of: query, at: Self.now).get()) == (isKnown ? 1 : nil))
    }
  }

  @Test func `one old sample leaves what it is part of unknown, and nothing else`() throws {
    let lines = ["a{x=\"1\"} 1", "a{x=\"2\"} 2 1000"]
    #expect(throws: MetricHistory.Missing.self) { try value("sum(a)", lines[0], lines[1]).get() }
    #expect(try value(#"a{x="1"}"#, lines[0], lines[1]) == .success(1))
    // Of a series that is there twice the first counts, old or not.
    #expect(throws: MetricHistory.Missing.self) { try value("a", "a 1 1000", "a 2").get() }
    #expect(try value("a", "a 2", "a 1 1000") == .success(2))
  }

  @Test func `a rate over samples that have stopped is unknown, and none of its buckets is counted`() throws {
    let rate = try #require(MetricQuery("rate(a[1m])"))
    let spread = try #require(MetricQuery("histogram_quantile(0.5, rate(b_bucket[1m]))"))
    let history = MetricHistory([rate, spread], staleAfter: .seconds(17))
    for second in [0, 5, 10, 30] as [Int64] {
      let now = Self.now + .seconds(second)
      let stamp = Self.now.milliseconds + min(second, 10) * 1000
      let buckets = ["1", "+Inf"].map { "b_bucket{le=\"\($0)\"} \(min(second, 10)) \(stamp)" }
      try history.take(Array((["a \(min(second, 10)) \(stamp)"] + buckets).joined(separator: "\n").utf8), at: now)
      let isKnown = (5...10).contains(second)
      #expect(((try? history.value(of: rate, at: now).get()) != nil) == isKnown, "\(second)")
      #expect(((try? history.value(of: spread, at: now).get()) != nil) == isKnown, "\(second)")
      #expect((history.observed(of: spread, at: now, within: .seconds(60)) != nil) == isKnown, "\(second)")
    }
  }
}

/// What a hostile server may say of its metrics.
@Suite struct HostileMetricTests {
  private func exposition(_ lines: [String]) -> [UInt8] { Array(lines.joined(separator: "\n").utf8) }

  @Test func `of a series that is there twice the first counts, and costs no more than once`() throws {
    let query = try #require(MetricQuery("sum(a)"))
    let history = MetricHistory([query])
    for second in 0..<3 as Range<Int64> {
      let now = Instant(milliseconds: second * 5000)
      try history.take(exposition(["a 1"] + Array(repeating: "a 7", count: 50_000)), at: now)
      #expect(history.value(of: query, at: now) == .success(1))
    }
  }

  @Test func `of more series than are kept no sum is known, and of one among them its value`() throws {
    let (all, one) = (try #require(MetricQuery("sum(a)")), try #require(MetricQuery(#"a{n="19999"}"#)))
    let now = Instant(milliseconds: 5000)
    let lines = exposition((0..<20_000).map { "a{n=\"\($0)\"} 1" })
    let sum = MetricHistory([all])
    try sum.take(lines, at: now)
    let words = "has more than 10000 series, or 500000 samples in its window"
    #expect(sum.value(of: all, at: now) == .failure(.init(words: words)))
    let single = MetricHistory([one])
    try single.take(lines, at: now)
    #expect(single.value(of: one, at: now) == .success(1))
    // Once they are fewer, all are known.
    try sum.take(exposition(["a 3"]), at: now + .seconds(5))
    #expect(sum.value(of: all, at: now + .seconds(5)) == .success(3))
  }

  @Test func `labels that never repeat leave a rate unknown for its window, and not longer`() throws {
    let rate = try #require(MetricQuery("rate(a[10s])"))
    let history = MetricHistory([rate])
    func look(_ second: Int64, _ lines: [String]) throws -> Result<Double, MetricHistory.Missing> {
      let now = Instant(milliseconds: second * 1000)
      try history.take(exposition(lines), at: now)
      return history.value(of: rate, at: now)
    }
    for second in 0..<5 as Range<Int64> {
      _ = try look(second, (0..<3000).map { "a{n=\"\(second)-\($0)\"} 1" })
    }
    let words = "has more than 10000 series, or 500000 samples in its window"
    #expect(try look(5, ["a 1"]) == .failure(.init(words: words)))
    // The last was left out in the tenth second, before the first ones were forgotten.
    for second in 6...19 as ClosedRange<Int64> {
      #expect(try look(second, ["a \(second)"]) == .failure(.init(words: words)))
    }
    #expect(try look(20, ["a 20"]) == .success(1))
  }
}

/// JSON of RFC 8259, and nothing else.
@Suite struct JSONTests {
  @Test(arguments: [
    ("[1,-0.5e+3,true,null,\"\\u00e9\\ud83d\\ude00\\n\"]", "$[1]", RawValue.number(-500)),
    (" {\"a\" : {\"b\":[{}, \"x\"]}} ", "$.a.b[-1]", .text("x")), ("[{\"a\":1},{\"a\":2}]", "/1/a", .number(2)),
    ("\u{FEFF}\"x\"", "$", .text("x")), ("{\"0\":[7]}", "/0/0", .number(7)), ("[[]]", "$[0]", .structure),
    ("[\"\\u00e9\\ud83d\\ude00\"]", "$[0]", .text("é😀")),
  ])
  func `a document is read`(text: String, path: String, value: RawValue) throws {
    let document = try JSONValue.parse(Array(text.utf8))
    #expect(document.member(try #require(JSONPath(path))) == value)
  }

  @Test(arguments: [
    "", "{", "[1,]", "{\"a\":1,}", "01", "1.", ".5", "+1", "1e", "nul", "'a'", "\"\\x\"", "\"\\ud83d\"", "\"a\nb\"",
    "[1] 2",
    "{a:1}", "NaN", "-", "[1 2]", "\"\\u00g0\"", "\"\\u12", "tru",
  ])
  func `what is no document is refused`(text: String) {
    #expect(throws: JSONMistake.noDocument) { try JSONValue.parse(Array(text.utf8)) }
  }

  @Test(arguments: [
    ("{\"a\":1,\"a\":2}", "a"), ("{\"a\":1,\"a\":1}", "a"), ("[{\"b\":{\"c\":[],\"d\":1,\"c\":null}}]", "c"),
    ("{\"a\":1,\"\\u0061\":2}", "a"), ("{\"\":1,\"\":2}", ""), ("{\"\u{E9}\":1,\"e\u{301}\":2}", "\u{E9}"),
  ])
  func `of a member that is there twice none counts, and it is named`(text: String, name: String) {
    #expect(throws: JSONMistake.twice(name)) { try JSONValue.parse(Array(text.utf8)) }
  }

  @Test func `the second of a name is found in time, however late it comes`() {
    let members = (0..<80_000).map { "\"\($0)\":1" } + ["\"7\":2"]
    let began = ContinuousClock.now
    #expect(throws: JSONMistake.twice("7")) { try JSONValue.parse(Array("{\(members.joined(separator: ","))}".utf8)) }
    func nested(_ depth: Int) -> String { String(repeating: "{\"a\":", count: depth) }
    let deep = nested(127) + "{\"b\":1,\"b\":2}" + String(repeating: "}", count: 127)
    #expect(throws: JSONMistake.twice("b")) { try JSONValue.parse(Array(deep.utf8)) }
    #expect(throws: JSONMistake.noDocument) { try JSONValue.parse(Array((nested(2) + deep + "}}").utf8)) }
    #expect(began.duration(to: .now) < .seconds(30))
  }

  @Test func `depth and bytes that are no UTF-8 are refused`() {
    func nested(_ depth: Int) -> [UInt8] {
      Array((String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8)
    }
    #expect(throws: Never.self) { try JSONValue.parse(nested(128)) }
    for bytes in [nested(130), nested(1_000_000), [0x22, 0xFF, 0x22]] {
      #expect(throws: JSONMistake.noDocument) { try JSONValue.parse(bytes) }
    }
  }

  @Test(arguments: [
    ("[1]", "/01"), ("[1]", "/-"), ("[1]", "$[1]"), ("[1]", "$[-2]"), ("{\"a\":1}", "$.a.b"), ("[1]", "$.a"),
  ])
  func `a path that leads nowhere finds nothing`(text: String, path: String) throws {
    #expect(try JSONValue.parse(Array(text.utf8)).member(try #require(JSONPath(path))) == nil)
  }
}
