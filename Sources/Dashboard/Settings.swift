package import Gates

/// How the operator wants the screen to be; made from options and the configuration file, which are read elsewhere.
package struct Settings: Hashable, Sendable {
  package var keys = Keys()
  /// Whether the board only shows until somebody lifts that by name.
  package var isReadOnly = false
  /// Whether an unacknowledged breach changes its look once a second; else it stays in reverse.
  package var blinks = true
  package var attention = Attention()
  /// How the screen begins: as it was arranged last, else as files say.
  package var habits = Habits()

  package init() {}
}

/// How a breach calls an operator who looks elsewhere.
package struct Attention: Hashable, Sendable {
  package var rings = true
  package var retitles = true
  /// A notification of the desktop, where the terminal can show one.
  package var notifies = true
  /// The operator's own program and its arguments, to which one sentence is added; empty runs none.
  package var command: [String] = []
  /// After how long an unacknowledged breach calls again, on the board's clock; nil calls once.
  package var again: Duration? = .seconds(300)
  package var quiet: QuietHours?

  package init() {}
}

/// Hours of the UTC day in which nothing calls; what is on the screen stays as it is.
package struct QuietHours: Hashable, Sendable {
  package let from: TimeOfDay
  /// The first instant that is loud again.
  package let until: TimeOfDay

  package init(from: TimeOfDay, until: TimeOfDay) {
    self.from = from
    self.until = until
  }

  /// Hours that begin in the evening end in the morning.
  package func contains(_ time: TimeOfDay) -> Bool {
    from <= until ? from <= time && time < until : time >= from || time < until
  }
}
