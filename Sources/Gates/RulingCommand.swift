/// What an operator records as decided about an app.
package struct RulingDraft: Hashable, Sendable {
  package var ruling: Ruling
  package var why: String
  /// Whether a GO is meant although readiness does not pass, or a raise although changes are frozen.
  package var overrides: Bool

  package init(_ ruling: Ruling, why: String, overrides: Bool = false) {
    self.ruling = ruling
    self.why = why
    self.overrides = overrides
  }
}

extension BoardState {
  /// Reads the condition under which a GO of an app shall hold.
  ///
  /// - Throws: ``ConditionError`` where it cannot be read, names what the board does not know, or measures unlike things.
  package func holdable(_ text: String, in app: AppID) throws(ConditionError) -> Condition {
    let condition = try ConditionParser.parse(text)
    if let mistake = mistake(in: condition, of: app) { throw mistake }
    return condition
  }

  /// A GO needs readiness, or an override with a reason; a raise of traffic needs that nothing is frozen, or the same.
  ///
  /// - Throws: ``Refusal`` that names the field.
  func decide(_ draft: RulingDraft, on id: AppID, at now: Instant) throws(Refusal) -> Fact {
    guard let app = board.app(id) else { throw Refusal(.app, "'\(id)' is not an app of this board.") }
    let ruling = draft.ruling
    guard ruling.allows.rank <= ruling.kind.most.rank else {
      throw Refusal(
        .allows, "\(ruling.kind.rawValue) allows at most \(ruling.kind.most.rawValue), not \(ruling.allows.rawValue).")
    }
    guard !draft.why.isInvisible else { throw Refusal(.why, "Say why: it stays on the board with the ruling.") }
    guard draft.why.count <= Self.longestText, ruling.scope.count <= Self.longestText else {
      throw Refusal(.why, "Keep scope and reason within \(Self.longestText) characters each.")
    }
    if ruling.kind == .conditionalGo, ruling.conditions.isEmpty, ruling.holdsWhile == nil {
      throw Refusal(.conditions, "Name the conditions of a CONDITIONAL GO, or rule GO.")
    }
    try check(ruling, on: id)
    let readiness = readiness(of: app, at: now)
    let isOver = ruling.kind == .go && readiness.state != .pass
    if isOver, !draft.overrides {
      let reason = readiness.reasons.first.map { ": \($0.criterion.title)" } ?? ""
      throw Refusal(
        .override, "GO needs readiness to pass, and it is \(readiness.state.rawValue)\(reason). Override with a reason."
      )
    }
    let isRaise = ruling.allows.rank > self.ruling(of: app).ruling.allows.rank
    let freeze = isRaise ? board.windows.first { $0.isFreezing(id, at: now) } : nil
    if let freeze, !draft.overrides {
      throw Refusal(.override, "'\(freeze.title)' is in force: no traffic is raised. Override with a reason.")
    }
    return .rulingRecorded(
      RulingRecorded(
        app: id, ruling: ruling, why: draft.why, overrides: isOver ? readiness.state : nil, freeze: freeze?.title))
  }

  /// A condition that cannot be judged on this board would leave the GO unknown for ever.
  private func check(_ ruling: Ruling, on id: AppID) throws(Refusal) {
    guard let condition = ruling.holdsWhile else { return }
    guard ruling.kind.isGo else {
      throw Refusal(
        .holdsWhile, "Only a GO or a CONDITIONAL GO holds while a condition does, not \(ruling.kind.rawValue).")
    }
    guard let mistake = mistake(in: condition, of: id) else { return }
    throw Refusal(.holdsWhile, "while, character \(mistake.offset + 1): \(mistake.message).")
  }

  /// The first name in a condition that the board does not know, or the first mistake with a unit.
  func mistake(in condition: Condition, of id: AppID) -> ConditionError? {
    if let stranger = condition.signals.first(where: { !declares($0.key(in: id)) }) {
      return ConditionError(offset: stranger.offset, message: "'\(stranger)' is not a signal of the board")
    }
    if let stranger = condition.gates.first(where: { board.gate($0.name) == nil }) {
      return ConditionError(offset: stranger.offset, message: "'\(stranger.name)' is not a gate of the board")
    }
    if let stranger = condition.approvals.first(where: { board.roles(for: $0.item).isEmpty }) {
      return ConditionError(
        offset: stranger.offset, message: "'\(stranger.item)' is not an item that the board wants approved")
    }
    return condition.check(in: id) { dimension($0) }.first
  }
}

extension Window {
  func isFreezing(_ id: AppID, at now: Instant) -> Bool {
    guard freezes, app == nil || app == id, case .open = state(at: now) else { return false }
    return true
  }
}
