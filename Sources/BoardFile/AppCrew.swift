import Dispatch
import StrictYAML
import Synchronization

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Reads the apps of a large board on all cores, the first while the file's end is still being taken apart.
///
/// Apps know nothing of each other, so it makes no difference who reads which.
final class AppCrew {
  typealias Apps = [(entry: Node.Entry, value: ReadApp)]

  /// How many apps are handed over at once: ten times the work that it is to wake somebody.
  private static let some = 32

  /// What is left of the work; to give it back takes its time, too.
  var remains: some Sendable { work }
  private let work: Work
  private var gathered: [Node.Entry] = []
  private var handedOver = 0

  init(file: String, environment: [String: String]) { work = Work(file: file, environment: environment) }

  deinit { work.close() }

  /// Takes the next app of the file.
  func take(_ entry: Node.Entry) {
    gathered.append(entry)
    if gathered.count == Self.some { handOver() }
  }

  private func handOver() {
    work.put(gathered)
    handedOver += gathered.count
    gathered = []
  }

  /// All apps in the order of the file; what is wrong with them is reported to the reader.
  ///
  /// - Parameters:
  ///   - entries: all apps, also those that were taken.
  ///   - reader: takes its part in the work.
  func finish(_ entries: [Node.Entry], with reader: BoardReader) -> Apps {
    // None was taken of a mapping that stands elsewhere, behind an alias.
    var rest = Array(entries.dropFirst(handedOver))
    while rest.count > Self.some {
      gathered = Array(rest.prefix(Self.some))
      rest.removeFirst(Self.some)
      handOver()
    }
    let last = reader.named(rest, read: reader.app)
    let (apps, problems) = work.finish(with: reader)
    reader.diagnosis.report(problems)
    return apps + last
  }
}

/// The parts that wait for somebody, and those that are done.
private final class Work: Sendable {
  private struct State {
    var waiting: [[Node.Entry]] = []
    var begun = 0
    var isClosed = false
    /// Those that were called, and those of them that came.
    var (helpers, running) = (0, 0)
    var done: [Int: AppCrew.Apps] = [:]
    var problems: [Problem] = []
  }

  private let state = Mutex(State())
  private let news = DispatchSemaphore(value: 0)
  private let ended = DispatchSemaphore(value: 0)
  private let file: String
  private let environment: [String: String]
  /// Who brings the work is one of those who do it.
  private let mostHelpers = sysconf(Int32(_SC_NPROCESSORS_ONLN)) - 1

  init(file: String, environment: [String: String]) {
    self.file = file
    self.environment = environment
  }

  func put(_ part: [Node.Entry]) {
    let isAnotherWanted = state.withLock { state in
      state.waiting.append(part)
      guard state.helpers < min(mostHelpers, state.waiting.count) else { return false }
      state.helpers += 1
      return true
    }
    news.signal()
    if isAnotherWanted { DispatchQueue.global().async { self.help() } }
  }

  /// Lets the helpers go once nothing waits any more.
  func close() {
    let helpers = state.withLock { state in
      state.isClosed = true
      return state.helpers
    }
    for _ in 0..<helpers { news.signal() }
  }

  func finish(with reader: BoardReader) -> (apps: AppCrew.Apps, problems: [Problem]) {
    close()
    while let (number, part) = next() { read(part, number, with: reader) }
    // Not for one that did not come: where every thread waits like this, nobody else would let it.
    let running = state.withLock { $0.running }
    for _ in 0..<running { ended.wait() }
    return state.withLock { state in
      (state.done.sorted { $0.key < $1.key }.flatMap(\.value), state.problems)
    }
  }

  private func help() {
    let isWanted = state.withLock { state in
      if !state.isClosed { state.running += 1 }
      return !state.isClosed
    }
    guard isWanted else { return }
    let reader = BoardReader(file: file, environment: environment)
    while true {
      news.wait()
      if let (number, part) = next() {
        read(part, number, with: reader)
      } else if state.withLock({ $0.isClosed }) {
        break
      }
    }
    let problems = reader.diagnosis.problems
    state.withLock { $0.problems += problems }
    ended.signal()
  }

  private func next() -> (number: Int, part: [Node.Entry])? {
    state.withLock { state in
      guard state.begun < state.waiting.count else { return nil }
      defer { state.begun += 1 }
      return (state.begun, state.waiting[state.begun])
    }
  }

  private func read(_ part: [Node.Entry], _ number: Int, with reader: BoardReader) {
    let apps = reader.named(part, read: reader.app)
    state.withLock { $0.done[number] = apps }
  }
}
