package import Canvas
package import Gates

/// What may happen to the screen.
package enum Message: Hashable, Sendable {
  case key(KeyPress)
  case resized(Size)
  /// The clock's second turned.
  case tick(Instant)
  /// A command was carried out and is on the disk.
  case saved(Command, [Event])
  case refused(Command, Refusal)
  case snapshotWritten([SnapshotWritten])
  case snapshotFailed(String)
}

/// What the screen asks of the world. Values, so that a test can compare them.
package enum Effect: Hashable, Sendable {
  case perform(Command)
  case writeSnapshot
  case suspend
  case quit
  case bell
  /// The terminal's title.
  case title(String)
}
