import Synchronization

@testable import WarRoom

/// Counts who has passed a gate, and how many were behind it at a time.
final class Tally: Sendable {
  private let counts = Mutex((now: 0, most: 0, done: 0))

  var told: (now: Int, most: Int, done: Int) { counts.withLock { $0 } }

  /// So many questions at once, each to a host by its number, which stays a while.
  func crowd(_ count: Int, at gate: HostGate, to host: (Int) -> String?) async {
    await withTaskGroup { group in
      for number in 0..<count {
        let host = host(number)
        group.addTask {
          await gate.pass(host) {
            self.counts.withLock {
              $0.now += 1
              $0.most = max($0.most, $0.now)
            }
            for _ in 0..<20 { await Task.yield() }
            self.counts.withLock {
              $0.now -= 1
              $0.done += 1
            }
          }
        }
      }
    }
  }
}
