import Dashboard
import Gates
import Synchronization

/// What the engine has for the screen: the latest state, never a queue of them, and every answer to a command.
final class Mailbox: Sendable {
  private struct Contents {
    var state: BoardState?
    /// Sequence and journal trouble of the last state that was worth waking for.
    var announced = 0
    var trouble: String?
    var watchers = Watchers()
    /// How many pushed rows the screen has been woken for: whoever pushes looks at the board for it.
    var pushes = 0
    var messages: [Message] = []
  }

  private let contents = Mutex(Contents())

  /// - Returns: whether the screen should look now. A state in which only numbers moved waits for the next second,
  ///   so that the picture changes at most once a second where nothing happened.
  func put(_ state: BoardState) -> Bool {
    contents.withLock { contents in
      let isNews =
        state.sequence != contents.announced || state.journalTrouble != contents.trouble
        || state.pushes != contents.pushes || state.watchers != contents.watchers
      contents.announced = state.sequence
      contents.trouble = state.journalTrouble
      contents.pushes = state.pushes
      contents.watchers = state.watchers
      contents.state = state
      return isNews
    }
  }

  func put(_ message: Message) { contents.withLock { $0.messages.append(message) } }

  func take() -> (state: BoardState?, messages: [Message]) {
    contents.withLock { contents in
      let taken = (contents.state, contents.messages)
      contents.state = nil
      contents.messages = []
      return taken
    }
  }
}
