import Gates
import Probes

/// Puts questions to sources: when it is their turn at the host, and again where the source says so.
struct Asker: Sendable {
  let clock: any WarClock
  let hosts: HostGate

  /// Asks one source, as often as it takes; the answer is the last one.
  ///
  /// - Returns: the answer, and when the first question began.
  func ask(_ source: Source, _ probe: any Probe) async -> (answer: Answer, began: Instant) {
    await hosts.pass(probe.host) {
      let began = clock.now()
      var answer = await poll(source, probe, at: began)
      for retry in 0..<source.retries where !answer.isAnswer && !Task.isCancelled {
        let longest = Int64(100) << Int64(retry)
        await clock.sleep(until: clock.now() + .milliseconds(Int64.random(in: 0...longest)))
        answer = await poll(source, probe, at: clock.now())
      }
      return (answer, began)
    }
  }

  private func poll(_ source: Source, _ probe: any Probe, at instant: Instant) async -> Answer {
    let answer = await probe.poll(at: instant)
    return answer.held(to: source.timeout, took: (clock.now() - instant) * (clock.realSecond / .seconds(1)))
  }
}

extension Answer {
  /// Itself, where it came while it was waited for, in real time. One that lay there while this program or its machine stood still is
  /// no news: nobody knows how old it is.
  func held(to timeout: Duration, took: Duration) -> Answer {
    guard isAnswer, took > timeout * 2 + .seconds(1) else { return self }
    return .silence("an answer that took \(took.span) is no news: this program stood still")
  }
}
