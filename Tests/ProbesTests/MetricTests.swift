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
    #expect(history.value(of: one, at: now) == .failure(.init(words: "are 2 series; name their labels, or use sum()")))
    #expect(history.value(of: all, at: now) == .success(3))
    try history.take(Array("b 1\n".utf8), at: now + .seconds(5))
    #expect(history.value(of: all, at: now + .seconds(5)) == .failure(.init(words: "is not in the answer")))
  }
}

/// JSON of RFC 8259, and nothing else.
@Suite struct JSONTests {
  @Test(arguments: [
    ("[1,-0.5e+3,true,null,\"\\u00e9\\ud83d\\ude00\\n\"]", "$[1]", RawValue.number(-500)),
    (" {\"a\" : {\"b\":[{}, \"x\"]}} ", "$.a.b[-1]", .text("x")), ("{\"a\":1,\"a\":2}", "/a", .number(2)),
    ("\u{FEFF}\"x\"", "$", .text("x")), ("{\"0\":[7]}", "/0/0", .number(7)), ("[[]]", "$[0]", .structure),
    ("[\"\\u00e9\\ud83d\\ude00\"]", "$[0]", .text("é😀")),
  ])
  func `a document is read`(text: String, path: String, value: RawValue) throws {
    let document = try #require(JSONValue.parse(Array(text.utf8)))
    #expect(document.member(try #require(JSONPath(path))) == value)
  }

  @Test(arguments: [
    "", "{", "[1,]", "{\"a\":1,}", "01", "1.", ".5", "+1", "1e", "nul", "'a'", "\"\\x\"", "\"\\ud83d\"", "\"a\nb\"",
    "[1] 2",
    "{a:1}", "NaN", "-", "[1 2]", "\"\\u00g0\"", "\"\\u12", "tru",
  ])
  func `what is no document is refused`(text: String) { #expect(JSONValue.parse(Array(text.utf8)) == nil) }

  @Test func `depth and bytes that are no UTF-8 are refused`() {
    func nested(_ depth: Int) -> [UInt8] {
      Array((String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8)
    }
    #expect(JSONValue.parse(nested(128)) != nil)
    #expect(JSONValue.parse(nested(130)) == nil)
    #expect(JSONValue.parse(nested(1_000_000)) == nil)
    #expect(JSONValue.parse([0x22, 0xFF, 0x22]) == nil)
  }

  @Test(arguments: [
    ("[1]", "/01"), ("[1]", "/-"), ("[1]", "$[1]"), ("[1]", "$[-2]"), ("{\"a\":1}", "$.a.b"), ("[1]", "$.a"),
  ])
  func `a path that leads nowhere finds nothing`(text: String, path: String) throws {
    #expect(try #require(JSONValue.parse(Array(text.utf8))).member(try #require(JSONPath(path))) == nil)
  }
}
