/// What a terminal answers to a question of ours.
enum TerminalReply: Hashable {
  /// It has read everything up to the question (DSR 5: `ESC [ 0 n`).
  case hasRead
  /// It shows a picture as a whole that is marked so (DECRPM for mode 2026, set or reset: `ESC [ ? 2026 ; 2 $ y`).
  case showsFrames

  /// What is asked once: whether it knows mode 2026, and whether it answers at all.
  static let questions = "\u{1B}[?2026$p\u{1B}[5n"
  /// What is asked after much was painted.
  static let question = "\u{1B}[5n"

  /// Reads what came after `ESC [`.
  init?(_ bytes: ArraySlice<UInt8>) {
    switch String(decoding: bytes, as: UTF8.self) {
    case "0n": self = .hasRead
    case "?2026;1$y", "?2026;2$y": self = .showsFrames
    default: return nil
    }
  }
}
