package import Gates

/// What was typed into a form that is not submitted yet: it outlives a program that is killed.
package struct Draft: Hashable, Sendable, Codable {
  /// Which form: `file`, `edit-3`, `rule-shop`.
  package let form: String
  /// What stands in each field, by the field's name.
  package let fields: [String: String]
  package let focus: String
  package let at: Instant

  package init(form: String, fields: [String: String], focus: String, at: Instant) {
    self.form = form
    self.fields = fields
    self.focus = focus
    self.at = at
  }
}

extension Form {
  /// The name of its draft. What is opened for one guardrail or app goes on with no other's.
  var draftName: String {
    switch purpose {
    case .file: "file"
    case .edit(let number): "edit-\(number)"
    case .resolve(let number): "resolve-\(number)"
    case .reopen: "reopen"
    case .rule(let app): "rule-\(app)"
    case .approve: "approve"
    case .withdraw: "withdraw"
    case .deliver: "deliver"
    case .handOver: "handover"
    case .arm: "arm-\(original[0])"
    case .acknowledge: "acknowledge-\(original[0])"
    case .mute: "mute-\(original[0])"
    }
  }

  func draft(at now: Instant) -> Draft? {
    guard isChanged else { return nil }
    // What nobody typed is not taken up later: somebody else may have changed it by then.
    let changed = zip(fields, original).filter { $0.editor.string != $1 }.map(\.0)
    let typed = changed.map { ($0.name.rawValue, $0.editor.string) }
    return Draft(
      form: draftName, fields: Dictionary(typed) { first, _ in first }, focus: fields[focus].name.rawValue, at: now)
  }

  /// Takes up what was typed before.
  mutating func take(_ draft: Draft) {
    for (name, text) in draft.fields {
      if let name = Name(rawValue: name) { set(name, text) }
    }
    focus = fields.firstIndex { $0.name.rawValue == draft.focus } ?? focus
    takenUp = draft.at
  }
}

extension Model {
  /// Opens a form, with what was typed into it before it was lost.
  mutating func show(_ form: Form) -> [Effect] {
    var form = form
    if let draft = drafts[form.draftName] { form.take(draft) }
    form.premise = form.premise(whenShownIn: state, at: now)
    mode = .form(form)
    return []
  }

  /// After a key in a form: what is typed is kept, and what was left on purpose is forgotten.
  mutating func keepDraft(of before: Form) -> [Effect] {
    let name = before.draftName
    switch mode {
    case .form(let form):
      guard let draft = form.draft(at: now) else { return forgetDraft(name) }
      guard drafts[name]?.fields != draft.fields else { return [] }
      drafts[name] = draft
      return [.keep(draft)]
    case .browse, .filter, .palette, .confirmQuit, .theme, .columns, .lift, .asking, .moment:
      return forgetDraft(name)
    }
  }

  mutating func forgetDraft(_ name: String) -> [Effect] {
    drafts.removeValue(forKey: name) == nil ? [] : [.forget(draft: name)]
  }
}
