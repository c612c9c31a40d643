import Dashboard
import Gates
import Journal
import Synchronization
import Terminal

/// Opens the past beside everything else. Of the moments that were asked for the last one counts: who holds an arrow key
/// down must not wait for each event in between.
final class PastQueue: Sendable {
  private struct Line {
    var wanted: PastMoment?
    var isBusy = false
  }

  private let line = Mutex(Line())
  private let reader: Reader
  private let mailbox: Mailbox
  private let waker: Waker

  init(board: Board, mailbox: Mailbox, waker: Waker) {
    reader = Reader(board)
    self.mailbox = mailbox
    self.waker = waker
  }

  func put(_ moment: PastMoment) {
    let isFree = line.withLock { line in
      line.wanted = moment
      defer { line.isBusy = true }
      return !line.isBusy
    }
    if isFree { Task.detached { await self.work() } }
  }

  private func work() async {
    while let moment = next() {
      do throws(JournalError) {
        mailbox.put(.recalled(try await reader.board(at: moment)))
      } catch {
        mailbox.put(.trouble("The past cannot be opened: \(error)"))
      }
      waker.wake()
    }
  }

  private func next() -> PastMoment? {
    line.withLock { line in
      defer { line.wanted = nil }
      line.isBusy = line.wanted != nil
      return line.wanted
    }
  }

  /// Reads over a connection that is opened when somebody first looks back.
  private actor Reader {
    private let board: Board
    private var history: History?

    init(_ board: Board) { self.board = board }

    func board(at moment: PastMoment) throws(JournalError) -> PastBoard {
      if let history { return try history.board(at: moment) }
      let opened = try History(of: board, in: board.state)
      history = opened
      return try opened.board(at: moment)
    }
  }
}
