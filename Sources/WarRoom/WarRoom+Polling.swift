import Gates
import Probes

/// Asking the sources, each on its own period, and taking in what they say.
extension WarRoom {
  /// Every evidence file that a criterion asks for, by the path that the board file has: what a program sees is told to
  /// others, which may stand in another folder.
  var evidenceFiles: [String: String] {
    Dictionary(state.board.evidenceNeeds.map { ($0.path, $0.file) }) { first, _ in first }
  }

  /// Looks at the evidence files every ten seconds of real time: files change at the pace of humans, not of the clock.
  nonisolated func watch(evidence files: [String: String]) async {
    while !Task.isCancelled {
      var seen: [String: EvidenceSeen] = [:]
      for (path, file) in files { seen[path] = await evidence.look(at: file) }
      await take(seen)
      await clock.sleep(until: clock.now() + .seconds(Int64((Duration.seconds(10) / clock.realSecond).rounded(.up))))
    }
  }

  private func take(_ seen: [String: EvidenceSeen]) {
    let news = seen.filter { $0.value != state.evidence[$0.key] }
    guard !news.isEmpty else { return }
    for (path, found) in news { state.ingest(evidence: path, found) }
    evaluate()
  }

  /// Asks every source once, all at the same time, and evaluates the rules once they have all been heard.
  package func pollOnce() async {
    recallOnce()
    await withTaskGroup { group in
      for app in state.board.apps {
        for source in app.sources {
          let key = Key(app.id, source.name)
          guard let probe = probe(for: source, key) else { continue }
          group.addTask(executorPreference: LoopThread.network) {
            self.hand(over: await self.asker.ask(source, probe).answer, from: source, key)
          }
        }
      }
      for (path, file) in evidenceFiles {
        group.addTask { await self.take([path: await self.evidence.look(at: file)]) }
      }
    }
    takeIn()
    readInbox()
    evaluate()
  }

  /// One source with what asks it. A class, so that a question copies nothing of it.
  final class Asked: Sendable {
    let source: Source
    let key: Key
    let probe: any Probe

    init(_ source: Source, _ key: Key, _ probe: any Probe) {
      (self.source, self.key, self.probe) = (source, key, probe)
    }
  }

  /// Polls all sources for as long as they are watched, each on its own period, one question after the other.
  nonisolated func watch(_ all: [Asked]) async {
    let rounds = Rounds(all.map(\.source.every), on: clock)
    await withDiscardingTaskGroup { group in
      while !Task.isCancelled, let rest = rounds.rest(from: .now) {
        await LoopThread.network.pause(rest)
        if Task.isCancelled { return }
        for turn in rounds.turns(at: .now, clock.now()) {
          let asked = all[turn.number]
          group.addTask(executorPreference: LoopThread.network) { await self.poll(asked, turn, in: rounds) }
        }
      }
    }
  }

  private nonisolated func poll(_ asked: Asked, _ turn: Rounds.Turn, in rounds: Rounds) async {
    let (answer, began) = await asker.ask(asked.source, asked.probe)
    if Task.isCancelled { return }
    let delay = (began - turn.planned) * (clock.realSecond / .seconds(1))
    hand(over: answer, from: asked.source, asked.key, after: delay)
    rounds.isBack(turn.number, reached: !answer.isUnreachable, at: clock.now())
  }

  /// Leaves an answer for the engine, and has it come for it within a moment.
  private nonisolated func hand(over answer: Answer, from source: Source, _ key: Key, after delay: Duration? = nil) {
    let now = clock.now()
    let arrival = Arrival(
      source: key, samples: answer.samples(from: source, key, at: now), observed: answer.observed(in: key.app, at: now),
      isAnswer: answer.isAnswer, said: answer.said, last: answer.last(among: sourceCount), keys: answer.keys,
      delay: delay)
    guard intake.put(arrival) else { return }
    // No rule waits longer than a fiftieth of a second of the board's clock. Of few sources each is heard at once.
    let patience = sourceCount < Self.crowd ? .zero : clock.realSecond / 50
    Task(executorPreference: thread) {
      await self.thread.pause(patience)
      await self.takeIn()
    }
  }

  /// Takes in what has come, and finds what follows for the apps whose rules read it.
  private func takeIn() {
    let arrivals = intake.takeAll()
    // What was asked before another program took over is its to say.
    if arrivals.isEmpty || isFollowing { return }
    let now = clock.now()
    noteClock(at: now)
    for arrival in arrivals {
      state.ingest(arrival.samples)
      state.ingest(arrival.observed)
      if isWatching { unkept += arrival.samples }
      unseen.insert(arrival.source)
      state.ingest(
        arrival.source, answered: arrival.isAnswer, said: arrival.said, last: arrival.last, after: arrival.delay,
        at: now)
      if let keys = arrival.keys { state.ingest(keys: keys, of: arrival.source, at: now) }
    }
    let before = state.sequence
    record(Rules.evaluate(state, after: Set(arrivals.map(\.source.app)), at: now), by: Event.engine)
    // A state that somebody else holds is copied when it changes: numbers alone are worth that twice a second.
    guard state.sequence != before || shownAt.duration(to: .now) >= Self.calm else { return }
    shownAt = .now
    publish(state)
  }
}
