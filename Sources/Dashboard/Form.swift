import Canvas
package import Gates

/// A form over the board. What it asks for is in ``Purpose``; each has its fields, hints and command in `Forms`.
package struct Form: Hashable, Sendable {
  package enum Purpose: Hashable, Sendable {
    case file
    case edit(Int)
    case resolve(Int)
    case reopen
    case rule(AppID)
    case approve
    case withdraw
    case deliver
    case arm
    case acknowledge
    case handOver
    case mute
  }

  /// What the form waits for.
  package enum Phase: Hashable, Sendable {
    case typing
    /// After esc on a form with something typed: asks once.
    case asksToLeave
    /// After enter on something that the whole war room will act on: asks once, by another key.
    case confirming(Danger)
    /// Until the evidence file has been read.
    case reading
    /// Between enter and the answer of the journal: keys wait.
    case saving
  }

  /// What will happen, and whether it has stood there long enough to be seen: keys typed ahead confirm nothing.
  package struct Danger: Hashable, Sendable {
    package let question: String
    package let details: String
    package let verb: String
    package var isSeen = false
  }

  package let purpose: Purpose
  package internal(set) var fields: [Field]
  package internal(set) var focus = 0
  /// One sentence about a field, or about the whole where the field is not shown.
  package internal(set) var refusal: Refusal?
  package internal(set) var phase: Phase = .typing
  /// What a look at each path that was typed found.
  var looks: [String: FileLook] = [:]
  /// Fields that the operator has been in and left: only those are told that they are empty.
  var visited: Set<Name> = []
  /// When the draft was kept that the form goes on with; nil where it was opened as new.
  package internal(set) var takenUp: Instant?
  /// What stood in each field when it was opened.
  let original: [String]
  /// What its operator has seen of what it replaces.
  var premise: Premise?

  /// One line of the form.
  package struct Field: Hashable, Sendable {
    package let name: Name
    package internal(set) var editor: LineEditor
    /// Words that complete what is typed, with the right-arrow at the end or with ctrl-n.
    var words: [String]
    /// Whether nothing but the words will do: then the arrows go from one to the next.
    let isChoice: Bool

    init(_ name: Name, _ text: String = "", words: [String] = [], isChoice: Bool = false) {
      self.name = name
      editor = LineEditor(text)
      self.words = words
      self.isChoice = isChoice
    }
  }

  package enum Name: String, Hashable, Sendable {
    case text = "What"
    case app = "App"
    case deadline = "Deadline"
    case owner = "Owner"
    case eta = "ETA"
    case severity = "Severity"
    case note = "Note"
    case blocker = "Blocker"
    case ruling = "Ruling"
    case allows = "Allows"
    case scope = "Scope"
    case conditions = "Conditions"
    case holdsWhile = "While"
    case why = "Why"
    case override = "Override"
    case item = "Item"
    case role = "Role"
    case human = "Signed by"
    case statement = "Statement"
    case deliverable = "Delivered"
    case evidence = "Evidence"
    case guardrail = "Guardrail"
    case change = "Change"
    case outgoing = "From"
    case incoming = "To"
    case until = "Until"
  }

  init(_ purpose: Purpose, _ fields: [Field]) {
    self.purpose = purpose
    self.fields = fields
    original = fields.map(\.editor.string)
  }

  package var title: String {
    switch purpose {
    case .file: "FILE A BLOCKER"
    case .edit(let number): "EDIT B-\(number)"
    case .resolve(let number): "RESOLVE B-\(number)"
    case .reopen: "REOPEN A BLOCKER"
    case .rule(let app): "RULE ON \(app)"
    case .approve: "APPROVE"
    case .withdraw: "WITHDRAW AN APPROVAL"
    case .deliver: "RECORD A DELIVERY"
    case .arm: "ARM OR DISARM A HOOK"
    case .acknowledge: "ACKNOWLEDGE A BREACH"
    case .handOver: "HAND OVER, SIGNED BY BOTH"
    case .mute: "MUTE ALARMS"
    }
  }

  /// What it would replace now; nil for a form that replaces nothing.
  func premise(in state: BoardState, at now: Instant) -> Premise? {
    switch purpose {
    case .deliver: state.premise(ofDelivering: text(.deliverable), for: text(.deadline), at: now)
    case .edit(let number): state.blocker(number).map { .blocker($0.draft) }
    case .rule(let app): state.board.app(app).map { .ruling(state.ruling(of: $0)) }
    case .acknowledge: state.breachesInSight
    case .file, .resolve, .reopen, .approve, .withdraw, .arm, .handOver, .mute: nil
    }
  }

  /// What its operator has seen of it once the form is shown. Who takes up a draft has seen what was there when it was
  /// typed, and nothing of a delivery.
  func premise(whenShownIn state: BoardState, at now: Instant) -> Premise? {
    if purpose == .deliver { return nil }
    return takenUp.flatMap { state.premise(before: $0, of: premise(in: state, at: now), purpose) }
      ?? premise(in: state, at: now)
  }

  var isChanged: Bool { fields.map(\.editor.string) != original }

  /// As it was before anything was typed.
  mutating func beginAnew() {
    for (index, text) in original.enumerated() { fields[index].editor = LineEditor(text) }
    focus = 0
    (takenUp, refusal) = (nil, nil)
  }

  func text(_ name: Name) -> String { fields.first { $0.name == name }?.editor.trimmed ?? "" }

  mutating func set(_ name: Name, _ text: String, words: [String]? = nil) {
    guard let index = fields.firstIndex(where: { $0.name == name }) else { return }
    if let words { fields[index].words = words }
    if fields[index].editor.string != text { fields[index].editor = LineEditor(text) }
  }

  /// The rest of the only or first word that continues what is typed in the focused field.
  package var completion: String? {
    let field = fields[focus]
    let typed = field.editor.string
    guard field.editor.cursor == typed.count, !typed.isEmpty else { return nil }
    let word = field.words.first { $0.lowercased().hasPrefix(typed.lowercased()) && $0.count > typed.count }
    return word.map { String($0.dropFirst(typed.count)) }
  }

  /// Shows a refusal and goes to the field that must change.
  mutating func refuse(_ refusal: Refusal) {
    self.refusal = refusal
    phase = .typing
    if let index = index(of: refusal) { focus = index }
  }

  /// The field that a refusal is about; nil where it is the whole, or one that the form has not.
  func index(of refusal: Refusal) -> Int? {
    name(of: refusal).flatMap { name in fields.firstIndex { $0.name == name } }
  }

  private func name(of refusal: Refusal) -> Name? {
    switch refusal.field {
    case .app: .app
    case .deadline: .deadline
    case .text: purpose == .deliver || purpose == .handOver ? .note : .text
    case .owner: .owner
    case .eta: .eta
    case .severity: .severity
    case .ruling: .ruling
    case .allows: .allows
    case .scope: .scope
    case .conditions: .conditions
    case .holdsWhile: .holdsWhile
    case .why: .why
    case .override: .override
    case .item: .item
    case .role: .role
    case .human: .human
    case .statement: .statement
    case .deliverable: .deliverable
    case .evidence: .evidence
    case .guardrail: .guardrail
    case .blocker: .blocker
    case .change: .change
    case .outgoing: .outgoing
    case .incoming: .incoming
    case .until: .until
    case nil: nil
    }
  }
}

/// What a look at a file found.
package enum FileLook: Hashable, Sendable {
  /// Its path as the board file has it, where a criterion asks for the file, else as it was typed; its SHA-256 as 64
  /// lower-case hexadecimal digits, and its size in bytes.
  case read(path: String, sha256: String, size: Int64)
  case failed(String)
}

extension BoardState {
  /// What a form was about before an instant, where somebody has changed it since; nil where nobody has.
  fileprivate func premise(before instant: Instant, of current: Premise?, _ purpose: Form.Purpose) -> Premise? {
    switch (purpose, current) {
    case (.edit(let number), .blocker?):
      let isEdited = recent.contains { event in
        if case .blockerEdited(let edited) = event.fact {
          edited.number == number && event.at >= instant
        } else {
          false
        }
      }
      return isEdited ? blocker(number)?.draftBefore.map { .blocker($0) } : nil
    case (.rule(let app), .ruling(let now)?):
      guard let record = now.record, record.at >= instant else { return nil }
      return .ruling(rulingBefore(app))
    default: return nil
    }
  }
}
