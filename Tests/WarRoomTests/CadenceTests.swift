import Gates
import Testing

@testable import WarRoom

/// The planning of questions, on a clock that only the test moves.
@Suite struct CadenceTests {
  /// SplitMix64: the same numbers each time.
  private struct Fixed: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
  }

  private let start = Instant(milliseconds: 1_000_000)

  @Test func `ten thousand questions stand on the grid of the first, however long each took`() {
    var random = Fixed(state: 1)
    var cadence = Cadence(period: .seconds(5), start: start)
    for round in 1...10_000 {
      let took = Duration.milliseconds(Int64.random(in: 0..<5000, using: &random))
      cadence.plan(afterReaching: true, at: cadence.planned + took, using: &random)
      #expect(cadence.planned == start + .seconds(5) * round)
    }
  }

  @Test func `a question that overran leaves out the points that have passed`() {
    var random = Fixed(state: 2)
    var cadence = Cadence(period: .seconds(5), start: start)
    cadence.plan(afterReaching: true, at: start + .milliseconds(12_300), using: &random)
    #expect(cadence.planned == start + .seconds(15))
    cadence.plan(afterReaching: true, at: start + .seconds(20), using: &random)
    #expect(cadence.planned == start + .seconds(25))
  }

  @Test(arguments: [UInt64](1...50)) func `a dead host is left alone longer and longer, up to a minute`(seed: UInt64) {
    var random = Fixed(state: seed)
    var cadence = Cadence(period: .seconds(5), start: start)
    for failure in 1...12 {
      let now = cadence.planned
      cadence.plan(afterReaching: false, at: now, using: &random)
      let wait = cadence.planned - now
      // Never sooner than its period allows; two failures change nothing.
      let doublings = failure - Cadence.patience
      let longest = doublings < 0 ? .zero : min(.seconds(5) * (1 << doublings), Cadence.longestDelay)
      #expect(wait > .zero && wait <= .seconds(5) + longest, "\(failure): \(wait)")
      if doublings < 0 { #expect(cadence.planned == start + .seconds(5) * failure) }
    }
    // Once somebody answers, it is on the old grid again.
    cadence.plan(afterReaching: true, at: cadence.planned, using: &random)
    #expect((cadence.planned - start).wholeMilliseconds % 5000 == 0)
  }

  @Test func `the delays of many sources of a dead host are spread over all of their time`() {
    var delays: [Int64] = []
    for seed in 1...400 {
      var random = Fixed(state: UInt64(seed))
      var cadence = Cadence(period: .seconds(5), start: start)
      for _ in 1...10 { cadence.plan(afterReaching: false, at: start, using: &random) }
      delays.append((cadence.planned - start).wholeMilliseconds)
    }
    let quarters = Dictionary(grouping: delays) { min(3, ($0 - 5000) / 15_000) }
    #expect((0...3).allSatisfy { (60...140).contains(quarters[$0]?.count ?? 0) })
  }

  @Test func `a clock that is set back does not silence a source`() {
    var random = Fixed(state: 3)
    var cadence = Cadence(period: .seconds(5), start: start)
    cadence.plan(afterReaching: true, at: start - .seconds(3600), using: &random)
    #expect(cadence.planned <= start - .seconds(3595))
  }

  @Test func `few sources start within two seconds, many over their whole period`() {
    func latest(_ count: Int) -> Duration {
      var random = Fixed(state: 4)
      return (0..<2000).map { _ in
        Cadence.start(period: .seconds(10), among: count, at: start, using: &random) - start
      }.max() ?? .zero
    }
    #expect(latest(7) <= .milliseconds(2070))
    #expect(latest(10_000) > .milliseconds(9800) && latest(10_000) <= .seconds(10))
  }

  @Test func `few sources are asked several at once, of many a few`() {
    func instants(_ count: Int) -> [Instant: Int] {
      var random = Fixed(state: 5)
      let starts = (0..<count).map { _ in
        Cadence.start(period: .seconds(5), among: count, at: start + .milliseconds(123), using: &random)
      }
      return starts.reduce(into: [:]) { $0[$1, default: 0] += 1 }
    }
    #expect(instants(22).keys.allSatisfy { $0.milliseconds % 500 == 0 })
    #expect(instants(22).count <= 5)
    // 2,000 a second, on a raster of 10 ms.
    #expect(instants(10_000).keys.allSatisfy { $0.milliseconds % 10 == 0 })
    #expect(instants(10_000).values.max() ?? 0 <= 50)
  }

  // MARK: Hosts

  @Test func `a host is asked eight questions at a time, and each in its turn`() async {
    let gate = HostGate()
    let tally = Tally()
    await tally.crowd(100, at: gate) { _ in "mail:80" }
    let (now, most, done) = tally.told
    #expect(now == 0 && done == 100)
    #expect((2...HostGate.most).contains(most))
  }

  @Test func `a host that hangs holds up no other, and nothing of our own`() async {
    let gate = HostGate()
    let (release, opener) = AsyncStream<Void>.makeStream()
    let hanging = (0..<20).map { _ in Task { await gate.pass("dead:80") { for await _ in release {} } } }
    for _ in 0..<1000 { await Task.yield() }
    #expect(await gate.pass("alive:80") { 7 } == 7)
    #expect(await gate.pass(nil) { 8 } == 8)
    opener.finish()
    for task in hanging { await task.value }
  }
}
