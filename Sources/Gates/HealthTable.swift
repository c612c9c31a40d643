/// How every source of a board stands. An array, which is copied quickly: a board hands over a new state several times a
/// second.
package struct HealthTable: Hashable, Sendable {
  private let roster: Roster
  /// At the sources' places in the roster.
  private var entries: [SourceHealth]

  init(_ roster: Roster) {
    self.roster = roster
    entries = Array(repeating: SourceHealth(), count: roster.sources.count)
  }

  /// Nil for a source that the board does not declare; to write to one changes nothing.
  package internal(set) subscript(source: Key) -> SourceHealth? {
    get { roster.sources[source].map { entries[$0] } }
    _modify {
      let place = roster.sources[source]
      var found = place.map { entries[$0] }
      yield &found
      if let found, let place { entries[place] = found }
    }
  }

  package var sources: some Collection<Key> { roster.sources.keys }

  package var values: [SourceHealth] { entries }

  /// What is made of each source and how it stands, where it is anything; in no order.
  func compactMap<Made>(_ make: (Key, SourceHealth) -> Made?) -> [Made] {
    roster.sources.compactMap { make($0.key, entries[$0.value]) }
  }
}
