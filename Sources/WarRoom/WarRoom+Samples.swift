import Gates
import Journal

/// Keeping samples, and taking what other programs push.
extension WarRoom {
  /// Hands over what is to be written.
  ///
  /// - Parameter isDue: whether the board as it stands is to be written also where no event says that it changed.
  func handOver(isDue: Bool) -> SampleBatch {
    let now = clock.now()
    var batch = SampleBatch(
      samples: unkept, live: liveRows(), at: now, sequence: state.sequence, isFollowed: !state.watchers.others.isEmpty)
    unkept = []
    if isDue || picturedAt != state.sequence {
      picturedAt = state.sequence
      batch.pictured = state
    }
    return batch
  }

  /// - Parameter trouble: why samples are not kept; nil where they are.
  func note(_ trouble: String?) {
    guard trouble != state.sampleTrouble else { return }
    state.sampleTrouble = trouble
    publish(state)
  }

  /// Takes pushed rows in, those that were taken before too, and says what became of the new ones.
  func take(_ rows: [PushedRow]) -> [InboxMark] {
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

  private func hears(_ row: PushedRow) -> Bool {
    state.series(Key(AppID(row.app), row.signal)).map { !$0.isPast } ?? false
  }

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
