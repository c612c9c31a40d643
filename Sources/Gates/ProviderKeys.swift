/// The keys of one OpenID provider, as the journal knows them.
package struct ProviderKeys: Hashable, Sendable, Codable {
  package fileprivate(set) var keys: [ProviderKey] = []
  /// The last change, and when it was noticed; how they were first seen where they never changed.
  package fileprivate(set) var last: KeySetChanged?
  package fileprivate(set) var since: Instant?

  mutating func take(_ changed: KeySetChanged, at instant: Instant) {
    keys = (keys.filter { !changed.removed.contains($0) } + changed.added).sorted()
    (last, since) = (changed, instant)
  }
}

/// An OpenID provider's keys were seen for the first time, or are others than before.
package struct KeySetChanged: Hashable, Sendable, Codable {
  package let source: Key
  /// Sorted.
  package let added: [ProviderKey]
  package let removed: [ProviderKey]

  package init(source: Key, added: [ProviderKey], removed: [ProviderKey]) {
    self.source = source
    self.added = added
    self.removed = removed
  }
}

extension BoardState {
  /// Takes in the keys that a look at a provider found.
  package mutating func ingest(keys: [ProviderKey], of source: Key) {
    let known = providerKeys[source]?.keys
    newKeys[source] = known == keys ? nil : keys
  }

  /// What the journal does not know yet of a provider's keys; nil where it knows them.
  func changeOfKeys(at source: Key) -> KeySetChanged? {
    guard let found = newKeys[source] else { return nil }
    let known = providerKeys[source]?.keys ?? []
    return KeySetChanged(
      source: source, added: found.filter { !known.contains($0) }, removed: known.filter { !found.contains($0) })
  }

  /// What the journal has by now is no news.
  mutating func noteKeys(of source: Key) {
    if newKeys[source] == providerKeys[source]?.keys { newKeys[source] = nil }
  }
}
