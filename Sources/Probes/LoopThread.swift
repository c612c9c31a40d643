import NIOCore
import NIOPosix

/// A thread with an event loop: what runs on it can wait there, for the network or for a time, and wakes no other.
///
/// On Swift's own pool each wait wakes a thread for its timer, one of the pool to go on, and the thread that is wanted.
/// An actor lives on such a thread by its ``serial`` executor; a task that prefers the thread stays there also where no
/// actor is spoken of.
package final class LoopThread: TaskExecutor {
  /// The thread of the program on which sources are asked. What blocks, as SQLite and files do, runs elsewhere.
  package static let network = LoopThread()

  let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
  private let loop: any EventLoop

  package init() { loop = group.any() }

  deinit { group.shutdownGracefully { _ in } }

  /// For an actor that lives here.
  package var serial: UnownedSerialExecutor { unsafe loop.executor.asUnownedSerialExecutor() }

  package func enqueue(_ job: consuming ExecutorJob) {
    let unowned = UnownedJob(job)
    loop.execute { unsafe unowned.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }

  /// Runs a little work here after that much real time, unless it is cancelled before.
  func after(_ time: Duration, _ work: @escaping @Sendable () -> Void) -> Scheduled<Void> {
    let (seconds, attoseconds) = time.components
    return loop.scheduleTask(in: .seconds(seconds) + .nanoseconds(attoseconds / 1_000_000_000), work)
  }

  /// Returns after that much real time, or when the task is cancelled.
  package func pause(_ time: Duration) async {
    guard time > .zero else { return }
    let promise = loop.makePromise(of: Void.self)
    let timer = after(time) { promise.succeed() }
    await withTaskCancellationHandler {
      // It is only ever fulfilled.
      try? await promise.futureResult.get()
    } onCancel: {
      timer.cancel()
      promise.succeed()
    }
  }
}
