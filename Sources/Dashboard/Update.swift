import Canvas
package import Gates

extension Model {
  /// Takes in a newer state of the board. Whether anything but numbers changed is for the caller to see.
  package mutating func show(_ state: BoardState, at now: Instant) -> [Effect] {
    self.state = state
    self.now = now
    refresh()
    let breached = Set(state.guardrails.filter { $0.value.isBreached }.keys)
    let fresh = breached.subtracting(announced)
    let effects: [Effect] = fresh.isEmpty ? [] : [.bell]
    let isNews = breached != announced
    announced = breached
    return effects + (isNews ? [.title(title)] : [])
  }

  /// What the terminal's title bar says.
  package var title: String {
    let breached = announced.sorted()
    guard let first = breached.first else { return "gateboard: \(state.board.title)" }
    return "▲ \(breached.count) \(first.app): \(state.board.title)"
  }

  /// One step of the screen.
  package mutating func update(_ message: Message) -> [Effect] {
    switch message {
    case .tick(let instant): move(to: instant)
    case .resized(let size): self.size = size
    case .key(let key): return press(key)
    case .saved(let command, let events): saved(command, events)
    case .refused(let command, let refusal): refused(command, refusal)
    case .snapshotFailed(let why): note = Note(text: why, isTrouble: true)
    case .snapshotWritten(let files):
      note = Note(text: Self.words(for: files), isTrouble: false)
      return files.map { .perform(.recordSnapshot($0)) }
    case .themesFound(let themes, let current): mode = .theme(ThemeChoice(themes, current: current))
    }
    return []
  }

  private mutating func saved(_ command: Command, _ events: [Event]) {
    switch command {
    case .recordSnapshot: return
    case .acknowledge(let key): note = Note(text: "acknowledged \(key)", isTrouble: false)
    case .fileBlocker, .editBlocker, .resolveBlocker, .reopenBlocker, .rule, .sign, .withdraw, .deliver, .arm, .disarm,
      .recordHook:
      if case .form = mode { mode = .board }
      note = Note(text: Self.words(for: events.last), isTrouble: false)
    }
  }

  /// The first file whole, of the others the ending: `saved night/board.txt sha256 3f2a..., .json 9c1d...`.
  private static func words(for files: [SnapshotWritten]) -> String {
    let words = files.enumerated().map { index, file in
      let name = index == 0 ? file.path : "." + (file.path.split(separator: ".").last ?? "")
      return "\(name) \(index == 0 ? "sha256 " : "")\(file.sha256.prefix(12))"
    }
    return "saved " + words.joined(separator: ", ")
  }

  private static func words(for event: Event?) -> String {
    switch event?.fact {
    case .blockerFiled(let filed): "saved B-\(filed.number)"
    case .blockerEdited(let edited): "saved B-\(edited.number)"
    case .blockerResolved(let resolved): "resolved B-\(resolved.number)"
    case .rulingRecorded(let recorded): "recorded \(recorded.ruling.kind.rawValue) for \(recorded.app)"
    default: "nothing to change"
    }
  }

  private mutating func refused(_ command: Command, _ refusal: Refusal) {
    guard case .form(var form) = mode, form.isSaving else {
      note = Note(text: refusal.sentence, isTrouble: true)
      return
    }
    form.isSaving = false
    form.refuse(refusal)
    mode = .form(form)
  }

  private mutating func press(_ key: KeyPress) -> [Effect] {
    if key == .control("z") { return [.suspend] }
    switch mode {
    case .board, .detail: return pressOnBoard(key)
    case .help:
      mode = .board
      return []
    case .filter:
      pressInFilter(key)
      return []
    case .form(let form): return press(key, in: form)
    case .theme(let choice): return press(key, in: choice)
    case .confirmQuit:
      if key == .character("y") { return [.quit] }
      mode = .board
      return []
    }
  }

  private mutating func pressInFilter(_ key: KeyPress) {
    var editor = LineEditor(filter)
    switch key {
    case .enter: mode = .board
    case .escape, .control("c"):
      filter = ""
      mode = .board
    default:
      _ = editor.take(key)
      filter = editor.string
    }
  }

  private mutating func pressOnBoard(_ key: KeyPress) -> [Effect] {
    note = nil
    guard let action = KeyMap.action(for: key) else { return [] }
    switch action {
    case .up: move(by: -1)
    case .down: move(by: 1)
    case .nextPane: pane = Pane(rawValue: (pane.rawValue + 1) % Pane.allCases.count) ?? .gates
    case .open: open()
    case .back:
      if case .detail = mode { mode = .board } else { filter = "" }
    case .blocker: fileBlocker()
    case .edit: editBlocker()
    case .resolve:
      guard let blocker = selectedBlocker else { return say("There is no open blocker to resolve.") }
      mode = .form(Form(resolving: blocker.number))
    case .acknowledge: return acknowledge()
    case .rule: rule()
    case .snapshot: return [.writeSnapshot]
    case .filter: mode = .filter
    case .theme: return [.findThemes]
    case .help: mode = .help
    case .suspend: return [.suspend]
    case .quit: mode = .confirmQuit
    }
    return []
  }

  private mutating func say(_ text: String) -> [Effect] {
    note = Note(text: text, isTrouble: true)
    return []
  }

  private mutating func move(by rows: Int) {
    selection[pane] = max(0, min(selected(in: pane) + rows, count(in: pane) - 1))
    if case .detail = mode, pane == .gates, let app = selectedApp { mode = .detail(app.app.id) }
  }

  private mutating func open() {
    switch pane {
    case .gates, .alerts:
      let id = pane == .gates ? selectedApp?.app.id : selectedAlert?.app
      if let id { mode = .detail(id) }
    case .blockers: editBlocker()
    }
  }

  private var selectedAlert: Alert? {
    let rows = alerts
    return rows.isEmpty ? nil : rows[selected(in: .alerts)]
  }

  private mutating func fileBlocker() {
    let app: AppID? = if case .detail(let id) = mode { id } else { selectedApp?.app.id }
    let draft = BlockerDraft(app: app, text: "", owner: "", eta: nil, severity: .two)
    mode = .form(Form(.file, draft: draft, in: state, at: now))
  }

  private mutating func rule() {
    let id: AppID? = if case .detail(let id) = mode { id } else { selectedApp?.app.id }
    guard let id, let app = state.board.app(id) else {
      _ = say("There is no app to rule on.")
      return
    }
    mode = .form(Form(ruling: state.ruling(of: app).ruling, on: id))
  }

  private mutating func editBlocker() {
    guard let blocker = selectedBlocker else {
      _ = say("There is no open blocker to edit.")
      return
    }
    mode = .form(Form(.edit(blocker.number), draft: blocker.draft, in: state, at: now))
  }

  /// In the alerts the selected breach; elsewhere the first of the selected app; else the first of all.
  private mutating func acknowledge() -> [Effect] {
    let waiting = alerts.filter { $0.acknowledges != nil }
    let app: AppID? = if case .detail(let id) = mode { id } else { selectedApp?.app.id }
    let chosen = pane == .alerts ? selectedAlert : waiting.first { $0.app == app } ?? waiting.first
    guard let key = chosen?.acknowledges else { return say("There is no breach to acknowledge here.") }
    return [.perform(.acknowledge(key))]
  }

  // MARK: Forms

  private mutating func press(_ key: KeyPress, in form: Form) -> [Effect] {
    var form = form
    // Keys typed ahead while the journal writes wait for nothing: they are dropped, not applied to what comes next.
    guard !form.isSaving else { return [] }
    if form.asksToRecord != nil { return confirm(key, in: form) }
    if form.asksToLeave {
      if key == .character("y") { mode = .board } else { mode = .form(form.staying()) }
      return []
    }
    var effects: [Effect] = []
    switch key {
    case .escape, .control("c"):
      guard form.isChanged else {
        mode = .board
        return []
      }
      form.asksToLeave = true
    case .tab, .down: form.focus = (form.focus + 1) % form.fields.count
    case .backTab, .up: form.focus = (form.focus + form.fields.count - 1) % form.fields.count
    case .enter: effects = submit(&form)
    default: form.type(key)
    }
    mode = .form(form)
    return effects
  }

  /// Enter never means yes to what the whole war room will act on.
  private mutating func confirm(_ key: KeyPress, in form: Form) -> [Effect] {
    var form = form
    form.asksToRecord = nil
    defer { mode = .form(form) }
    guard key == .character("y"), let command = try? form.command(at: now) else { return [] }
    form.isSaving = true
    return [.perform(command)]
  }

  private func submit(_ form: inout Form) -> [Effect] {
    do {
      let command = try form.command(at: now)
      _ = try state.decide(command, by: person, at: now)
      form.refusal = nil
      form.asksToRecord = Form.warning(of: command)
      guard form.asksToRecord == nil else { return [] }
      form.isSaving = true
      return [.perform(command)]
    } catch {
      form.refuse(error)
      return []
    }
  }
}

extension Form {
  mutating func type(_ key: KeyPress) {
    refusal = nil
    if key == .right || key == .control("n"), let completion {
      _ = fields[focus].editor.take(.paste(completion))
    } else {
      _ = fields[focus].editor.take(key)
    }
  }

  /// Shows a refusal and goes to the field that must change.
  mutating func refuse(_ refusal: Refusal) {
    self.refusal = refusal
    let name = name(of: refusal)
    if let index = fields.firstIndex(where: { $0.name == name }) { focus = index }
  }

  /// The field that a refusal is about, as the form calls it.
  func name(of refusal: Refusal) -> Name? {
    switch refusal.field {
    case .app: .app
    case .deadline: .deadline
    case .text: .text
    case .owner: .owner
    case .eta: .eta
    case .severity: .severity
    case .ruling: .ruling
    case .allows: .allows
    case .scope: .scope
    case .conditions: .conditions
    case .why: .why
    case .override: .override
    case .item, .role, .statement, .deliverable, nil: nil
    }
  }

  func staying() -> Form {
    var form = self
    form.asksToLeave = false
    return form
  }
}
