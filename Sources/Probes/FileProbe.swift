import Dispatch
import Gates
import NIOCore
import Synchronization

/// Looks at a file that somebody else writes: whether it is there, how old it is, what is in it.
///
/// A disk may be slow and a network drive gone: it is looked at where that holds up nobody else, and a look that does not
/// end is not waited for, nor is another begun.
final class FileProbe: Probe {
  private let path: String
  private let timeout: Duration
  private let signals: [Signal]
  private let evidence = EvidenceWatch()
  private let isLooking = Mutex(false)

  private static let queue = DispatchQueue(label: "gateboard.probes.file", attributes: .concurrent)

  /// Largest file whose JSON is read, in bytes.
  static let largestDocument = 1 << 20

  init(path: String, timeout: Duration, signals: [Signal]) {
    self.path = path
    self.timeout = timeout
    self.signals = signals
  }

  func poll(at now: Instant) async -> Answer {
    let isFree = isLooking.withLock { isLooking in
      defer { isLooking = true }
      return !isLooking
    }
    guard isFree else { return .silence("the look before has not ended yet") }
    return await withCheckedContinuation { continuation in
      let end = Ending(continuation)
      let limit = LoopThread.network.after(timeout) { [timeout] in end.with(.silence(.late("no answer", timeout))) }
      Self.queue.async { [self] in
        let answer = look()
        isLooking.withLock { $0 = false }
        limit.cancel()
        end.with(answer)
      }
    }
  }

  private func look() -> Answer {
    switch evidence.find(at: path) {
    case .missing: return answer("there is no such file", isThere: false)
    case .unreadable(let why): return .silence(why)
    case .present(let size, let modified, let hash):
      return answer(size: size, modified: modified, hash: hash)
    }
  }

  /// That a file is missing is an answer to whether it is there; of its content nothing is known.
  private func answer(_ said: String, isThere: Bool) -> Answer {
    var values: [String: Answer.Finding] = [:]
    for signal in signals {
      values[signal.name] =
        signal.selector == .measure(.present) ? .value(.truth(isThere)) : .missing("unknown: \(said)")
    }
    return Answer(isAnswer: true, said: said, values: values)
  }

  private func answer(size: Int64, modified: Instant, hash: String) -> Answer {
    let wantsJSON = signals.contains { if case .json = $0.selector { true } else { false } }
    let bytes =
      wantsJSON && size <= Self.largestDocument ? SmallFile.content(of: path, most: Self.largestDocument) : nil
    let document = bytes.flatMap(JSONValue.parse)
    var values: [String: Answer.Finding] = [:]
    for signal in signals {
      switch signal.selector {
      case .measure(.present): values[signal.name] = .value(.truth(true))
      // Files are dated by the machine's clock; one from the future is new.
      case .measure(.age):
        values[signal.name] = .value(.number(max(0, (SystemTime.now - modified) / .milliseconds(1))))
      case .measure(.size): values[signal.name] = .value(.number(Double(size)))
      case .measure(.sha256): values[signal.name] = .value(.text(hash))
      case .json(let path):
        guard let document else {
          values[signal.name] = .missing("unknown: the file is not JSON, or larger than 1 MiB")
          continue
        }
        values[signal.name] = document.member(path).map(signal.measured) ?? .missing("is not in the file")
      case .measure, .header, .match, .check, .metric, .line, .column, .pushed: continue
      }
    }
    var answer = Answer(isAnswer: true, said: "\(size) bytes, written \(modified.utcSeconds)", values: values)
    answer.beginning = Array((bytes ?? []).prefix(Answer.keptBytes))
    return answer
  }
}

/// The end of a wait that more than one may bring about; the first does.
private final class Ending: Sendable {
  private let waiting: Mutex<CheckedContinuation<Answer, Never>?>

  init(_ continuation: CheckedContinuation<Answer, Never>) { waiting = Mutex(continuation) }

  func with(_ answer: Answer) {
    let first = waiting.withLock { waiting in
      defer { waiting = nil }
      return waiting
    }
    first?.resume(returning: answer)
  }
}
