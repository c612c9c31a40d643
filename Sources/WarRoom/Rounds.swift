import Gates
import Probes

/// Asks sources, each on its own grid and one question at a time; none waits for another but at a host that both ask.
struct Rounds: Sendable {
  let clock: any WarClock
  private let hosts = HostGate()

  init(clock: any WarClock) { self.clock = clock }

  /// Asks one source for as long as the task is not cancelled, one question after the other.
  ///
  /// - Parameters:
  ///   - count: how many sources there are.
  ///   - take: is handed each answer; the next question waits for it.
  func watch(
    _ source: Source, _ probe: any Probe, among count: Int, take: @Sendable (Answer) async -> Void
  ) async {
    var random = SystemRandomNumberGenerator()
    let start = Cadence.start(period: source.every, among: count, at: clock.now(), using: &random)
    var cadence = Cadence(period: source.every, start: start)
    while !Task.isCancelled {
      await clock.sleep(until: cadence.planned)
      if Task.isCancelled { return }
      let answer = await ask(source, probe)
      if Task.isCancelled { return }
      await take(answer)
      cadence.plan(afterReaching: !answer.isUnreachable, at: clock.now(), using: &random)
    }
  }

  /// Asks when it is the source's turn at its host, and again where the source says so.
  func ask(_ source: Source, _ probe: any Probe) async -> Answer {
    await hosts.pass(probe.host) {
      var answer = await probe.poll(at: clock.now())
      for retry in 0..<source.retries where !answer.isAnswer && !Task.isCancelled {
        let longest = Int64(100) << Int64(retry)
        await clock.sleep(until: clock.now() + .milliseconds(Int64.random(in: 0...longest)))
        answer = await probe.poll(at: clock.now())
      }
      return answer
    }
  }
}
