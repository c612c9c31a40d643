import Gates

extension Form {
  /// Begins with the ruling in force.
  static func ruling(_ ruling: Ruling, on app: AppID) -> Form {
    Form(
      .rule(app),
      [
        Field(.ruling, ruling.kind.rawValue, words: Ruling.Kind.allCases.map(\.rawValue), isChoice: true),
        Field(.allows, ruling.allows.rawValue, words: Posture.allCases.map(\.rawValue), isChoice: true),
        Field(.scope, ruling.scope),
        Field(.conditions, ruling.conditions.joined(separator: "; ")),
        Field(.holdsWhile, ruling.holdsWhile?.text ?? ""),
        Field(.why),
        Field(.override, "no", words: ["no", "yes"], isChoice: true),
      ])
  }

  func rulingDraft(on app: AppID, in state: BoardState) throws(Refusal) -> RulingDraft {
    guard let kind = Ruling.Kind(rawValue: text(.ruling).uppercased()) else {
      throw Refusal(.ruling, "Write one of \(Ruling.Kind.allCases.map(\.rawValue).joined(separator: ", ")).")
    }
    guard let allows = Posture(rawValue: text(.allows).lowercased()) else {
      throw Refusal(.allows, "Write one of \(Posture.allCases.map(\.rawValue).joined(separator: ", ")).")
    }
    guard let overrides = ["yes": true, "no": false, "": false][text(.override).lowercased()] else {
      throw Refusal(.override, "Write yes or no.")
    }
    let conditions = text(.conditions).split(separator: ";").map { LineEditor(String($0)).trimmed }
    let ruling = Ruling(
      kind, allows: allows, scope: text(.scope), conditions: conditions.filter { !$0.isEmpty },
      holdsWhile: kind.isGo ? try condition(for: app, in: state) : nil)
    return RulingDraft(ruling, why: text(.why), overrides: overrides)
  }

  private func condition(for app: AppID, in state: BoardState) throws(Refusal) -> Condition? {
    let typed = text(.holdsWhile)
    guard !typed.isEmpty else { return nil }
    do throws(ConditionError) {
      return try state.holdable(typed, in: app)
    } catch {
      throw Refusal(.holdsWhile, "Character \(error.offset + 1): \(error.message).")
    }
  }

  /// What the ruling meets: readiness, and how much traffic it can allow at most.
  func rulingMeaning(on id: AppID, in state: BoardState, at now: Instant) -> String {
    guard let app = state.board.app(id) else { return "" }
    let readiness = state.readiness(of: app, at: now)
    let reason = readiness.reasons.first.map { ": \($0.criterion.title)" } ?? ""
    return "readiness is \(readiness.state.rawValue)\(reason)"
  }

  /// What the condition says now.
  func whileMeaning(on app: AppID, in state: BoardState, at now: Instant) -> String {
    let isGo = Ruling.Kind(rawValue: text(.ruling).uppercased())?.isGo ?? false
    guard isGo else { return "only GO and CONDITIONAL GO are given while something is met" }
    guard !text(.holdsWhile).isEmpty else { return "on signals, such as p95 <= 120ms; may be empty" }
    guard let condition = try? state.holdable(text(.holdsWhile), in: app) else { return "" }
    let judgement = state.judge(condition, in: app, at: now)
    let word = judgement.truth == .yes ? "met" : judgement.truth == .no ? "NOT met" : "unknown"
    return "now \(word): \(judgement.because)"
  }

  // MARK: Approvals

  static func approving(_ item: String?, by person: String, in state: BoardState) -> Form {
    var form = Form(
      .approve,
      [
        Field(.item, item ?? "", words: state.board.approvalItems), Field(.role),
        Field(.human, person, words: state.people),
        Field(.statement),
      ])
    form.settle(in: state, at: Instant(milliseconds: 0))
    return Form(.approve, form.fields)
  }

  static func withdrawing(_ item: String?, in state: BoardState) -> Form {
    let signed = state.board.approvalItems.filter { !state.approvals(of: $0).isEmpty }
    let first = item.flatMap { signed.contains($0) ? $0 : nil } ?? signed.first ?? ""
    var form = Form(.withdraw, [Field(.item, first, words: signed), Field(.role), Field(.why)])
    form.settle(in: state, at: Instant(milliseconds: 0))
    return Form(.withdraw, form.fields)
  }

  /// Who has signed the item, and who has not yet.
  func itemMeaning(in state: BoardState) -> String {
    let item = text(.item)
    let roles = state.board.roles(for: item)
    guard !roles.isEmpty else { return "an item that a gate wants approved" }
    let signed = state.approvals(of: item)
    return roles.map { role in
      signed.first { $0.role == role }.map { "\(role): \($0.by) at \($0.at.timeOfDay.minutes)" }
        ?? "\(role): not signed"
    }.joined(separator: ", ")
  }

  // MARK: Deliveries

  static func delivering(_ standing: DeadlineStanding, by person: String, in state: BoardState) -> Form {
    Form(
      .deliver,
      [
        Field(.deadline, standing.deadline.id, words: state.board.deadlines.map(\.id)),
        Field(.deliverable, standing.missing.first ?? "", words: standing.missing),
        Field(.evidence, words: state.board.evidencePaths), Field(.note),
      ])
  }

  func deliveryDraft(in state: BoardState) throws(Refusal) -> DeliveryDraft {
    var record: FileRecord?
    if let path = evidencePath {
      switch looks[path] {
      case .read(let path, let hash, _)?: record = FileRecord(path: path, sha256: hash)
      case .failed(let why)?: throw Refusal(.evidence, "'\(path)' cannot be read: \(why).")
      case nil: break
      }
    }
    return DeliveryDraft(
      deadline: text(.deadline), deliverable: text(.deliverable), evidence: record, note: text(.note))
  }

  /// What is typed as evidence; nil where nothing is.
  var evidencePath: String? {
    let path = text(.evidence)
    return purpose == .deliver && !path.isEmpty ? path : nil
  }

  func evidenceMeaning() -> String {
    guard let path = evidencePath else { return "the file that came; its SHA-256 goes into the journal; may be empty" }
    switch looks[path] {
    case .read(_, let hash, let size)?: return "sha256 \(hash), \(Value.number(Double(size)).words(.size))"
    case .failed(let why)?: return "cannot be read: \(why)"
    case nil: return "read when you leave the field"
    }
  }

  // MARK: Hooks and breaches

  static func arming(_ key: Key, in state: BoardState) -> Form {
    let isArmed = state.arming(of: key) != nil
    let change = Field(.change, isArmed ? "disarm" : "arm", words: ["arm", "disarm"], isChoice: true)
    return Form(.arm, [Field(.guardrail, "\(key)", words: state.board.hooks.map(\.description)), change])
  }

  static func acknowledging(_ key: Key, among waiting: [Key]) -> Form {
    Form(.acknowledge, [Field(.guardrail, "\(key)", words: waiting.map(\.description), isChoice: true)])
  }

  /// The guardrail that is typed as `app.rule`.
  func guardrail(in state: BoardState) throws(Refusal) -> Key {
    let typed = text(.guardrail)
    for app in state.board.apps {
      if let rule = app.guardrails.first(where: { "\(Key(app.id, $0.name))" == typed }) {
        return Key(app.id, rule.name)
      }
    }
    throw Refusal(.guardrail, "'\(typed)' is not a guardrail of this board; write it as app.rule.")
  }

  func arms() throws(Refusal) -> Bool {
    switch text(.change).lowercased() {
    case "arm": return true
    case "disarm": return false
    default: throw Refusal(.change, "Write arm or disarm.")
    }
  }

  func hookMeaning(in state: BoardState) -> String {
    guard let key = try? guardrail(in: state), let hook = state.board.guardrail(key)?.hook else {
      return "a guardrail that names a program to run"
    }
    if let lapse = state.lapse(of: key) { return "runs \(hook.words), not armed: \(lapse)" }
    let by = state.arming(of: key).map { ", armed by \($0.by) at \($0.at.timeOfDay.minutes)" } ?? ", not armed"
    return "runs \(hook.words)\(by)"
  }
}

extension Board {
  /// Every guardrail that names a program, in the board file's order.
  var hooks: [Key] {
    apps.flatMap { app in app.guardrails.filter { $0.hook != nil && !$0.isDryRun }.map { Key(app.id, $0.name) } }
  }

  var evidencePaths: [String] { evidenceNeeds.map(\.path) }
}
