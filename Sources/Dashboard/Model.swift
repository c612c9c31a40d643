package import Canvas
package import Gates

/// Everything that the screen shows at one moment. A value: ``update(_:)`` changes it, ``view()`` draws it.
package struct Model: Sendable {
  package internal(set) var state: BoardState
  package internal(set) var now: Instant
  package internal(set) var size: Size
  /// Who sits at the keyboard.
  package internal(set) var person: String
  /// Who opened the board; whoever lifts read-only mode acts under another name.
  let watcher: String
  package let settings: Settings
  /// Whether keys may change anything.
  var access: Access
  var pulse = Pulse()
  /// Whether the window is in front; nil where the terminal does not say.
  var hasFocus: Bool?
  var lastClick: Click?
  /// What was typed into forms that were lost, by the form's name.
  var drafts: [String: Draft] = [:]
  /// How many pictures the terminal got, and how many it had when the last question was asked: a key that was typed
  /// before the question could be seen answers nothing.
  var pictures = 0
  var picturesBefore = 0
  /// How a rehearsal is announced in the header: `REHEARSAL x10`; nil on the real clock.
  package let rehearsal: String?
  package internal(set) var mode: Mode = .browse
  /// The way from the board to the place one is in; empty on the board.
  package internal(set) var path: [Page] = []
  package internal(set) var pane: Pane = .gates
  /// The selected row of each pane.
  var selection: [Pane: Int] = [:]
  /// What rows of the board must contain; see ``Filter``.
  package internal(set) var filter = "" { didSet { pickAgain() } }
  package internal(set) var habits: Habits { didSet { pickAgain() } }
  /// Older events than the state keeps, as far as they were asked for.
  var pastEvents = PastEvents()
  /// Whether the journal's page stays with the newest event.
  var isFollowing = true
  /// What the operator saw last, and what changed since; see ``Meanwhile``.
  var lastSeen: LastSeen
  /// Whether no key came for so long that the next one shows what changed.
  var isLeft = false
  package internal(set) var meanwhile: Meanwhile?
  /// The handover's rows as they were when it was signed, until the journal has it.
  var signedSheet: [String] = []
  /// What the program last had to say; it stays until the next key.
  package internal(set) var note: Note?
  /// What follows from the state; of the last second or, on a crowded board, of one shortly before.
  private(set) var derived: Derived
  /// Whether that is worked out beside the screen.
  let isCrowded: Bool
  /// How often that was asked for.
  private var asked = 0
  /// What was asked for last, until it comes.
  private(set) var awaited: Derivable?
  var alarms: Alarms
  /// What a picture shows that goes into a file, where no key acts; nil for a screen.
  package var printed: Printed?
  /// Where in the past the screen is; nil while it shows what is.
  var travel: TimeTravel?
  /// The breaches that the title names.
  var announced: Set<Key> = []

  package enum Printed: Sendable {
    /// The board as every source has it now.
    case measured
    /// The board as its journal has it of a moment of the past.
    case recalled
  }

  /// What the keyboard acts on.
  package enum Mode: Hashable, Sendable {
    /// The board, or the place that ``path`` leads to.
    case browse
    case filter
    case form(Form)
    case palette(Palette)
    case confirmQuit
    case theme(ThemeChoice)
    case columns(ColumnChoice)
    /// The name that lifts read-only mode.
    case lift(LineEditor)
    case asking(Question)
    /// Which moment of the past to go to.
    case moment(LineEditor)
  }

  package enum Pane: Int, Hashable, Sendable, CaseIterable {
    case gates, alerts, blockers
  }

  package struct Note: Hashable, Sendable {
    package let text: String
    package let isTrouble: Bool
  }

  package init(
    state: BoardState, now: Instant, size: Size, person: String, rehearsal: String? = nil,
    settings: Settings = Settings()
  ) {
    self.state = state
    self.now = now
    self.size = size
    self.person = person
    watcher = person
    self.settings = settings
    habits = settings.habits
    access = settings.isReadOnly ? .readOnly : .open
    self.rehearsal = rehearsal
    isCrowded = state.isCrowded
    derived = Derived(state, at: now, by: Pick())
    alarms = Alarms(derived.calling, in: state, at: now)
    lastSeen = LastSeen(state, at: now)
    announced = derived.breached
    pickAgain()
  }
}

extension Model {
  /// What is drawn and asked: a state, its instant, and what follows from both.
  struct Shown: Sendable {
    let state: BoardState
    let now: Instant
    fileprivate let derived: Derived

    fileprivate init(_ state: BoardState, _ now: Instant, _ derived: Derived) {
      (self.state, self.now, self.derived) = (state, now, derived)
    }
  }

  var shown: Shown {
    get { Shown(state, now, derived) }
    set {
      (state, now, derived) = (newValue.state, newValue.now, newValue.derived)
      // The filter and the order may be others than when it was put aside.
      pickAgain()
    }
  }

  /// Shows a past state.
  mutating func show(past: BoardState, at instant: Instant) {
    take(past, at: instant, Derived(past, at: instant, by: pick))
  }

  /// Takes over a state with what follows from it.
  mutating func take(_ state: BoardState, at now: Instant, _ derived: Derived) {
    (self.state, self.now, self.derived) = (state, now, derived)
    // On a crowded board the filter and the order may be others than when it was asked for.
    pickAgain()
  }

  /// Asks for what follows from a state now.
  mutating func derive(_ state: BoardState) -> Effect {
    asked += 1
    let wanted = Derivable(number: asked, state: state, at: now, pick: pick)
    awaited = wanted
    return .derive(wanted)
  }

  /// Takes over what was asked for; of several that were, the newest is still awaited.
  ///
  /// - Returns: what was shown before.
  mutating func take(_ derivation: Derivation) -> Derivation {
    let old = Derivation(of: Derivable(number: 0, state: state, at: derived.at, pick: pick), derived: derived)
    if awaited == derivation.of { awaited = nil }
    take(derivation.of.state, at: max(now, derivation.of.at), derivation.derived)
    return old
  }

  /// What the gates and alerts are picked by.
  var pick: Pick { Pick(filter: filter, order: order) }

  private mutating func pickAgain() { derived.pick(by: pick, of: state) }

  var standings: [AppStanding] { derived.picked.rows }

  var alerts: [Alert] { derived.picked.alerts }

  /// Open blockers, the most severe first, then by ETA.
  var blockers: [Blocker] {
    let wanted = Filter(filter)
    return state.openBlockers.filter { wanted.isEmpty || wanted.admits($0.fields(at: now)) }.inOrder
  }

  func count(in pane: Pane) -> Int {
    switch pane {
    case .gates: standings.count
    case .alerts: alerts.count
    case .blockers: blockers.count
    }
  }

  /// The selected row, kept within the rows that there are.
  func selected(in pane: Pane) -> Int { selected(in: pane, of: count(in: pane)) }

  /// Selects a gate's row on the board.
  mutating func select(row: Int) { selection[.gates] = row }

  /// The same for who has counted the rows: to count them is to filter them.
  func selected(in pane: Pane, of count: Int) -> Int { max(0, min(selection[pane] ?? 0, count - 1)) }

  var selectedApp: AppStanding? {
    let rows = standings
    return rows.isEmpty ? nil : rows[selected(in: .gates, of: rows.count)]
  }

  var selectedBlocker: Blocker? {
    let rows = blockers
    return rows.isEmpty ? nil : rows[selected(in: .blockers, of: rows.count)]
  }
}

extension [Blocker] {
  /// The most severe first, then by ETA.
  var inOrder: [Blocker] {
    sorted { left, right in
      (left.draft.severity, left.draft.eta?.milliseconds ?? .max, left.number)
        < (right.draft.severity, right.draft.eta?.milliseconds ?? .max, right.number)
    }
  }
}
