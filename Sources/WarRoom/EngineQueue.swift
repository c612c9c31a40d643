import Dispatch

/// The thread of the engine: journal writes wait for the disk here, and hold up nobody else's work.
final class EngineQueue: SerialExecutor {
  private let queue = DispatchQueue(label: "gateboard.engine", qos: .userInitiated)

  func enqueue(_ job: consuming ExecutorJob) {
    let unowned = UnownedJob(job)
    queue.async { unsafe unowned.runSynchronously(on: self.asUnownedSerialExecutor()) }
  }
}
