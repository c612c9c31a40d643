import Synchronization

/// Where an app listens; known once its server runs.
final class Address: Sendable {
  private let port = Mutex<Int?>(nil)
  private let found: AsyncStream<Int>
  private let announce: AsyncStream<Int>.Continuation

  init() { (found, announce) = AsyncStream.makeStream() }

  func listens(at number: Int) {
    port.withLock { $0 = number }
    announce.yield(number)
    announce.finish()
  }

  /// Nobody will listen here.
  func fails() { announce.finish() }

  /// Waits for the server; nil where it did not start.
  func wait() async -> Int? {
    for await number in found { return number }
    return nil
  }

  var baseURL: String { "http://127.0.0.1:\(port.withLock { $0 } ?? 0)" }
}
