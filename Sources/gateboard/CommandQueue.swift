import Dashboard
import Gates
import Journal
import Terminal
import WarRoom

/// Carries the operator's commands out one after the other, in the order of the keys.
final class CommandQueue: Sendable {
  private let commands: AsyncStream<Command>.Continuation
  private let worker: Task<Void, Never>
  private let mailbox: Mailbox
  private let waker: Waker

  init(room: WarRoom, mailbox: Mailbox, waker: Waker, person: String) {
    let (stream, continuation) = AsyncStream<Command>.makeStream()
    commands = continuation
    self.mailbox = mailbox
    self.waker = waker
    worker = Task.detached {
      for await command in stream {
        do throws(Refusal) {
          mailbox.put(.saved(command, try await room.perform(command, by: person)))
        } catch {
          mailbox.put(.refused(command, error))
        }
        waker.wake()
      }
    }
  }

  func put(_ command: Command) { commands.yield(command) }

  /// Hashes a file beside the commands: a large one takes its time, and nobody should wait for it.
  func look(at file: String, typed path: String) {
    Task.detached { [mailbox, waker] in
      mailbox.put(.looked(path: path, EvidenceFile.look(at: file)))
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
