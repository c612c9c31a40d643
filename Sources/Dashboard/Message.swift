package import Canvas
package import Gates

/// What may happen to the screen.
package enum Message: Hashable, Sendable {
  case key(KeyPress)
  case resized(Size)
  /// The clock's second turned.
  case tick(Instant)
  /// For how long the screen has been open, by its own clock.
  case pulse(Duration)
  /// A picture went to the terminal.
  case painted
  /// The process was stopped and runs again.
  case resumed(Size)
  /// So many letters came at once outside a field, as a paste does on a terminal that does not mark one.
  case burst(Int)
  /// What was typed into forms that were lost.
  case draftsFound([Draft])
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
  /// Something that the screen asked of the world went wrong.
  case trouble(String)
  /// The themes that can be chosen, and the one that is shown.
  case themesFound([Theme], current: Theme)
  /// The board as it stood.
  case recalled(PastBoard)
  /// What follows from a state that was asked for.
  case derived(Derivation)
}

/// What the screen asks of the world. Values, so that a test can compare them.
package enum Effect: Hashable, Sendable {
  case perform(Command)
  /// Hash the file that stands behind a path that was typed.
  case look(path: String)
  case writeSnapshot
  /// Keep a signed handover as a file beside the journal, named by its instant; answered as a snapshot is.
  case writeHandover(String, at: Instant)
  /// The newest events before that number, so many at most; answered by ``Message/eventsRead(_:)``.
  case readEvents(before: Int, count: Int)
  /// Answered by ``Message/themesFound(_:current:)``.
  case findThemes
  /// The board as it stood at a moment; answered by ``Message/recalled(_:)``. Of several the last one counts.
  case recall(PastMoment)
  /// What follows from a state, worked out beside the screen; answered by ``Message/derived(_:)``. Of several the last
  /// one counts.
  case derive(Derivable)
  /// Take apart, beside the screen, what was shown: that takes time, too.
  case discard(Derivation)
  /// The colours of the whole screen, from now on.
  case use(Theme)
  /// The theme was chosen: it is the operator's next time, too.
  case remember(Theme)
  /// The screen was arranged otherwise: it is so the operator's next time, too.
  case accustom(Habits)
  /// Keep what is typed, in case this program is killed.
  case keep(Draft)
  /// It was submitted or left on purpose.
  case forget(draft: String)
  /// One line of plain text for the clipboard.
  case copy(String)
  /// A notification of the desktop.
  case notify(String)
  /// The operator's own program and its arguments, for an alarm.
  case alarm([String])
  case suspend
  case quit
  case bell
  /// The terminal's title.
  case title(String)
}
