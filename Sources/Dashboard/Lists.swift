import Gates
import Synchronization

/// Lists that follow from one state at one instant, made when a page first shows them: a key that moves the cursor
/// through thousands of rows makes none of them anew.
final class Lists: Sendable {
  /// A source with its key.
  typealias SourceRow = (source: Source, key: Key)

  private struct Made {
    var sources: [Bool?: [SourceRow]]?
    var evidence: [EvidenceStanding]?
    var troubled: [GuardrailStanding]?
    var filtered: (page: FilteredPage, kept: [[Int]])?
  }

  /// What picks the lines of a page.
  struct FilteredPage: Hashable {
    let place: Place
    let filter: String
    /// How many lines the page has without it.
    let count: Int
  }

  private let made = Mutex(Made())

  /// Every source by whether it answers; nil for those that were not asked yet.
  func sources(_ state: BoardState) -> [Bool?: [SourceRow]] {
    if let known = made.withLock({ $0.sources }) { return known }
    var found: [Bool?: [SourceRow]] = [:]
    for app in state.board.apps {
      for source in app.sources {
        let key = Key(app.id, source.name)
        found[state.health[key]?.answers, default: []].append((source, key))
      }
    }
    made.withLock { $0.sources = found }
    return found
  }

  func evidence(_ state: BoardState, at now: Instant) -> [EvidenceStanding] {
    if let known = made.withLock({ $0.evidence }) { return known }
    let found = state.evidenceStandings(at: now)
    made.withLock { $0.evidence = found }
    return found
  }

  /// The guardrails that burn, are breached, or were and nobody has acknowledged it.
  func troubled(_ standings: [AppStanding]) -> [GuardrailStanding] {
    if let known = made.withLock({ $0.troubled }) { return known }
    let found = standings.flatMap { standing in
      standing.guardrails.filter { $0.counts && ($0.run.phase != .inactive || $0.run.unseen != nil) }
    }
    made.withLock { $0.troubled = found }
    return found
  }

  /// Which lines of each section of a page its filter admits.
  func kept(of page: FilteredPage, _ pick: () -> [[Int]]) -> [[Int]] {
    if let known = made.withLock({ $0.filtered }), known.page == page { return known.kept }
    let kept = pick()
    made.withLock { $0.filtered = (page, kept) }
    return kept
  }
}
