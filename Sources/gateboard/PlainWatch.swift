import Canvas
import Dashboard
import Dispatch
import Foundation
import Gates
import Journal
import Synchronization
import WarRoom

#if canImport(Glibc)
import Glibc
#endif

/// The board as lines on standard output, by the same engine as the screen's: no terminal is needed, and no key acts.
struct PlainWatch {
  let board: Board
  let clock: any WarClock
  let person: String

  /// The engine publishes at least once a second; see the screen's pulse.
  private static let longestSilence = 5

  private struct News {
    var state: BoardState?
    var isOver = false
  }

  /// Returns when SIGINT or SIGTERM comes, or nobody reads any more.
  func run() throws {
    let journal = try Journal(at: board.state)
    let news = Mutexed(News())
    let arrived = DispatchSemaphore(value: 0)
    let room = try WarRoom(board: board, journal: journal, clock: clock) { state in
      // Latest wins: a reader that is slow hears of every event, and of the numbers only the last.
      let isFirst = news.change { contents in
        defer { contents.state = state }
        return contents.state == nil
      }
      if isFirst { arrived.signal() }
    }
    let stops = Self.stops {
      news.change { $0.isOver = true }
      arrived.signal()
    }
    let first = try waiting { await room.current }
    var voice = PlainVoice(in: .detect(environment: ProcessInfo.processInfo.environment))
    var isRead = say(voice.begin(first, at: clock.now()))
    Task.detached { await room.start(as: person) }
    var silence = 0
    while isRead {
      guard arrived.wait(timeout: .now() + .seconds(Self.longestSilence)) == .success else {
        if silence == 0 {
          isRead = say([voice.stalled(for: .seconds(Int64(Self.longestSilence)), at: clock.now())])
        }
        silence += Self.longestSilence
        continue
      }
      if silence > 0 { isRead = say([voice.stalled(for: nil, at: clock.now())]) }
      silence = 0
      let (state, isOver) = news.change { contents in
        defer { contents.state = nil }
        return (contents.state, contents.isOver)
      }
      if isOver { break }
      if let state { isRead = say(voice.lines(for: state, at: clock.now())) }
    }
    for stop in stops { stop.cancel() }
    // A program that a breach started is seen to its end; who cannot wait for it asks a second time.
    for number in Self.endings { signal(number, SIG_DFL) }
    try waiting { await room.stop() }
  }

  /// - Returns: whether anybody reads.
  private func say(_ lines: [String]) -> Bool {
    lines.isEmpty || JournalFile.write(Array((lines.joined(separator: "\n") + "\n").utf8))
  }

  private static let endings = [SIGINT, SIGTERM, SIGHUP]

  private static func stops(_ stop: @escaping @Sendable () -> Void) -> [any DispatchSourceSignal] {
    // A reader that goes away is found by the write.
    signal(SIGPIPE, SIG_IGN)
    return endings.map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler(handler: stop)
      source.resume()
      return source
    }
  }
}

/// A value that several threads share.
private final class Mutexed<Value: Sendable>: Sendable {
  private let value: Mutex<Value>

  init(_ value: Value) { self.value = Mutex(value) }

  func change<Result: Sendable>(_ edit: @Sendable (inout Value) -> Result) -> Result { value.withLock { edit(&$0) } }
}
