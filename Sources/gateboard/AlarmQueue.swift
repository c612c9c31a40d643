import Dashboard
import Terminal
import WarRoom

/// Runs the operator's alarm program, one run after the other. Where alarms come faster than it ends, the first few
/// wait and the others are dropped: the board has them all.
final class AlarmQueue: Sendable {
  private static let mostWaiting = 8

  private let calls: AsyncStream<[String]>.Continuation

  init(mailbox: Mailbox, waker: Waker) {
    let (stream, continuation) = AsyncStream<[String]>.makeStream(bufferingPolicy: .bufferingOldest(Self.mostWaiting))
    calls = continuation
    Task.detached {
      for await arguments in stream {
        guard let trouble = await AlarmProgram.run(arguments) else { continue }
        mailbox.put(.trouble(trouble))
        waker.wake()
      }
    }
  }

  func put(_ arguments: [String]) { calls.yield(arguments) }

  deinit { calls.finish() }
}
