import Gates

/// What follows from one state at one instant, worked out once for all that is drawn and pressed meanwhile.
struct Derived: Sendable {
  let at: Instant
  let standings: [AppStanding]
  /// The loudest first; the quiet ones stand behind ``loud`` of them.
  let alerts: [Alert]
  let loud: Int
  /// How many tell that something cannot be seen.
  let blind: Int
  let deadlines: [DeadlineStanding]
  /// How many sources answer, and how many were asked in vain.
  let (sourcesAnswering, sourcesSilent): (Int, Int)
  /// Columns for the names of the board's apps where they stand under each other.
  let namesWidth: Int
  let breached: Set<Key>
  /// The breaches that nobody has acknowledged; see ``Alarms``.
  let calling: Set<Key>
  /// What of it is shown.
  var picked: Picked
  let lists = Lists()

  init(_ state: BoardState, at now: Instant, by pick: Pick) {
    at = now
    standings = state.standings(at: now)
    deadlines = state.deadlines(at: now)
    alerts = state.alerts(of: standings, deadlines, at: now)
    loud = alerts.loud
    blind = alerts.count { $0.level == .blind }
    (sourcesAnswering, sourcesSilent) = (state.sourcesAnswering, state.sourcesSilent)
    namesWidth = min(18, state.board.apps.map(\.id.name.utf8.count).max() ?? 0)
    (breached, calling) = (state.breachedGuardrails, state.breachesThatCall)
    picked = Picked(standings, alerts, deadlines, of: state, at: now, by: pick)
  }

  /// Picks anew, after what it is picked by has changed.
  mutating func pick(by pick: Pick, of state: BoardState) {
    guard pick != picked.by else { return }
    picked = Picked(standings, alerts, deadlines, of: state, at: at, by: pick)
  }
}

/// What the gates and the alerts are picked by, and in which order the gates stand.
struct Pick: Hashable, Sendable {
  var filter = ""
  var order = RowOrder.board
}

/// The gates and the alerts that the filter admits.
struct Picked: Sendable {
  let by: Pick
  /// In the order that was asked for.
  let rows: [AppStanding]
  let alerts: [Alert]
  /// How many of them are loud.
  let loud: Int
  /// Whether one of them began on another day.
  let hasOtherDays: Bool

  fileprivate init(
    _ standings: [AppStanding], _ alerts: [Alert], _ deadlines: [DeadlineStanding], of state: BoardState,
    at now: Instant, by pick: Pick
  ) {
    by = pick
    var (rows, alerts) = (standings, alerts)
    let wanted = Filter(pick.filter)
    if !wanted.isEmpty {
      let owners = state.ownersByApp
      rows = rows.filter { wanted.admits($0.fields(owners: owners)) }
      alerts = alerts.filter { wanted.admits($0.fields(owners: owners)) }
    }
    self.rows = pick.order.arranged(rows, deadlines, at: now)
    self.alerts = alerts
    loud = alerts.loud
    let today = now.day
    hasOtherDays = alerts.contains { $0.since.map { $0.day != today } ?? false }
  }
}

extension [Alert] {
  /// How many are loud: those stand first.
  fileprivate var loud: Int { firstIndex { !$0.isLoud } ?? count }
}

/// A state at an instant, of which what follows is to be worked out beside the screen: of ten thousand guardrails that
/// takes longer than a key may wait.
package struct Derivable: Sendable {
  let number: Int
  let state: BoardState
  let at: Instant
  let pick: Pick

  /// Takes its time; for a thread of its own.
  package func derived() -> Derivation { Derivation(of: self, derived: Derived(state, at: at, by: pick)) }
}

/// The answer to a ``Derivable``.
package struct Derivation: Sendable {
  let of: Derivable
  let derived: Derived
}

// Values of thousands of parts, told apart by when they were asked for.

extension Derivable: Hashable {
  package static func == (left: Derivable, right: Derivable) -> Bool { left.number == right.number }
  package func hash(into hasher: inout Hasher) { hasher.combine(number) }
}

extension Derivation: Hashable {
  package static func == (left: Derivation, right: Derivation) -> Bool { left.of == right.of }
  package func hash(into hasher: inout Hasher) { hasher.combine(of) }
}

extension BoardState {
  /// Whether what follows from it is worked out beside the screen: less than this is done before a key is felt.
  var isCrowded: Bool { board.apps.reduce(0) { $0 + $1.guardrails.count + $1.criteria.count } >= 300 }
}
