/// What the keyboard, or the terminal in its name, says.
package enum KeyPress: Hashable, Sendable {
  case character(Character)
  case enter, escape, tab, backTab, backspace, delete
  case up, down, left, right, home, end, pageUp, pageDown
  /// A letter with the control key: `.control("c")`.
  case control(Character)
  /// Text that arrived at once from the clipboard.
  case paste(String)
  case mouse(Mouse)
  /// The window came to the front, or went behind another.
  case focus(Bool)
}

/// What a mouse did on one cell, counted from 0.
package struct Mouse: Hashable, Sendable {
  package enum Deed: Hashable, Sendable {
    /// The left button went down.
    case press
    case wheelUp, wheelDown
  }

  package let deed: Deed
  package let x: Int
  package let y: Int

  package init(_ deed: Deed, x: Int, y: Int) {
    self.deed = deed
    self.x = x
    self.y = y
  }
}
