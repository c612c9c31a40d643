import Gates
import Synchronization

/// Notes when the steps of one question were made, from whichever thread they are made on.
final class Stopwatch: Sendable {
  enum Mark: Sendable {
    case resolved, connected, secured, asked, answered, done
  }

  /// Each in its own place, so that a question allocates nothing for them.
  private struct Marks {
    var resolved, connected, secured, asked, answered, done: ContinuousClock.Instant?

    subscript(mark: Mark) -> ContinuousClock.Instant? {
      switch mark {
      case .resolved: resolved
      case .connected: connected
      case .secured: secured
      case .asked: asked
      case .answered: answered
      case .done: done
      }
    }

    /// Notes the first time of each.
    mutating func note(_ mark: Mark, _ now: ContinuousClock.Instant) {
      switch mark {
      case .resolved: resolved = resolved ?? now
      case .connected: connected = connected ?? now
      case .secured: secured = secured ?? now
      case .asked: asked = asked ?? now
      case .answered: answered = answered ?? now
      case .done: done = done ?? now
      }
    }
  }

  private let began = ContinuousClock.now
  private let marks = Mutex(Marks())

  /// Notes the first time of each.
  func mark(_ mark: Mark) {
    let now = ContinuousClock.now
    marks.withLock { $0.note(mark, now) }
  }

  func has(_ mark: Mark) -> Bool { marks.withLock { $0[mark] != nil } }

  var phases: Phases {
    let marks = marks.withLock { $0 }
    func span(_ from: ContinuousClock.Instant?, _ to: ContinuousClock.Instant?) -> Duration? {
      guard let from, let to else { return nil }
      return from.duration(to: to)
    }
    var phases = Phases()
    phases.resolve = span(began, marks.resolved)
    phases.connect = span(marks.resolved ?? began, marks.connected)
    phases.tls = span(marks.connected, marks.secured)
    phases.firstByte = span(marks.asked, marks.answered)
    phases.total = span(began, marks.done)
    return phases
  }
}
