import Gates
import Synchronization
import WarRoom

/// A clock that stands until a test moves it. Who sleeps on it sleeps until then, or until it is cancelled.
final class StillClock: WarClock {
  private struct State {
    var now: Instant
    var sleepers: [(until: Instant, wake: AsyncStream<Never>.Continuation)] = []
  }

  private let state: Mutex<State>

  init(_ now: Instant) { state = Mutex(State(now: now)) }

  var realSecond: Duration { .seconds(1) }
  func now() -> Instant { state.withLock { $0.now } }

  func sleep(until instant: Instant) async {
    // It ends when it is finished, and in a task that is cancelled.
    let (stream, wake) = AsyncStream<Never>.makeStream()
    state.withLock { state in
      if instant <= state.now { wake.finish() } else { state.sleepers.append((instant, wake)) }
    }
    for await _ in stream {}
  }

  func move(by span: Duration) { move(to: now() + span) }

  func move(to instant: Instant) {
    state.withLock { state in
      state.now = instant
      for sleeper in state.sleepers where sleeper.until <= instant { sleeper.wake.finish() }
      state.sleepers.removeAll { $0.until <= instant }
    }
  }
}
