import Gates

/// What is typed after `/`: words that must all be there, each anywhere or in the field that stands before its colon.
///
/// `app:auto owner:queue stalls` asks for rows of an app with "auto" in its name, whose owner has "queue" in theirs,
/// and that say "stalls". A prefix that is no field is text like any other, so that a time or an address can be sought.
struct Filter: Hashable, Sendable {
  /// What a row has in its fields.
  struct Fields: Hashable, Sendable {
    var app = ""
    var owner = ""
    var state = ""
    var text = ""
  }

  enum Field: String, Hashable, Sendable, CaseIterable {
    case app, owner, state
  }

  private struct Term: Hashable, Sendable {
    /// Nil where it may stand anywhere.
    let field: Field?
    let text: String
  }

  /// How the footer says what can be typed.
  static let fields = Field.allCases.map { "\($0.rawValue):" }.joined(separator: " ")

  private let terms: [Term]

  init(_ typed: String) {
    terms = typed.lowercased().split(separator: " ").compactMap { word in
      let parts = word.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, let field = Field(rawValue: String(parts[0])) else {
        return Term(field: nil, text: String(word))
      }
      // Nothing after the colon yet: it asks for nothing yet.
      return parts[1].isEmpty ? nil : Term(field: field, text: String(parts[1]))
    }
  }

  var isEmpty: Bool { terms.isEmpty }

  func admits(_ fields: Fields) -> Bool {
    terms.allSatisfy { term in
      switch term.field {
      case .app?: fields.app.lowercased().contains(term.text)
      case .owner?: fields.owner.lowercased().contains(term.text)
      case .state?: fields.state.lowercased().contains(term.text)
      case nil: [fields.text, fields.app, fields.owner, fields.state].contains { $0.lowercased().contains(term.text) }
      }
    }
  }
}

extension BoardState {
  /// Who owns an open blocker of each app.
  var ownersByApp: [AppID: String] {
    var owners: [AppID: String] = [:]
    for blocker in openBlockers {
      if let app = blocker.draft.app { owners[app, default: ""] += " \(blocker.draft.owner)" }
    }
    return owners
  }
}

extension AppStanding {
  /// What a filter finds of a row of the board.
  func fields(owners: [AppID: String]) -> Filter.Fields {
    let worst = worstGuardrail
    let phase = worst.map { $0.isBlind ? "\($0.run.phase.rawValue) blind" : $0.run.phase.rawValue } ?? ""
    return Filter.Fields(
      app: app.gate.map { "\(app.id.name) gate \($0)" } ?? app.id.name, owner: owners[app.id] ?? "",
      state: "\(ruling.kind.rawValue) \(readiness.state.rawValue) \(phase)\(conflicts.isEmpty ? "" : " conflict")",
      text: "")
  }
}

extension Blocker {
  func fields(at now: Instant) -> Filter.Fields {
    Filter.Fields(
      app: draft.app?.name ?? "", owner: draft.owner,
      state: "\(isOpen ? "open" : "resolved")\(isOverdue(at: now) ? " overdue" : "") \(draft.severity.label)",
      text: "\(label) \(draft.text)")
  }
}

extension Alert {
  func fields(owners: [AppID: String]) -> Filter.Fields {
    Filter.Fields(
      app: app?.name ?? "", owner: app.flatMap { owners[$0] } ?? "",
      state: "\(level.word)\(acknowledgedBy == nil ? "" : " acknowledged")", text: text)
  }
}

extension Alert.Level {
  /// What a filter calls it.
  var word: String {
    switch self {
    case .breach: "breach"
    case .warning: "warning"
    case .missed: "missed"
    case .blind: "blind"
    case .recovered: "recovered"
    case .dryRun: "dry run"
    case .muted: "muted"
    }
  }
}
