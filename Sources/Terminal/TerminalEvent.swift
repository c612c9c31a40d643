package import Canvas

/// What ends a wait.
package enum TerminalEvent: Hashable, Sendable {
  case key(KeyPress)
  /// The window has this size now; paint a canvas of it.
  case resized(Size)
  /// The process was stopped and runs again. The last picture is back already; what it says is old.
  case resumed
  /// Somebody called ``Waker/wake()``, once or many times.
  case woken
  /// The terminal is gone for good; said once. Nobody sees what is painted from now on.
  case closed
}
