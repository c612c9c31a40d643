import Dispatch
import Synchronization

/// Hands one result from a task to a thread that waits for it.
final class ResultBox<Value: Sendable>: Sendable {
  private let result = Mutex<Result<Value, any Error>?>(nil)
  private let filled = DispatchSemaphore(value: 0)

  func fill(_ value: Result<Value, any Error>) {
    result.withLock { $0 = value }
    filled.signal()
  }

  func take() -> Result<Value, any Error> {
    filled.wait()
    return result.withLock { $0 } ?? .failure(CancellationError())
  }
}
