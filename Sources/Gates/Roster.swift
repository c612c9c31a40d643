/// Where the things that a board declares stand in the arrays of a ``BoardState``.
///
/// Made once, since a board does not change: rules read thousands of signals a second, and find each by its number
/// instead of hashing its app and its name.
struct Roster: Sendable {
  /// The place of every declared signal among the series.
  let signals: [Key: Int]
  /// What the board says of the signal at each place.
  let declared: [Declared]
  /// The place of every source.
  let sources: [Key: Int]
  /// The place of every guardrail among the runs.
  let guardrails: [Key: Int]
  /// What the rules go through for each app, in the board's order.
  let watched: [WatchedApp]
  /// The apps whose rules read signals of an app, itself included, as indexes into ``watched``.
  let readers: [AppID: [Int]]
  /// The period of each signal that is read of a histogram.
  let histograms: [Key: Duration]
  /// The sources that nobody asks, because other programs push their values.
  let pushed: [(key: Key, source: Source)]

  init(_ board: Board) {
    var signals: [Key: Int] = [:]
    var declared: [Declared] = []
    var sources: [Key: Int] = [:]
    var guardrails: [Key: Int] = [:]
    for app in board.apps {
      for source in app.sources {
        sources[Key(app.id, source.name)] = sources.count
        for signal in source.signals {
          signals[Key(app.id, signal.name)] = declared.count
          declared.append(Declared(signal, of: source))
        }
      }
      for guardrail in app.guardrails { guardrails[Key(app.id, guardrail.name)] = guardrails.count }
    }
    var readers: [AppID: [Int]] = [:]
    var watched: [WatchedApp] = []
    for (index, app) in board.apps.enumerated() {
      let windows = board.windows.filter { $0.app == app.id && $0.cap != nil }
      let capsRead = windows.compactMap(\.cap).flatMap(\.signals).map { $0.key(in: app.id).app }
      for read in app.appsRead.union(capsRead).union([app.id]) { readers[read, default: []].append(index) }
      let rules = app.guardrails.compactMap { guardrail -> WatchedApp.Rule? in
        let key = Key(app.id, guardrail.name)
        guard let place = guardrails[key] else { return nil }
        let read = Set(guardrail.breach.signals.map { $0.key(in: app.id) })
        let near = read.compactMap { key in signals[key].map { NearSignal(key: key, place: $0) } }
        return WatchedApp.Rule(key: key, place: place, guardrail: guardrail, near: near)
      }
      var asked: [NearSignal] = []
      for criterion in app.criteria {
        guard case .condition(let condition) = criterion.requirement else { continue }
        for key in Set(condition.signals.map({ $0.key(in: app.id) })) where !asked.contains(where: { $0.key == key }) {
          if let place = signals[key] { asked.append(NearSignal(key: key, place: place)) }
        }
      }
      watched.append(WatchedApp(app: app, rules: rules, near: asked, cappedWindows: windows))
    }
    self.signals = signals
    self.declared = declared
    self.sources = sources
    self.guardrails = guardrails
    self.watched = watched
    self.readers = readers
    histograms = Dictionary(
      board.apps.flatMap { app in
        app.sources.flatMap { source in
          source.signals.filter(\.selector.isOfHistogram).map { (Key(app.id, $0.name), source.every) }
        }
      }
    ) { first, _ in first }
    pushed = board.apps.flatMap { app in
      app.sources.filter { $0.kind == .push }.map { (Key(app.id, $0.name), $0) }
    }
  }

  /// Nil for an app that the board does not have.
  func watched(_ app: AppID) -> WatchedApp? { readers[app]?.lazy.map { watched[$0] }.first { $0.app.id == app } }
}

/// A roster follows from its board, so the rosters of equal states are equal: nothing is left to compare.
extension Roster: Hashable {
  static func == (left: Roster, right: Roster) -> Bool { true }
  func hash(into hasher: inout Hasher) {}
}

/// A signal that a condition reads, with its place.
struct NearSignal: Hashable, Sendable {
  let key: Key
  let place: Int
}

/// One app as the rules go through it. A class, so that going through thousands of them copies none.
final class WatchedApp: Hashable, Sendable {
  let app: App
  let rules: [Rule]
  /// The signals that its criteria read, where they are few enough to be looked through.
  let near: [NearSignal]
  /// The app's windows that close early under a condition.
  let cappedWindows: [Window]

  init(app: App, rules: [Rule], near: [NearSignal], cappedWindows: [Window]) {
    self.app = app
    self.rules = rules
    self.near = near.count <= 4 ? near : []
    self.cappedWindows = cappedWindows
  }

  static func == (left: WatchedApp, right: WatchedApp) -> Bool { left === right || left.app == right.app }

  func hash(into hasher: inout Hasher) { hasher.combine(app) }

  /// One guardrail with its places.
  final class Rule: Sendable {
    let key: Key
    let place: Int
    let guardrail: Guardrail
    /// The signals that its condition reads.
    let near: [NearSignal]

    init(key: Key, place: Int, guardrail: Guardrail, near: [NearSignal]) {
      self.key = key
      self.place = place
      self.guardrail = guardrail
      self.near = near
    }
  }
}

/// What the board says of a signal beside its name.
struct Declared: Sendable {
  let source: String
  let every: Duration
  let staleAfter: Duration
  let dimension: Dimension

  fileprivate init(_ signal: Signal, of source: Source) {
    self.source = source.name
    (every, staleAfter) = (source.every, source.staleAfter)
    dimension = signal.unit.dimension
  }
}
