import Chance
import Testing

@testable import Gates

@Suite struct HistogramTests {
  private static let signal = Key("shop", "p95")

  private static func board(every: Duration = .seconds(5), histograms: Int = 1) throws -> Board {
    let query = try #require(MetricQuery("histogram_quantile(0.95, rate(took_bucket[1m]))"))
    let unit = try #require(Unit.named("s"))
    let signals = (0..<histograms).map { index in
      Signal(name: index == 0 ? "p95" : "p95_\(index)", selector: .metric(query), unit: unit)
    }
    let source = Source(
      name: "metrics", kind: .http(HTTPRequest(url: SecretText("http://h/metrics"))), every: every,
      timeout: .seconds(1),
      staleAfter: .seconds(17),
      signals: signals + [Signal(name: "code", selector: .status, unit: try #require(Unit.named("count")))])
    return Board(
      title: "Shop", state: "shop.db",
      apps: [App(id: "shop", ruling: Ruling(.go, allows: .production), sources: [source])])
  }

  private static func buckets(_ counts: [Int], bounds: [Double]) throws -> Buckets {
    var sum = 0.0
    var cumulative: [Double: Double] = [:]
    for (index, count) in counts.enumerated() {
      sum += Double(count)
      cumulative[index < bounds.count ? bounds[index] : .infinity] = sum
    }
    return try #require(Buckets(cumulative: cumulative))
  }

  @Test
  func `cumulative counts become those of each bucket, whatever their order, and a later one that lags counts none`()
    throws
  {
    let buckets = try #require(Buckets(cumulative: [.infinity: 9, 0.1: 2, 1: 7, 0.5: 7.5]))
    #expect(buckets.bounds == [0.1, 0.5, 1])
    #expect(buckets.counts == [2, 5.5, 0, 1.5])
  }

  @Test(
    arguments: [
      [:], [.infinity: 3], [1: 3], [1: 3, 2: 4], [1: .nan, .infinity: 4], [1: -1, .infinity: 4],
      [.nan: 1, .infinity: 4],
      [-.infinity: 1, .infinity: 4], [1: 1, .infinity: .infinity], [1: 1, .infinity: 1e300],
    ] as [[Double: Double]])
  func `what is no histogram has no buckets`(cumulative: [Double: Double]) {
    #expect(Buckets(cumulative: cumulative) == nil)
  }

  @Test(arguments: [1, 2, 62, 63, 64, 65, 126, 127, 200, 5000])
  func `of many buckets neighbours are taken together, and no observation is lost`(count: Int) throws {
    let bounds = (1...count).map(Double.init)
    let buckets = try Self.buckets((0...count).map { $0 % 7 }, bounds: bounds)
    #expect(buckets.counts.count <= Buckets.most)
    #expect(buckets.counts.count == buckets.bounds.count + 1)
    #expect(buckets.bounds.last == bounds.last)
    #expect(buckets.bounds == buckets.bounds.sorted())
    #expect(Int(buckets.counts.reduce(0, +)) == (0...count).reduce(0) { $0 + $1 % 7 })
    // Each kept bucket holds what the many between its bounds held.
    for (index, bound) in buckets.bounds.enumerated() {
      let low = index == 0 ? 0 : Int(buckets.bounds[index - 1])
      let held = (low..<Int(bound)).reduce(0) { $0 + $1 % 7 }
      #expect(Int(buckets.counts[index]) == held)
    }
  }

  /// Another way to the same columns: every answer is asked whether it is of the column.
  @Test(arguments: 0..<20)
  func `a column holds what was observed in its step of the clock, and is a gap where no answer came`(
    seed: UInt64
  ) throws {
    var generator = SeededGenerator(seed: seed)
    let every = Duration.seconds(Int.random(in: 1...70, using: &generator))
    var state = BoardState(try Self.board(every: every))
    let bounds: [Double] = [50, 100, 250]
    var answers: [(at: Instant, counts: [Int])] = []
    var now = World.noon
    for _ in 0..<200 {
      // Silence now and then, and once in a while no observation at all.
      now =
        now + every * (Int.random(in: 0...9, using: &generator) == 0 ? Int.random(in: 2...40, using: &generator) : 1)
      let most = Int.random(in: 0...5, using: &generator) == 0 ? 0 : 40
      let counts = (0...3).map { _ in Int.random(in: 0...most, using: &generator) }
      answers.append((now, counts))
      state.ingest([Observed(Self.signal, try Self.buckets(counts, bounds: bounds), at: now)])
    }
    now = now + .seconds(Int.random(in: 0...100, using: &generator))
    let past = try #require(state.histogram(Self.signal))
    #expect(past.bounds == bounds)
    #expect(past.step >= every && past.step.wholeMilliseconds % 30_000 == 0)
    let step = past.step.wholeMilliseconds
    let count = Int.random(in: 1...HistogramPast.mostColumns, using: &generator)
    let columns = past.columns(count, at: now)
    #expect(columns.count == count)
    for (index, column) in columns.enumerated() {
      let number = now.milliseconds / step - Int64(count - 1 - index)
      let mine = answers.filter { $0.at.milliseconds / step == number }
      let expected = mine.isEmpty ? nil : (0...3).map { bucket in Double(mine.reduce(0) { $0 + $1.counts[bucket] }) }
      #expect(column == expected, "column \(index) of \(count)")
    }
  }

  @Test(arguments: [(1, 240), (50, 240), (100, 120), (10_000, 30)])
  func `the more histograms a board has, the fewer columns each keeps`(histograms: Int, kept: Int) throws {
    var state = BoardState(try Self.board(histograms: histograms))
    let buckets = try Self.buckets([1, 2], bounds: [100])
    var now = World.noon
    for _ in 0..<300 {
      now = now + .seconds(30)
      state.ingest([Observed(Self.signal, buckets, at: now)])
    }
    #expect(state.histogram(Self.signal)?.columns(400, at: now).count { $0 != nil } == kept)
  }

  @Test func `only a signal that is read of a histogram has one`() throws {
    var state = BoardState(try Self.board())
    #expect(state.declaresHistogram(Self.signal))
    #expect(!state.declaresHistogram(Key("shop", "code")))
    #expect(state.histogram(Self.signal) == nil)
    let buckets = try Self.buckets([1, 2], bounds: [100])
    state.ingest(
      [Key("shop", "code"), Key("shop", "p96"), Key("mail", "p95")].map { Observed($0, buckets, at: World.noon) })
    #expect(state.histograms.isEmpty)
  }

  @Test func `other buckets begin a new past, and what is older than the newest column is dropped`() throws {
    var state = BoardState(try Self.board())
    func add(_ counts: [Int], _ bounds: [Double], secondsLater: Int) throws {
      state.ingest([
        Observed(Self.signal, try Self.buckets(counts, bounds: bounds), at: World.noon + .seconds(secondsLater))
      ])
    }
    try add([1, 2], [100], secondsLater: 0)
    try add([1, 2], [100], secondsLater: 60)
    try add([9, 9], [100], secondsLater: 10)
    let later = World.noon + .seconds(60)
    #expect(state.histogram(Self.signal)?.columns(3, at: later) == [[1, 2], nil, [1, 2]])
    try add([3, 4, 5], [100, 200], secondsLater: 60)
    #expect(state.histogram(Self.signal)?.columns(3, at: later) == [nil, nil, [3, 4, 5]])
  }

  @Test func `a clock that stepped takes the columns along`() throws {
    var state = BoardState(try Self.board())
    state.ingest([Observed(Self.signal, try Self.buckets([1, 2], bounds: [100]), at: World.noon)])
    let later = World.noon + .seconds(600)
    state.apply(
      Event(sequence: 1, at: later, actor: Event.engine, fact: .clockStepped(ClockStepped(from: World.noon, to: later)))
    )
    #expect(state.histogram(Self.signal)?.columns(1, at: later) == [[1, 2]])
  }

  @Test func `who follows has the columns of who asks, each observation once`() throws {
    let board = try Self.board()
    var (holder, follower) = (BoardState(board), BoardState(board))
    let source = Key("shop", "metrics")
    var now = World.noon
    for step in 0..<40 {
      now = now + .seconds(7)
      holder.ingest([Observed(Self.signal, try Self.buckets([step, 1, step % 3], bounds: [100, 200]), at: now)])
      // Seldom enough that a column has ended meanwhile.
      if step % 3 == 0 { follower.follow(source, try #require(holder.live(source))) }
    }
    follower.follow(source, try #require(holder.live(source)))
    #expect(follower.histogram(Self.signal)?.columns(9, at: now) == holder.histogram(Self.signal)?.columns(9, at: now))
  }
}
