import Gates
import Journal
import Probes

/// Writes samples and reads the inbox, on a thread of its own: a file that is busy holds up no rule.
actor SampleKeeper {
  private let path: String
  private let blank: BoardState
  private let term: Term
  let thread = LoopThread()
  private var store: SampleStore?
  /// What could not be written yet, oldest first.
  private var waiting: [Sample] = []
  private var marks: [InboxMark] = []
  private var picture: BoardPicture?
  /// What those who follow have not been told, by what it is about.
  private var live: [String: LiveRow] = [:]

  /// At most so many samples wait for a file that cannot be written; then the oldest are lost, and the board says that
  /// samples are not kept.
  private static let mostWaiting = 100_000
  /// How often the inbox is looked at, in real time: what is pushed shows within a second.
  private static let look = Duration.milliseconds(750)
  /// How often the board as it stands is written where no event says that it changed, in looks.
  private var looksBetweenPictures: Int { blank.board.apps.count < Self.manyApps ? 7 : 40 }
  /// A picture of so many is a millisecond's work, and is made every half minute.
  private static let manyApps = 300

  nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe thread.serial }

  init(path: String, blank: BoardState, term: Term) {
    self.path = path
    self.term = term
    self.blank = blank
  }

  /// Looks at the inbox and writes what there is to be kept, until the task is cancelled. It runs in real time,
  /// because files and other programs do.
  func keep(for room: WarRoom) async {
    var looks = 0
    var trouble: String?
    while !Task.isCancelled {
      let rows = arrivals()
      // The engine is told of the first look also where it found nothing: before, nobody's silence is known.
      let marks = looks == 0 || !rows.isEmpty ? await room.take(rows) : []
      var batch = await room.handOver(isDue: looks.isMultiple(of: looksBetweenPictures))
      batch.marks = marks
      await tell(room, write(batch), &trouble)
      looks += 1
      await thread.pause(batch.isFollowed ? Self.look / 2 : Self.look)
    }
    await tell(room, write(await room.handOver(isDue: true)), &trouble)
  }

  private func tell(_ room: WarRoom, _ found: String?, _ told: inout String?) async {
    guard found != told else { return }
    told = found
    await room.note(found)
  }

  /// Rows that other programs have written since the last look. A file that cannot be read now is read later.
  private func arrivals() -> [PushedRow] { (try? opened().arrivals()) ?? [] }

  /// Takes over what is to be written, and writes all that waits.
  ///
  /// - Returns: why it could not be written; nil where it was, or where there was nothing.
  private func write(_ batch: SampleBatch) -> String? {
    for row in batch.live { live["\(row.kind) \(row.name)"] = row }
    waiting += batch.samples
    marks += batch.marks
    if let pictured = batch.pictured { picture = BoardPicture(of: pictured, at: batch.at) }
    do throws(JournalError) {
      let store = try opened()
      try store.write(waiting, marks, picture, live: Array(live.values), under: term)
      (waiting, marks, picture, live) = ([], [], nil, [:])
      try store.tidy(at: batch.at)
      try store.keepCheckpoints(upTo: batch.sequence, under: term)
      return nil
    } catch {
      // Another program keeps them now.
      if error.isFenced { return nil }
      if waiting.count > Self.mostWaiting { waiting.removeFirst(waiting.count - Self.mostWaiting) }
      // A moment's lock is no news: it is written with the next batch.
      return error.isBusy && waiting.count < Self.mostWaiting / 10 ? nil : error.description
    }
  }

  private func opened() throws(JournalError) -> SampleStore {
    if let store { return store }
    let opened = try SampleStore(at: path, for: blank)
    store = opened
    return opened
  }
}

/// What the engine has for the file.
struct SampleBatch: Sendable {
  var samples: [Sample]
  var marks: [InboxMark] = []
  /// The board as it stands, where a picture of that is to be written; it is made where it holds up no rule.
  var pictured: BoardState?
  /// What was measured, for those who follow.
  var live: [LiveRow]
  let at: Instant
  /// The last event.
  let sequence: Int
  /// Whether somebody follows, and is to be told sooner.
  let isFollowed: Bool
}
