import Canvas

#if canImport(Glibc)
import Glibc
#endif

/// One line on the terminal while a large board file is read: thousands of apps take longer than a terminal may stay
/// empty. The board then stands in its place.
struct ReadingNotice {
  /// In bytes; a file of so many takes about as long as the rest of the start.
  private static let large = 1 << 16

  private let text: String

  /// Nil where the file is small, or where nobody looks.
  init?(_ path: String, bytes: Int) {
    guard bytes >= Self.large, isatty(STDOUT_FILENO) == 1 else { return nil }
    text = "gateboard reads \(bytes / 1000) kB of \(path.harmless(atMost: 48)) ..."
    Self.say(text)
  }

  /// Takes it away again, by spaces: not every terminal can erase.
  func clear() { Self.say("\r" + String(repeating: " ", count: Glyph.width(of: text)) + "\r") }

  private static func say(_ text: String) {
    print(text, terminator: "")
    fflush(nil)
  }
}
