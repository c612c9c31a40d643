import Gates

/// Looks at a file that somebody else writes: whether it is there, how old it is, what is in it.
struct FileProbe: Probe {
  private let path: String
  private let signals: [Signal]
  private let evidence = EvidenceWatch()

  /// Largest file whose JSON is read, in bytes.
  static let largestDocument = 1 << 20

  init(path: String, signals: [Signal]) {
    self.path = path
    self.signals = signals
  }

  func poll(at now: Instant) async -> Answer {
    switch await evidence.look(at: path) {
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
