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
      var answer = await probe.poll(at: began)
      for retry in 0..<source.retries where !answer.isAnswer && !Task.isCancelled {
        let longest = Int64(100) << Int64(retry)
        await clock.sleep(until: clock.now() + .milliseconds(Int64.random(in: 0...longest)))
        answer = await probe.poll(at: clock.now())
      }
      return (answer, began)
    }
  }
}
