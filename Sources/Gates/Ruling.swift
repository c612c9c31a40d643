/// What the humans decided about an app.
package struct Ruling: Hashable, Sendable, Codable {
  package enum Kind: String, Hashable, Sendable, CaseIterable, Codable {
    case go = "GO"
    case noGo = "NO-GO"
    case conditionalGo = "CONDITIONAL GO"
    case hold = "HOLD"
    case delayed = "DELAYED"
    case observerMode = "OBSERVER MODE"
    case freeze = "FREEZE"

    /// Whether the humans let it go forward, so that measurements must bear them out.
    package var isGo: Bool { self == .go || self == .conditionalGo }
  }

  package let kind: Kind
  package let allows: Posture
  package let scope: String
  /// Under what conditions, in words: no program can judge them.
  package let conditions: [String]
  /// Under what condition on signals; a GO whose condition does not hold contradicts what is measured.
  package let holdsWhile: Condition?

  package init(
    _ kind: Kind, allows: Posture, scope: String = "", conditions: [String] = [], holdsWhile: Condition? = nil
  ) {
    self.kind = kind
    self.allows = allows
    self.scope = scope
    self.conditions = conditions
    self.holdsWhile = holdsWhile
  }
}

extension Ruling.Kind {
  /// The most traffic that a ruling of this kind can allow.
  package var most: Posture {
    switch self {
    case .go, .conditionalGo, .freeze: .production
    case .noGo, .hold, .delayed: .internal
    case .observerMode: .observer
    }
  }

  /// What a ruling of this kind allows unless the operator says otherwise.
  package var usual: Posture {
    switch self {
    case .go, .freeze: .production
    case .conditionalGo: .internal
    case .noGo, .observerMode: .observer
    case .hold, .delayed: .none
    }
  }
}

/// A ruling as it stands: the board file's, or the last one that was recorded.
package struct RulingInForce: Hashable, Sendable, Codable {
  package let ruling: Ruling
  /// Nil for what the board file says.
  package let record: Record?

  package struct Record: Hashable, Sendable, Codable {
    package let by: String
    package let at: Instant
    package let why: String
    /// What readiness was when a GO was recorded over it; nil where nothing was overridden.
    package let overrides: CriterionState?
    /// The change freeze in which traffic was raised all the same; nil where it was not.
    package let freeze: String?
  }

  /// `recorded over fail, overridden by mara: list follows`: what stays on the board while the ruling is in force,
  /// also once readiness passes; nil where nothing was overridden.
  package var override: String? {
    guard let record else { return nil }
    let over = [record.overrides.map { "readiness \($0.rawValue)" }, record.freeze].compactMap(\.self)
    return over.isEmpty
      ? nil : "recorded over \(over.joined(separator: " and ")), overridden by \(record.by): \(record.why)"
  }
}

/// The traffic that is allowed, from all of it to none.
package enum Posture: String, Hashable, Sendable, CaseIterable, Codable {
  case production, canary, `internal`, observer, none

  /// 4 for production down to 0 for none.
  package var rank: Int {
    switch self {
    case .production: 4
    case .canary: 3
    case .internal: 2
    case .observer: 1
    case .none: 0
    }
  }

  /// `canary traffic`, `no traffic`.
  package var words: String { self == .none ? "no traffic" : "\(rawValue) traffic" }

  package func limited(to most: Posture) -> Posture { rank <= most.rank ? self : most }
}

extension BoardState {
  /// The ruling before the one in force: that of the board file where there was none.
  package func rulingBefore(_ app: AppID) -> RulingInForce {
    let file = board.app(app)?.ruling ?? Ruling(.hold, allows: .none)
    return rulingsBefore[app] ?? RulingInForce(ruling: file, record: nil)
  }
}
