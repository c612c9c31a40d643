/// Something that happened, as the journal keeps it. A board state is the fold of its events.
package struct Event: Hashable, Sendable {
  /// 1, 2, 3, ... in one journal.
  package let sequence: Int
  package let at: Instant
  /// The operator's name, or `gateboard` for what the rules found.
  package let actor: String
  package let fact: Fact

  package init(sequence: Int, at: Instant, actor: String, fact: Fact) {
    self.sequence = sequence
    self.at = at
    self.actor = actor
    self.fact = fact
  }

  /// The actor of everything that no human did.
  package static let engine = "gateboard"
}

/// What happened. Each case carries one small record, which the journal writes as JSON.
package enum Fact: Hashable, Sendable {
  case watchStarted(WatchStarted)
  case guardrailMoved(GuardrailMoved)
  case conditionTurned(ConditionTurned)
  case criterionMoved(CriterionMoved)
  case sourceMoved(SourceMoved)
  case breachAcknowledged(BreachAcknowledged)
  case blockerFiled(BlockerFiled)
  case blockerEdited(BlockerEdited)
  case blockerResolved(BlockerResolved)
  case deadlinePassed(DeadlinePassed)
  case snapshotWritten(SnapshotWritten)
  case clockStepped(ClockStepped)

  /// The app it is about, where it is about one.
  package var app: AppID? {
    switch self {
    case .guardrailMoved(let moved): moved.guardrail.app
    case .conditionTurned(let turned): turned.guardrail.app
    case .criterionMoved(let moved): moved.criterion.app
    case .sourceMoved(let moved): moved.source.app
    case .breachAcknowledged(let acknowledged): acknowledged.guardrail.app
    case .blockerFiled(let filed): filed.draft.app
    case .blockerEdited(let edited): edited.draft.app
    case .watchStarted, .blockerResolved, .deadlinePassed, .snapshotWritten, .clockStepped: nil
    }
  }
}

/// A program began to watch the board with this journal.
package struct WatchStarted: Hashable, Sendable, Codable {
  package let board: String

  package init(board: String) { self.board = board }
}

/// A guardrail changed its phase.
package struct GuardrailMoved: Hashable, Sendable, Codable {
  package let guardrail: Key
  package let from: GuardrailPhase
  package let to: GuardrailPhase
  /// The first true evaluation of the burn that this belongs to.
  package let since: Instant?
  package let because: String
}

/// The condition of a guardrail that counts burns within a window began or ceased to hold.
package struct ConditionTurned: Hashable, Sendable, Codable {
  package let guardrail: Key
  package let holds: Bool
}

/// The wall clock was set back; timers moved with it.
package struct ClockStepped: Hashable, Sendable, Codable {
  /// The latest instant that was known.
  package let from: Instant
  package let to: Instant
}

/// A criterion changed its state.
package struct CriterionMoved: Hashable, Sendable, Codable {
  package let criterion: Key
  package let from: CriterionState
  package let to: CriterionState
  package let because: String
}

/// A source began to answer, or ceased to.
package struct SourceMoved: Hashable, Sendable, Codable {
  package let source: Key
  package let answers: Bool
  package let because: String
}

/// An operator took notice of a breach.
package struct BreachAcknowledged: Hashable, Sendable, Codable {
  package let guardrail: Key
}

package struct BlockerFiled: Hashable, Sendable, Codable {
  package let number: Int
  package let draft: BlockerDraft
}

package struct BlockerEdited: Hashable, Sendable, Codable {
  package let number: Int
  package let draft: BlockerDraft
}

package struct BlockerResolved: Hashable, Sendable, Codable {
  package let number: Int
  package let note: String
}

/// A deadline's instant went by.
package struct DeadlinePassed: Hashable, Sendable, Codable {
  package let deadline: String
  package let at: Instant
}

/// The board, as of one instant, was written to a file.
package struct SnapshotWritten: Hashable, Sendable, Codable {
  package let path: String
  /// 64 lower-case hexadecimal digits.
  package let sha256: String

  package init(path: String, sha256: String) {
    self.path = path
    self.sha256 = sha256
  }
}
