import Gates
import Testing

/// The small languages in which a signal's place is written.
@Suite struct SourcePathTests {
  @Test(arguments: [
    ("$", "$"), ("$.a.b", "$.a.b"), ("$['a b']", "$.a b"), (#"$["a"][0]"#, "$.a[0]"), ("$.a[-1]", "$.a[-1]"),
    (#"$['it\'s']"#, "$.it's"), (#"$['\u00e9\ud83d\ude00']"#, "$.é😀"), ("/a~1b/m~0n/0", "/a/b/m~n/0"), ("/", "/"),
  ])
  func `a path is read`(text: String, words: String) throws {
    #expect(try #require(JSONPath(text)).description == words)
  }

  @Test(arguments: [
    "", "a", "$.", "$..a", "$.*", "$[*]", "$[01]", "$[-0]", "$[-]", "$[1:2]", "$[?@.a]", "$['a", "$['a'", #"$['\x']"#,
    #"$['\ud83d']"#, #"$['\u00g0']"#, "/a~2b", "/a~", "$.a[0", "$[ 0 ]",
  ])
  func `what is no singular query and no pointer is refused`(text: String) {
    #expect(JSONPath(text) == nil)
  }

  @Test(arguments: [
    (#"depth{queue="mail"}"#, "depth", MetricQuery.Reading.single), ("sum(depth)", "depth", .sum),
    ("rate(sent_total[5m])", "sent_total", .rate(.seconds(300))),
    (#"increase( sent_total{a="b",c="d\"e"}[90s] )"#, "sent_total", .increase(.seconds(90))),
    ("histogram_quantile(0.95, rate(x_bucket[5m]))", "x_bucket", .quantile(0.95, .seconds(300))),
  ])
  func `a metric is read`(text: String, name: String, reading: MetricQuery.Reading) throws {
    let query = try #require(MetricQuery(text))
    #expect(query.name == name)
    #expect(query.reading == reading)
  }

  @Test(arguments: [
    "", "5", "a b", "rate(x)", "rate(x[5])", "rate(x[2d])", "sum(rate(x[5m]))",
    "histogram_quantile(95, rate(x_bucket[5m]))",
    "histogram_quantile(0.9, rate(x[5m]))", #"x{a=~"b"}"#, #"x{a="b"#, #"x{a="b",}"#, #"x{a="b",a="c"}"#,
  ])
  func `what is no metric of the subset is refused`(text: String) {
    #expect(MetricQuery(text) == nil)
  }
}
