import Dashboard
import Gates
import Testing

/// The sample board at any hour of its night: nothing was delivered, nobody did anything, and all that was measured is
/// measured anew and calm.
enum Night {
  static func at(_ time: String, _ also: [(AppID, String, Value)] = []) throws -> (state: BoardState, now: Instant) {
    let now = try #require(Instant(utc: time))
    var state = try SampleBoard.state()
    // Each deadline that went by is judged when it did.
    let gone = state.board.deadlines.map { $0.at.next(from: SampleBoard.now) }.filter { $0 < now }.sorted()
    for at in gone { step(&state, at: at, []) }
    step(&state, at: now, also)
    return (state, now)
  }

  /// What is measured at an instant, and the rules on it.
  static func step(_ state: inout BoardState, at now: Instant, _ also: [(AppID, String, Value)]) {
    for app in state.board.apps {
      for signal in app.sources.flatMap(\.signals) {
        let key = Key(app.id, signal.name)
        guard let last = state.series(key)?.latest else { continue }
        state.ingest([Sample(key, signal.name == "p95" ? .number(87) : last, at: now)])
      }
    }
    for (app, signal, value) in also { state.ingest([Sample(Key(app, signal), value, at: now)]) }
    SampleBoard.apply(Rules.evaluate(state, at: now), to: &state, at: now, by: Event.engine)
  }
}
