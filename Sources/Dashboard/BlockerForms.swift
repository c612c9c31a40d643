import Gates

extension Form {
  static func blocker(_ purpose: Purpose, _ draft: BlockerDraft, in state: BoardState, at now: Instant) -> Form {
    let owners = Set(state.blockers.map(\.draft.owner)).sorted()
    return Form(
      purpose,
      [
        Field(.text, draft.text),
        Field(.app, draft.app?.name ?? "", words: state.board.apps.map(\.id.name)),
        Field(.deadline, draft.deadline ?? "", words: state.board.deadlines.map(\.id)),
        Field(.owner, draft.owner, words: owners),
        // An instant as it can be typed again without changing its meaning.
        Field(
          .eta,
          draft.eta.map { eta in
            ETA.parse(ETA.short(eta, now: now), now: now) == eta ? ETA.short(eta, now: now) : eta.utcSeconds
          } ?? ""),
        Field(.severity, "\(draft.severity.rawValue)", words: ["1", "2", "3"], isChoice: true),
      ])
  }

  static func resolving(_ number: Int) -> Form { Form(.resolve(number), [Field(.note)]) }

  /// Begins with the blocker that was resolved last.
  static func reopening(_ blockers: [Blocker]) -> Form {
    let latest = blockers.sorted { ($0.resolution?.at.milliseconds ?? 0) > ($1.resolution?.at.milliseconds ?? 0) }
    return Form(.reopen, [Field(.blocker, latest.first?.label ?? "", words: latest.map(\.label)), Field(.why)])
  }

  func blockerDraft(in state: BoardState, at now: Instant) throws(Refusal) -> BlockerDraft {
    let etaText = text(.eta)
    let eta = ETA.parse(etaText, now: now)
    if eta == nil, !etaText.isEmpty { throw Refusal(.eta, "Write \(ETA.spellings), or leave it empty.") }
    let severityText = text(.severity).lowercased().replacing("sev-", with: "")
    guard let severity = wholeNumber(severityText).flatMap(Severity.init(rawValue:)) else {
      throw Refusal(.severity, "Write 1 (stops the launch), 2 (threatens it) or 3 (annoys).")
    }
    let app = text(.app)
    return BlockerDraft(
      app: app.isEmpty ? nil : state.board.gate(app)?.id ?? AppID(app),
      deadline: text(.deadline).isEmpty ? nil : text(.deadline), text: text(.text), owner: text(.owner), eta: eta,
      severity: severity)
  }

  func numberToReopen() throws(Refusal) -> Int {
    let typed = text(.blocker).lowercased().replacing("b-", with: "")
    guard let number = wholeNumber(typed) else { throw Refusal(.blocker, "Write the blocker's number, such as B-3.") }
    return number
  }

  /// What the typed ETA means and what it does to the deadlines, or how to write one.
  func etaMeaning(in state: BoardState, at now: Instant) -> String {
    let typed = text(.eta)
    guard !typed.isEmpty else { return "\(ETA.spellings); without one AT RISK" }
    guard let eta = ETA.parse(typed, now: now) else { return "not a time yet: \(ETA.spellings)" }
    guard eta > now else { return "= \(eta.day.short) \(eta.timeOfDay.minutes) UTC, already past" }
    let app = text(.app)
    let id = state.board.gate(app)?.id ?? AppID(app)
    let named = state.board.deadlines.filter { deadline in
      text(.deadline) == deadline.id || (text(.deadline).isEmpty && deadline.owes.contains(id))
    }
    // What is missed already cannot be put at risk.
    let ahead = named.filter { $0.at.next(from: now) > now }
    let missed = ahead.min { $0.at.next(from: now) < $1.at.next(from: now) }.flatMap {
      $0.at.next(from: now) < eta ? $0 : nil
    }
    guard let missed else { return "= \(ETA.short(eta, now: now)) UTC, in \((eta - now).coarse)" }
    let standing = state.standing(of: missed, at: now)
    let verb = standing.state == .atRisk ? "stays" : "puts it"
    return
      "= \(ETA.short(eta, now: now)) UTC; \(verb) AT RISK: \((eta - standing.instant).coarse) after '\(missed.title)'"
  }

  /// What a blocker that is to be opened again was, and who closed it.
  func reopenMeaning(in state: BoardState) -> String {
    guard let number = try? numberToReopen(), let blocker = state.blocker(number) else { return "a resolved blocker" }
    guard let end = blocker.resolution else { return "\(blocker.draft.text) (open)" }
    return "\(blocker.draft.text), resolved by \(end.by) at \(end.at.timeOfDay.minutes)"
  }
}
