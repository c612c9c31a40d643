import Canvas
package import Gates

extension Model {
  /// Takes in a newer state of the board. Whether anything but numbers changed is for the caller to see.
  package mutating func show(_ state: BoardState, at now: Instant) -> [Effect] {
    self.state = state
    self.now = now
    refresh()
    let breached = state.breachedGuardrails
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
    case .quiet: hasSeen()
    case .looked(let path, let look): return looked(at: path, look)
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

  /// The first file whole, of the others the ending: `saved night/board.txt sha256 3f2a..., .json 9c1d...`.
  private static func words(for files: [SnapshotWritten]) -> String {
    let words = files.enumerated().map { index, file in
      let name = index == 0 ? file.path : "." + (file.path.split(separator: ".").last ?? "")
      return "\(name) \(index == 0 ? "sha256 " : "")\(file.sha256.prefix(12))"
    }
    return "saved " + words.joined(separator: ", ")
  }

  private mutating func press(_ key: KeyPress) -> [Effect] {
    if key == .control("z") { return [.suspend] }
    switch mode {
    case .browse:
      note = nil
      if case .paste = key { return say("Pasted text is taken in fields only.") }
      if place == .help { return pressInHelp(key) }
      return KeyMap.action(for: key).map { perform($0) } ?? []
    case .filter:
      pressInFilter(key)
      return []
    case .form(let form): return press(key, in: form)
    case .palette(let palette): return press(key, in: palette)
    case .theme(let choice): return press(key, in: choice)
    case .confirmQuit:
      if key == .character("y") { return [.quit] }
      mode = .browse
      return []
    }
  }

  /// What moves scrolls; any other key returns.
  private mutating func pressInHelp(_ key: KeyPress) -> [Effect] {
    switch KeyMap.action(for: key) {
    case .up: moveOnPage(by: -1)
    case .down: moveOnPage(by: 1)
    case .pageUp: moveOnPage(by: -10)
    case .pageDown: moveOnPage(by: 10)
    case .first: moveOnPage(by: -100_000)
    case .last: moveOnPage(by: 100_000)
    default: path.removeLast()
    }
    return []
  }

  private mutating func pressInFilter(_ key: KeyPress) {
    var editor = LineEditor(filter)
    switch key {
    case .enter: mode = .browse
    case .escape, .control("c"):
      filter = ""
      mode = .browse
    default:
      _ = editor.take(key)
      filter = editor.string
    }
  }

  /// Does what a key or a name of the palette asks for.
  mutating func perform(_ action: Action) -> [Effect] {
    switch action {
    case .up: move(by: -1)
    case .down: move(by: 1)
    case .pageUp: move(by: -10)
    case .pageDown: move(by: 10)
    case .first: move(by: -100_000)
    case .last: move(by: 100_000)
    case .previousGate: moveToGate(by: -1)
    case .nextGate: moveToGate(by: 1)
    case .nextPane:
      if path.isEmpty {
        pane = Pane(rawValue: (pane.rawValue + 1) % Pane.allCases.count) ?? .gates
      } else {
        moveToNextHeading()
      }
    case .back:
      if path.isEmpty { filter = "" } else { path.removeLast() }
    case .open: return open()
    case .why: return derive()
    case .blocker: return fileBlocker()
    case .edit: return editBlocker()
    case .resolve: return resolveBlocker()
    case .reopen: return reopenBlocker()
    case .acknowledge: return acknowledge()
    case .rule: return rule()
    case .approve: return approve()
    case .withdraw: return withdraw()
    case .deliver: return deliver()
    case .arm: return arm()
    case .snapshot: return [.writeSnapshot]
    case .filter:
      path = []
      mode = .filter
    case .palette: mode = .palette(Palette())
    case .theme: return [.findThemes]
    case .help: enter(.help)
    case .suspend: return [.suspend]
    case .quit: mode = .confirmQuit
    }
    return []
  }

  private mutating func move(by rows: Int) {
    guard path.isEmpty else { return moveOnPage(by: rows) }
    selection[pane] = max(0, min(selected(in: pane) + rows, count(in: pane) - 1))
  }
}
