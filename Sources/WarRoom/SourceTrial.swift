package import Gates
import Probes

/// One question to one source, with everything that came of it.
package struct SourceTrial: Sendable {
  package let key: Key
  /// Whether there was an answer that counts.
  package let isAnswer: Bool
  /// One line, without secrets.
  package let said: String
  package let last: LastAnswer
  /// The board as it stands with nothing but this answer.
  package let state: BoardState
  package let at: Instant

  /// Asks the source `key` of the board; nil where the board has none of that name, or it is pushed
  /// to and there is nobody to ask. It writes nothing.
  package static func run(_ key: Key, of board: Board, clock: any WarClock) async -> SourceTrial? {
    guard let source = board.app(key.app)?.sources.first(where: { $0.name == key.name }),
      let probe = ProbeSet().probe(for: source)
    else { return nil }
    let answer = await probe.poll(at: clock.now())
    let now = clock.now()
    var state = BoardState(board)
    state.ingest(answer.samples(from: source, key, at: now))
    let last = answer.last(among: 1)
    state.ingest(key, answered: answer.isAnswer, said: answer.said, last: last, at: now)
    return SourceTrial(
      key: key, isAnswer: answer.isAnswer, said: answer.said, last: last, state: state, at: now)
  }
}
