import Gates

/// Notices that a wall clock was set forward while it was watched: less time has passed on a clock that nobody sets.
///
/// One that was set back shows by itself (``Rules``). A machine that slept sets nothing: its uptime goes on. One that
/// was frozen, as virtual machines are, looks as if it had been set, and nobody watched meanwhile.
struct ClockWatch {
  /// Steps below this are a clock being disciplined, and harm nothing.
  private static let least = Duration.seconds(1)

  private var last: (at: Instant, uptime: Duration)?

  /// - Returns: the step since the last look, where there was one.
  mutating func look(at now: Instant, uptime: Duration?) -> ClockStepped? {
    guard let uptime else { return nil }
    defer { last = (now, uptime) }
    guard let last else { return nil }
    let expected = last.at + (uptime - last.uptime)
    return now - expected >= Self.least ? ClockStepped(from: expected, to: now) : nil
  }
}
