/// Everything that is known of a board at one moment: the fold of its events, and the latest measurements.
///
/// Immutable once published; a copy shares its storage.
package struct BoardState: Hashable, Sendable {
  package let board: Board

  /// What the journal keeps.
  package private(set) var fold: Fold
  /// The newest events, oldest first.
  package private(set) var recent: [Event] = []

  /// The timers of guardrails as the journal has them, where it would not take what happened since, by their places.
  private var assumed: [Int: GuardrailRun] = [:]

  // What is measured, and gone with the process.
  /// What is measured of every declared signal, at its place in the roster.
  private var tracks: [Series]
  /// The sources whose last poll went otherwise than the journal has it.
  private(set) var turnedSources: Set<Key> = []
  package private(set) var health: HealthTable
  /// What the looks at each OpenID provider found, and what the journal does not know of it yet.
  var keyLooks: [Key: KeyLooks] = [:]
  var newKeys: [Key: KeySetChanged] = [:]
  /// The spread of the signals that are read of a histogram, where one was observed.
  var histograms: [Key: HistogramPast] = [:]
  /// What the last look at each evidence file found, by its path as the board file has it.
  package private(set) var evidence: [String: EvidenceSeen] = [:]
  /// What the journal says of evidence that nobody can look at any more, because it is past.
  private(set) var recalled: [EvidenceNeed: RecalledEvidence] = [:]
  /// The latest instant that an answer or an evaluation had.
  private var heard: Instant?
  /// Why the journal refuses to write, or cannot be believed; nil while it works.
  package var journalTrouble: String?
  /// Whether the journal was found to be what was written.
  package var isJournalAudited = false
  /// Why samples are not kept at present; nil while they are.
  package var sampleTrouble: String?
  /// Why few sources are asked at a time; nil where enough are.
  package var askingTrouble: String?
  /// Who else has this board open.
  package var watchers = Watchers()
  /// Whether the program that this one follows said that its board has another ``Board/fingerprint``.
  package var followsOtherBoard = false
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
    health = HealthTable(roster)
    var windows: [Key: Duration] = [:]
    for watched in roster.watched {
      for rule in watched.rules where rule.guardrail.recovery > .zero {
        // A sample that was still fresh when the recovery began is part of it.
        for signal in rule.near {
          let staleAfter = rule.guardrail.staleAfter ?? roster.declared[signal.place].staleAfter
          windows[signal.key] = max(rule.guardrail.recovery + staleAfter * 2, windows[signal.key] ?? .zero)
        }
      }
      let conditions = watched.app.conditions + watched.cappedWindows.compactMap(\.cap)
      for window in conditions.flatMap(\.windows) {
        let key = window.signal.key(in: watched.app.id)
        windows[key] = max(window.length, windows[key] ?? .zero)
      }
    }
    tracks = Array(repeating: Series(), count: roster.declared.count)
    for (key, retention) in windows {
      if let place = roster.signals[key] { tracks[place] = Series(keeping: retention) }
    }
    fold = Fold(guardrails: roster.guardrails.count)
  }

  /// This board, of which nothing was known yet, as a fold of its events left it.
  ///
  /// - Parameter recent: the events before, as ``recent`` would hold them.
  package func resumed(from fold: Fold, recent: [Event]) -> BoardState {
    var state = self
    state.fold = fold
    state.recent = recent
    for (app, ruling) in fold.rulings { state.keepPast(for: ruling.ruling.holdsWhile, in: app) }
    return state
  }

  // MARK: Reading

  /// Sequence number of the last event applied, 0 before the first.
  package var sequence: Int { fold.sequence }
  /// The keys that each OpenID provider is known to hold, by its source.
  package var providerKeys: [Key: ProviderKeys] { fold.providerKeys }
  package var cappedWindows: [String: WindowCapped] { fold.cappedWindows }
  package var blockers: [Blocker] { fold.blockers }
  package var rulings: [AppID: RulingInForce] { fold.rulings }
  /// The ruling before that, where there was one.
  var rulingsBefore: [AppID: RulingInForce] { fold.rulingsBefore }
  /// The last mute of each app, and under nil the whole board's; see ``mutes(at:)``.
  var muted: [AppID?: Mute] { fold.muted }
  package var approvals: [Approval] { fold.approvals }
  package var deliveries: [Delivery] { fold.deliveries }
  package var passedDeadlines: [DueDate: DeadlinePassed] { fold.passedDeadlines }
  /// The last time that one shift gave the board to the next; nil where none has.
  package var lastHandover: Handover? { fold.lastHandover }
  /// The rulings recorded since then, oldest first.
  package var ruledSinceHandover: [Ruled] { fold.ruledSinceHandover }
  /// When the journal began; nil before the first event.
  package var began: Instant? { fold.began }
  /// The last step of the wall clock that was noticed.
  var clockStep: ClockStepped? { fold.clockStep }
  /// The timers of every guardrail, at its place in the roster.
  var runs: [GuardrailRun] { fold.runs }
  /// The latest instant that an event, an answer or an evaluation had; a clock that shows less was set back.
  var latest: Instant? { [fold.latest, heard].compactMap(\.self).max() }

  package func declares(_ signal: Key) -> Bool { roster.signals[signal] != nil }

  /// Whether every declared signal has been heard at least once.
  package var hasAllSamples: Bool { tracks.allSatisfy { $0.lastAt != nil && !$0.isPast } }

  /// The past of a signal; nil for one that is not declared or was never heard.
  package func series(_ signal: Key) -> Series? {
    roster.signals[signal].flatMap { series($0) }
  }

  func series(_ place: Int) -> Series? { tracks[place].lastAt == nil ? nil : tracks[place] }

  /// What is known of a signal at `now`.
  ///
  /// - Parameter limit: age from which it counts as stale; nil for its source's own.
  package func reading(_ signal: Key, at now: Instant, staleAfter limit: Duration? = nil) -> Reading {
    guard let place = roster.signals[signal] else { return .unknown(because: .undeclared, age: nil) }
    return reading(place, at: now, staleAfter: limit)
  }

  func reading(_ place: Int, at now: Instant, staleAfter limit: Duration?) -> Reading {
    // Over a span, because the rules ask thousands of times a second: of what stands there nothing is copied. The limit
    // stands before it, or the series would be copied to be kept while the limit is found.
    let limit = limit ?? roster.declared.span[place].staleAfter
    return tracks.span[place].reading(at: now, staleAfter: limit)
  }

  /// The period of the source that yields a signal; zero for one that is not declared.
  package func every(_ signal: Key) -> Duration { roster.signals[signal].map { roster.declared[$0].every } ?? .zero }

  /// Whether each source that the app's rules read has been asked at least once since this program began.
  func hasAskedAll(of app: App) -> Bool {
    app.appsRead.union([app.id]).allSatisfy { id in
      board.app(id)?.sources.allSatisfy { health[Key(id, $0.name)]?.answers != nil } ?? true
    }
  }

  func retention(_ place: Int) -> Duration { tracks[place].retention }
  var longestRetention: Duration { tracks.map(\.retention).max() ?? .zero }

  func source(_ signal: Key) -> String? { roster.signals[signal].map { roster.declared[$0].source } }

  package func dimension(_ signal: Key) -> Dimension {
    roster.signals[signal].map { roster.declared[$0].dimension } ?? .number
  }

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
      if let place = roster.signals[sample.signal] { tracks[place].append(sample) }
      advance(to: sample.at)
    }
  }

  /// Takes in what another program measured before this one, oldest first: it is older than what the journal says of the
  /// guardrails, and proves nothing of now.
  package mutating func recall(past samples: [Sample]) {
    for sample in samples {
      if let place = roster.signals[sample.signal] { tracks[place].recall(sample) }
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
      let time = last.map { $0.seen(from: now, seconds: true) }
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

  /// Takes over what the journal has of a past moment: the samples before it, and of sources and evidence their last
  /// moves. What it does not have is unknown.
  package mutating func recall(_ samples: [Sample], at now: Instant) {
    ingest(samples)
    for app in board.apps {
      for source in app.sources { recall(source, Key(app.id, source.name), at: now) }
      for criterion in app.criteria {
        guard case .evidence(let need) = criterion.requirement, let moved = fold.criteria[Key(app.id, criterion.name)]
        else { continue }
        recalled[need] = RecalledEvidence(state: moved.to, words: moved.because)
      }
    }
  }

  private mutating func recall(_ source: Source, _ key: Key, at now: Instant) {
    let last = source.signals.compactMap { series(Key(key.app, $0.name))?.lastAt }.max()
    let moved = fold.sources[key]
    let isFresh = last.map { now - $0 <= source.staleAfter } ?? false
    var found = SourceHealth()
    found.answers = moved?.answers ?? (isFresh ? true : nil)
    found.said =
      moved?.because ?? (isFresh ? "answered, as far as the journal has it" : "nothing in the journal")
    found.lastAnswerAt = last
    health[key] = found
    noteTurn(of: key)
  }

  /// Takes in what a look at an evidence file found.
  package mutating func ingest(evidence path: String, _ seen: EvidenceSeen) { evidence[path] = seen }

  /// Takes in how a poll went.
  ///
  /// - Parameters:
  ///   - last: what came, to be looked at.
  ///   - delay: how long after its planned instant it began, in real time; nil where nothing was planned.
  package mutating func ingest(
    _ source: Key, answered: Bool, said: String, last: LastAnswer? = nil, after delay: Duration? = nil, at now: Instant
  ) {
    health[source]?.note(answered, said, last, delay, at: now)
    noteTurn(of: source)
  }

  private mutating func noteTurn(of source: Key) {
    let answers = health[source]?.answers
    // A source that answers from the start is no news; one that never did is.
    if let answers, answers != (fold.sources[source]?.answers ?? true) {
      turnedSources.insert(source)
    } else {
      turnedSources.remove(source)
    }
  }

  /// Goes on as if the journal had taken a fact about a guardrail: a breach that cannot be written burns all the same.
  ///
  /// - Returns: whether it was one.
  package mutating func assume(_ fact: Fact, at now: Instant) -> Bool {
    guard let (place, before) = fold.assume(fact, at: now, board, roster) else { return false }
    if assumed[place] == nil { assumed[place] = before }
    return true
  }

  /// Back to what the journal has, before what was assumed is written into it.
  package mutating func forgetAssumptions() {
    for (place, run) in assumed { fold.restore(run, at: place) }
    assumed = [:]
  }

  /// Notes that the rules were evaluated at `now`.
  package mutating func advance(to now: Instant) { heard = max(heard ?? now, now) }

  /// Applies one event: the only way in which what the journal keeps may change.
  package mutating func apply(_ event: Event) {
    fold.apply(event, to: board, roster)
    recent.append(event)
    if recent.count >= 2 * Self.recentCapacity { recent.removeFirst(recent.count - Self.recentCapacity) }
    // What was measured follows.
    if case .clockStepped(let step) = event.fact { shift(by: step.to - step.from, to: step.to) }
    if case .sourceMoved(let moved) = event.fact { noteTurn(of: moved.source) }
    if case .keySetChanged(let changed) = event.fact { noteKeys(of: changed.source) }
    if case .rulingRecorded(let recorded) = event.fact {
      keepPast(for: recorded.ruling.holdsWhile, in: recorded.app)
    }
  }

  /// How many events ``recent`` holds after so many.
  package static func recentCount(after events: Int) -> Int {
    events < 2 * recentCapacity ? events : recentCapacity + events % recentCapacity
  }

  private mutating func shift(by span: Duration, to now: Instant) {
    heard = nil
    keyLooks = [:]
    let isForeign = Fold.isForeign(span)
    for place in tracks.indices where !isForeign || tracks[place].lastAt.map({ $0 > now }) ?? false {
      tracks[place].shift(by: span)
    }
    for (signal, past) in histograms where !isForeign || past.newestAt.map({ $0 > now }) ?? false {
      histograms[signal]?.shift(by: span)
    }
  }

  /// A condition that came with a ruling may look further back than the board's own.
  private mutating func keepPast(for condition: Condition?, in app: AppID) {
    for window in condition?.windows ?? [] {
      guard let place = roster.signals[window.signal.key(in: app)] else { continue }
      tracks[place].keep(atLeast: window.length)
    }
  }
}
