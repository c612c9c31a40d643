/// Everything that is known of a board at one moment: the fold of its events, and the latest measurements.
///
/// Immutable once published; a copy shares its storage.
package struct BoardState: Sendable {
  package let board: Board

  // What the journal keeps.
  /// Sequence number of the last event applied, 0 before the first.
  package private(set) var sequence = 0
  package private(set) var guardrails: [Key: GuardrailRun] = [:]
  package private(set) var criteria: [Key: CriterionState] = [:]
  package private(set) var sourceAnswers: [Key: Bool] = [:]
  package private(set) var blockers: [Blocker] = []
  package private(set) var passedDeadlines: Set<DeadlinePassed> = []
  /// The newest events, oldest first.
  package private(set) var recent: [Event] = []

  // What is measured, and gone with the process.
  package private(set) var series: [Key: Series] = [:]
  package private(set) var health: [Key: SourceHealth] = [:]
  /// The latest instant that an event, an answer or an evaluation had; a clock that shows less was set back.
  private(set) var latest: Instant?
  /// Why the journal refuses to write; nil while it works.
  package var journalTrouble: String?

  /// How many events ``recent`` keeps.
  package static let recentCapacity = 100

  /// The source and unit of every declared signal; fixed by the board.
  private let declarations: [Key: Declaration]

  /// The apps whose rules read signals of an app, itself included, as indexes into the board's apps.
  let readers: [AppID: [Int]]

  struct Declaration: Hashable, Sendable {
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
            every: source.every, staleAfter: source.staleAfter, dimension: signal.unit.dimension)
        }
      }
    }
    self.declarations = declarations
    var readers: [AppID: [Int]] = [:]
    for (index, app) in board.apps.enumerated() {
      for read in app.appsRead.union([app.id]) { readers[read, default: []].append(index) }
    }
    self.readers = readers
  }

  // MARK: Reading

  /// What is known of a signal at `now`.
  ///
  /// - Parameter limit: age from which it counts as stale; nil for its source's own.
  package func reading(_ signal: Key, at now: Instant, staleAfter limit: Duration? = nil) -> Reading {
    guard let declared = declarations[signal] else {
      return .unknown(because: "is not a signal of the board", age: nil)
    }
    guard let series = series[signal] else { return .unknown(because: "has no sample yet", age: nil) }
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

  package func dimension(_ signal: Key) -> Dimension { declarations[signal]?.dimension ?? .number }

  package func judge(_ condition: Condition, in app: AppID, at now: Instant) -> Judgement {
    condition.judge(in: app, dimensions: dimension) { reading($0, at: now) }
  }

  /// Judges a guardrail's condition, by its own measure of silence where it has one.
  package func judge(_ guardrail: Guardrail, in app: AppID, at now: Instant) -> Judgement {
    guardrail.breach.judge(in: app, dimensions: dimension) { reading($0, at: now, staleAfter: guardrail.staleAfter) }
  }

  package func run(_ guardrail: Key) -> GuardrailRun { guardrails[guardrail] ?? GuardrailRun() }

  package var openBlockers: [Blocker] { blockers.filter(\.isOpen) }

  package func blocker(_ number: Int) -> Blocker? { blockers.first { $0.number == number } }

  /// The number that the next blocker gets.
  package var nextBlockerNumber: Int { (blockers.map(\.number).max() ?? 0) + 1 }

  // MARK: Folding

  /// Takes measurements in. They change no rule's state; see ``Rules``.
  package mutating func ingest(_ samples: [Sample]) {
    for sample in samples {
      series[sample.signal, default: Series()].append(sample)
      advance(to: sample.at)
    }
  }

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
    advance(to: event.at)
    recent.append(event)
    if recent.count > Self.recentCapacity { recent.removeFirst() }
    switch event.fact {
    case .watchStarted, .snapshotWritten: break
    case .guardrailMoved(let moved):
      guardrails[moved.guardrail, default: GuardrailRun()].move(to: moved.to, since: moved.since, at: event.at)
    case .breachAcknowledged(let acknowledged):
      guardrails[acknowledged.guardrail, default: GuardrailRun()].acknowledge(by: event.actor, at: event.at)
    case .conditionTurned(let turned):
      guard let guardrail = board.guardrail(turned.guardrail) else { break }
      guardrails[turned.guardrail, default: GuardrailRun()].turn(turned.holds, at: event.at, under: guardrail)
    case .clockStepped(let step): shift(by: step.to - step.from, to: step.to)
    case .criterionMoved(let moved): criteria[moved.criterion] = moved.to
    case .sourceMoved(let moved): sourceAnswers[moved.source] = moved.answers
    case .deadlinePassed(let passed): passedDeadlines.insert(passed)
    case .blockerFiled(let filed):
      blockers.append(
        Blocker(number: filed.number, draft: filed.draft, filedBy: event.actor, filedAt: event.at, slips: 0))
    case .blockerEdited(let edited):
      change(edited.number) { blocker in
        if let before = blocker.draft.eta, let after = edited.draft.eta, after > before { blocker.slips += 1 }
        blocker.draft = edited.draft
      }
    case .blockerResolved(let resolved):
      change(resolved.number) { $0.resolution = Resolution(by: event.actor, at: event.at, note: resolved.note) }
    }
  }

  private mutating func shift(by span: Duration, to now: Instant) {
    latest = now
    for key in guardrails.keys { guardrails[key]?.shift(by: span) }
    for key in series.keys { series[key]?.shift(by: span) }
  }

  private mutating func change(_ number: Int, _ edit: (inout Blocker) -> Void) {
    guard let index = blockers.firstIndex(where: { $0.number == number }) else { return }
    edit(&blockers[index])
  }
}
