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
  package let conditions: [String]

  package init(_ kind: Kind, allows: Posture, scope: String = "", conditions: [String] = []) {
    self.kind = kind
    self.allows = allows
    self.scope = scope
    self.conditions = conditions
  }
}

/// The traffic that is allowed, from all of it to none.
package enum Posture: String, Hashable, Sendable, CaseIterable, Codable {
  case production, canary, `internal`, observer, none
}
