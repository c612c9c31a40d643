/// A program that a breach runs, once an operator has armed it.
package struct Hook: Hashable, Sendable {
  /// The program and its arguments; no shell reads them.
  package let arguments: [String]
  /// After which it is ended, with everything that it started.
  package let timeout: Duration

  package init(arguments: [String], timeout: Duration) {
    self.arguments = arguments
    self.timeout = timeout
  }

  /// As one would type it, for the screen.
  package var words: String { arguments.map { $0.contains(" ") ? "'\($0)'" : $0 }.joined(separator: " ") }
}

/// Who armed a hook, and when.
package struct Arming: Hashable, Sendable, Codable {
  package let by: String
  package let at: Instant
}

/// One run of a hook, for one breach.
package struct HookRun: Hashable, Sendable, Codable {
  /// The sequence number of the event that started it.
  package let id: Int
  package let startedAt: Instant
  /// Nil while it runs, and for ever where the program that ran it did not live to see its end.
  package internal(set) var ended: HookEnded?
}

/// An operator armed a guardrail's hook, or disarmed it.
package struct HookArmed: Hashable, Sendable, Codable {
  package let guardrail: Key
  package let isArmed: Bool
}

/// A breach started an armed hook. It is journaled before the program starts, so that no second one ever does.
package struct HookStarted: Hashable, Sendable, Codable {
  package let guardrail: Key
  package let arguments: [String]
}

/// A hook's program ended.
package struct HookEnded: Hashable, Sendable, Codable {
  package let guardrail: Key
  /// Which run it was: the sequence number of its `hook_started`. Nil in a record of an older version.
  package let run: Int?
  /// Nil where it did not exit by itself.
  package let status: Int?
  /// Why it has no status: a signal, the timeout, or why it could not be started.
  package let because: String?
  /// The first 4,000 bytes of what it wrote, both streams as they came.
  package let output: String
  /// From its start to its end.
  package let milliseconds: Int64

  package init(
    guardrail: Key, run: Int? = nil, status: Int?, because: String?, output: String, milliseconds: Int64
  ) {
    self.guardrail = guardrail
    self.run = run
    self.status = status
    self.because = because
    self.output = output
    self.milliseconds = milliseconds
  }

  package var words: String {
    let took = Duration.milliseconds(milliseconds).words
    return status.map { "exit \($0) after \(took)" } ?? "\(because ?? "no status") after \(took)"
  }
}

extension BoardState {
  /// Arming is refused where it would change nothing.
  func arm(_ key: Key, _ isArmed: Bool) throws(Refusal) -> Fact {
    guard let guardrail = board.guardrail(key) else { throw Refusal(nil, "\(key) is not a guardrail of this board.") }
    guard guardrail.hook != nil else { throw Refusal(nil, "\(key) names no program to run; add 'run:' to the board.") }
    if guardrail.isDryRun { throw Refusal(nil, "\(key) is a dry run and never acts.") }
    if isArmed, let before = armed[key] {
      throw Refusal(nil, "\(before.by) armed \(key) at \(before.at.timeOfDay.minutes).")
    }
    guard isArmed || armed[key] != nil else { throw Refusal(nil, "\(key) is not armed.") }
    return .hookArmed(HookArmed(guardrail: key, isArmed: isArmed))
  }
}
