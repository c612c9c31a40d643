import Gates
import Synchronization

/// How many questions one host is asked at the same time, and how many all of them; the next wait in the order in which
/// they came.
///
/// What waits has not begun: its time starts when its turn comes, so that one slow host delays no other.
final class HostGate: Sendable {
  static let most = 8

  private struct Line {
    var free: Int
    var waiting: [CheckedContinuation<Void, Never>] = []

    mutating func enter() -> Bool {
      guard free > 0 else { return false }
      free -= 1
      return true
    }

    /// - Returns: whose turn it is now.
    mutating func leave() -> CheckedContinuation<Void, Never>? {
      guard waiting.isEmpty else { return waiting.removeFirst() }
      free += 1
      return nil
    }
  }

  /// By host; the line of all is nobody's.
  private let lines = Mutex<[String?: Line]>([:])
  private let mostOfAll: Int

  init(mostOfAll: Int = .max) { self.mostOfAll = mostOfAll }

  /// Runs `work` when it is its turn at the host, and among all; nil is no host.
  func pass<Result: Sendable>(_ host: String?, _ work: @Sendable () async -> Result) async -> Result {
    if host != nil { await enter(host) }
    await enter(nil)
    let result = await work()
    leave(nil)
    if host != nil { leave(host) }
    return result
  }

  private func newLine(_ host: String?) -> Line { Line(free: host == nil ? mostOfAll : Self.most) }

  private func enter(_ host: String?) async {
    if lines.withLock({ $0[host, default: newLine(host)].enter() }) { return }
    await withCheckedContinuation { turn in
      let isFree = lines.withLock { lines in
        if lines[host, default: newLine(host)].enter() { return true }
        lines[host]?.waiting.append(turn)
        return false
      }
      if isFree { turn.resume() }
    }
  }

  private func leave(_ host: String?) { lines.withLock { $0[host]?.leave() }?.resume() }
}
