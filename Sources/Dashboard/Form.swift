import Canvas
package import Gates

/// A form over the board: file a blocker, edit one, or resolve one.
package struct Form: Hashable, Sendable {
  package enum Purpose: Hashable, Sendable {
    case file
    case edit(Int)
    case resolve(Int)
    case rule(AppID)
  }

  package let purpose: Purpose
  package internal(set) var fields: [Field]
  package internal(set) var focus = 0
  /// One sentence about a field, or about the whole where the field is not shown.
  package internal(set) var refusal: Refusal?
  /// Set between enter and the answer of the journal: keys wait.
  package internal(set) var isSaving = false
  /// Set after esc on a form with something typed: asks once.
  package internal(set) var asksToLeave = false
  /// Set after enter on a form whose command must be confirmed by another key: what will happen.
  package internal(set) var asksToRecord: String?
  private let original: [LineEditor]
  /// The condition of the ruling in force: one GO that follows another keeps it.
  var holdsWhile: Condition?

  /// One line of the form.
  package struct Field: Hashable, Sendable {
    package let name: Name
    package internal(set) var editor: LineEditor
    /// Words that complete what is typed, with the right-arrow at the end or with ctrl-n.
    let words: [String]
  }

  package enum Name: String, Hashable, Sendable {
    case text = "What"
    case app = "App"
    case deadline = "Deadline"
    case owner = "Owner"
    case eta = "ETA"
    case severity = "Severity"
    case note = "Note"
    case ruling = "Ruling"
    case allows = "Allows"
    case scope = "Scope"
    case conditions = "Conditions"
    case why = "Why"
    case override = "Override"
  }

  init(_ purpose: Purpose, draft: BlockerDraft, in state: BoardState, at now: Instant) {
    self.purpose = purpose
    let owners = Set(state.blockers.map(\.draft.owner)).sorted()
    fields = [
      Field(name: .text, editor: LineEditor(draft.text), words: []),
      Field(name: .app, editor: LineEditor(draft.app?.name ?? ""), words: state.board.apps.map(\.id.name)),
      Field(name: .deadline, editor: LineEditor(draft.deadline ?? ""), words: state.board.deadlines.map(\.id)),
      Field(name: .owner, editor: LineEditor(draft.owner), words: owners),
      Field(name: .eta, editor: LineEditor(draft.eta.map(Self.spelling) ?? ""), words: []),
      Field(name: .severity, editor: LineEditor("\(draft.severity.rawValue)"), words: ["1", "2", "3"]),
    ]
    original = fields.map(\.editor)
  }

  init(resolving number: Int) {
    purpose = .resolve(number)
    fields = [Field(name: .note, editor: LineEditor(), words: [])]
    original = fields.map(\.editor)
  }

  /// Begins with the ruling in force.
  init(ruling: Ruling, on app: AppID) {
    purpose = .rule(app)
    holdsWhile = ruling.holdsWhile
    fields = [
      Field(
        name: .ruling, editor: LineEditor(ruling.kind.rawValue), words: Ruling.Kind.allCases.map(\.rawValue)),
      Field(name: .allows, editor: LineEditor(ruling.allows.rawValue), words: Posture.allCases.map(\.rawValue)),
      Field(name: .scope, editor: LineEditor(ruling.scope), words: []),
      Field(name: .conditions, editor: LineEditor(ruling.conditions.joined(separator: "; ")), words: []),
      Field(name: .why, editor: LineEditor(), words: []),
      Field(name: .override, editor: LineEditor("no"), words: ["no", "yes"]),
    ]
    original = fields.map(\.editor)
  }

  /// An instant as it can be typed again without changing its meaning.
  private static func spelling(_ instant: Instant) -> String { instant.utcSeconds }

  package var title: String {
    switch purpose {
    case .file: "FILE A BLOCKER"
    case .edit(let number): "EDIT B-\(number)"
    case .resolve(let number): "RESOLVE B-\(number)"
    case .rule(let app): "RULE ON \(app)"
    }
  }

  var isChanged: Bool { fields.map(\.editor.string) != original.map(\.string) }

  func text(_ name: Name) -> String { fields.first { $0.name == name }?.editor.trimmed ?? "" }

  /// The rest of the only or first word that continues what is typed in the focused field.
  package var completion: String? {
    let field = fields[focus]
    let typed = field.editor.string
    guard field.editor.cursor == typed.count, !typed.isEmpty else { return nil }
    let word = field.words.first { $0.lowercased().hasPrefix(typed.lowercased()) && $0.count > typed.count }
    return word.map { String($0.dropFirst(typed.count)) }
  }

  /// What the form asks for, as soon as it can be understood.
  func command(at now: Instant) throws(Refusal) -> Command {
    if case .rule(let app) = purpose { return try ruling(on: app) }
    if case .resolve(let number) = purpose { return .resolveBlocker(number, note: text(.note)) }
    let etaText = text(.eta)
    let eta = ETA.parse(etaText, now: now)
    if eta == nil, !etaText.isEmpty { throw Refusal(.eta, "Write \(ETA.spellings), or leave it empty.") }
    let severityText = text(.severity).lowercased().replacing("sev-", with: "")
    guard let severity = wholeNumber(severityText).flatMap(Severity.init(rawValue:)) else {
      throw Refusal(.severity, "Write 1 (stops the launch), 2 (threatens it) or 3 (annoys).")
    }
    let draft = BlockerDraft(
      app: text(.app).isEmpty ? nil : AppID(text(.app)), deadline: text(.deadline).isEmpty ? nil : text(.deadline),
      text: text(.text), owner: text(.owner), eta: eta, severity: severity)
    if case .edit(let number) = purpose { return .editBlocker(number, draft) }
    return .fileBlocker(draft)
  }

  /// What the typed ETA means and what it does to the deadlines, or how to write one.
  package func etaMeaning(in state: BoardState, at now: Instant) -> String {
    let typed = text(.eta)
    guard !typed.isEmpty else { return "\(ETA.spellings); without one AT RISK" }
    guard let eta = ETA.parse(typed, now: now) else { return "not a time yet: \(ETA.spellings)" }
    guard eta > now else { return "= \(eta.day.short) \(eta.timeOfDay.minutes) UTC, already past" }
    let named = state.board.deadlines.filter { deadline in
      text(.deadline) == deadline.id || (text(.deadline).isEmpty && deadline.owes.contains(AppID(text(.app))))
    }
    let missed = named.first { $0.at.next(from: now) < eta }
    guard let missed else { return "= \(ETA.short(eta, now: now)) UTC, in \((eta - now).clock)" }
    let standing = state.standing(of: missed, at: now)
    let verb = standing.state == .atRisk ? "stays" : "puts it"
    return
      "= \(ETA.short(eta, now: now)) UTC; \(verb) AT RISK: \((eta - standing.instant).clock) after '\(missed.title)'"
  }
}
