import Gates

extension Form {
  func ruling(on app: AppID) throws(Refusal) -> Command {
    let words = Ruling.Kind.allCases.map(\.rawValue).joined(separator: ", ")
    guard let kind = Ruling.Kind(rawValue: text(.ruling).uppercased()) else {
      throw Refusal(.ruling, "Write one of \(words).")
    }
    guard let allows = Posture(rawValue: text(.allows).lowercased()) else {
      throw Refusal(.allows, "Write one of \(Posture.allCases.map(\.rawValue).joined(separator: ", ")).")
    }
    guard let overrides = ["yes": true, "no": false, "": false][text(.override).lowercased()] else {
      throw Refusal(.override, "Write yes or no.")
    }
    let conditions = text(.conditions).split(separator: ";").map(Self.trimmed).filter { !$0.isEmpty }
    let ruling = Ruling(
      kind, allows: allows, scope: text(.scope), conditions: conditions, holdsWhile: kind.isGo ? holdsWhile : nil)
    return .rule(app, RulingDraft(ruling, why: text(.why), overrides: overrides))
  }

  private static func trimmed(_ text: Substring) -> String {
    String(text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }

  /// What a command that must be confirmed will do; nil for one that needs no second key.
  static func warning(of command: Command) -> String? {
    guard case .rule(let app, let draft) = command else { return nil }
    let over = draft.overrides ? ", overriding what stands against it" : ""
    return "Record \(draft.ruling.kind.rawValue) for \(app), \(draft.ruling.allows.rawValue) traffic\(over)?"
  }

  /// What the ruling that is typed would contradict, or what it allows.
  func rulingMeaning(in state: BoardState, at now: Instant) -> String {
    guard case .rule(let id) = purpose, let app = state.board.app(id) else { return "" }
    let readiness = state.readiness(of: app, at: now)
    let reason = readiness.reasons.first.map { ": \($0.criterion.title)" } ?? ""
    return "readiness is \(readiness.state.rawValue)\(reason); conditions are parted by ';'"
  }
}
