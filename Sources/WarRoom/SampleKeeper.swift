import Gates
import Journal

/// Writes samples and reads the inbox, on a thread of its own: a file that is busy holds up no rule.
actor SampleKeeper {
  private let path: String
  private let board: Board
  private let term: Term
  private let queue = EngineQueue(label: "gateboard.samples")
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

  nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe queue.asUnownedSerialExecutor() }

  init(path: String, board: Board, term: Term) {
    self.path = path
    self.term = term
    self.board = board
  }

  /// Rows that other programs have written since the last look. A file that cannot be read now is read later.
  func arrivals() -> [PushedRow] { (try? opened().arrivals()) ?? [] }

  /// Takes over what is to be written, and writes all that waits.
  ///
  /// - Returns: why it could not be written; nil where it was.
  func keep(
    _ samples: [Sample], _ marks: [InboxMark], _ picture: BoardPicture?, _ live: [LiveRow], at now: Instant
  ) -> String? {
    for row in live { self.live["\(row.kind) \(row.name)"] = row }
    waiting += samples
    self.marks += marks
    self.picture = picture ?? self.picture
    do throws(JournalError) {
      let store = try opened()
      try store.write(waiting, self.marks, self.picture, live: Array(self.live.values), under: term)
      (waiting, self.marks, self.picture, self.live) = ([], [], nil, [:])
      try store.tidy(at: now)
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
    let opened = try SampleStore(at: path, for: board)
    store = opened
    return opened
  }
}
