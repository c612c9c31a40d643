import Synchronization

/// Where an app listens; known once its server runs.
final class Address: Sendable {
  private let port = Mutex<Int?>(nil)
  private let outcome: AsyncStream<Int>
  private let announce: AsyncStream<Int>.Continuation

  init() { (outcome, announce) = AsyncStream.makeStream() }

  /// `http://127.0.0.1:PORT`; only a server that runs asks for it.
  var baseURL: String { "http://127.0.0.1:\(port.withLock { $0 } ?? 0)" }

  func listens(at number: Int) {
    port.withLock { $0 = number }
    announce.yield(number)
    announce.finish()
  }

  /// Nobody listens here any more, or ever did.
  func ends() { announce.finish() }

  /// Waits for the server; false where it does not start.
  func isReached() async -> Bool { await outcome.contains { _ in true } }
}
