import Canvas
import Gates

/// Events of the journal that are older than those a board state keeps, read as far back as somebody has looked.
struct PastEvents: Hashable {
  /// Oldest first, without a gap.
  private(set) var events: [Event] = []
  var isReading = false
  /// Why they could not be read.
  var trouble: String?

  /// How many are held at most; past it the page says where it ends.
  static let most = 5_000

  /// How many are asked for at once.
  static let batch = 500

  /// Takes in events from before those that are held.
  mutating func prepend(_ older: [Event], before first: Int) {
    isReading = false
    let fitting = older.filter { $0.sequence < (events.first?.sequence ?? first) }
    events = fitting + events
  }

  /// Keeps what a newer state no longer has, so that no gap opens between the two.
  mutating func keep(_ dropped: some Sequence<Event>) {
    events += dropped.filter { $0.sequence > events.last?.sequence ?? 0 }
  }
}

extension Model {
  /// The events from the newest one back.
  var journalListing: Listing {
    let (recent, older) = (state.recent, olderEvents)
    let kept = older.count
    return Listing([
      Listing.Section(nil, count: recent.count + kept) { index in
        index < recent.count
          ? line(of: recent[recent.count - 1 - index])
          : line(of: older[older.startIndex + kept - 1 - (index - recent.count)])
      }
    ])
  }

  /// `JOURNAL 412, from 213 on, following`.
  var journalTitle: String {
    let first = firstKnownEvent
    let from = first > 1 ? ", from \(first) on" : ""
    let trouble = pastEvents.trouble.map { ", cannot read further: \($0)" } ?? ""
    let offer = keys.label(of: .follow).map { ", \($0) follows the newest" } ?? ""
    let newer = isFollowing ? ", following the newest" : offer
    return "JOURNAL \(state.sequence)\(from)\(pastEvents.isReading ? ", reading further" : newer)\(trouble)"
  }

  /// The events that were read from before those that the state keeps; none where a gap would lie between.
  private var olderEvents: ArraySlice<Event> {
    guard let first = state.recent.first, let last = pastEvents.events.last, last.sequence >= first.sequence - 1 else {
      return []
    }
    // Both are without a gap, so that numbers count.
    return pastEvents.events.dropLast(last.sequence - first.sequence + 1)
  }

  private var firstKnownEvent: Int { olderEvents.first?.sequence ?? state.recent.first?.sequence ?? 0 }

  private func event(_ sequence: Int) -> Event? {
    state.recent.last { $0.sequence == sequence } ?? pastEvents.events.last { $0.sequence == sequence }
  }

  func line(of event: Event) -> Line {
    let app = state.app(of: event)
    let name = app.map { "\($0.name): " } ?? ""
    return Line(
      mark: event.fact.mark, name: "\(moment(event.at, seconds: true).filled(to: Self.momentWidth)) \(event.actor)",
      text: name + state.words(of: event),
      target: .event(event.sequence),
      fields: Filter.Fields(app: app?.name ?? "", owner: event.actor, state: event.fact.word))
  }

  /// One event in full, and where its subject is.
  func eventLines(_ sequence: Int) -> [Line] {
    guard let event = event(sequence) else { return [] }
    let subject = event.subject
    return [
      Line(mark: event.fact.mark, name: "what", text: event.words, target: subject.map(Place.init)),
      .fact("who", event.actor == Event.engine ? "\(event.actor), by its rules" : event.actor),
      .fact("when", "\(event.at.utcMilliseconds)"),
      .fact("app", state.app(of: event)?.name ?? "-", target: state.app(of: event).map { .gate($0) }),
      .fact("number", "\(event.sequence) in the journal"),
    ]
  }

  /// Asks for older events where the selected line comes near the oldest that is known.
  mutating func readFurther() -> [Effect] {
    guard let page = path.last, page.place == .journal, firstKnownEvent > 1, !pastEvents.isReading,
      pastEvents.events.count < PastEvents.most
    else { return [] }
    guard page.selected >= listing(of: page).count - 50 else { return [] }
    pastEvents.isReading = true
    return [.readEvents(before: firstKnownEvent, count: PastEvents.batch)]
  }

  /// Older events came; those that were asked for by a page that is left are dropped.
  mutating func took(_ events: [Event]) {
    guard path.contains(where: { $0.place == .journal }), let first = state.recent.first else { return }
    if olderEvents.isEmpty { pastEvents = PastEvents() }
    pastEvents.prepend(events, before: first.sequence)
  }

  /// The newest event is followed, or the selected one stays where it is.
  mutating func follow() -> [Effect] {
    guard let index = path.lastIndex(where: { $0.place == .journal }), index == path.count - 1 else {
      return say("Only the journal is followed\(offer(.journal, "opens it")).")
    }
    isFollowing.toggle()
    if isFollowing { path[index].selected = 0 }
    return []
  }

  /// Keeps what the journal's page shows together while a newer state comes in.
  mutating func keepJournal(before: BoardState) {
    guard !isInPast, let index = path.lastIndex(where: { $0.place == .journal }), let first = state.recent.first else {
      return
    }
    if !pastEvents.events.isEmpty || before.recent.first.map({ $0.sequence < first.sequence }) ?? false {
      pastEvents.keep(before.recent.prefix { $0.sequence < first.sequence })
    }
    guard !isFollowing, state.sequence > before.sequence else { return }
    let filter = Filter(path[index].filter)
    let fresh = state.recent.suffix { $0.sequence > before.sequence }
    path[index].selected += filter.isEmpty ? fresh.count : fresh.count { filter.admits(line(of: $0).allFields) }
  }
}

extension Array {
  /// The longest end whose elements all satisfy a condition.
  fileprivate func suffix(while satisfies: (Element) -> Bool) -> ArraySlice<Element> {
    let start = lastIndex { !satisfies($0) }.map { $0 + 1 } ?? startIndex
    return self[start...]
  }
}

extension Fact {
  /// What kind of event it is, as a filter's `state:` finds it.
  var word: String {
    switch self {
    case .watchStarted: "watch"
    case .guardrailMoved(let moved): "guardrail \(moved.to.rawValue)"
    case .conditionTurned: "condition"
    case .criterionMoved(let moved): "criterion \(moved.to.rawValue)"
    case .sourceMoved(let moved): moved.answers ? "source answers" : "source silent"
    case .keySetChanged: "keys"
    case .breachAcknowledged: "acknowledged"
    case .rulingRecorded: "ruling"
    case .approvalSigned, .approvalWithdrawn: "approval"
    case .blockerFiled, .blockerEdited, .blockerResolved, .blockerReopened: "blocker"
    case .delivered: "delivery"
    case .deadlinePassed: "deadline"
    case .snapshotWritten: "snapshot"
    case .clockStepped: "clock"
    case .hookArmed, .hookStarted, .hookEnded: "hook"
    case .windowCapped: "window"
    case .alarmsMuted: "mute"
    case .handedOver: "handover"
    }
  }

  /// How bad it is, or who did it: what rules found has a state's shape, what humans did the shape of a deed.
  var mark: Mark {
    switch self {
    case .guardrailMoved(let moved):
      switch moved.to {
      case .breached: Mark("✖", .bad, bold: true)
      case .pending: Mark("▲", .warning)
      case .recovering: Mark("◐", .warning)
      case .inactive: Mark("●", .good)
      }
    // What comes back into sight has not changed: it has the shape of what it is, and the ink of no news.
    case .criterionMoved(let moved): moved.from == .unknown && moved.to != .pass ? moved.to.mark.plain : moved.to.mark
    case .sourceMoved(let moved): moved.answers ? Mark("●", .good) : Mark("◌", .unknown)
    case .deadlinePassed(let passed):
      passed.missing?.isEmpty == false ? Mark("✖", .bad, bold: true) : Mark("●", .good)
    case .windowCapped: Mark("✖", .bad, bold: true)
    case .clockStepped, .keySetChanged: Mark("▲", .warning)
    case .hookStarted: Mark("▸", .warning)
    case .hookEnded(let ended): ended.status == 0 ? Mark("▸", .accent) : Mark("✖", .bad)
    case .conditionTurned, .watchStarted, .snapshotWritten: Mark("·", .faint)
    case .breachAcknowledged, .rulingRecorded, .approvalSigned, .approvalWithdrawn, .blockerFiled, .blockerEdited,
      .blockerResolved, .blockerReopened, .delivered, .hookArmed, .alarmsMuted, .handedOver:
      Mark("▸", .accent)
    }
  }
}
