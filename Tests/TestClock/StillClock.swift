package import Gates
import Synchronization

/// A clock that stands until a test moves it, and that tells who sleeps on it.
package final class StillClock: Sendable {
  private struct State {
    var now: Instant
    var sleepers: [(until: Instant, wake: AsyncStream<Never>.Continuation)] = []
  }

  private let state: Mutex<State>
  private let asked: AsyncStream<Instant>.Continuation
  /// Until when somebody asked to sleep, in the order of asking.
  package let requests: AsyncStream<Instant>

  package init(_ now: Instant) {
    state = Mutex(State(now: now))
    (requests, asked) = AsyncStream.makeStream()
  }

  package func now() -> Instant { state.withLock { $0.now } }

  /// Sleeps until then, or until its task is cancelled.
  package func sleep(until instant: Instant) async {
    let (stream, wake) = AsyncStream<Never>.makeStream()
    state.withLock { state in
      if instant <= state.now { wake.finish() } else { state.sleepers.append((instant, wake)) }
    }
    asked.yield(instant)
    for await _ in stream {}
  }

  package func move(by span: Duration) { move(to: now() + span) }

  /// Wakes whoever sleeps until then or earlier.
  package func move(to instant: Instant) {
    state.withLock { state in
      state.now = instant
      for sleeper in state.sleepers where sleeper.until <= instant { sleeper.wake.finish() }
      state.sleepers.removeAll { $0.until <= instant }
    }
  }
}
