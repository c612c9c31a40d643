import Gates
import Journal

/// Keeping samples, and taking what other programs push.
extension WarRoom {
  /// How often the inbox is looked at, in real time: what is pushed shows within a second.
  private static let look = Duration.milliseconds(500)
  /// How often the board as it stands is written where no event says that it changed, in looks.
  private static let looksBetweenPictures = 10

  /// Looks at the inbox and hands samples over to be kept, until the task is cancelled. It runs in real time, because
  /// files and other programs do.
  nonisolated func keepSamples(in path: String, under term: Term) async {
    let keeper = SampleKeeper(path: path, board: board, term: term)
    var looks = 0
    while !Task.isCancelled {
      let rows = await keeper.arrivals()
      let marks = await take(rows)
      if await isFollowed || looks.isMultiple(of: 2) || !marks.isEmpty {
        await note(await handOver(isDue: looks.isMultiple(of: Self.looksBetweenPictures), marks, to: keeper))
      }
      looks += 1
      try? await Task.sleep(for: Self.look)
    }
    await note(await handOver(isDue: true, [], to: keeper))
  }

  private var isFollowed: Bool { !state.watchers.others.isEmpty }

  private func handOver(isDue: Bool, _ marks: [InboxMark], to keeper: SampleKeeper) async -> String? {
    let (samples, live, now) = (unkept, liveRows(), clock.now())
    unkept = []
    let isNews = isDue || picturedAt != state.sequence
    guard isNews || !samples.isEmpty || !marks.isEmpty || !live.isEmpty else { return state.sampleTrouble }
    picturedAt = state.sequence
    return await keeper.keep(samples, marks, isNews ? BoardPicture(of: state, at: now) : nil, live, at: now)
  }

  private func note(_ trouble: String?) {
    guard trouble != state.sampleTrouble else { return }
    state.sampleTrouble = trouble
    publish(state)
  }

  /// Takes pushed rows in, those that were taken before too, and says what became of the new ones.
  private func take(_ rows: [PushedRow]) -> [InboxMark] {
    let now = clock.now()
    hasReadInbox = true
    guard !rows.isEmpty else { return [] }
    let marks = ingest(rows, at: now)
    state.judgePushes(at: now)
    record(Rules.evaluate(state, at: now), by: Event.engine)
    publish(state)
    return marks
  }

  /// Takes in what stands in the inbox, without a mark on it: for programs that only look once.
  func readInbox() {
    guard let rows = try? journal.pushed() else { return }
    hasReadInbox = true
    let now = clock.now()
    _ = ingest(rows.filter { !$0.isTaken || !hears($0) }, at: now)
    state.judgePushes(at: now)
  }

  private func hears(_ row: PushedRow) -> Bool { state.series(Key(AppID(row.app), row.signal)) != nil }

  private func ingest(_ rows: [PushedRow], at now: Instant) -> [InboxMark] {
    let machine = SystemClock().now()
    return rows.compactMap { row in
      // A rehearsal's clock runs from another start and faster: an age is carried over, not an instant.
      let age = row.pushedAt.map { max(.zero, machine - $0) } ?? .zero
      let pushed = clock is SystemClock ? min(now, row.pushedAt ?? now) : now - age / clock.realSecond.fractionOfSecond
      switch row.judged(against: state.board, pushable, at: now, pushed: pushed) {
      case .sample(let sample):
        state.ingest(pushed: sample)
        if let source = pushSources[sample.signal] { unseen.insert(source) }
        if row.isTaken { return nil }
        unkept.append(sample)
        return InboxMark(number: row.number, takenAt: now, at: sample.at, problem: nil)
      case .problem(let why):
        if row.isTaken { return nil }
        state.ingest(pushTrouble: "row \(row.number): \(why)", at: now)
        return InboxMark(number: row.number, takenAt: now, at: nil, problem: why)
      }
    }
  }
}

extension Duration {
  /// 1 for a second.
  fileprivate var fractionOfSecond: Double { self / .seconds(1) }
}
