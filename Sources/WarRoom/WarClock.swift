package import Gates
import Probes

#if canImport(Glibc)
import Glibc
#endif

/// What time it is in the war room, and how to wait for another.
package protocol WarClock: Sendable {
  func now() -> Instant
  /// Returns at or after `instant`, or when the task is cancelled.
  func sleep(until instant: Instant) async
  /// Real time in which the clock shows one second more.
  var realSecond: Duration { get }
  /// Time since some moment, sleep included, by a clock that nobody sets; nil where ``now()`` cannot be set either.
  var uptime: Duration? { get }
}

extension WarClock {
  package var uptime: Duration? { nil }
}

/// The machine's clock.
package struct SystemClock: WarClock {
  package init() {}

  package func now() -> Instant {
    var time = timespec()
    unsafe clock_gettime(CLOCK_REALTIME, &time)
    return Instant(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
  }

  package func sleep(until instant: Instant) async { await LoopThread.network.pause(instant - now()) }

  package var realSecond: Duration { .seconds(1) }

  package var uptime: Duration? {
    var time = timespec()
    unsafe clock_gettime(clockid_t(CLOCK_BOOTTIME), &time)
    return .seconds(Int64(time.tv_sec)) + .nanoseconds(Int64(time.tv_nsec))
  }
}

/// A clock that starts at an instant of one's choice and runs faster than the real one: for rehearsals.
package struct RehearsalClock: WarClock {
  private let start: Instant
  private let speed: Int
  private let began = ContinuousClock.now

  /// - Parameter speed: seconds on this clock in one real second, 1 or more.
  package init(start: Instant, speed: Int) {
    self.start = start
    self.speed = max(1, speed)
  }

  package func now() -> Instant { start + began.duration(to: .now) * speed }

  package func sleep(until instant: Instant) async { await LoopThread.network.pause((instant - now()) / speed) }

  package var realSecond: Duration { .seconds(1) / speed }
}
