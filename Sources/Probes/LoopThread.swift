import Gates
import NIOCore
import NIOPosix

/// A thread with an event loop: what runs on it can wait there, for the network or for a time, and wakes no other.
///
/// On Swift's own pool each wait wakes a thread for its timer, one of the pool to go on, and the thread that is wanted.
package protocol LoopThread: Sendable {
  /// Returns after that much real time, or when the task is cancelled.
  func pause(_ time: Duration) async
}

extension EventLoop {
  fileprivate func pause(_ time: Duration) async {
    guard time > .zero else { return }
    let promise = makePromise(of: Void.self)
    let (seconds, attoseconds) = time.components
    let timer = scheduleTask(in: .seconds(seconds) + .nanoseconds(attoseconds / 1_000_000_000)) {
      promise.succeed()
    }
    await withTaskCancellationHandler {
      // It is only ever fulfilled.
      try? await promise.futureResult.get()
    } onCancel: {
      timer.cancel()
      promise.succeed()
    }
  }
}

/// The thread of the program on which sources are asked: tasks wait, ask and read on one loop.
///
/// What blocks, as SQLite and files do, runs elsewhere.
package final class NetworkThread: LoopThread, TaskExecutor {
  package static let shared = NetworkThread()

  let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
  private let loop: any EventLoop

  private init() { loop = group.any() }

  package func pause(_ time: Duration) async { await loop.pause(time) }

  package func enqueue(_ job: consuming ExecutorJob) {
    let unowned = UnownedJob(job)
    loop.execute { unsafe unowned.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}

/// A thread for one actor: what waits for the disk waits here, and holds up nobody else's work.
package final class ActorThread: LoopThread, SerialExecutor {
  private let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
  private let loop: any EventLoop

  package init() { loop = group.any() }

  package func pause(_ time: Duration) async { await loop.pause(time) }

  deinit { group.shutdownGracefully { _ in } }

  package func enqueue(_ job: consuming ExecutorJob) {
    let unowned = UnownedJob(job)
    loop.execute { unsafe unowned.runSynchronously(on: self.asUnownedSerialExecutor()) }
  }
}
