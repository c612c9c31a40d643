package import Gates

/// A place deeper than the board. The way to it is kept, so that `esc` comes back to where one was.
package enum Place: Hashable, Sendable {
  case help
  /// Read from across the room: the next deadline, the alert that matters, a tile for each app.
  case wall
  case deadlines, alerts, blockers, journal, evidence, sources
  /// One page for the next shift.
  case handover
  /// A deadline, and whether it can still be met.
  case deadline(String)
  /// An event of the journal, by its number.
  case event(Int)
  /// Everything about one gate, a line each.
  case gate(AppID)
  /// A gate's verdict derived line by line, every operand with its value, age and source.
  case why(AppID)
  case ruling(AppID)
  case criterion(Key)
  case guardrail(Key)
  case source(Key)
  /// A signal's samples.
  case signal(Key)
  /// An error budget, by its place among those of its app.
  case budget(AppID, Int)
  case blocker(Int)

  /// The app that it is about, where it is about one.
  package var app: AppID? {
    switch self {
    case .gate(let app), .why(let app), .ruling(let app), .budget(let app, _): app
    case .criterion(let key), .guardrail(let key), .source(let key), .signal(let key): key.app
    case .help, .wall, .deadlines, .alerts, .blockers, .journal, .evidence, .sources, .handover, .deadline, .event,
      .blocker:
      nil
    }
  }

  init(_ subject: Subject) {
    switch subject {
    case .app(let id): self = .gate(id)
    case .guardrail(let key): self = .guardrail(key)
    case .criterion(let key): self = .criterion(key)
    case .source(let key): self = .source(key)
    case .blocker(let number): self = .blocker(number)
    case .deadline(let id): self = .deadline(id)
    }
  }

  /// Whether it is a list of many: then each line has one row, and what does not fit is a page deeper.
  var isList: Bool {
    switch self {
    case .deadlines, .alerts, .blockers, .journal, .evidence, .sources: true
    case .help, .wall, .handover, .deadline, .event, .gate, .why, .ruling, .criterion, .guardrail, .source, .signal,
      .budget, .blocker:
      false
    }
  }

  /// Whether its lines stand under headings, which fold.
  var hasHeadings: Bool {
    switch self {
    case .help, .wall, .journal, .event, .criterion, .guardrail, .budget: false
    case .deadlines, .alerts, .blockers, .evidence, .sources, .handover, .deadline, .gate, .why, .ruling, .source,
      .signal, .blocker:
      true
    }
  }

  /// Places of one kind are alike, whatever they are about.
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    case help, wall, deadlines, alerts, blockers, journal, evidence, sources, handover, deadline, event, gate, why,
      ruling, criterion, guardrail, source, signal, budget, blocker
  }

  package var kind: Kind {
    switch self {
    case .help: .help
    case .wall: .wall
    case .deadlines: .deadlines
    case .alerts: .alerts
    case .blockers: .blockers
    case .journal: .journal
    case .evidence: .evidence
    case .sources: .sources
    case .handover: .handover
    case .deadline: .deadline
    case .event: .event
    case .gate: .gate
    case .why: .why
    case .ruling: .ruling
    case .criterion: .criterion
    case .guardrail: .guardrail
    case .source: .source
    case .signal: .signal
    case .budget: .budget
    case .blocker: .blocker
    }
  }
}

/// A place with the line that is selected there, and what its lines must contain.
package struct Page: Hashable, Sendable {
  package let place: Place
  var selected = 0
  var filter = ""

  init(_ place: Place) { self.place = place }
}

/// A heading that is folded, on every page of its kind.
package struct FoldedHeading: Hashable, Sendable, Codable {
  package let kind: String
  package let heading: String

  package init(kind: String, heading: String) {
    self.kind = kind
    self.heading = heading
  }
}
