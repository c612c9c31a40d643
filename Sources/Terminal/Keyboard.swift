import CTerminal
import Canvas

/// The keyboard of the open terminal: its bytes, and the time between them.
struct Keyboard {
  private var parser = KeyParser(table: .ofTerminal())
  private var lastByte = ContinuousClock.now

  /// Bytes that one wait takes at most, so that an endless stream of them cannot starve everything else.
  private static let mostBytes = 1 << 16

  /// When a lone escape becomes the escape key, and a torn sequence is given up; nil when nothing is open.
  var deadline: ContinuousClock.Instant? { parser.patience.map { lastByte.advanced(by: $0) } }

  /// What the terminal answered meanwhile.
  mutating func takeReplies() -> [TerminalReply] { parser.takeReplies() }

  /// The keys that are complete. What waits too long is given up only when nothing more lies ready.
  mutating func read(hasInput: Bool) -> [KeyPress] {
    if hasInput {
      var count = 0
      while count < Self.mostBytes, let byte = UInt8(exactly: gb_read_byte()) {
        parser.feed(byte)
        count += 1
      }
      lastByte = .now
    } else if let deadline, deadline <= .now {
      parser.giveUp()
    }
    return parser.takeKeys()
  }
}
