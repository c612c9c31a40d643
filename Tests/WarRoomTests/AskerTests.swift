import Gates
import Probes
import Synchronization
import Testing

@testable import WarRoom

/// The asking of sources, on a clock on which hours pass at once.
@Suite struct AskerTests {
  private let start = Instant(milliseconds: 1_762_979_400_000)

  /// A source that answers as the test says, in its own time.
  private final class Script: Probe {
    private let clock: VirtualClock
    private let answer: @Sendable (Int, Instant) -> (Answer, Duration)
    private let state = Mutex((asked: [Instant](), now: 0, most: 0))

    /// - Parameter answer: the answer to the nth question, from 0, and how long it takes.
    init(_ clock: VirtualClock, _ answer: @escaping @Sendable (Int, Instant) -> (Answer, Duration)) {
      self.clock = clock
      self.answer = answer
    }

    func poll(at now: Instant) async -> Answer {
      let count = state.withLock { state in
        state.asked.append(now)
        state.now += 1
        state.most = max(state.most, state.now)
        return state.asked.count - 1
      }
      let (answer, took) = answer(count, now)
      await clock.sleep(until: now + took)
      state.withLock { $0.now -= 1 }
      return answer
    }

    var asked: [Instant] { state.withLock { $0.asked } }
    /// How many questions were open at one time.
    var most: Int { state.withLock { $0.most } }
  }

  private static let good = Answer(isAnswer: true, said: "good", values: ["up": .value(.truth(true))])
  private static let bad = Answer(isAnswer: false, said: "bad", values: [:])
  private static var dead: Answer {
    var answer = bad
    answer.isUnreachable = true
    return answer
  }

  @Test func `an answer that lay there while the program stood still is no news`() {
    #expect(Self.good.held(to: .seconds(2), took: .seconds(2)) == Self.good)
    #expect(Self.good.held(to: .seconds(2), took: .seconds(5)) == Self.good, "a busy machine is not a stopped one")
    let old = Self.good.held(to: .seconds(2), took: .seconds(40))
    #expect(!old.isAnswer)
    #expect(old.values.isEmpty)
    #expect(old.said == "an answer that took 40s is no news: this program stood still")
    #expect(Self.bad.held(to: .seconds(2), took: .seconds(40)) == Self.bad)
  }

  private func source(every: Duration = .seconds(5), retries: Int = 0) throws -> Source {
    Source(
      name: "s", kind: .tcp(Dial(host: "h", port: 1)), every: every, timeout: .seconds(2), staleAfter: .seconds(17),
      signals: [Signal(name: "up", selector: .measure(.open), unit: try #require(Unit.named("bool")))],
      retries: retries)
  }

  /// Watches sources for a time, and hands back what each was asked.
  private func watch(
    _ scripts: [Script], of source: Source, on clock: VirtualClock, for time: Duration,
    take: @escaping @Sendable (Answer) async -> Void = { _ in }
  ) async {
    let asker = Asker(clock: clock, hosts: HostGate())
    let (start, began) = (clock.now(), ContinuousClock.now)
    // The clock that nobody sets goes along with the virtual one.
    @Sendable func steady() -> ContinuousClock.Instant { began + (clock.now() - start) }
    let tasks = scripts.map { script in
      Task {
        let rounds = Rounds([source.every], on: clock)
        // Those of its own making count from its own beginning, a little later.
        let ahead = began.duration(to: .now)
        while !Task.isCancelled, let rest = rounds.rest(from: steady() + ahead) {
          await clock.sleep(until: clock.now() + .milliseconds(Int64((rest / .milliseconds(1)).rounded(.up))))
          for turn in rounds.turns(at: steady() + ahead, clock.now()) {
            let answer = await asker.ask(source, script).answer
            if Task.isCancelled { return }
            await take(answer)
            rounds.isBack(turn.number, reached: !answer.isUnreachable, at: clock.now())
          }
        }
      }
    }
    await clock.run(to: start + time, tasks: scripts.count)
    for task in tasks { task.cancel() }
    for task in tasks { await task.value }
  }

  @Test func `over an hour no question drifts, none is left out, and one is open at a time`() async throws {
    let clock = VirtualClock(start)
    let scripts = (0..<5).map { seed in
      Script(clock) { count, _ in (Self.good, .milliseconds((count * 977 + seed * 131) % 4990)) }
    }
    await watch(scripts, of: try source(), on: clock, for: .seconds(3600))
    for script in scripts {
      let first = try #require(script.asked.first)
      #expect(first - start <= .seconds(3))
      #expect(script.asked == script.asked.indices.map { first + .seconds(5) * $0 })
      #expect((719...721).contains(script.asked.count))
      #expect(script.most == 1)
    }
  }

  @Test func `a source that never answers in time delays no other`() async throws {
    let clock = VirtualClock(start)
    let slow = Script(clock) { _, _ in (Self.good, .seconds(12)) }
    let hanging = Script(clock) { _, _ in (Self.good, .seconds(86_400)) }
    let quick = Script(clock) { _, _ in (Self.good, .milliseconds(3)) }
    await watch([slow, hanging, quick], of: try source(), on: clock, for: .seconds(600))
    let first = try #require(quick.asked.first)
    #expect(quick.asked == quick.asked.indices.map { first + .seconds(5) * $0 })
    #expect(quick.asked.count >= 119)
    #expect(hanging.asked.count == 1)
    // What overran is asked at the next point of its own grid.
    let gaps = Set(zip(slow.asked, slow.asked.dropFirst()).map { $1 - $0 })
    #expect(gaps == [.seconds(15)])
    #expect(slow.most == 1)
  }

  @Test(arguments: [(0, 1), (1, 2), (2, 3), (3, 3)])
  func `a question without an answer is asked again as often as the source says`(retries: Int, asked: Int) async throws
  {
    let clock = VirtualClock(start)
    // The third of a round answers.
    let script = Script(clock) { count, _ in (count % 3 == 2 ? Self.good : Self.bad, .milliseconds(10)) }
    let heard = Mutex<[Bool]>([])
    await watch([script], of: try source(retries: retries), on: clock, for: .seconds(4)) { answer in
      heard.withLock { $0.append(answer.isAnswer) }
    }
    #expect(script.asked.count == asked)
    #expect(heard.withLock { $0 } == [retries >= 2])
    // At once: within 100, 200 and 400 ms more.
    if let first = script.asked.first, let last = script.asked.last { #expect(last - first <= .milliseconds(730)) }
  }

  @Test func `a good answer is not asked for twice`() async throws {
    let clock = VirtualClock(start)
    let script = Script(clock) { _, _ in (Self.good, .milliseconds(10)) }
    await watch([script], of: try source(retries: 3), on: clock, for: .seconds(4))
    #expect(script.asked.count == 1)
  }

  @Test func `a dead host is spared, and its signal is unknown on time all the same`() async throws {
    let clock = VirtualClock(start)
    let script = Script(clock) { count, _ in (count < 2 ? Self.good : Self.dead, .milliseconds(10)) }
    let source = try source()
    let guardrail = Guardrail(
      name: "down", title: "Down", breach: try ConditionParser.parse("not up"), sustained: .seconds(60),
      silence: .breach, action: .abort)
    let app = App(id: "shop", ruling: Ruling(.go, allows: .production), sources: [source], guardrails: [guardrail])
    let state = Mutex(BoardState(Board(title: "t", state: "t.db", apps: [app])))
    let key = Key("shop", "s")
    await watch([script], of: source, on: clock, for: .seconds(3600)) { answer in
      let now = clock.now()
      state.withLock { state in
        state.ingest(answer.samples(from: source, key, at: now))
        state.ingest(key, answered: answer.isAnswer, said: answer.said, at: now)
      }
    }
    let end = state.withLock { $0 }
    let last = try #require(end.health[key]?.lastAnswerAt)
    #expect(last == script.asked[1] + .milliseconds(10))
    // Whatever was planned: known to the last moment of its freshness, unknown in the next.
    #expect(end.reading(Key("shop", "up"), at: last + .seconds(17)).value == .truth(true))
    #expect(end.reading(Key("shop", "up"), at: last + .milliseconds(17_001)).value == nil)
    // Silence that counts as a breach burns from that moment, though nobody asks then.
    func burns(at now: Instant) -> Bool {
      Rules.evaluate(end, after: ["shop"], at: now).contains { fact in
        if case .guardrailMoved(let moved) = fact { moved.to == .pending } else { false }
      }
    }
    #expect(!burns(at: last + .seconds(17)))
    #expect(burns(at: last + .milliseconds(17_001)))
    // Three tries on the grid, and then fewer: at most a minute past each point.
    let gaps = zip(script.asked, script.asked.dropFirst()).map { $1 - $0 }
    #expect(gaps.prefix(4).allSatisfy { $0 == .seconds(5) })
    #expect(gaps.allSatisfy { $0 <= .seconds(65) })
    #expect(script.asked.count < 300, "720 without a pause")
    #expect(script.asked.count > 55)
  }
}
