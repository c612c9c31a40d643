/// The keys of one OpenID provider, as the journal knows them.
package struct ProviderKeys: Hashable, Sendable, Codable {
  /// Those that were last found; while it changes them again and again, all that were found within the last hour.
  package private(set) var keys: [ProviderKey] = []
  /// The last change, and when it was noticed; how they were first seen where they never changed.
  package private(set) var last: KeySetChanged?
  package private(set) var since: Instant?
  /// Since when it has changed its keys again and again; nil where it keeps them.
  package private(set) var unsteadySince: Instant?
  /// When the last changes were noticed, oldest first.
  private var changes: [Instant] = []

  /// The changes within one memory from which a provider counts as unsteady.
  static let unsteadyChanges = 3
  /// How many changes are journaled within one memory.
  static let mostChanges = 6

  mutating func take(_ changed: KeySetChanged, at instant: Instant) {
    keys = (keys.filter { !changed.removed.contains($0) } + changed.added).sorted()
    // That they were first seen is no change.
    if last != nil { changes = changes.suffix(Self.mostChanges - 1) + [instant] }
    unsteadySince = changed.isUnsteady == true ? unsteadySince ?? instant : nil
    (last, since) = (changed, instant)
  }

  /// How many changes were noticed within a time before `now`.
  func changes(within memory: Duration, before now: Instant) -> Int {
    changes.count { now - $0 >= .zero && now - $0 < memory }
  }
}

/// An OpenID provider's keys were seen for the first time, or are others than before.
package struct KeySetChanged: Hashable, Sendable, Codable {
  package let source: Key
  /// Sorted.
  package let added: [ProviderKey]
  package let removed: [ProviderKey]
  /// Whether the provider has changed its keys again and again, or keeps them again; nil where it simply changed them.
  package let isUnsteady: Bool?

  package init(source: Key, added: [ProviderKey], removed: [ProviderKey], isUnsteady: Bool? = nil) {
    self.source = source
    self.added = added
    self.removed = removed
    self.isUnsteady = isUnsteady
  }
}

/// What the looks at one provider found since this program began to look.
struct KeyLooks: Hashable, Sendable {
  private(set) var found: [ProviderKey] = []
  /// The last look.
  private(set) var at: Instant
  private let began: Instant
  /// When each key was last found, and when it was last not.
  private var seen: [ProviderKey: Instant] = [:]
  private var missed: [ProviderKey: Instant] = [:]
  /// For how long what was found counts.
  let memory: Duration

  /// Keys beyond these are forgotten: somebody makes them up.
  private static let mostKeys = 200

  init(from began: Instant, memory: Duration) {
    (self.began, at, self.memory) = (began, began, memory)
  }

  mutating func take(_ keys: [ProviderKey], at now: Instant) {
    // Of a key that comes later it is known that it was not there before.
    if !seen.isEmpty { for key in keys where seen[key] == nil { missed[key] = at } }
    (found, at) = (keys, now)
    for key in keys { seen[key] = now }
    for key in seen.keys where !keys.contains(key) { missed[key] = now }
    seen = seen.filter { now - $0.value < memory }
    missed = missed.filter { seen[$0.key] != nil }
    guard seen.count > Self.mostKeys else { return }
    for (key, _) in seen.sorted(by: { $0.value < $1.value }).prefix(seen.count - Self.mostKeys) { seen[key] = nil }
  }

  /// What the journal does not know yet; nil where it knows all.
  ///
  /// A provider behind a balancer may answer with one set of keys and with another in turn. Each change is a fact until
  /// there are too many of them; that there are is one more. From then on only keys that were never seen are news, and
  /// those that have been gone for long, until it has kept its keys for as long.
  func news(for known: ProviderKeys, of source: Key) -> KeySetChanged? {
    if known.unsteadySince != nil { return newsOfUnsteady(known, source) }
    let (added, removed) = (found.filter { !known.keys.contains($0) }, known.keys.filter { !found.contains($0) })
    if added.isEmpty && removed.isEmpty { return nil }
    guard known.changes(within: memory, before: at) >= ProviderKeys.unsteadyChanges - 1 else {
      return KeySetChanged(source: source, added: added, removed: removed)
    }
    return KeySetChanged(source: source, added: unknown(to: known), removed: [], isUnsteady: true)
  }

  private func unknown(to known: ProviderKeys) -> [ProviderKey] {
    seen.keys.filter { !known.keys.contains($0) }.sorted()
  }

  private func newsOfUnsteady(_ known: ProviderKeys, _ source: Key) -> KeySetChanged? {
    func isLong(_ since: Instant?) -> Bool { at - (since ?? began) >= memory }
    let added = unknown(to: known)
    let gone = known.keys.filter { isLong(seen[$0]) }
    if added.isEmpty, known.keys.allSatisfy({ gone.contains($0) || isLong(missed[$0]) }) {
      return KeySetChanged(source: source, added: [], removed: gone, isUnsteady: false)
    }
    guard !added.isEmpty || !gone.isEmpty,
      known.changes(within: memory, before: at) < ProviderKeys.mostChanges
    else { return nil }
    return KeySetChanged(source: source, added: added, removed: gone, isUnsteady: true)
  }
}

extension BoardState {
  /// For how long a provider's keys are remembered; longer where it is seldom asked.
  private static let keyMemory = Duration.seconds(3600)

  /// Takes in the keys that a look at a provider found.
  package mutating func ingest(keys: [ProviderKey], of source: Key, at now: Instant) {
    let every = board.app(source.app)?.sources.first { $0.name == source.name }?.every ?? .zero
    let memory = max(Self.keyMemory, every * 10)
    keyLooks[source, default: KeyLooks(from: now, memory: memory)].take(keys, at: now)
    noteKeys(of: source)
  }

  /// Finds what the journal does not know yet: what it has by now is no news.
  mutating func noteKeys(of source: Key) {
    newKeys[source] = keyLooks[source]?.news(for: providerKeys[source] ?? ProviderKeys(), of: source)
  }
}
