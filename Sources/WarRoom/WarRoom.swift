package import Gates
package import Journal
import Probes

/// The engine: runs the sources, holds what they say against the rules, journals what follows, publishes the board.
///
/// One actor on its own thread, and no suspension between deciding, journaling and applying: what a command is
/// decided on is what it is applied to.
package actor WarRoom {
  let journal: Journal
  private let probes: ProbeSet
  /// The probe of each source that was asked: some of them measure from one question to the next.
  private var made: [Key: any Probe] = [:]
  let evidence = EvidenceWatch()
  let asker: Asker
  let intake = Intake()
  let clock: any WarClock
  let thread = LoopThread()
  let publish: @Sendable (BoardState) -> Void
  let board: Board
  let sourceCount: Int
  /// What tells this board from another on the same journal; made when somebody follows.
  lazy var fingerprint = board.fingerprint
  /// The board before anything is known of it; it shares what it is made of with ``state``.
  private let blank: BoardState
  var state: BoardState
  /// The signals that other programs may push.
  let pushable: [Key: Signal]
  /// The source of each of them.
  let pushSources: [Key: Key]
  /// Samples that nobody has written yet; nothing is put here before the board is watched.
  var unkept: [Sample] = []
  /// The last event in the picture of the board that was handed over.
  var picturedAt = -1
  /// Whether the inbox was looked at: before, nobody's silence is known.
  var hasReadInbox = false
  /// The right to append as the engine; nil where another program has it.
  private(set) var term: Term?
  /// Whether somebody looks at the board here.
  private(set) var isWatching = false
  /// The lease of a program that only acts, taken when it has something to say as the engine.
  private var visit: WatchStore?
  /// Who looks at the board here.
  private var person = "a former watch"
  /// The sources that have answered since those who follow were last told.
  var unseen: Set<Key> = []
  private var tasks: [Task<Void, Never>] = []
  /// What only the holder of the lease does: asking the sources, and writing down what they say.
  private var duties: [Task<Void, Never>] = []
  private var ended: [Task<Void, Never>] = []
  var hooks: [Task<Void, Never>] = []
  private(set) var isStopping = false
  private var clockWatch = ClockWatch()
  /// When an answer last had the state published.
  var shownAt = ContinuousClock.now
  /// What the journal would not take of the guardrails, oldest first: it burns on the board, and is written once it can
  /// be.
  var unwritten: [(fact: Fact, at: Instant)] = []
  /// Whether what was kept of the signals' past was taken up.
  private var hasRecalled = false
  /// Why the last append failed; nil once one has succeeded.
  var writeTrouble: JournalError? { didSet { showTrouble() } }
  /// Why the last look at other programs' events failed.
  var readTrouble: JournalError? { didSet { showTrouble() } }
  /// Why the journal cannot be believed.
  var auditTrouble: String? { didSet { showTrouble() } }

  /// From so many sources on, answers wait for each other.
  static let crowd = 100
  /// How often a state is published in which only numbers moved, in real time.
  static let calm = Duration.milliseconds(500)

  package nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe thread.serial }

  /// Folds the journal's events into the state that the board begins with.
  ///
  /// - Parameter publish: is handed each new state; it must return at once.
  /// - Throws: ``JournalError`` where the journal cannot be read.
  package init(
    board: Board, journal: Journal, clock: any WarClock, publish: @escaping @Sendable (BoardState) -> Void
  ) throws(JournalError) {
    try self.init(blank: BoardState(board), journal: journal, clock: clock, publish: publish)
  }

  /// The same, where what is known of the board before anything has happened was made elsewhere meanwhile.
  package init(
    blank: BoardState, journal: Journal, clock: any WarClock, publish: @escaping @Sendable (BoardState) -> Void
  ) throws(JournalError) {
    let board = blank.board
    self.journal = journal
    self.clock = clock
    self.publish = publish
    let descriptors = Descriptors.ofThisProgram()
    probes = ProbeSet(keeping: descriptors.kept)
    asker = Asker(clock: clock, hosts: HostGate(mostOfAll: descriptors.questions))
    self.board = board
    sourceCount = board.sourceCount
    pushable = Dictionary(
      board.apps.flatMap { app in
        app.sources.filter { $0.kind == .push }.flatMap(\.signals).map { (Key(app.id, $0.name), $0) }
      }
    ) { first, _ in first }
    pushSources = Dictionary(
      board.apps.flatMap { app in
        app.sources.filter { $0.kind == .push }.flatMap { source in
          source.signals.map { (Key(app.id, $0.name), Key(app.id, source.name)) }
        }
      }
    ) { first, _ in first }
    self.blank = blank
    state = blank
    state.askingTrouble = descriptors.trouble(asking: sourceCount)
    for event in try journal.events() { state.apply(event) }
  }

  /// The board as it stands.
  package var current: BoardState { state }

  // MARK: Watching

  /// Begins to watch: of all programs on one journal one polls the sources, each on its own period, and evaluates the
  /// rules at least once a second; the others follow it.
  package func start(as actor: String) {
    (isWatching, person) = (true, actor)
    catchUp()
    record([.watchStarted(WatchStarted(board: state.board.title))], by: actor)
    publish(state)
    tasks.append(Task(executorPreference: thread) { await self.keepTime() })
    guard let path = journal.path else { return }
    tasks.append(Task(priority: .utility) { await self.audit(path) })
    let keeper = WatchKeeper(path: path, as: actor)
    tasks.append(Task(executorPreference: keeper.thread) { await keeper.keep(for: self) })
  }

  /// Begins what only the holder of the lease does.
  func hold(_ term: Term, in path: String) {
    self.term = term
    if isStopping { return }
    catchUp()
    recallOnce()
    state.forgetDoubts()
    var asked: [Asked] = []
    for app in board.apps {
      for source in app.sources {
        let key = Key(app.id, source.name)
        if let probe = probe(for: source, key) { asked.append(Asked(source, key, probe)) }
      }
    }
    duties.append(Task(executorPreference: LoopThread.network) { [asked] in await self.watch(asked) })
    let files = evidenceFiles
    if !files.isEmpty { duties.append(Task { await self.watch(evidence: files) }) }
    let keeper = SampleKeeper(path: path, blank: blank, term: term)
    duties.append(Task(executorPreference: keeper.thread) { await keeper.keep(for: self) })
  }

  /// Nil for a source that is pushed to.
  func probe(for source: Source, _ key: Key) -> (any Probe)? {
    if made[key] == nil { made[key] = probes.probe(for: source) }
    return made[key]
  }

  /// Another program has the lease: nothing is asked and nothing appended here any more.
  func standDown() {
    term = nil
    visit = nil
    unkept = []
    // Who holds the watch now finds it, too.
    unwritten = []
    state.forgetAssumptions()
    for duty in duties { duty.cancel() }
    ended += duties
    duties = []
  }

  /// The right to append as the engine. A program that only acts takes the lease where nobody has it.
  func right() -> Term? {
    guard term == nil, !isWatching, let path = journal.path else { return term }
    if visit == nil { visit = try? WatchStore(at: path, as: .this(as: person, isWatching: false)) }
    term = (try? visit?.step())?.term
    return term
  }

  /// Ends all polling.
  package func stop() async {
    isStopping = true
    for duty in duties { duty.cancel() }
    for duty in duties + ended { await duty.value }
    (duties, ended) = ([], [])
    // A program that a breach started is seen to its end, which its timeout bounds: its record is owed. The rules still
    // run meanwhile, and may start another one.
    while !hooks.isEmpty { await hooks.removeFirst().value }
    // The lease goes last: until then nobody else may act.
    for task in tasks { task.cancel() }
    for task in tasks { await task.value }
    tasks = []
    visit?.leave()
    (visit, term) = (nil, nil)
  }

  /// Timers and staleness move without any answer.
  private func keepTime() async {
    // A rehearsal's second may be short; real time bounds how often the rules run.
    let step = max(.milliseconds(100), clock.realSecond)
    while !Task.isCancelled {
      await thread.pause(step)
      evaluate()
    }
  }

  func evaluate() {
    let now = clock.now()
    // Who follows finds nothing itself, and shows that it is alive where nothing comes from whom it follows.
    if isFollowing {
      tryAgain()
      state.doubtSilence(at: now)
      state.advance(to: now)
      return publish(state)
    }
    catchUp()
    tryAgain()
    noteClock(at: now)
    if hasReadInbox { state.judgePushes(at: now) }
    record(Rules.evaluate(state, at: now), by: Event.engine)
    state.advance(to: now)
    publish(state)
  }

  /// Timers move with a clock that was set forward, before anything is judged by it: time that did not pass neither
  /// completes a burn nor a recovery.
  func noteClock(at now: Instant) {
    if let step = clockWatch.look(at: now, uptime: clock.uptime) { record([.clockStepped(step)], by: Event.engine) }
  }

  private func showTrouble() { state.journalTrouble = (writeTrouble ?? readTrouble)?.description ?? auditTrouble }

  /// Takes up what was kept of the signals' past, so that no window begins anew with this program.
  func recallOnce() {
    guard !hasRecalled else { return }
    hasRecalled = true
    recall()
  }

  // MARK: Acting

  /// Carries out an operator's command; when this returns, it is on the disk.
  ///
  /// A journal that another program holds locked is asked again for five seconds; between the tries the board goes on.
  ///
  /// - Parameter requestID: what somebody calls the request that it belongs to.
  /// - Throws: ``Refusal``; then nothing has changed.
  package func perform(
    _ command: Command, by actor: String, requestID: String? = nil
  ) async throws(Refusal) -> [Event] {
    let start = ContinuousClock.now
    while true {
      catchUp()
      // What waits is older than what is decided on it.
      if !writeUnwritten(), let writeTrouble {
        try await wait(out: writeTrouble, since: start)
        continue
      }
      let now = clock.now()
      let facts = try state.decide(command, by: actor, at: now)
      // The end of a program that a breach ran is owed by whoever ran it, also when it holds the lease no more.
      let right = actor == Event.engine ? right() : nil
      let author = actor == Event.engine && right == nil && journal.path != nil ? person : actor
      do {
        let events = try journal.append(
          facts, by: author, at: now, after: state.sequence, under: right, requestID: requestID)
        writeTrouble = nil
        for event in events { state.apply(event) }
        evaluate()
        return events
      } catch {
        if error.isFenced {
          standDown()
          continue
        }
        // Another program came first: decide again on what it did, as far as that can be read.
        let trouble = error.isBehind ? readTrouble : error
        guard let trouble else { continue }
        if !error.isBehind { writeTrouble = error }
        try await wait(out: trouble, since: start)
      }
    }
  }

  /// Waits a moment where another program only holds the journal locked.
  ///
  /// - Throws: ``Refusal`` where it is something else, or has lasted for five seconds.
  private func wait(out trouble: JournalError, since start: ContinuousClock.Instant) async throws(Refusal) {
    publish(state)
    guard trouble.isBusy, ContinuousClock.now - start < .seconds(5) else {
      throw Refusal(nil, "Not saved: \(trouble.description).")
    }
    await thread.pause(.milliseconds(50))
  }
}
