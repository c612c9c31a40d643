/// What an operator may ask of a board.
package enum Command: Hashable, Sendable {
  case fileBlocker(BlockerDraft)
  /// Over what its editor has seen; nil where that is all the same to whoever asks.
  case editBlocker(Int, BlockerDraft, over: Premise? = nil)
  case resolveBlocker(Int, note: String)
  case reopenBlocker(Int, why: String)
  /// Over the breaches that have been seen; nil where that is all the same to whoever asks.
  case acknowledge(Key, over: Premise? = nil)
  /// Over the ruling that has been seen; nil where that is all the same to whoever asks.
  case rule(AppID, RulingDraft, over: Premise? = nil)
  /// The human is the one who signs; nil where it is who asks for it.
  case sign(item: String, role: String, statement: String, human: String? = nil)
  case withdraw(item: String, role: String, why: String)
  /// Over a delivery that has been seen; nil for what has not come yet.
  case deliver(DeliveryDraft, over: Premise? = nil)
  case arm(Key)
  case disarm(Key)
  /// Silences the alarms of an app, or of all, until an instant; without one they sound again.
  case mute(AppID?, until: Instant?, why: String)
  /// What became of a hook's program; the engine's own.
  case recordHook(HookEnded)
  case recordSnapshot(SnapshotWritten)
  /// One shift gives the board to the next.
  case handOver(from: String, to: String, note: String)
}

/// Why a command is not carried out, in one sentence for the operator.
package struct Refusal: Error, Hashable, Sendable, CustomStringConvertible {
  /// The part of the form that must change; nil where it is the command as a whole.
  package let field: Field?
  package let sentence: String
  /// Whether nothing is wrong but that somebody else has acted since: whoever reads that may ask again.
  package let isOvertaken: Bool

  package enum Field: String, Hashable, Sendable {
    case app, deadline, text, owner, eta, severity, ruling, allows, scope, conditions, holdsWhile, why, override, item,
      role, human, statement, deliverable, evidence, guardrail, blocker, change, until, outgoing, incoming
  }

  package init(_ field: Field? = nil, _ sentence: String, isOvertaken: Bool = false) {
    self.field = field
    self.sentence = sentence
    self.isOvertaken = isOvertaken
  }

  package var description: String { sentence }
}

extension BoardState {
  /// The facts that carry out a command at `now`.
  ///
  /// - Parameter actor: who asks for it; two signatures in two roles must be two people's.
  /// - Throws: ``Refusal`` when the board's state does not allow it.
  package func decide(_ command: Command, by actor: String, at now: Instant) throws(Refusal) -> [Fact] {
    if case .recordHook(let ended) = command { return [.hookEnded(ended)] }
    if let mistake = Person.mistake(in: actor) { throw Refusal(nil, "Name who acts: \(mistake).") }
    switch command {
    case .fileBlocker(let draft):
      try check(draft)
      return [.blockerFiled(BlockerFiled(number: nextBlockerNumber, draft: draft))]
    case .editBlocker(let number, let draft, let premise):
      try check(draft)
      try check(premise, of: number)
      guard try open(number).draft != draft else { return [] }
      return [.blockerEdited(BlockerEdited(number: number, draft: draft))]
    case .resolveBlocker(let number, let note):
      _ = try open(number)
      return [.blockerResolved(BlockerResolved(number: number, note: note))]
    case .reopenBlocker(let number, let why):
      guard let blocker = blocker(number) else { throw Refusal(.blocker, "There is no blocker B-\(number).") }
      guard !blocker.isOpen else { throw Refusal(.blocker, "B-\(number) is open.") }
      guard !why.isInvisible else { throw Refusal(.why, "Say why it is in the way again.") }
      return [.blockerReopened(BlockerReopened(number: number, why: why))]
    case .rule(let app, let draft, let premise):
      try check(premise, of: app)
      return [try decide(draft, on: app, at: now)]
    case .sign(let item, let role, let statement, let human):
      return [try sign(item, role: role, statement: statement, by: human ?? actor, at: actor)]
    case .withdraw(let item, let role, let why): return [try withdraw(item, role: role, why: why)]
    case .deliver(let draft, let premise): return [try decide(draft, over: premise, at: now)]
    case .arm(let key): return [try arm(key, true)]
    case .disarm(let key): return [try arm(key, false)]
    case .mute(let app, let until, let why): return [try mute(app, until: until, why: why, at: now)]
    case .recordHook: return []
    case .acknowledge(let key, let premise):
      guard let app = board.app(key.app), app.guardrails.contains(where: { $0.name == key.name }) else {
        throw Refusal(nil, "\(key) is not a guardrail of this board.")
      }
      guard run(key).wantsAcknowledgement else { throw Refusal(.guardrail, "\(key) has no breach to acknowledge.") }
      try check(premise, acknowledging: key)
      return [.breachAcknowledged(BreachAcknowledged(guardrail: key))]
    case .recordSnapshot(let snapshot):
      return [.snapshotWritten(snapshot)]
    case .handOver(let outgoing, let incoming, let note):
      return [try handOver(from: outgoing, to: incoming, note: note)]
    }
  }

  /// Longest text of a blocker, in characters.
  package static let longestText = 500

  private func check(_ draft: BlockerDraft) throws(Refusal) {
    guard !draft.text.isInvisible else { throw Refusal(.text, "Say what is in the way.") }
    guard draft.text.count <= Self.longestText else {
      throw Refusal(.text, "Keep it within \(Self.longestText) characters; this has \(draft.text.count).")
    }
    guard !draft.owner.isInvisible else { throw Refusal(.owner, "Name who will get it out of the way.") }
    if let mistake = Person.mistake(in: draft.owner) { throw Refusal(.owner, "Name the owner: \(mistake).") }
    if let app = draft.app, board.app(app) == nil { throw Refusal(.app, "'\(app)' is not an app of this board.") }
    if let id = draft.deadline, !board.deadlines.contains(where: { $0.id == id }) {
      throw Refusal(.deadline, "'\(id)' is not a deadline of this board: \(deadlineNames).")
    }
  }

  private func open(_ number: Int) throws(Refusal) -> Blocker {
    guard let blocker = blocker(number) else { throw Refusal(nil, "There is no blocker B-\(number).") }
    guard let resolution = blocker.resolution else { return blocker }
    throw Refusal(nil, "B-\(number) was resolved by \(resolution.by) at \(resolution.at.timeOfDay.minutes).")
  }
}
