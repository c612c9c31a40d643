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
  package internal(set) var filter = "" { didSet { if filter != oldValue { refreshRows() } } }
  package internal(set) var order = RowOrder.board
  /// What charts are made of.
  package internal(set) var chartForm = ChartForm.braille
  /// The headings that are folded, on every page of a kind.
  var folds: Set<FoldedHeading> = []
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
  /// What follows from the state and the second, computed once for all that is drawn and pressed in it.
  private(set) var derived: Derived
  var alarms: Alarms
  /// Where in the past the screen is; nil while it shows what is.
  var travel: TimeTravel?
  /// The breaches that the title names.
  var announced: Set<Key> = []

  /// What the keyboard acts on.
  package enum Mode: Hashable, Sendable {
    /// The board, or the place that ``path`` leads to.
    case browse
    case filter
    case form(Form)
    case palette(Palette)
    case confirmQuit
    case theme(ThemeChoice)
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
    access = settings.isReadOnly ? .readOnly : .open
    alarms = Alarms(state, at: now)
    self.rehearsal = rehearsal
    derived = Derived(state, at: now)
    lastSeen = LastSeen(state, at: now)
    announced = state.breachedGuardrails
  }
}

/// Standings, alerts and deadlines of one state at one instant.
struct Derived: Sendable {
  let at: Instant
  let standings: [AppStanding]
  let alerts: [Alert]
  let deadlines: [DeadlineStanding]
  /// How many sources answer, and how many were asked in vain: counted once a second and not for each key.
  let (sourcesAnswering, sourcesSilent): (Int, Int)
  /// Columns for the names of the board's apps where they stand under each other.
  let namesWidth: Int
  /// The gates as they are shown: what the filter admits, in the order that was asked for.
  var rows: [AppStanding]
  let lists = Lists()

  init(_ state: BoardState, at now: Instant) {
    at = now
    standings = state.standings(at: now)
    deadlines = state.deadlines(at: now)
    alerts = state.alerts(of: standings, deadlines, at: now)
    (sourcesAnswering, sourcesSilent) = (state.sourcesAnswering, state.sourcesSilent)
    namesWidth = min(18, state.board.apps.map(\.id.name.utf8.count).max() ?? 0)
    rows = standings
  }
}

extension Model {
  /// What is drawn and asked: a state, its instant, and what follows from both.
  struct Shown: Sendable {
    let state: BoardState
    let now: Instant
    fileprivate let derived: Derived

    init(_ state: BoardState, at now: Instant) { self.init(state, now, Derived(state, at: now)) }

    fileprivate init(_ state: BoardState, _ now: Instant, _ derived: Derived) {
      (self.state, self.now, self.derived) = (state, now, derived)
    }
  }

  var shown: Shown {
    get { Shown(state, now, derived) }
    set {
      (state, now, derived) = (newValue.state, newValue.now, newValue.derived)
      // The filter and the order may be others than when it was put aside.
      refreshRows()
    }
  }

  /// Computes anew what follows from the state and the instant.
  mutating func refresh() {
    derived = Derived(state, at: now)
    refreshRows()
  }

  /// Picks and orders the gates anew, after what they are picked by changed.
  mutating func refreshRows() {
    let wanted = Filter(filter)
    var rows = derived.standings
    if !wanted.isEmpty {
      let owners = state.ownersByApp
      rows = rows.filter { wanted.admits($0.fields(owners: owners)) }
    }
    derived.rows = order.arranged(rows, derived.deadlines, at: now)
  }

  /// Moves the clock; what follows is computed anew when the second turned.
  mutating func move(to instant: Instant) {
    now = instant
    if instant.utcSeconds != derived.at.utcSeconds { refresh() }
  }

  var standings: [AppStanding] { derived.rows }

  var alerts: [Alert] {
    let wanted = Filter(filter)
    guard !wanted.isEmpty else { return derived.alerts }
    let owners = state.ownersByApp
    return derived.alerts.filter { wanted.admits($0.fields(owners: owners)) }
  }

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
