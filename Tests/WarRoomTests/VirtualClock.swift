import Gates
import Synchronization
import WarRoom

/// A clock that moves from one instant that somebody waits for to the next, once everybody waits.
final class VirtualClock: WarClock {
  private struct Sleeper {
    let id: Int
    let until: Instant
    let wake: CheckedContinuation<Void, Never>
  }

  private struct State {
    var now: Instant
    var next = 0
    var sleepers: [Sleeper] = []
    var cancelled: Set<Int> = []
    var quiet: (count: Int, wake: CheckedContinuation<Void, Never>)?
  }

  private let state: Mutex<State>

  init(_ start: Instant) { state = Mutex(State(now: start)) }

  var realSecond: Duration { .seconds(1) }
  func now() -> Instant { state.withLock { $0.now } }

  func sleep(until instant: Instant) async {
    let id = state.withLock { state in
      state.next += 1
      return state.next
    }
    await withTaskCancellationHandler {
      await withCheckedContinuation { wake in
        let woken: [CheckedContinuation<Void, Never>] = state.withLock { state in
          guard instant > state.now, state.cancelled.remove(id) == nil else { return [wake] }
          state.sleepers.append(Sleeper(id: id, until: instant, wake: wake))
          guard let quiet = state.quiet, state.sleepers.count == quiet.count else { return [] }
          state.quiet = nil
          return [quiet.wake]
        }
        for one in woken { one.resume() }
      }
    } onCancel: {
      let woken: CheckedContinuation<Void, Never>? = state.withLock { state in
        guard let index = state.sleepers.firstIndex(where: { $0.id == id }) else {
          state.cancelled.insert(id)
          return nil
        }
        return state.sleepers.remove(at: index).wake
      }
      woken?.resume()
    }
  }

  /// Returns once that many tasks wait for a time: then nothing happens before the clock moves.
  private func quiet(_ count: Int) async {
    await withCheckedContinuation { wake in
      let isQuiet = state.withLock { state in
        if state.sleepers.count == count { return true }
        state.quiet = (count, wake)
        return false
      }
      if isQuiet { wake.resume() }
    }
  }

  /// Lets time pass up to an instant, with that many tasks that wait for nothing but times.
  func run(to end: Instant, tasks count: Int) async {
    while true {
      await quiet(count)
      let woken: [CheckedContinuation<Void, Never>]? = state.withLock { state in
        guard let first = state.sleepers.map(\.until).min(), first <= end else {
          state.now = max(state.now, end)
          return nil
        }
        state.now = max(state.now, first)
        // One after the other, so that what happens at one instant has an order.
        guard let index = state.sleepers.firstIndex(where: { $0.until == first }) else { return nil }
        return [state.sleepers.remove(at: index).wake]
      }
      guard let woken else { return }
      for one in woken { one.resume() }
    }
  }
}
