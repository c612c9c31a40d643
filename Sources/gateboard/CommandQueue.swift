import Dashboard
import Gates
import Journal
import Terminal
import WarRoom

/// Carries the operator's commands out one after the other, in the order of the keys.
final class CommandQueue: Sendable {
  private struct Order: Sendable {
    let command: Command
    let person: String
  }

  private let commands: AsyncStream<Order>.Continuation
  private let worker: Task<Void, Never>
  private let mailbox: Mailbox
  private let waker: Waker

  init(room: WarRoom, mailbox: Mailbox, waker: Waker) {
    let (stream, continuation) = AsyncStream<Order>.makeStream()
    commands = continuation
    self.mailbox = mailbox
    self.waker = waker
    worker = Task.detached {
      for await order in stream {
        do throws(Refusal) {
          mailbox.put(.saved(order.command, try await room.perform(order.command, by: order.person)))
        } catch {
          mailbox.put(.refused(order.command, error))
        }
        waker.wake()
      }
    }
  }

  func put(_ command: Command, by person: String) { commands.yield(Order(command: command, person: person)) }

  /// Hashes a file beside the commands: a large one takes its time, and nobody should wait for it.
  func look(at path: String, of board: Board) {
    Task.detached { [mailbox, waker] in
      mailbox.put(.looked(path: path, EvidenceFile.look(at: path, of: board)))
      waker.wake()
    }
  }

  /// Reads older events beside the engine, which has other things to do.
  func readEvents(before first: Int, count: Int, of journal: String) {
    Task.detached { [mailbox, waker] in
      do throws(JournalError) {
        mailbox.put(.eventsRead(try JournalReader(at: journal).events(before: first, limit: count)))
      } catch {
        mailbox.put(.eventsNotRead(error.description))
      }
      waker.wake()
    }
  }

  /// Returns when everything that was put has been carried out; nothing can be put afterwards.
  func drain() async {
    commands.finish()
    await worker.value
  }
}
