/// Everything that is known of a board at one moment: the fold of its events, and the latest measurements.
///
/// Immutable once published; a copy shares its storage.
package struct BoardState: Hashable, Sendable {
  package let board: Board

  // What the journal keeps.
  /// Sequence number of the last event applied, 0 before the first.
  package private(set) var sequence = 0
  package private(set) var guardrails: [Key: GuardrailRun] = [:]
  package private(set) var criteria: [Key: CriterionState] = [:]
  package private(set) var sourceAnswers: [Key: Bool] = [:]
  package private(set) var blockers: [Blocker] = []
  package private(set) var armed: [Key: Arming] = [:]
  package private(set) var rulings: [AppID: RulingInForce] = [:]
  package private(set) var approvals: [Approval] = []
  package private(set) var deliveries: [Delivery] = []
  package private(set) var passedDeadlines: [DueDate: DeadlinePassed] = [:]
  /// When the journal began; nil before the first event.
  package private(set) var began: Instant?
  /// The newest events, oldest first.
  package private(set) var recent: [Event] = []

  // What is measured, and gone with the process.
  package private(set) var series: [Key: Series] = [:]
  package private(set) var health: [Key: SourceHealth] = [:]
  /// What the last look at each evidence file found, by the file's path.
  package private(set) var evidence: [String: EvidenceSeen] = [:]
  /// The latest instant that an event, an answer or an evaluation had; a clock that shows less was set back.
  private(set) var latest: Instant?
  /// Why the journal refuses to write; nil while it works.
  package var journalTrouble: String?

  /// How many events ``recent`` keeps at least; at most it keeps twice as many, so that dropping them is cheap.
  package static let recentCapacity = 100

  /// How far back conditions read a signal.
  private let windows: [Key: Duration]
  /// The source and unit of every declared signal; fixed by the board.
  private let declarations: [Key: Declaration]

  /// The apps whose rules read signals of an app, itself included, as indexes into the board's apps.
  let readers: [AppID: [Int]]

  struct Declaration: Hashable, Sendable {
    let source: String
    let every: Duration
    let staleAfter: Duration
    let dimension: Dimension
  }

  package init(_ board: Board) {
    self.board = board
    var declarations: [Key: Declaration] = [:]
    for app in board.apps {
      for source in app.sources {
        health[Key(app.id, source.name)] = SourceHealth()
        for signal in source.signals {
          declarations[Key(app.id, signal.name)] = Declaration(
            source: source.name, every: source.every, staleAfter: source.staleAfter, dimension: signal.unit.dimension)
        }
      }
    }
    self.declarations = declarations
    var windows: [Key: Duration] = [:]
    for app in board.apps {
      for window in app.conditions.flatMap(\.windows) {
        let key = window.signal.key(in: app.id)
        windows[key] = max(window.length, windows[key] ?? .zero)
      }
    }
    self.windows = windows
    var readers: [AppID: [Int]] = [:]
    for (index, app) in board.apps.enumerated() {
      for read in app.appsRead.union([app.id]) { readers[read, default: []].append(index) }
    }
    self.readers = readers
  }

  // MARK: Reading

  package func declares(_ signal: Key) -> Bool { declarations[signal] != nil }

  /// Whether every declared signal has been heard at least once.
  package var hasAllSamples: Bool { declarations.keys.allSatisfy { series[$0] != nil } }

  /// What is known of a signal at `now`.
  ///
  /// - Parameter limit: age from which it counts as stale; nil for its source's own.
  package func reading(_ signal: Key, at now: Instant, staleAfter limit: Duration? = nil) -> Reading {
    guard let declared = declarations[signal] else {
      return .unknown(because: .undeclared, age: nil)
    }
    guard let series = series[signal] else { return .unknown(because: .noSample, age: nil) }
    return series.reading(at: now, staleAfter: limit ?? declared.staleAfter)
  }

  /// The period of the source that yields a signal; zero for one that is not declared.
  package func every(_ signal: Key) -> Duration { declarations[signal]?.every ?? .zero }

  /// Whether each source that the app's rules read has been asked at least once since this program began.
  func hasAskedAll(of app: App) -> Bool {
    app.appsRead.union([app.id]).allSatisfy { id in
      board.app(id)?.sources.allSatisfy { health[Key(id, $0.name)]?.answers != nil } ?? true
    }
  }

  func source(_ signal: Key) -> String? { declarations[signal]?.source }

  package func dimension(_ signal: Key) -> Dimension { declarations[signal]?.dimension ?? .number }

  package func run(_ guardrail: Key) -> GuardrailRun { guardrails[guardrail] ?? GuardrailRun() }

  /// What was decided about an app last: by the board file, or since.
  package func ruling(of app: App) -> RulingInForce {
    rulings[app.id] ?? RulingInForce(ruling: app.ruling, record: nil)
  }

  package var openBlockers: [Blocker] { blockers.filter(\.isOpen) }

  package func blocker(_ number: Int) -> Blocker? { blockers.first { $0.number == number } }

  /// The number that the next blocker gets.
  package var nextBlockerNumber: Int { (blockers.map(\.number).max() ?? 0) + 1 }

  // MARK: Folding

  /// Takes measurements in. They change no rule's state; see ``Rules``.
  package mutating func ingest(_ samples: [Sample]) {
    for sample in samples {
      series[sample.signal, default: Series(keeping: windows[sample.signal] ?? .zero)].append(sample)
      advance(to: sample.at)
    }
  }

  /// Takes in how a poll went.
  package mutating func ingest(evidence file: String, _ seen: EvidenceSeen) { evidence[file] = seen }

  /// Takes in how a poll went.
  package mutating func ingest(_ source: Key, answered: Bool, said: String, at now: Instant) {
    health[source, default: SourceHealth()].answers = answered
    health[source, default: SourceHealth()].said = said
    health[source, default: SourceHealth()].lastPollAt = now
    if answered { health[source, default: SourceHealth()].lastAnswerAt = now }
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
    case .guardrailMoved(let moved):
      guardrails[moved.guardrail, default: GuardrailRun()].move(to: moved.to, since: moved.since, at: event.at)
    case .breachAcknowledged(let acknowledged):
      guardrails[acknowledged.guardrail, default: GuardrailRun()].acknowledge(by: event.actor, at: event.at)
    case .conditionTurned(let turned):
      guard let guardrail = board.guardrail(turned.guardrail) else { break }
      guardrails[turned.guardrail, default: GuardrailRun()].turn(turned.holds, at: event.at, under: guardrail)
    case .hookArmed(let hook):
      armed[hook.guardrail] = hook.isArmed ? Arming(by: event.actor, at: event.at) : nil
    case .hookStarted(let started):
      guardrails[started.guardrail, default: GuardrailRun()].hook = HookRun(startedAt: event.at)
    case .hookEnded(let ended): guardrails[ended.guardrail]?.hook?.ended = ended
    case .clockStepped(let step): shift(by: step.to - step.from, to: step.to)
    case .criterionMoved(let moved): criteria[moved.criterion] = moved.to
    case .sourceMoved(let moved): sourceAnswers[moved.source] = moved.answers
    case .deadlinePassed(let passed): passedDeadlines[DueDate(deadline: passed.deadline, at: passed.at)] = passed
    case .delivered(let delivered): deliveries.append(Delivery(delivered: delivered, by: event.actor, at: event.at))
    case .rulingRecorded(let recorded):
      rulings[recorded.app] = RulingInForce(
        ruling: recorded.ruling,
        record: RulingInForce.Record(
          by: event.actor, at: event.at, why: recorded.why, overrides: recorded.overrides))
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
    if span < .seconds(-43_200) {
      for (key, run) in guardrails where run.began.map({ $0 > now }) ?? false { guardrails[key]?.shift(by: span) }
      for (key, series) in series where series.lastAt.map({ $0 > now }) ?? false { self.series[key]?.shift(by: span) }
      return
    }
    for key in guardrails.keys { guardrails[key]?.shift(by: span) }
    for key in series.keys { series[key]?.shift(by: span) }
  }

  private mutating func change(_ number: Int, _ edit: (inout Blocker) -> Void) {
    guard let index = blockers.firstIndex(where: { $0.number == number }) else { return }
    edit(&blockers[index])
  }
}
