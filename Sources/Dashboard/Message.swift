package import Canvas
package import Gates

/// What may happen to the screen.
package enum Message: Hashable, Sendable {
  case key(KeyPress)
  case resized(Size)
  /// The clock's second turned.
  case tick(Instant)
  /// No key came for a while: what is on the screen has been there to be seen.
  case quiet
  /// No key came for so long that whoever presses the next one must be told what changed.
  case left
  /// Events from before those that the board's state keeps, oldest first.
  case eventsRead([Event])
  case eventsNotRead(String)
  /// What a look at a file found, by the path that was typed.
  case looked(path: String, FileLook)
  /// A command was carried out and is on the disk.
  case saved(Command, [Event])
  case refused(Command, Refusal)
  case snapshotWritten([SnapshotWritten])
  case snapshotFailed(String)
  /// The themes that can be chosen, and the one that is shown.
  case themesFound([Theme], current: Theme)
}

/// What the screen asks of the world. Values, so that a test can compare them.
package enum Effect: Hashable, Sendable {
  case perform(Command)
  /// Hash the file that stands behind a path that was typed.
  case look(path: String, file: String)
  case writeSnapshot
  /// Keep a signed handover as a file beside the journal, named by its instant; answered as a snapshot is.
  case writeHandover(String, at: Instant)
  /// The newest events before that number, so many at most; answered by ``Message/eventsRead(_:)``.
  case readEvents(before: Int, count: Int)
  /// Answered by ``Message/themesFound(_:current:)``.
  case findThemes
  /// The colours of the whole screen, from now on.
  case use(Theme)
  case suspend
  case quit
  case bell
  /// The terminal's title.
  case title(String)
}
