/// What the keyboard, or the terminal in its name, says.
package enum KeyPress: Hashable, Sendable {
  case character(Character)
  case enter, escape, tab, backTab, backspace, delete
  case up, down, left, right, home, end, pageUp, pageDown
  /// A letter with the control key: `.control("c")`.
  case control(Character)
  /// Text that arrived at once from the clipboard.
  case paste(String)
}
