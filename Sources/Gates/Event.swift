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
  case rulingRecorded(RulingRecorded)
  case approvalSigned(ApprovalSigned)
  case approvalWithdrawn(ApprovalWithdrawn)
  case blockerFiled(BlockerFiled)
  case blockerEdited(BlockerEdited)
  case blockerResolved(BlockerResolved)
  case blockerReopened(BlockerReopened)
  case delivered(Delivered)
  case deadlinePassed(DeadlinePassed)
  case snapshotWritten(SnapshotWritten)
  case clockStepped(ClockStepped)
  case hookArmed(HookArmed)
  case hookStarted(HookStarted)
  case hookEnded(HookEnded)
  case windowCapped(WindowCapped)
  case alarmsMuted(AlarmsMuted)
  case keySetChanged(KeySetChanged)
  case handedOver(HandedOver)

  /// The app it is about, where it is about one.
  package var app: AppID? {
    switch self {
    case .guardrailMoved(let moved): moved.guardrail.app
    case .conditionTurned(let turned): turned.guardrail.app
    case .hookArmed(let armed): armed.guardrail.app
    case .hookStarted(let started): started.guardrail.app
    case .hookEnded(let ended): ended.guardrail.app
    case .criterionMoved(let moved): moved.criterion.app
    case .sourceMoved(let moved): moved.source.app
    case .keySetChanged(let changed): changed.source.app
    case .breachAcknowledged(let acknowledged): acknowledged.guardrail.app
    case .rulingRecorded(let recorded): recorded.app
    case .blockerFiled(let filed): filed.draft.app
    case .blockerEdited(let edited): edited.draft.app
    case .alarmsMuted(let muted): muted.app
    case .watchStarted, .approvalSigned, .approvalWithdrawn, .blockerResolved, .blockerReopened, .delivered,
      .deadlinePassed, .snapshotWritten, .clockStepped, .windowCapped, .handedOver:
      nil
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

  package init(guardrail: Key, from: GuardrailPhase, to: GuardrailPhase, since: Instant?, because: String) {
    self.guardrail = guardrail
    self.from = from
    self.to = to
    self.since = since
    self.because = because
  }
}

/// The condition of a guardrail that counts burns within a window began or ceased to hold.
package struct ConditionTurned: Hashable, Sendable, Codable {
  package let guardrail: Key
  package let holds: Bool
}

/// The wall clock was set back or forward; timers moved with it.
package struct ClockStepped: Hashable, Sendable, Codable {
  /// Set back: the latest instant that was known. Set forward: what the clock would have shown, by the machine's uptime.
  package let from: Instant
  package let to: Instant

  package init(from: Instant, to: Instant) {
    self.from = from
    self.to = to
  }
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

/// Humans decided about an app.
package struct RulingRecorded: Hashable, Sendable, Codable {
  package let app: AppID
  package let ruling: Ruling
  package let why: String
  /// What readiness was, where the ruling was recorded over it; nil where nothing was overridden.
  package let overrides: CriterionState?
  /// The title of the change freeze in which it raised traffic all the same; nil where it did not.
  package let freeze: String?

  init(app: AppID, ruling: Ruling, why: String, overrides: CriterionState? = nil, freeze: String? = nil) {
    self.app = app
    self.ruling = ruling
    self.why = why
    self.overrides = overrides
    self.freeze = freeze
  }
}

/// A human approved a named item.
package struct ApprovalSigned: Hashable, Sendable, Codable {
  package let item: String
  /// In which of the roles that the board asks for: `Legal`.
  package let role: String
  /// What exactly is approved, in the signer's words.
  package let statement: String
  /// Who signed, where it was at somebody else's keyboard; nil where the event's actor did.
  package let human: String?

  package init(item: String, role: String, statement: String, human: String? = nil) {
    self.item = item
    self.role = role
    self.statement = statement
    self.human = human
  }
}

/// A human took an approval back.
package struct ApprovalWithdrawn: Hashable, Sendable, Codable {
  package let item: String
  package let role: String
  package let why: String
}

/// A deliverable came.
package struct Delivered: Hashable, Sendable, Codable {
  package let deadline: String
  /// Which of a daily deadline's instants it was for.
  package let due: Instant
  package let deliverable: String
  /// The file that is the delivery, and its SHA-256 as 64 lower-case hexadecimal digits; nil where it is no file.
  package let evidence: FileRecord?
  package let note: String
}

/// A file as it was when it was recorded.
package struct FileRecord: Hashable, Sendable, Codable {
  package let path: String
  package let sha256: String

  package init(path: String, sha256: String) {
    self.path = path
    self.sha256 = sha256
  }
}

package struct BlockerReopened: Hashable, Sendable, Codable {
  package let number: Int
  package let why: String
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
  /// The deliverables that had not come and the gates that did not pass; nil in a record of an older version.
  package let missing: [String]?

  init(deadline: String, at: Instant, missing: [String]? = nil) {
    self.deadline = deadline
    self.at = at
    self.missing = missing
  }
}

/// A window closed early: its cap was reached.
package struct WindowCapped: Hashable, Sendable, Codable {
  package let window: String
  /// When it had opened: a window that opens again has another.
  package let opened: Instant
  /// The cap as the board file had it; another one opens the window again.
  package let cap: String
  package let because: String
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
