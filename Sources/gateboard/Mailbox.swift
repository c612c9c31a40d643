import Dashboard
import Gates
import Synchronization

/// What the engine has for the screen: the latest state, never a queue of them, and every answer to a command.
final class Mailbox: Sendable {
  private struct Contents {
    var state: BoardState?
    /// Whether something happened in it that has not been seen.
    var isNews = false
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
      if isNews { contents.isNews = true }
      return isNews
    }
  }

  func put(_ message: Message) { contents.withLock { $0.messages.append(message) } }

  /// - Parameter withNumbers: whether a state is wanted in which only numbers moved: to work out what follows from one
  ///   takes longer than to answer a key.
  func take(withNumbers: Bool) -> (state: BoardState?, messages: [Message]) {
    contents.withLock { contents in
      let messages = contents.messages
      contents.messages = []
      guard withNumbers || contents.isNews else { return (nil, messages) }
      let state = contents.state
      (contents.state, contents.isNews) = (nil, false)
      return (state, messages)
    }
  }
}
