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
    case .missing: return answerOfNone()
    case .unreadable(let why): return .silence(why)
    case .present(let size, let modified, let hash):
      return answer(size: size, modified: modified, hash: hash)
    }
  }

  /// That a file is missing is an answer where it is asked whether it is there, and nothing of what is in it: of that
  /// nothing is known.
  private func answerOfNone() -> Answer {
    let said = "there is no such file"
    var values: [String: Answer.Finding] = [:]
    for signal in signals {
      values[signal.name] =
        signal.selector == .measure(.present) ? .value(.truth(false)) : .missing("unknown: \(said)")
    }
    let isAnswer = signals.contains { $0.selector == .measure(.present) } && !signals.contains(where: \.isOfContent)
    return Answer(isAnswer: isAnswer, said: said, values: values)
  }

  private func answer(size: Int64, modified: Instant, hash: String) -> Answer {
    let content = signals.contains(where: \.isOfDocument) ? content(size: size) : Content()
    var values: [String: Answer.Finding] = [:]
    for signal in signals {
      switch signal.selector {
      case .measure(.present): values[signal.name] = .value(.truth(true))
      case .measure(.age): values[signal.name] = age(of: modified)
      case .measure(.size): values[signal.name] = .value(.number(Double(size)))
      case .measure(.sha256): values[signal.name] = .value(.text(hash))
      case .json(let path):
        values[signal.name] =
          content.trouble.map { .missing("unknown: the file \($0)") }
          ?? content.document?.member(path).map(signal.measured) ?? .missing("is not in the file")
      case .measure, .header, .match, .check, .metric, .line, .column, .pushed: continue
      }
    }
    var said = "\(size) bytes, written \(modified.utcSeconds)"
    if let trouble = content.trouble { said += "; the file \(trouble)" }
    var answer = Answer(isAnswer: content.trouble == nil, said: said, values: values)
    answer.beginning = Array(content.bytes.prefix(Answer.keptBytes))
    return answer
  }

  /// Files are dated by the machine's clock. One that is dated ahead is new, if only by as much as clocks differ.
  private func age(of modified: Instant) -> Answer.Finding {
    let age = SystemTime.now - modified
    guard age >= .seconds(-60) else {
      return .missing("unknown: the file is dated \(modified.utcSeconds), ahead of this machine's clock")
    }
    return .value(.number(max(0, age / .milliseconds(1))))
  }

  /// What is in the file, as far as the signals want it.
  private struct Content {
    var bytes: [UInt8] = []
    var document: JSONValue?
    /// Why nothing in it counts, to be read after `the file`.
    var trouble: String?
  }

  private func content(size: Int64) -> Content {
    guard size <= Self.largestDocument else { return Content(trouble: "is larger than 1 MiB") }
    guard let bytes = SmallFile.content(of: path, most: Self.largestDocument) else {
      return Content(trouble: "cannot be read whole")
    }
    switch JSONValue.read(bytes) {
    case .success(let document): return Content(bytes: bytes, document: document)
    case .failure(let mistake): return Content(bytes: bytes, trouble: "is \(mistake.words)")
    }
  }
}

extension Signal {
  fileprivate var isOfDocument: Bool { if case .json = selector { true } else { false } }

  /// Whether it is read of what is in the file, and not of the file as such.
  fileprivate var isOfContent: Bool { isOfDocument || selector == .measure(.sha256) }
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
