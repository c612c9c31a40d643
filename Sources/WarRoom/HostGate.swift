import Gates
import Synchronization

/// How many questions one host is asked at the same time; the next wait in the order in which they came.
///
/// What waits has not begun: its time starts when its turn comes, so that one slow host delays no other.
final class HostGate: Sendable {
  static let most = 8

  private struct Line {
    var free = HostGate.most
    var waiting: [CheckedContinuation<Void, Never>] = []
  }

  private let lines = Mutex<[String: Line]>([:])

  /// Runs `work` when it is its turn at the host; nil is no host, and never waits.
  func pass<Result: Sendable>(_ host: String?, _ work: @Sendable () async -> Result) async -> Result {
    guard let host else { return await work() }
    await enter(host)
    let result = await work()
    leave(host)
    return result
  }

  private func enter(_ host: String) async {
    await withCheckedContinuation { turn in
      let isFree = lines.withLock { lines in
        var line = lines[host] ?? Line()
        defer { lines[host] = line }
        guard line.free == 0 else {
          line.free -= 1
          return true
        }
        line.waiting.append(turn)
        return false
      }
      if isFree { turn.resume() }
    }
  }

  private func leave(_ host: String) {
    let next: CheckedContinuation<Void, Never>? = lines.withLock { lines in
      guard var line = lines[host] else { return nil }
      defer { lines[host] = line.free == Self.most ? nil : line }
      guard !line.waiting.isEmpty else {
        line.free += 1
        return nil
      }
      return line.waiting.removeFirst()
    }
    next?.resume()
  }
}
