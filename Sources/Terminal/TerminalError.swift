/// Why the board cannot have the terminal; each says what to do instead.
package enum TerminalError: Error, Hashable, Sendable {
  /// Standard input or output is a file or a pipe.
  case notATerminal
  /// TERM is not set.
  case noTerminalName
  /// The terminfo database does not know what TERM names.
  case unknownTerminal(String)
  /// The terminal cannot put text at a place: a printer, or `dumb`.
  case cannotMoveCursor(String)
  /// Another ``Terminal`` of this process is open.
  case alreadyOpen
  /// The file for standard error cannot be opened.
  case unwritableLog(path: String, cause: String)
  /// The system refused something that every terminal has.
  case refused(cause: String)
}

extension TerminalError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .notATerminal:
      "the board needs a terminal on standard input and output; to write it into a file, run "
        + "`gateboard snapshot BOARD -o FILE`, to have it as lines of text `gateboard watch --plain BOARD`"
    case .noTerminalName:
      "TERM is not set, so nobody knows what this terminal understands; try `TERM=xterm-256color`, or run "
        + "`gateboard snapshot BOARD -o FILE`"
    case .unknownTerminal(let name):
      "the terminfo database does not know TERM=\(name); try `TERM=xterm-256color`, or install the package ncurses-term"
    case .cannotMoveCursor(let name):
      "a terminal with TERM=\(name) cannot move its cursor, so no board can stand on it; try `TERM=xterm-256color`, "
        + "or run `gateboard snapshot BOARD -o FILE`"
    case .alreadyOpen:
      "this process shows a board already; close that one first"
    case .unwritableLog(let path, let cause):
      "\(path) cannot take what would be written to standard error (\(cause)); name a file that can be written"
    case .refused(let cause):
      "the terminal refused to be set up (\(cause)); try another one, or run `gateboard snapshot BOARD -o FILE`"
    }
  }
}
