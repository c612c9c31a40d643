import Chance
import Gates
import NIOCore
import NIOHTTP1
import Testing

@testable import Probes

/// What histograms observed from one answer to the next.
@Suite struct BucketTests {
  private static let query = MetricQuery("histogram_quantile(0.95, rate(took_bucket[5m]))")
  private static let start = Instant(milliseconds: 1_762_977_127_000)

  /// Answers one after the other, at their seconds; nil where nobody answered.
  private func observed(
    _ answers: [(second: Int, text: String)], within longest: Duration = .seconds(30)
  ) throws -> [[Double: Double]?] {
    let query = try #require(Self.query)
    let history = MetricHistory([query])
    return try answers.map { answer in
      let now = Self.start + .seconds(answer.second)
      try history.take(Array(answer.text.utf8), at: now)
      return history.observed(of: query, at: now, within: longest)
    }
  }

  private static func exposition(_ counts: [Int], labels: String = "", bounds: [String] = ["0.1", "0.5", "+Inf"])
    -> String
  {
    zip(bounds, counts).map { "took_bucket{\(labels)le=\"\($0)\"} \($1)\n" }.joined()
  }

  /// A reference that counts each process by itself: what it observed is known, and the server only adds it up.
  @Test(arguments: 0..<20) func `what is observed is what each process has counted since the answer before`(
    seed: UInt64
  ) throws {
    var generator = SeededGenerator(seed: seed)
    func random(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }
    var counts = [[0, 0, 0], [0, 0, 0]]
    var answers: [(second: Int, text: String)] = []
    var expected: [[Double: Double]?] = []
    var second = 0
    for answer in 0..<40 {
      let wait = random(0...6) == 0 ? random(31...90) : random(1...30)
      second += wait
      var sum = [0, 0, 0]
      for process in counts.indices {
        let new = [random(0...9), random(0...9), random(0...9)]
        let upTo = (0...2).map { new[0...$0].reduce(0, +) }
        let before = counts[process]
        let isNew = random(0...7) == 0
        counts[process] = (0...2).map { upTo[$0] + (isNew ? 0 : before[$0]) }
        // One that began anew and has counted further in each bucket already cannot be told from one that went on.
        let isHidden = isNew && (0...2).allSatisfy { upTo[$0] >= before[$0] }
        sum = (0...2).map { sum[$0] + upTo[$0] - (isHidden ? before[$0] : 0) }
      }
      expected.append(
        answer > 0 && wait <= 30 ? [0.1: Double(sum[0]), 0.5: Double(sum[1]), .infinity: Double(sum[2])] : nil)
      let texts = ["a", "b"].enumerated().map { Self.exposition(counts[$0.offset], labels: "node=\"\($0.element)\",") }
      answers.append((second, texts.joined()))
    }
    let found = try observed(answers)
    for (index, pair) in zip(found, expected).enumerated() { #expect(pair.0 == pair.1, "answer \(index)") }
  }

  @Test
  func `a process that began anew counts from zero in all of its buckets, also in those that hold more than before`()
    throws
  {
    let found = try observed([(0, Self.exposition([1, 10, 10])), (5, Self.exposition([2, 3, 3]))])
    #expect(found == [nil, [0.1: 2, 0.5: 3, .infinity: 3]])
  }

  @Test func `a histogram that was not there before is left out until its past is known`() throws {
    let (old, new) = (
      Self.exposition([1, 2, 3], labels: "node=\"a\","), Self.exposition([5, 5, 5], labels: "node=\"b\",")
    )
    #expect(
      try observed([(0, old), (5, old + new), (10, old + new)]) == [
        nil, [0.1: 0, 0.5: 0, .infinity: 0], [0.1: 0, 0.5: 0, .infinity: 0],
      ])
  }

  /// Expositions that no server should give. Each is asked three times; whatever comes of it, nothing is drawn that was
  /// not counted.
  @Test(arguments: [
    ("no bucket that takes everything", exposition([1, 2], bounds: ["0.1", "0.5"])),
    ("NaN", "took_bucket{le=\"0.1\"} NaN\ntook_bucket{le=\"+Inf\"} 4\n"),
    ("an infinite count", "took_bucket{le=\"0.1\"} 1\ntook_bucket{le=\"+Inf\"} +Inf\n"),
    ("a count below zero", exposition([-5, 1, 2])),
    ("bounds that are none", exposition([1, 2, 3], bounds: ["NaN", "fast", "+Inf"])),
    ("no bound at all", "took_bucket 3\n"), ("one bucket", exposition([7], bounds: ["+Inf"])),
    ("minus infinity", exposition([1, 2], bounds: ["-Inf", "+Inf"])),
    ("a bound past all numbers", exposition([1, 2], bounds: ["1e308", "+Inf"])), ("nothing", ""),
  ])
  func `of buckets that are none there is a sentence and a gap`(what: String, text: String) throws {
    let reading = try reading()
    for second in [0, 5, 10] {
      let answer = reading.answer(to: reply(text), at: Self.start + .seconds(second))
      #expect(answer.buckets["p95"] == nil, "\(what)")
      guard case .missing(let why)? = answer.values["p95"] else {
        Issue.record("\(what) has a value")
        continue
      }
      #expect(why.count > 8)
    }
  }

  @Test func `bounds in any order and counts that fall are a histogram all the same`() throws {
    let reading = try reading()
    let bounds = ["+Inf", "0.5", "0.1", "1"]
    _ = reading.answer(to: reply(Self.exposition([0, 0, 0, 0], bounds: bounds)), at: Self.start)
    let answer = reading.answer(to: reply(Self.exposition([9, 5, 6, 8], bounds: bounds)), at: Self.start + .seconds(5))
    #expect(answer.buckets["p95"] == Buckets(cumulative: [100: 6, 500: 6, 1000: 8, .infinity: 9]))
  }

  @Test func `a lack of the bucket that takes everything is named`() throws {
    let query = try #require(Self.query)
    let history = MetricHistory([query])
    for second in [0, 5] {
      try history.take(
        Array(Self.exposition([second, 2 * second], bounds: ["1", "2"]).utf8), at: Self.start + .seconds(second))
    }
    #expect(
      history.value(of: query, at: Self.start + .seconds(5))
        == .failure(.init(words: "has no bucket that takes everything (le=\"+Inf\")")))
  }

  private func reading() throws -> HTTPReading {
    var request = HTTPRequest(url: SecretText("http://127.0.0.1/metrics"))
    request.format = .prometheus
    let signal = Signal(name: "p95", selector: .metric(try #require(Self.query)), unit: try #require(Unit.named("s")))
    return HTTPReading(request: Shared(request), signals: [signal], every: .seconds(5), staleAfter: .seconds(17))
  }

  private func reply(_ text: String) -> HTTPReply {
    HTTPReply(
      status: 200, headers: HTTPHeaders(), body: ByteBuffer(string: text), phases: Phases(), certificateEnds: nil)
  }
}
