import Canvas
import Dashboard
import Gates
import Preferences
import Reports
import Terminal
import Themes
import WarRoom

/// The loop of the terminal's thread: wait, take everything in, paint once.
struct Screen {
  private let terminal: Terminal
  private let commands: CommandQueue
  private let mailbox: Mailbox
  private let watch: Watch
  private let drafts: DraftStore?
  private let memory: MemoryStore?
  private let alarms: AlarmQueue
  private let past: PastQueue
  private let derivations: DerivationQueue
  private var model: Model
  /// What is shown no more.
  private var old: [Derivation] = []
  /// What the terminal shows, and what a picture file is drawn in.
  private var theme: Theme
  private var isDone = false
  /// When the screen was opened, on the machine's own clock: what the engine does moves it neither way.
  private let opened = ContinuousClock.now
  private var stillness = Stillness()

  init(
    terminal: Terminal, commands: CommandQueue, mailbox: Mailbox, watch: Watch, first: BoardState, drafts: DraftStore?,
    memory: MemoryStore?
  ) {
    self.terminal = terminal
    self.commands = commands
    self.mailbox = mailbox
    self.watch = watch
    self.drafts = drafts
    self.memory = memory
    alarms = AlarmQueue(mailbox: mailbox, waker: terminal.waker)
    past = PastQueue(board: watch.board, mailbox: mailbox, waker: terminal.waker)
    derivations = DerivationQueue(mailbox: mailbox, waker: terminal.waker)
    theme = watch.wishes.theme
    model = Model(
      state: first, now: watch.clock.now(), size: terminal.size, person: watch.person, rehearsal: watch.rehearsal,
      settings: watch.wishes.settings)
    _ = model.update(.pulse(.zero))
    if watch.wishes.settings.attention.retitles { terminal.setTitle(model.title) }
  }

  mutating func paint() {
    terminal.paint(model.view())
    // While the terminal still reads what came before, nobody has seen this one.
    if !terminal.isBehind { _ = model.update(.painted) }
  }

  /// What was typed when the program was last killed.
  mutating func takeUpDrafts() {
    if let drafts { apply(model.update(.draftsFound(drafts.load()))) }
  }

  mutating func loop() {
    while !isDone {
      let patience = untilNextSecond()
      let events = terminal.wait(for: model.wantsQuiet ? min(patience, Stillness.quiet) : patience)
      let now = watch.clock.now()
      let elapsed = opened.duration(to: .now)
      apply(model.update(.pulse(elapsed)))
      let isNewSecond = now.utcSeconds != model.clock.utcSeconds
      let (state, messages) = mailbox.take(withNumbers: isNewSecond)
      // Either moves the model's clock; both would work out the same second twice.
      apply(state.map { model.show($0, at: now) } ?? model.update(.tick(now)))
      for message in messages { apply(model.update(message)) }
      let keys = events.compactMap { if case .key(let key) = $0 { key } else { nil } }
      let hadKey = !keys.isEmpty
      if model.wantsQuiet, !hadKey, stillness.isQuiet(at: elapsed) { apply(model.update(.quiet)) }
      if hadKey, stillness.isReturn(at: elapsed) { apply(model.update(.left)) }
      let isBurst = model.isBurst(keys)
      if isBurst { apply(model.update(.burst(keys.count))) }
      for event in events where !(isBurst && event.isKey) { take(event) }
      if !isDone { paint() }
      derivations.shown(insteadOf: &old)
      // Counted from the picture that answers the key: what has not been painted has not been seen.
      stillness.note(hadKey: hadKey, isBehind: terminal.isBehind, at: opened.duration(to: .now))
    }
  }

  /// The clock's second turns on the screen when it turns; a rehearsal repaints ten times a second at most.
  private func untilNextSecond() -> Duration {
    let now = watch.clock.now().milliseconds
    let left = 1000 - (now - now / 1000 * 1000)
    return max(.milliseconds(watch.rehearsal == nil ? 1 : 100), watch.clock.realSecond * Int(left) / 1000)
  }

  private mutating func take(_ event: TerminalEvent) {
    switch event {
    case .key(let key): apply(model.update(.key(key)))
    case .resized(let size): apply(model.update(.resized(size)))
    case .resumed: apply(model.update(.resumed(terminal.size)))
    case .woken: break
    case .closed: isDone = true
    }
  }

  private mutating func apply(_ effects: [Effect]) {
    for effect in effects {
      switch effect {
      case .quit: isDone = true
      case .bell: terminal.bell()
      case .title(let title): terminal.setTitle(title)
      case .suspend:
        terminal.suspend()
        _ = model.update(.resumed(terminal.size))
      case .perform(let command): commands.put(command, by: model.person)
      case .keep(let draft): drafts?.keep(draft)
      case .forget(let draft): drafts?.forget(draft)
      case .copy(let line): terminal.copy(line)
      case .notify(let text): terminal.notify(text, as: watch.wishes.notifications)
      case .alarm(let arguments): alarms.put(arguments)
      case .remember(let theme): memory?.keep(theme: theme.name)
      case .accustom(let habits): memory?.keep(habits)
      case .look(let path): commands.look(at: path, of: watch.board)
      case .writeSnapshot: apply(model.update(writeSnapshot()))
      case .recall(let moment): past.put(moment)
      case .derive(let wanted): derivations.put(wanted)
      case .discard(let old): self.old.append(old)
      case .writeHandover(let text, let at): apply(model.update(writeHandover(text, at: at)))
      case .readEvents(let first, let count):
        commands.readEvents(before: first, count: count, of: watch.board.state)
      case .findThemes: apply(model.update(.themesFound(findThemes(), current: theme)))
      case .use(let theme):
        self.theme = theme
        terminal.use(theme)
      }
    }
  }

  /// Those that can be read; `gateboard theme check` says what is wrong with the others.
  private func findThemes() -> [Theme] {
    let library = Loading.themes(besideBoard: watch.file)
    return library.names.compactMap { try? library.theme(named: $0).theme }
  }

  private func writeHandover(_ text: String, at: Instant) -> Message {
    do {
      return .snapshotWritten([try HandoverFile.write(text, at: at, on: watch.board)])
    } catch {
      return .snapshotFailed(HandoverFile.failed(error))
    }
  }

  /// A text, a JSON and an SVG file beside the journal, named after the board's instant.
  private func writeSnapshot() -> Message {
    let now = model.now
    let name = "\(watch.board.folder)gateboard-\(now.fileStamp)"
    let picture = model.view()
    do {
      let files: [(String, [UInt8])] = [
        ("\(name).txt", Snapshot.text(picture)), ("\(name).json", try Snapshot.json(model.state, at: now)),
        ("\(name).svg", Snapshot.svg(picture, theme: theme)),
      ]
      return .snapshotWritten(
        try files.map { path, bytes in
          SnapshotWritten(path: path, sha256: try AtomicFile.write(bytes, to: path, replacing: false))
        })
    } catch {
      return .snapshotFailed("\(error)")
    }
  }
}

extension TerminalEvent {
  fileprivate var isKey: Bool {
    switch self {
    case .key: true
    case .resized, .resumed, .woken, .closed: false
    }
  }
}
