/// Everything that is known of a board at one moment: the fold of its events, and the latest measurements.
///
/// Immutable once published; a copy shares its storage.
package struct BoardState: Hashable, Sendable {
  package let board: Board

  // What the journal keeps.
  /// Sequence number of the last event applied, 0 before the first.
  package private(set) var sequence = 0
  /// The timers of every guardrail, at its place in the roster.
  private(set) var runs: [GuardrailRun]
  package private(set) var criteria: [Key: CriterionState] = [:]
  package private(set) var sourceAnswers: [Key: Bool] = [:]
  /// The last early closing of each window by its cap, by the window's key.
  package private(set) var cappedWindows: [String: WindowCapped] = [:]
  package private(set) var blockers: [Blocker] = []
  package private(set) var armed: [Key: Arming] = [:]
  package private(set) var rulings: [AppID: RulingInForce] = [:]
  package private(set) var approvals: [Approval] = []
  package private(set) var deliveries: [Delivery] = []
  package private(set) var passedDeadlines: [DueDate: DeadlinePassed] = [:]
  /// The last time that one shift gave the board to the next; nil where none has.
  package private(set) var lastHandover: Handover?
  /// The rulings recorded since then, oldest first.
  package private(set) var ruledSinceHandover: [Ruled] = []
  /// When the journal began; nil before the first event.
  package private(set) var began: Instant?
  /// The newest events, oldest first.
  package private(set) var recent: [Event] = []

  /// The last step of the wall clock that was noticed.
  private(set) var clockStep: ClockStepped?

  // What is measured, and gone with the process.
  /// Every declared signal, at its place in the roster.
  private(set) var tracks: [Track]
  /// The sources whose last poll went otherwise than the journal has it.
  private(set) var turnedSources: Set<Key> = []
  package private(set) var health: [Key: SourceHealth] = [:]
  /// What the last look at each evidence file found, by the file's path.
  package private(set) var evidence: [String: EvidenceSeen] = [:]
  /// The latest instant that an event, an answer or an evaluation had; a clock that shows less was set back.
  private(set) var latest: Instant?
  /// Why the journal refuses to write; nil while it works.
  package var journalTrouble: String?
  /// Why samples are not kept at present; nil while they are.
  package var sampleTrouble: String?
  /// Who else has this board open.
  package var watchers = Watchers()
  /// How many pushed rows this program has looked at, good or bad.
  package private(set) var pushes = 0
  /// The pushed rows that could not be taken; nil where there was none.
  package private(set) var pushTrouble: PushTrouble?

  /// How many events ``recent`` keeps at least; at most it keeps twice as many, so that dropping them is cheap.
  package static let recentCapacity = 100

  let roster: Roster

  package init(_ board: Board) {
    self.board = board
    let roster = Roster(board)
    self.roster = roster
    let declared = board.apps.flatMap(\.sources).flatMap { source in source.signals.map { _ in source.staleAfter } }
    var windows: [Key: Duration] = [:]
    for watched in roster.watched {
      for rule in watched.rules where rule.guardrail.recovery > .zero {
        // A sample that was still fresh when the recovery began is part of it.
        for (key, staleAfter) in rule.near.map({ ($0.key, rule.guardrail.staleAfter ?? declared[$0.place]) }) {
          windows[key] = max(rule.guardrail.recovery + staleAfter * 2, windows[key] ?? .zero)
        }
      }
      let conditions = watched.app.conditions + watched.cappedWindows.compactMap(\.cap)
      for window in conditions.flatMap(\.windows) {
        let key = window.signal.key(in: watched.app.id)
        windows[key] = max(window.length, windows[key] ?? .zero)
      }
    }
    var tracks: [Track] = []
    for app in board.apps {
      for source in app.sources {
        health[Key(app.id, source.name)] = SourceHealth()
        for signal in source.signals {
          let retention = windows[Key(app.id, signal.name)] ?? .zero
          tracks.append(
            Track(
              source: source.name, every: source.every, staleAfter: source.staleAfter,
              dimension: signal.unit.dimension, series: Series(keeping: retention)))
        }
      }
    }
    self.tracks = tracks
    runs = Array(repeating: GuardrailRun(), count: roster.guardrails.count)
  }

  // MARK: Reading

  package func declares(_ signal: Key) -> Bool { roster.signals[signal] != nil }

  /// Whether every declared signal has been heard at least once.
  package var hasAllSamples: Bool { tracks.allSatisfy { $0.series.lastAt != nil } }

  /// The past of a signal; nil for one that is not declared or was never heard.
  package func series(_ signal: Key) -> Series? {
    roster.signals[signal].flatMap { series($0) }
  }

  func series(_ place: Int) -> Series? { tracks[place].series.lastAt == nil ? nil : tracks[place].series }

  /// What is known of a signal at `now`.
  ///
  /// - Parameter limit: age from which it counts as stale; nil for its source's own.
  package func reading(_ signal: Key, at now: Instant, staleAfter limit: Duration? = nil) -> Reading {
    guard let place = roster.signals[signal] else { return .unknown(because: .undeclared, age: nil) }
    return reading(place, at: now, staleAfter: limit)
  }

  func reading(_ place: Int, at now: Instant, staleAfter limit: Duration?) -> Reading {
    tracks[place].series.reading(at: now, staleAfter: limit ?? tracks[place].staleAfter)
  }

  /// The period of the source that yields a signal; zero for one that is not declared.
  package func every(_ signal: Key) -> Duration { roster.signals[signal].map { tracks[$0].every } ?? .zero }

  /// Whether each source that the app's rules read has been asked at least once since this program began.
  func hasAskedAll(of app: App) -> Bool {
    app.appsRead.union([app.id]).allSatisfy { id in
      board.app(id)?.sources.allSatisfy { health[Key(id, $0.name)]?.answers != nil } ?? true
    }
  }

  var longestRetention: Duration { tracks.map(\.series.retention).max() ?? .zero }

  func source(_ signal: Key) -> String? { roster.signals[signal].map { tracks[$0].source } }

  package func dimension(_ signal: Key) -> Dimension { roster.signals[signal].map { tracks[$0].dimension } ?? .number }

  package func run(_ guardrail: Key) -> GuardrailRun {
    roster.guardrails[guardrail].map { runs[$0] } ?? GuardrailRun()
  }

  /// The guardrails whose breach burns now.
  package var breachedGuardrails: Set<Key> { Set(roster.guardrails.filter { runs[$0.value].isBreached }.keys) }

  /// What was decided about an app last: by the board file, or since.
  package func ruling(of app: App) -> RulingInForce {
    rulings[app.id] ?? RulingInForce(ruling: app.ruling, record: nil)
  }

  package var openBlockers: [Blocker] { blockers.filter(\.isOpen) }

  package func blocker(_ number: Int) -> Blocker? { blockers.first { $0.number == number } }

  /// The number that the next blocker gets.
  package var nextBlockerNumber: Int { (blockers.map(\.number).max() ?? 0) + 1 }

  // MARK: Folding

  /// Takes measurements in. They change no rule's state; see ``Rules``. What no source declares is dropped: no rule
  /// can read it.
  package mutating func ingest(_ samples: [Sample]) {
    for sample in samples {
      if let place = roster.signals[sample.signal] { tracks[place].series.append(sample) }
      advance(to: sample.at)
    }
  }

  /// Takes in a row that another program pushed.
  package mutating func ingest(pushed sample: Sample) {
    pushes += 1
    ingest([sample])
  }

  /// Takes in that a pushed row could not be taken.
  package mutating func ingest(pushTrouble why: String, at now: Instant) {
    pushes += 1
    pushTrouble = PushTrouble(count: (pushTrouble?.count ?? 0) + 1, last: why, at: now)
  }

  /// Says of each source that is pushed to whether anything of it is fresh: nobody can be asked.
  package mutating func judgePushes(at now: Instant) {
    for (key, source) in roster.pushed {
      let last = source.signals.compactMap { series(Key(key.app, $0.name))?.lastAt }.max()
      let isFresh = last.map { now - $0 <= source.staleAfter } ?? false
      let time = last.map { "\($0.timeOfDay)\($0.day == now.day ? "" : " \($0.day.short)")" }
      var found = SourceHealth()
      found.answers = isFresh
      found.said = time.map { isFresh ? "pushed" : "nothing pushed since \($0)" } ?? "nothing pushed yet"
      found.lastAnswerAt = last
      if found != health[key] {
        health[key] = found
        noteTurn(of: key)
      }
    }
  }

  /// Takes over how a source stands from the program that asks it.
  package mutating func follow(_ source: Key, _ found: SourceHealth) {
    guard health[source] != nil else { return }
    health[source] = found
    noteTurn(of: source)
  }

  /// Takes over what is wrong with pushed rows from the program that takes them.
  package mutating func follow(_ trouble: PushTrouble) { pushTrouble = trouble }

  /// Takes in what a look at an evidence file found.
  package mutating func ingest(evidence file: String, _ seen: EvidenceSeen) { evidence[file] = seen }

  /// Takes in how a poll went.
  package mutating func ingest(_ source: Key, answered: Bool, said: String, at now: Instant) {
    health[source, default: SourceHealth()].answers = answered
    health[source, default: SourceHealth()].said = said
    health[source, default: SourceHealth()].lastPollAt = now
    if answered { health[source, default: SourceHealth()].lastAnswerAt = now }
    noteTurn(of: source)
  }

  private mutating func noteTurn(of source: Key) {
    let answers = health[source]?.answers
    // A source that answers from the start is no news; one that never did is.
    if let answers, answers != (sourceAnswers[source] ?? true) {
      turnedSources.insert(source)
    } else {
      turnedSources.remove(source)
    }
  }

  /// Notes that the rules were evaluated at `now`.
  package mutating func advance(to now: Instant) { latest = max(latest ?? now, now) }

  /// Applies one event: the only way in which what the journal keeps may change.
  package mutating func apply(_ event: Event) {
    sequence = event.sequence
    began = began ?? event.at
    advance(to: event.at)
    recent.append(event)
    if recent.count >= 2 * Self.recentCapacity { recent.removeFirst(recent.count - Self.recentCapacity) }
    switch event.fact {
    case .watchStarted, .snapshotWritten: break
    case .handedOver(let handed):
      lastHandover = Handover(
        outgoing: handed.outgoing, incoming: handed.incoming, note: handed.note, at: event.at, sequence: event.sequence)
      ruledSinceHandover = []
    case .guardrailMoved(let moved):
      change(moved.guardrail) { $0.move(to: moved.to, since: moved.since, at: event.at) }
    case .breachAcknowledged(let acknowledged):
      change(acknowledged.guardrail) { $0.acknowledge(by: event.actor, at: event.at) }
    case .conditionTurned(let turned):
      guard let guardrail = board.guardrail(turned.guardrail) else { break }
      change(turned.guardrail) { $0.turn(turned.holds, at: event.at, under: guardrail) }
    case .hookArmed(let hook):
      armed[hook.guardrail] = hook.isArmed ? Arming(by: event.actor, at: event.at) : nil
    case .hookStarted(let started):
      change(started.guardrail) { $0.startHook(HookRun(id: event.sequence, startedAt: event.at)) }
    case .hookEnded(let ended): change(ended.guardrail) { $0.endHook(ended) }
    case .clockStepped(let step):
      shift(by: step.to - step.from, to: step.to)
      clockStep = step
    case .criterionMoved(let moved): criteria[moved.criterion] = moved.to
    case .sourceMoved(let moved):
      sourceAnswers[moved.source] = moved.answers
      noteTurn(of: moved.source)
    case .windowCapped(let capped): cappedWindows[capped.window] = capped
    case .deadlinePassed(let passed): passedDeadlines[DueDate(deadline: passed.deadline, at: passed.at)] = passed
    case .delivered(let delivered): deliveries.append(Delivery(delivered: delivered, by: event.actor, at: event.at))
    case .rulingRecorded(let recorded):
      rulings[recorded.app] = RulingInForce(
        ruling: recorded.ruling,
        record: RulingInForce.Record(
          by: event.actor, at: event.at, why: recorded.why, overrides: recorded.overrides, freeze: recorded.freeze))
      ruledSinceHandover.append(
        Ruled(app: recorded.app, ruling: recorded.ruling, by: event.actor, at: event.at, why: recorded.why))
      keepPast(for: recorded.ruling.holdsWhile, in: recorded.app)
    case .approvalSigned(let signed):
      approvals.append(
        Approval(
          item: signed.item, role: signed.role, by: signed.human ?? event.actor, statement: signed.statement,
          at: event.at, keyboard: signed.human == nil ? nil : event.actor))
    case .approvalWithdrawn(let withdrawn):
      let index = approvals.lastIndex { $0.item == withdrawn.item && $0.role == withdrawn.role && $0.isInForce }
      guard let index else { break }
      approvals[index].withdrawal = Approval.Withdrawal(by: event.actor, at: event.at, why: withdrawn.why)
    case .blockerFiled(let filed):
      blockers.append(
        Blocker(number: filed.number, draft: filed.draft, filedBy: event.actor, filedAt: event.at))
    case .blockerEdited(let edited):
      change(edited.number) { blocker in
        if blocker.draft.eta != edited.draft.eta {
          blocker.etaHistory.append(
            ETAChange(from: blocker.draft.eta, to: edited.draft.eta, by: event.actor, at: event.at))
        }
        blocker.draft = edited.draft
      }
    case .blockerReopened(let reopened):
      change(reopened.number) { blocker in
        blocker.resolution = nil
        blocker.reopened += 1
      }
    case .blockerResolved(let resolved):
      change(resolved.number) { $0.resolution = Resolution(by: event.actor, at: event.at, note: resolved.note) }
    }
  }

  /// A step of more than half a day is another clock that wrote into this journal, such as a rehearsal's: then what
  /// began by `now` was timed by this clock, and stays.
  private mutating func shift(by span: Duration, to now: Instant) {
    latest = now
    let isForeign = span < .seconds(-43_200)
    for place in runs.indices where !isForeign || runs[place].began.map({ $0 > now }) ?? false {
      runs[place].shift(by: span)
    }
    for place in tracks.indices where !isForeign || tracks[place].series.lastAt.map({ $0 > now }) ?? false {
      tracks[place].series.shift(by: span)
    }
  }

  /// A guardrail that the board no longer has is nobody's any more.
  private mutating func change(_ guardrail: Key, _ edit: (inout GuardrailRun) -> Void) {
    if let place = roster.guardrails[guardrail] { edit(&runs[place]) }
  }

  /// A condition that came with a ruling may look further back than the board's own.
  private mutating func keepPast(for condition: Condition?, in app: AppID) {
    for window in condition?.windows ?? [] {
      guard let place = roster.signals[window.signal.key(in: app)] else { continue }
      tracks[place].series.keep(atLeast: window.length)
    }
  }

  private mutating func change(_ number: Int, _ edit: (inout Blocker) -> Void) {
    guard let index = blockers.firstIndex(where: { $0.number == number }) else { return }
    edit(&blockers[index])
  }
}
