import Gates
import HeapModule
import Synchronization

/// Whose turn it is to be asked, among all sources of a board.
///
/// Between two questions a source is an entry in a heap and no task: one for each of ten thousand would keep 15 kB
/// each, and ten thousand timers are searched whenever one of them is taken back.
final class Rounds: Sendable {
  /// A source that is to be asked now.
  struct Turn: Sendable {
    let number: Int
    let planned: Instant
  }

  /// When to look at a source again, by a clock that nobody sets: where the wall clock is set, no source waits for the
  /// old time to come again.
  private struct Entry: Comparable {
    let due: ContinuousClock.Instant
    let number: Int
    /// The plan that it was made for; nil where the question before was not answered yet.
    let planned: Instant?

    static func < (left: Entry, right: Entry) -> Bool { left.due < right.due }
  }

  private struct Place {
    let period: Duration
    var cadence: Cadence
    var isOut = false
  }

  private struct State {
    var places: [Place] = []
    /// One for each source, always.
    var entries = Heap<Entry>()
  }

  private let state: Mutex<State>
  /// Real time in which the board's clock shows one second more, as a part of a second.
  private let scale: Double

  /// - Parameter periods: those of all sources.
  init(_ periods: [Duration], on clock: any WarClock) {
    scale = clock.realSecond / .seconds(1)
    let (now, time) = (ContinuousClock.now, clock.now())
    var random = SystemRandomNumberGenerator()
    var state = State()
    for (number, period) in periods.enumerated() {
      let start = Cadence.start(period: period, among: periods.count, at: time, using: &random)
      state.places.append(Place(period: period, cadence: Cadence(period: period, start: start)))
      state.entries.insert(Entry(due: now + max(.zero, start - time) * scale, number: number, planned: start))
    }
    self.state = Mutex(state)
  }

  /// The sources whose time has come, each until it is back.
  ///
  /// - Parameters:
  ///   - now: by the clock that nobody sets.
  ///   - time: the same moment on the board's clock.
  func turns(at now: ContinuousClock.Instant, _ time: Instant) -> [Turn] {
    state.withLock { state in
      var turns: [Turn] = []
      while let entry = state.entries.min, entry.due <= now {
        let next = step(entry, &state.places[entry.number], now, time, &turns)
        state.entries.replaceMin(with: next)
      }
      return turns
    }
  }

  private func step(
    _ entry: Entry, _ place: inout Place, _ now: ContinuousClock.Instant, _ time: Instant, _ turns: inout [Turn]
  ) -> Entry {
    func later(_ wait: Duration, _ planned: Instant?) -> Entry {
      Entry(due: now + wait * scale, number: entry.number, planned: planned)
    }
    // A point that comes while the question before is out is left out.
    if place.isOut { return later(place.period, nil) }
    let planned = place.cadence.planned
    guard entry.planned == planned || planned <= time else {
      return later(min(planned - time, place.period + Cadence.longestDelay), planned)
    }
    place.isOut = true
    turns.append(Turn(number: entry.number, planned: planned))
    let next = planned + place.period
    return later(min(max(.zero, next - time), place.period), next)
  }

  /// Plans the next question of a source that was asked.
  func isBack(_ number: Int, reached isReachable: Bool, at time: Instant) {
    var random = SystemRandomNumberGenerator()
    state.withLock { state in
      state.places[number].isOut = false
      state.places[number].cadence.plan(afterReaching: isReachable, at: time, using: &random)
    }
  }

  /// How long nobody's time comes; nil where there is nobody.
  func rest(from now: ContinuousClock.Instant) -> Duration? {
    state.withLock { state in state.entries.min.map { now.duration(to: $0.due) } }
  }
}
