import Gates
import StrictYAML

/// The names that a board declares, whether or not what they stand for could be read.
///
/// What could not be read has been reported where it stands. A name that counts on it is no second mistake, so this
/// doubts only names that nobody declared.
struct Declared {
  private let signals: [AppID: DeclaredSignals]
  /// Apps that may have signals which could not be found.
  private let vague: Set<AppID>
  /// Nil where the apps could not be read at all.
  private let apps: Set<String>?
  /// Names that are spelt as no name can be: what they should be is anybody's guess, and the nearest word is ours.
  private let misspeltApps: [String]
  private let misspeltSignals: [AppID: [String]]
  /// Nil where a label could not be read, so that it may be any.
  private let labels: Set<String>?

  init(_ node: Node?, apps read: [(entry: Node.Entry, value: ReadApp)]) {
    let entries: [Node.Entry]? = if case .mapping(let entries)? = node?.content { entries } else { nil }
    apps = entries.map { Set($0.map(\.key)) }
    misspeltApps = Self.misspelt((entries ?? []).map(\.key), unless: BoardReader.isName)
    misspeltSignals = Dictionary(
      read.map { ($0.value.app.id, Self.misspelt($0.value.signals.map(\.name), unless: BoardReader.isSignalName)) }
        .filter { !$1.isEmpty }
    ) { first, _ in first }
    signals = Dictionary(read.map { ($0.value.app.id, DeclaredSignals($0.value.signals)) }) { first, _ in first }
    // Each that was read has an entry, and no key stands twice.
    let isEveryAppRead = read.count == entries?.count ?? 0
    let unread =
      isEveryAppRead ? [] : Set((entries ?? []).map { AppID($0.key) }).subtracting(read.map(\.value.app.id))
    vague = unread.union(read.map(\.value).filter(\.mayHaveMoreSignals).map(\.app.id))
    let isEveryLabelRead = unread.isEmpty && !read.contains { $0.value.isLabelUnreadable }
    labels = isEveryLabelRead ? Set(read.compactMap(\.value.app.gate)) : nil
  }

  /// The first few, because every unknown name is held against each of them.
  private static func misspelt(_ names: [String], unless isName: (String) -> Bool) -> [String] {
    Array(names.filter { !isName($0) }.prefix(50))
  }

  /// What a signal measures, where that could be read.
  func dimension(of key: Key) -> Dimension? { signals[key.app]?.dimension(of: key.name) }

  /// The signals of an app that could be read, each once, for a hint.
  func names(of app: AppID) -> [String] { signals[app]?.names ?? [] }

  func mayBeApp(_ name: String) -> Bool {
    guard let apps else { return true }
    return apps.contains(name) || Nearest.word(to: name, among: misspeltApps) != nil
  }

  func mayBeGate(_ name: String) -> Bool { labels?.contains(name) ?? true || mayBeApp(name) }

  func mayBeSignal(_ key: Key) -> Bool {
    signals[key.app]?.has(key.name) ?? false || vague.contains(key.app)
      || Nearest.word(to: key.name, among: misspeltSignals[key.app] ?? []) != nil
  }
}

/// The signals that one app declares, found by their names.
private struct DeclaredSignals {
  private let signals: [ReadSignal]
  /// The first of each name, where they are too many to be looked through.
  private let places: [String: Int]?

  init(_ signals: [ReadSignal]) {
    self.signals = signals
    places =
      signals.count <= 16
      ? nil : Dictionary(signals.enumerated().map { ($1.name, $0) }) { first, _ in first }
  }

  private func first(_ name: String) -> Int? {
    if let places { return places[name] }
    return signals.indices.first { signals[$0].name == name }
  }

  func has(_ name: String) -> Bool { first(name) != nil }

  /// Of a signal that is there twice, what the first one does.
  func dimension(of name: String) -> Dimension? { first(name).flatMap { signals[$0].signal?.unit.dimension } }

  var names: [String] { Set(signals.filter { $0.signal != nil }.map(\.name)).sorted() }
}
