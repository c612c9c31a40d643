import Canvas
package import Gates

extension Model {
  /// Takes in a newer state of the board. Whether anything but numbers changed is for the caller to see.
  package mutating func show(_ state: BoardState, at now: Instant) -> [Effect] {
    showBehind { $0.showLive(state, at: now) }
  }

  private mutating func showLive(_ state: BoardState, at now: Instant) -> [Effect] {
    pulse.heard = pulse.uptime ?? .zero
    if isCrowded {
      self.now = now
      return [derive(state)]
    }
    let before = self.state
    take(state, at: now, Derived(state, at: now, by: pick))
    return callForNews(since: before)
  }

  private mutating func showLive(_ derivation: Derivation) -> [Effect] {
    let (before, old) = (state, take(derivation))
    return callForNews(since: before) + [.discard(old)]
  }

  /// The clock's second turned, and no newer state came with it.
  private mutating func tickLive(_ instant: Instant) -> [Effect] {
    let isTurn = instant.utcSeconds != now.utcSeconds
    now = instant
    guard isTurn else { return [] }
    if isCrowded { return [derive(awaited?.state ?? state)] }
    take(state, at: now, Derived(state, at: now, by: pick))
    return call()
  }

  private mutating func callForNews(since before: BoardState) -> [Effect] {
    keepJournal(before: before)
    let isNews = derived.breached != announced
    announced = derived.breached
    return call() + (isNews && settings.attention.retitles ? [.title(title)] : [])
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
    case .tick(let instant): return showBehind { $0.tickLive(instant) }
    case .derived(let derivation): return showBehind { $0.showLive(derivation) }
    case .pulse(let uptime): return feel(uptime)
    case .painted: pictures += 1
    case .resumed(let size):
      self.size = size
      wakeUp()
    case .burst(let count): return say("\(count) keys came at once, as pasted text does: none of them was taken.")
    case .draftsFound(let found): drafts = Dictionary(found.map { ($0.form, $0) }) { first, _ in first }
    case .resized(let size): self.size = size
    case .key(let key):
      let effects = keepingHabits { $0.press(key) }
      // The keys are not offered, the palette does not name them: this is the lock behind the curtain.
      return mayAct ? effects : effects.filter { !$0.acts }
    case .quiet: hasSeen()
    case .left: isLeft = true
    case .eventsRead(let events): took(events)
    case .eventsNotRead(let why):
      pastEvents.isReading = false
      pastEvents.trouble = why
    case .looked(let path, let look): return looked(at: path, look)
    case .saved(let command, let events): return saved(command, events) + writeHandover(after: events)
    case .refused(let command, let refusal): refused(command, refusal)
    case .snapshotFailed(let why), .trouble(let why): note = Note(text: why, isTrouble: true)
    case .snapshotWritten(let files):
      note = Note(text: Self.words(for: files), isTrouble: false)
      return files.map { .perform(.recordSnapshot($0)) }
    case .recalled(let past): show(past)
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
    if case .focus(let isInFront) = key {
      hasFocus = isInFront
      return []
    }
    renewAccess()
    if key == .control("z") { return [.suspend] }
    // Nobody acts on what cannot be seen; one may always leave.
    if isTooSmall, key != .escape, key != .control("c"), key != .character("q") || mode != .browse { return [] }
    if let meanwhile {
      press(key, in: meanwhile)
      return []
    }
    if returned() { return [] }
    if case .mouse(let mouse) = key { return point(mouse) }
    switch mode {
    case .browse:
      note = nil
      if case .paste = key { return say("Pasted text is taken in fields only.") }
      if place == .help { return pressInHelp(key) }
      // The first of its keys is the first app's, and so on, whichever keys those are.
      if let binding = keys.binding(for: key), binding.action == .jump, let place = binding.keys.firstIndex(of: key) {
        return jump(to: place + 1)
      }
      if let action = keys.action(for: key) { return perform(action) }
      // A key that is out of force acts on nothing, but says why.
      return !mayAct && settings.keys.action(for: key)?.acts == true ? say(locked) : []
    case .filter:
      pressInFilter(key)
      return []
    case .form(let form): return press(key, in: form)
    case .palette(let palette): return press(key, in: palette)
    case .theme(let choice): return press(key, in: choice)
    case .columns(let choice): return press(key, in: choice)
    case .lift(let editor): return pressInLift(key, in: editor)
    case .asking(let question): return press(key, in: question)
    case .moment(let editor): return pressInMoment(key, in: editor)
    case .confirmQuit:
      guard isQuestionSeen else { return [] }
      if key == .character("y") { return [.quit] }
      mode = .browse
      return []
    }
  }

  /// What moves scrolls; any other key returns.
  private mutating func pressInHelp(_ key: KeyPress) -> [Effect] {
    if let step = steps(for: key) { return moveOnPage(by: step) }
    path.removeLast()
    return []
  }

  /// The filter of the page that one is on, or the board's.
  var filterAtHand: String {
    get { path.last?.filter ?? filter }
    set {
      guard !path.isEmpty else {
        filter = newValue
        return
      }
      path[path.count - 1].filter = newValue
      path[path.count - 1].selected = 0
    }
  }

  private mutating func pressInFilter(_ key: KeyPress) {
    var editor = LineEditor(filterAtHand)
    switch key {
    case .enter: mode = .browse
    case .escape, .control("c"):
      filterAtHand = ""
      mode = .browse
    default:
      _ = editor.take(key)
      if editor.string != filterAtHand { filterAtHand = editor.string }
    }
  }

  /// Does what a key or a name of the palette asks for.
  mutating func perform(_ action: Action) -> [Effect] {
    guard mayAct || !action.acts else { return say(locked) }
    switch action {
    case .up, .down, .pageUp, .pageDown, .first, .last: return move(by: action.rows ?? 0)
    case .previousGate where isInPast: return step(by: -1)
    case .nextGate where isInPast: return step(by: 1)
    case .previousGate: moveToGate(by: -1)
    case .nextGate: moveToGate(by: 1)
    case .travel: return changeTime()
    case .earlier: return step(by: .seconds(-60))
    case .later: return step(by: .seconds(60))
    case .goTo: return askForMoment()
    case .nextPane: moveToNextPane()
    case .back: goBack()
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
    case .mute: return mute()
    case .undo: return undo()
    case .copy: return copy()
    case .write: return changeWriting()
    case .snapshot: return [.writeSnapshot]
    case .wall: return visit(.wall)
    case .deadlines: return visit(.deadlines)
    case .alerts: return visit(.alerts)
    case .blockers: return visit(.blockers)
    case .journal: return visit(.journal)
    case .evidence: return visit(.evidence)
    case .sources: return visit(.sources)
    case .handover: return handOver()
    case .jump: return explainJump()
    case .sort: return sort()
    case .fold: return fold()
    case .follow: return follow()
    case .chart: return changeChart()
    case .columns: mode = .columns(ColumnChoice(before: habits.columns))
    case .filter: beginFilter()
    case .palette: mode = .palette(Palette())
    case .theme: return [.findThemes]
    case .help: enter(.help)
    case .suspend: return [.suspend]
    case .quit: askToLeave()
    }
    return []
  }

  /// On a page that has one pane its next heading.
  private mutating func moveToNextPane() {
    guard path.isEmpty else { return moveToNextHeading() }
    pane = Pane(rawValue: (pane.rawValue + 1) % Pane.allCases.count) ?? .gates
  }

  /// From a filter, then from a page, then from the past.
  private mutating func goBack() {
    if !filterAtHand.isEmpty {
      filterAtHand = ""
    } else if path.isEmpty {
      comeBack()
    } else {
      path.removeLast()
    }
  }

  /// A name alone does not say whereto.
  private mutating func explainJump() -> [Effect] {
    say("It takes the key of an app\(keys.label(of: .jump).map { ": \($0)" } ?? ", and it has none").")
  }

  private mutating func askToLeave() {
    mode = .confirmQuit
    ask()
  }

  private mutating func beginFilter() {
    // A wall has no lines to pick from.
    if place == .wall { path = [] }
    mode = .filter
  }

  /// A question counts as seen once a picture with it went to the terminal.
  mutating func ask() { picturesBefore = pictures }

  var isQuestionSeen: Bool { pictures > picturesBefore }

  mutating func move(by rows: Int) -> [Effect] {
    guard path.isEmpty else { return moveOnPage(by: rows) }
    move(in: pane, by: rows)
    return []
  }
}
