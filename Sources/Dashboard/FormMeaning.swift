import Canvas
import Gates

extension Form {
  /// What the form asks for, as soon as it can be understood.
  func command(in state: BoardState, by person: String, at now: Instant) throws(Refusal) -> Command {
    switch purpose {
    case .file: return .fileBlocker(try blockerDraft(in: state, at: now))
    case .edit(let number): return .editBlocker(number, try blockerDraft(in: state, at: now), over: premise)
    case .resolve(let number): return .resolveBlocker(number, note: text(.note))
    case .reopen: return .reopenBlocker(try numberToReopen(), why: text(.why))
    case .rule(let app): return .rule(app, try rulingDraft(on: app, in: state), over: premise)
    case .approve:
      let human = text(.human) == person ? nil : text(.human)
      return .sign(item: text(.item), role: text(.role), statement: text(.statement), human: human)
    case .withdraw: return .withdraw(item: text(.item), role: text(.role), why: text(.why))
    case .deliver: return .deliver(try deliveryDraft(in: state), over: premise)
    case .arm:
      let key = try guardrail(in: state)
      return try arms() ? .arm(key) : .disarm(key)
    case .acknowledge: return .acknowledge(try guardrail(in: state), over: premise)
    case .handOver: return .handOver(from: text(.outgoing), to: text(.incoming), note: text(.note))
    case .mute: return try muteCommand(in: state, at: now)
    }
  }

  /// What stands against the form as it is typed; a field that is empty and was not visited yet is not told so.
  func objection(in state: BoardState, by person: String, at now: Instant) -> Refusal? {
    if let refusal { return refusal }
    do {
      _ = try state.decide(try command(in: state, by: person, at: now), by: person, at: now)
      return nil
    } catch {
      guard let index = index(of: error) else { return nil }
      let field = fields[index]
      guard visited.contains(field.name) || (!field.editor.trimmed.isEmpty && index != focus) || field.isChoice else {
        return nil
      }
      return error
    }
  }

  /// What a field means as it is typed, or what it takes.
  func hint(_ name: Name, in state: BoardState, by person: String, at now: Instant) -> String {
    switch name {
    case .text: return "what is in the way"
    case .app:
      return purpose == .mute
        ? "an app, or its gate's label; empty for all" : "an app, or its gate's label; may be empty"
    case .deadline:
      guard purpose == .deliver else { return "may be empty: then every one that the app owes to" }
      let named = state.board.deadlines.first { $0.id == text(.deadline) }
      return named.map { "\($0.title), \(ETA.short($0.at.next(from: now), now: now)) UTC" } ?? "a deadline's key"
    case .owner: return "who gets it out of the way"
    case .eta: return etaMeaning(in: state, at: now)
    case .severity: return "1 stops the launch, 2 threatens it, 3 annoys"
    case .note: return "for the journal; may be empty"
    case .blocker: return reopenMeaning(in: state)
    case .ruling, .allows, .scope, .conditions, .holdsWhile, .override:
      guard case .rule(let app) = purpose else { return "" }
      return rulingHint(name, on: app, in: state, at: now)
    case .why: return "stays on the board and in the journal"
    case .until: return muteMeaning(in: state, at: now)
    case .item: return itemMeaning(in: state)
    case .role: return "one of \(state.board.roles(for: text(.item)).joined(separator: ", "))"
    case .human:
      return text(.human) == person
        ? "you; each role takes another human" : "at \(person)'s keyboard: the journal keeps both names"
    case .statement: return "what exactly is approved, in the signer's words"
    case .deliverable: return "recorded as by \(person) at \(now.timeOfDay.minutes) UTC; → goes to the next one owed"
    case .evidence: return evidenceMeaning()
    case .guardrail:
      if purpose == .arm { return hookMeaning(in: state) }
      return (try? guardrail(in: state)).flatMap { state.board.guardrail($0)?.title } ?? "a breach"
    case .outgoing: return "who hands over, by name"
    case .incoming: return "who takes over, by name; the page behind is what they sign"
    case .change: return "arm: a breach runs it, once; disarm: it runs nothing"
    }
  }

  private func rulingHint(_ name: Name, on app: AppID, in state: BoardState, at now: Instant) -> String {
    switch name {
    case .ruling: rulingMeaning(on: app, in: state, at: now)
    case .allows:
      Ruling.Kind(rawValue: text(.ruling).uppercased()).map { "\($0.rawValue) allows at most \($0.most.rawValue)" }
        ?? "the traffic that it allows"
    case .scope: "what it covers, in words"
    case .conditions: "in words, parted by ';'; may be empty"
    case .holdsWhile: whileMeaning(on: app, in: state, at: now)
    default: "yes records it over what stands against it; Why is the reason"
    }
  }

  /// `readiness unknown, 3 of 10 met: 1 unknown, 6 pending`.
  private static func readiness(of id: AppID, in state: BoardState, at now: Instant) -> String {
    state.board.app(id).map { "readiness \(state.readiness(of: $0, at: now).words)" } ?? "nothing is known of it"
  }

  /// What a command that must be confirmed will do; nil for one that needs no second key.
  static func danger(of command: Command, in state: BoardState, at now: Instant) -> Danger? {
    switch command {
    case .rule(let app, let draft, _):
      let over =
        draft.overrides ? "It overrides what stands against it: \(readiness(of: app, in: state, at: now)). " : ""
      let before = state.board.app(app).map(state.ruling)
      let replaces = before.map { before in
        let by = before.record.map { " by \($0.by)" } ?? " of the board file"
        return "It replaces \(before.ruling.kind.rawValue)\(by). "
      }
      let condition = draft.ruling.holdsWhile.map { "It holds while \($0). " } ?? ""
      return Danger(
        question: "Record \(draft.ruling.kind.rawValue) for \(app)?",
        details: "It allows \(draft.ruling.allows.words). \(replaces ?? "")\(over)\(condition)Why: \(draft.why)",
        verb: "records")
    case .arm(let key):
      guard let hook = state.board.guardrail(key)?.hook else { return nil }
      let isNow = state.run(key).isBreached && state.run(key).hook == nil
      let when = isNow ? "It is breached now: the program runs AT ONCE. " : ""
      return Danger(
        question: "Arm \(key)?",
        details: "\(when)A breach runs, once and without asking: \(hook.words) (ended after \(hook.timeout.words)).",
        verb: "arms")
    case .disarm(let key):
      return Danger(question: "Disarm \(key)?", details: "A breach will run nothing.", verb: "disarms")
    case .withdraw(let item, let role, let why):
      return Danger(
        question: "Withdraw \(item)?", details: "\(role)'s signature no longer counts. Why: \(why)", verb: "withdraws")
    case .sign(let item, let role, let statement, let human):
      let whose = human.map { "In the name of \($0), who is not at this keyboard. " } ?? ""
      let gates = state.board.apps.filter { $0.criteria.contains { $0.approvalItem == item } }.map {
        $0.gate ?? $0.id.name
      }
      return Danger(
        question: "Sign \(item) as \(role)?",
        details: "\(whose)It counts for \(gates.joined(separator: ", ")). Statement: \(statement)", verb: "signs")
    case .deliver(let draft, _):
      let proof = draft.evidence.map { "\($0.path), sha256 \($0.sha256.prefix(12))" } ?? "NO FILE is named as evidence"
      return Danger(
        question: "Record it as delivered for \(draft.deadline)?",
        details: "\(draft.deliverable): \(proof). It cannot be taken back, only corrected.", verb: "records")
    case .fileBlocker, .editBlocker, .resolveBlocker, .reopenBlocker, .acknowledge, .mute, .recordHook,
      .recordSnapshot, .handOver:
      return nil
    }
  }

  /// Fits what depends on another field to what is typed there.
  mutating func settle(in state: BoardState, at now: Instant) {
    switch purpose {
    case .approve, .withdraw:
      let roles = state.board.roles(for: text(.item))
      let signed = state.approvals(of: text(.item)).map(\.role)
      let open = roles.filter { signed.contains($0) == (purpose == .withdraw) }
      let isKnown = roles.contains { $0.lowercased() == text(.role).lowercased() }
      if fields.first(where: { $0.name == .role })?.words != open {
        set(.role, isKnown && focusName == .role ? text(.role) : open.first ?? "", words: open)
      }
    case .deliver:
      guard let deadline = state.board.deadlines.first(where: { $0.id == text(.deadline) }) else { return }
      let missing = state.standing(of: deadline, at: now).missing
      if fields.first(where: { $0.name == .deliverable })?.words != missing {
        set(.deliverable, missing.first ?? "", words: missing)
      }
    case .rule:
      guard focusName == .ruling, let kind = Ruling.Kind(rawValue: text(.ruling).uppercased()) else { return }
      settleWords(of: kind)
      if let allows = Posture(rawValue: text(.allows)), allows.rank > kind.most.rank {
        set(.allows, kind.most.rawValue)
      }
    case .file, .edit, .resolve, .reopen, .arm, .acknowledge, .mute, .handOver: break
    }
  }

  /// The scope and the conditions of one ruling say nothing of another: they are offered for that one only.
  private mutating func settleWords(of kind: Ruling.Kind) {
    let isSame = kind.rawValue == original[0]
    for (index, field) in fields.enumerated() where field.name == .scope || field.name == .conditions {
      let text = field.editor.string
      if !isSame, text == original[index] { fields[index].editor = LineEditor("") }
      if isSame, text.isEmpty, !visited.contains(field.name) { fields[index].editor = LineEditor(original[index]) }
    }
  }

  private var focusName: Name { fields[focus].name }
}
