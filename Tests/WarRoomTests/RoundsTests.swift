import Gates
import TestClock
import Testing

@testable import WarRoom

/// Whose turn it is, under two clocks that only the test moves: the one that nobody sets, and the board's.
@Suite struct RoundsTests {
  private let start = Instant(milliseconds: 1_762_979_400_000)
  private let period = Duration.seconds(10)

  /// Moves both clocks on in steps of 10 ms, and gives each turn to the body.
  private func pass(
    _ rounds: Rounds, from first: Duration, to last: Duration, since began: ContinuousClock.Instant,
    clockSetBy step: Duration = .zero, _ body: (Rounds.Turn, Instant) -> Void
  ) {
    var passed = first
    while passed < last {
      let time = start + passed + step
      for turn in rounds.turns(at: began + passed, time) { body(turn, time) }
      passed += .milliseconds(10)
    }
  }

  @Test func `each of a thousand sources is asked once a period, on its grid and on time`() {
    let rounds = Rounds(Array(repeating: period, count: 1000), on: StillClock(start))
    var planned: [Int: [Instant]] = [:]
    pass(rounds, from: .zero, to: .seconds(40), since: .now) { turn, time in
      #expect(time - turn.planned < .milliseconds(20))
      planned[turn.number, default: []].append(turn.planned)
      rounds.isBack(turn.number, reached: true, at: time)
    }
    #expect(planned.count == 1000)
    for instants in planned.values {
      #expect((3...4).contains(instants.count))
      #expect(zip(instants, instants.dropFirst()).allSatisfy { $1 - $0 == period })
    }
  }

  @Test func `a source is not asked while a question is out, and the points that pass meanwhile are left out`() {
    let rounds = Rounds([period], on: StillClock(start))
    let began = ContinuousClock.now
    var planned: [Instant] = []
    pass(rounds, from: .zero, to: .seconds(27), since: began) { turn, _ in planned.append(turn.planned) }
    #expect(planned.count == 1)
    rounds.isBack(0, reached: true, at: start + .seconds(27))
    pass(rounds, from: .seconds(27), to: .seconds(40), since: began) { turn, _ in planned.append(turn.planned) }
    #expect(planned.count == 2)
    #expect((planned[1] - planned[0]).wholeMilliseconds % period.wholeMilliseconds == 0)
  }

  @Test(arguments: [-3600, 3600]) func `a wall clock that is set neither silences a source nor asks it twice`(step: Int)
  {
    let rounds = Rounds([period, period], on: StillClock(start))
    let began = ContinuousClock.now
    var before: [Int] = []
    pass(rounds, from: .zero, to: .seconds(15), since: began) { turn, time in
      before.append(turn.number)
      // One question is out while the clock is set.
      if turn.number == 0 { rounds.isBack(turn.number, reached: true, at: time) }
    }
    #expect(Set(before) == [0, 1])
    var after: [Int: Int] = [:]
    rounds.isBack(1, reached: true, at: start + .seconds(15) + .seconds(step))
    pass(rounds, from: .seconds(15), to: .seconds(55), since: began, clockSetBy: .seconds(step)) { turn, time in
      after[turn.number, default: 0] += 1
      rounds.isBack(turn.number, reached: true, at: time)
    }
    #expect(after.values.allSatisfy { (3...5).contains($0) }, "\(after)")
    #expect(after.count == 2)
  }

  @Test func `a dead host is left alone longer, and its sources are still asked`() {
    let rounds = Rounds([period], on: StillClock(start))
    var times: [Instant] = []
    pass(rounds, from: .zero, to: .seconds(600), since: .now) { turn, time in
      times.append(time)
      rounds.isBack(turn.number, reached: false, at: time)
    }
    #expect((8...50).contains(times.count), "\(times.count)")
    #expect(zip(times, times.dropFirst()).allSatisfy { $1 - $0 <= period + Cadence.longestDelay + .milliseconds(20) })
  }

  @Test func `with no source there is nothing to wait for`() {
    #expect(Rounds([], on: StillClock(start)).rest(from: .now) == nil)
  }
}
