/// A program that a breach runs, once an operator has armed it.
package struct Hook: Hashable, Sendable {
  /// The program and its arguments; no shell reads them.
  package let arguments: [String]
  /// After which it is ended, with everything that it started.
  package let timeout: Duration
  /// The program by its whole path, which is the same wherever one stands; a bare name is found by PATH.
  let program: String

  /// - Parameter program: the program by its whole path; nil where it is the first argument.
  package init(arguments: [String], timeout: Duration, program: String? = nil) {
    self.arguments = arguments
    self.timeout = timeout
    self.program = program ?? arguments.first ?? ""
  }

  /// As one would type it, for the screen.
  package var words: String { Self.words(arguments) }

  fileprivate static func words(_ arguments: [String]) -> String {
    arguments.map { argument in
      let isPlain = !argument.isEmpty && !argument.contains { " '\"\\".contains($0) || $0.isWhitespace }
      return isPlain ? argument : argument.debugDescription
    }.joined(separator: " ")
  }
}

extension Guardrail {
  /// What somebody agrees to who arms it: what runs, and when. Nil where it runs nothing.
  ///
  /// An arming is for this and nothing else: a board file that is edited later arms nothing.
  var consent: String? {
    guard let hook else { return nil }
    let program = Hook.words([hook.program] + hook.arguments.dropFirst())
    let stale = staleAfter.map { ", stale after \($0.words)" } ?? ""
    return "\(program) when \(breach) for \(sustainedWords)\(stale)\(silence == .breach ? ", or silent" : "")"
  }
}

/// Who armed a hook, and when.
package struct Arming: Hashable, Sendable, Codable {
  package let by: String
  package let at: Instant
  /// What it was for, as ``Guardrail/consent`` had it then. Nil in a record of an older version, which arms nothing.
  package let consent: String?
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
  /// What was agreed to; see ``Guardrail/consent``. Nil where it was disarmed, and in a record of an older version.
  package let consent: String?
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
    guard guardrail.hook != nil || !isArmed else {
      throw Refusal(nil, "\(key) names no program to run; add 'run:' to the board.")
    }
    if guardrail.isDryRun, isArmed { throw Refusal(nil, "\(key) is a dry run and never acts.") }
    if isArmed, let before = arming(of: key) {
      throw Refusal(nil, "\(before.by) armed \(key) at \(before.at.timeOfDay.minutes).")
    }
    guard isArmed || fold.armed[key] != nil else { throw Refusal(nil, "\(key) is not armed.") }
    return .hookArmed(HookArmed(guardrail: key, isArmed: isArmed, consent: isArmed ? guardrail.consent : nil))
  }

  /// Who armed the guardrail as the board file has it now; nil where nobody has.
  package func arming(of key: Key) -> Arming? {
    guard let arming = fold.armed[key], let consent = board.guardrail(key)?.consent, arming.consent == consent else {
      return nil
    }
    return arming
  }

  /// Who armed it for something else than the board file has now, which no longer counts.
  package func lapsedArming(of key: Key) -> Arming? { arming(of: key) == nil ? fold.armed[key] : nil }

  /// Why an arming counts no more; nil where none has lapsed, or nothing would run.
  package func lapse(of key: Key) -> String? {
    guard let guardrail = board.guardrail(key), guardrail.hook != nil, !guardrail.isDryRun,
      let before = lapsedArming(of: key)
    else { return nil }
    return before.consent.map { "\(before.by) armed \($0), and the board file has changed since" }
      ?? "\(before.by) armed it in an older version, which did not note for what"
  }
}
