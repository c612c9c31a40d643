import Canvas
import Gates

/// Signs of life by the screen's own clock. Nothing here comes from the engine but that it spoke.
struct Pulse: Hashable, Sendable {
  /// For how long the screen has been open; nil for a picture that nobody keeps alive.
  var uptime: Duration?
  /// When the engine last published a state.
  var heard = Duration.zero
  /// Where the dot beside the clock stands: it moves each second of real time, and only a screen that is painted
  /// moves it.
  private(set) var beat = false
  private var lastBeat = Duration.zero

  /// The engine publishes at least once a second.
  private static let longestSilence = Duration.seconds(5)

  /// For how long the engine has said nothing, once that is too long.
  var silence: Duration? {
    guard let uptime, uptime - heard > Self.longestSilence else { return nil }
    return uptime - heard
  }

  /// The screen wakes each second, a little early or late.
  mutating func feel(_ uptime: Duration) {
    self.uptime = uptime
    guard uptime - lastBeat >= .milliseconds(900) else { return }
    (beat, lastBeat) = (!beat, uptime)
  }
}

extension Model {
  mutating func feel(_ uptime: Duration) -> [Effect] {
    pulse.feel(uptime)
    return expireAccess()
  }

  /// The process was stopped as a whole, so the engine owes nothing for that time.
  mutating func wakeUp() { pulse.heard = pulse.uptime ?? .zero }

  /// What the header says of an engine that is silent.
  var stallSign: (String, Style)? {
    pulse.silence.map { ("STALLED \($0.clock)", Style(.bad, bold: true, reverse: true)) }
  }
}
