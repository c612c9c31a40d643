import Gates
import Synchronization

/// A clock that stands until a test moves it, and that tells who sleeps on it.
final class ManualClock: Sendable {
  private struct State {
    var now: Instant
    var sleepers: [(until: Instant, wake: AsyncStream<Never>.Continuation)] = []
  }

  private let state: Mutex<State>
  private let asked: AsyncStream<Instant>.Continuation
  /// Until when somebody asked to sleep, in the order of asking.
  let requests: AsyncStream<Instant>

  init(_ now: Instant) {
    state = Mutex(State(now: now))
    (requests, asked) = AsyncStream.makeStream()
  }

  func now() -> Instant { state.withLock { $0.now } }

  func sleep(until instant: Instant) async {
    let (stream, wake) = AsyncStream<Never>.makeStream()
    state.withLock { $0.sleepers.append((instant, wake)) }
    asked.yield(instant)
    move(to: now())
    for await _ in stream {}
  }

  /// Wakes whoever sleeps until then or earlier.
  func move(to instant: Instant) {
    state.withLock { state in
      state.now = instant
      for sleeper in state.sleepers where sleeper.until <= instant { sleeper.wake.finish() }
      state.sleepers.removeAll { $0.until <= instant }
    }
  }
}
