import Canvas
import Gates

/// What the operator's keys act on: the place one is in, its selected line, or the selected row of the board.
extension Model {
  /// The app that a key would act on.
  var appAtHand: App? {
    let onPage = placeAtHand?.app ?? place?.app
    return (onPage ?? (path.isEmpty ? selectedApp?.app.id : nil)).flatMap { state.board.app($0) }
      ?? selectedApp?.app
  }

  /// What the selected line of a page is about, or the page itself.
  private var placeAtHand: Place? { selectedLine?.target ?? place }

  mutating func say(_ text: String) -> [Effect] {
    note = Note(text: text, isTrouble: true)
    return []
  }

  /// One line deeper on a page; on the board the selected gate, the gate of the selected alert, or the blocker's form.
  mutating func open() -> [Effect] {
    if place == .wall {
      if let app = selectedApp?.app.id { enter(.gate(app)) }
      return []
    }
    if let page = path.last {
      guard let target = selectedLine?.target, target != page.place else { return [] }
      enter(target)
      return []
    }
    switch pane {
    case .gates, .alerts:
      let id = pane == .gates ? selectedApp?.app.id : selectedAlert?.app
      if let id { enter(.gate(id)) }
      return []
    case .blockers:
      guard mayAct else {
        if let blocker = selectedBlocker { enter(.blocker(blocker.number)) }
        return []
      }
      return editBlocker()
    }
  }

  /// The derivation of what is selected: a criterion, a guardrail, or the whole verdict.
  mutating func derive() -> [Effect] {
    guard let verdict = verdictAtHand else { return say("There is no verdict here.") }
    if verdict != place { enter(verdict) }
    return []
  }

  /// The derivation of what is selected: a condition's own page, else that of the gate.
  private var verdictAtHand: Place? {
    let target = selectedLine?.target
    switch target {
    case .criterion?, .guardrail?: if target != place { return target }
    default: break
    }
    let onBoard = pane == .alerts ? selectedAlert?.app ?? selectedApp?.app.id : selectedApp?.app.id
    return (place?.app ?? target?.app ?? (path.isEmpty || place == .wall ? onBoard : nil)).map { .why($0) }
  }

  private var selectedAlert: Alert? {
    let rows = alerts
    return rows.isEmpty ? nil : rows[selected(in: .alerts)]
  }

  private var blockerAtHand: Blocker? {
    if case .blocker(let number)? = placeAtHand { return state.blocker(number) }
    return selectedBlocker
  }

  // MARK: Blockers

  mutating func fileBlocker() -> [Effect] {
    let draft = BlockerDraft(app: appAtHand?.id, text: "", owner: "", eta: nil, severity: .two)
    return show(.blocker(.file, draft, in: state, at: now))
  }

  mutating func editBlocker() -> [Effect] {
    guard let blocker = blockerAtHand, blocker.isOpen else { return say("There is no open blocker to edit.") }
    return show(.blocker(.edit(blocker.number), blocker.draft, in: state, at: now))
  }

  mutating func resolveBlocker() -> [Effect] {
    guard let blocker = blockerAtHand, blocker.isOpen else { return say("There is no open blocker to resolve.") }
    return show(.resolving(blocker.number))
  }

  mutating func reopenBlocker() -> [Effect] {
    let resolved = state.blockers.filter { !$0.isOpen }
    guard !resolved.isEmpty else { return say("No blocker has been resolved.") }
    var form = Form.reopening(resolved)
    if case .blocker(let number)? = placeAtHand, resolved.contains(where: { $0.number == number }) {
      form.set(.blocker, "B-\(number)")
    }
    // What is prefilled already needs no look: the why is what is asked for.
    form.focus = 1
    return show(form)
  }

  // MARK: Decisions

  mutating func rule() -> [Effect] {
    guard let app = appAtHand else { return say("There is no app to rule on.") }
    return show(.ruling(state.ruling(of: app).ruling, on: app.id))
  }

  /// The approval that the selected line or the app asks for; of several the first that is not signed by all. Where no
  /// app is selected, of the board.
  private var itemAtHand: String? {
    if case .criterion(let key)? = placeAtHand,
      let mine = state.board.app(key.app)?.criteria.first(where: { $0.name == key.name })?.approvalItem
    {
      return mine
    }
    let all = appAtHand.map { $0.criteria.compactMap(\.approvalItem) } ?? state.board.approvalItems
    return all.first { !state.isApproved($0) } ?? all.first
  }

  mutating func approve() -> [Effect] {
    guard let item = itemAtHand else {
      let wanting = state.board.apps.filter { $0.criteria.contains { $0.approvalItem != nil } }
      guard let app = appAtHand, !wanting.isEmpty else { return say("This board wants nothing approved.") }
      let named = wanting.prefix(3).map { $0.gate ?? $0.id.name }.joined(separator: ", ")
      let who = wanting.count > 3 ? "\(named) and \(wanting.count - 3) more" : named
      return say("\(app.id) wants nothing approved; \(who) \(wanting.count == 1 ? "does" : "do"): select it first.")
    }
    var form = Form.approving(item, by: person, in: state)
    form.focus = 3
    return show(form)
  }

  mutating func withdraw() -> [Effect] {
    guard state.approvals.contains(where: \.isInForce) else { return say("Nothing has been signed.") }
    return show(.withdrawing(itemAtHand, in: state))
  }

  /// For the deadline that is selected, else for the next one to which the selected app owes something, else for the
  /// next.
  mutating func deliver() -> [Effect] {
    let waiting = derived.deadlines.filter { !$0.missing.isEmpty }
    let owed = waiting.filter { $0.instant > now }
    var chosen: DeadlineStanding?
    if case .deadline(let id)? = placeAtHand { chosen = waiting.first { $0.deadline.id == id } }
    if let app = appAtHand?.id { chosen = chosen ?? owed.first { $0.deadline.owes.contains(app) } }
    guard let next = chosen ?? owed.first ?? waiting.first else {
      return say("No deadline waits for a delivery.")
    }
    return show(.delivering(next, by: person, in: state))
  }

  mutating func arm() -> [Effect] {
    let hooks = state.board.hooks
    guard !hooks.isEmpty else { return say("No guardrail here names a program.") }
    var chosen = hooks.first { $0.app == appAtHand?.id } ?? hooks[0]
    if case .guardrail(let key)? = placeAtHand {
      guard hooks.contains(key) else { return say("\(key) names no program to run.") }
      chosen = key
    }
    return show(.arming(chosen, in: state))
  }

  /// Silences the app's alarms, or lets them sound again where they are silenced already.
  mutating func mute() -> [Effect] { show(.muting(appAtHand?.id, in: state, at: now)) }

  /// In the alerts the selected breach; elsewhere the first of the selected app; else the first of all.
  mutating func acknowledge() -> [Effect] {
    let waiting = derived.alerts.compactMap(\.acknowledges)
    let app = appAtHand?.id
    var chosen = waiting.first { $0.app == app } ?? waiting.first
    if path.isEmpty, pane == .alerts { chosen = selectedAlert?.acknowledges }
    if case .guardrail(let key)? = placeAtHand, waiting.contains(key) { chosen = key }
    guard let chosen else { return say("There is no breach to acknowledge here.") }
    return show(.acknowledging(chosen, among: waiting))
  }
}
