import Gates
import Synchronization

/// Notes when the steps of one question were made, from whichever thread they are made on.
final class Stopwatch: Sendable {
  enum Mark: Hashable, Sendable {
    case resolved, connected, secured, asked, answered, done
  }

  private let began = ContinuousClock.now
  private let marks = Mutex<[(Mark, ContinuousClock.Instant)]>([])

  /// Notes the first time of each.
  func mark(_ mark: Mark) {
    let now = ContinuousClock.now
    marks.withLock { marks in
      if !marks.contains(where: { $0.0 == mark }) { marks.append((mark, now)) }
    }
  }

  func has(_ mark: Mark) -> Bool { marks.withLock { $0.contains { $0.0 == mark } } }

  var phases: Phases {
    let marks = marks.withLock { $0 }
    func at(_ mark: Mark) -> ContinuousClock.Instant? { marks.first { $0.0 == mark }?.1 }
    func span(_ from: ContinuousClock.Instant?, _ to: ContinuousClock.Instant?) -> Duration? {
      guard let from, let to else { return nil }
      return from.duration(to: to)
    }
    var phases = Phases()
    phases.resolve = span(began, at(.resolved))
    phases.connect = span(at(.resolved) ?? began, at(.connected))
    phases.tls = span(at(.connected), at(.secured))
    phases.firstByte = span(at(.asked), at(.answered))
    phases.total = span(began, at(.done))
    return phases
  }
}
