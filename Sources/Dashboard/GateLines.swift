import Canvas
import Gates

extension Model {
  func standing(of app: App) -> AppStanding {
    derived.standings.first { $0.app.id == app.id } ?? state.standing(of: app, at: now)
  }

  /// Why a gate stands as it does: one line for each criterion, what keeps it from passing first. What the board shows
  /// beside its table.
  func gateLines(_ app: App) -> [Line] {
    let standing = standing(of: app)
    return reasonLines(of: standing, criteria: criteria(of: standing, isWanted: { _ in true })) {
      fuse(of: $0) + $0.words(at: now)
    } + budgetLines(of: app) + blockerLines(of: app) + gateSourceLines(of: app)
  }

  /// The page of a gate: the same, with evidence, signatures and what happened apart, and every timer's whole bar.
  func gatePageLines(_ app: App) -> [Line] {
    let standing = standing(of: app)
    let criteria = criteria(of: standing, origin: true, isWanted: { !$0.isEvidence && !$0.isApproval })
    return reasonLines(of: standing, criteria: criteria) { timerWords(of: $0) } + budgetLines(of: app)
      + evidenceLines(of: app) + approvalLines(of: standing) + blockerLines(of: app) + historyLines(of: app)
      + gateSourceLines(of: app)
  }

  /// Ruling, readiness and guardrails. On a narrow screen, which shows few lines, what burns or is breached stands right
  /// behind the ruling, and the ruling's conditions behind the criteria.
  private func reasonLines(
    of standing: AppStanding, criteria: [Line], _ words: (GuardrailStanding) -> String
  ) -> [Line] {
    func lines(_ heading: String, _ rules: [GuardrailStanding]) -> [Line] {
      rules.isEmpty && size.width < 60
        ? [] : [.heading(heading)] + rules.flatMap { guardrailLines(of: $0, words($0)) }
    }
    let (rules, readiness) = (standing.guardrails, standing.readiness)
    let ready =
      [
        Line.heading("Readiness", "\(readiness.state.rawValue), \(readiness.breakdown)", target: .why(standing.app.id))
      ] + criteria
    let conditions = standing.ruling.conditions.map { Line.fact("condition", $0) }
    let head = headLines(of: standing)
    guard size.width < 60 else { return head + conditions + ready + lines("Guardrails", rules) }
    return head.prefix(1) + lines("Burning or breached", rules.filter { $0.run.phase != .inactive }) + head.dropFirst()
      + ready + conditions + lines("Guardrails", rules.filter { $0.run.phase == .inactive })
  }

  private func headLines(of standing: AppStanding) -> [Line] {
    let ruling = standing.ruling
    var lines = [
      Line.heading(
        "\(ruling.kind.mark.shape) \(ruling.kind.rawValue)", ruling.scope, ink: ruling.kind.mark.style.ink,
        target: .ruling(standing.app.id)),
      Line.heading("Posture", postureWords(of: standing)),
    ]
    if let record = standing.inForce.record { lines.append(.fact("ruled by", words(for: record))) }
    lines += standing.conflicts.map { Line(mark: Mark("≠", .bad, bold: true), name: "conflict", text: $0.words) }
    if let override = standing.inForce.override, !standing.conflicts.contains(where: { $0.kind == .overridden }) {
      lines.append(Line(mark: Mark("▲", .warning), name: "override", text: override))
    }
    return lines
  }

  private func criteria(
    of standing: AppStanding, origin isWhole: Bool = false, isWanted: (Requirement) -> Bool
  ) -> [Line] {
    let inOrder = standing.readiness.reasons + standing.readiness.criteria.filter { $0.state == .pass }
    return inOrder.filter { isWanted($0.criterion.requirement) }.map { criterion in
      Line(
        mark: criterion.state.mark, name: criterion.criterion.title,
        text: criterion.because + (isWhole ? origin(of: criterion.criterion, in: standing.app.id) : ""),
        target: .criterion(Key(standing.app.id, criterion.criterion.name)))
    }
  }

  /// `, health at 19:52:07`: which source measured it, and when; an instant, and not an age that changes each second.
  private func origin(of criterion: Criterion, in app: AppID) -> String {
    guard case .condition(let condition) = criterion.requirement else { return "" }
    let keys = condition.signals.map { $0.key(in: app) }
    guard let oldest = keys.compactMap({ state.series($0)?.lastAt }).min() else { return "" }
    let names = keys.compactMap { state.sourceName(of: $0) }
    let sources = names.indices.filter { !names[..<$0].contains(names[$0]) }.map { names[$0] }
    return ", \(sources.joined(separator: " and ")) at \(moment(oldest, seconds: true))"
  }

  private func guardrailLines(of rule: GuardrailStanding, _ text: String) -> [Line] {
    let line = Line(mark: rule.mark, name: rule.guardrail.title, text: text, target: .guardrail(rule.key))
    return [line] + (rule.guardrail.hook.map { lines(of: $0, for: rule) } ?? [])
  }

  private func blockerLines(of app: App) -> [Line] {
    let mine = state.openBlockers.filter { $0.draft.app == app.id }.inOrder
    return mine.isEmpty
      ? []
      : [.heading("Blockers")]
        + mine.map { blocker in
          Line(
            mark: blocker.mark(at: now), name: "\(blocker.label) \(blocker.draft.text)",
            text: "\(blocker.draft.owner), \(blocker.etaWords(at: now)), \(blocker.draft.severity.label)",
            target: .blocker(blocker.number))
        }
  }

  private func gateSourceLines(of app: App) -> [Line] {
    [Line.heading("Sources")]
      + app.sources.map { source in
        let health = state.health[Key(app.id, source.name)] ?? SourceHealth()
        return Line(
          mark: health.mark, name: source.name, text: health.said + lastAnswer(of: source, health),
          target: .source(Key(app.id, source.name)))
      }
  }

  func postureWords(of standing: AppStanding) -> String {
    let allows = standing.ruling.allows
    let lowered = standing.posture == allows ? "" : ", lowered from \(allows.rawValue)"
    return "\(standing.posture.rawValue)\(lowered); reported as \(standing.status.rawValue)"
  }

  func words(for record: RulingInForce.Record) -> String { "\(record.by) at \(moment(record.at)): \(record.why)" }

  /// `19:52`, with the day where it is another one; see ``Instant/seen(from:seconds:)``.
  func moment(_ at: Instant, seconds: Bool = false) -> String { at.seen(from: now, seconds: seconds) }

  /// Columns for a moment with seconds of today, or of a day of the last week.
  static var momentWidth: Int { 9 }

  private func budgetLines(of app: App) -> [Line] {
    let budgets = state.errorBudgets(of: app, at: now)
    guard !budgets.isEmpty else { return [] }
    return [Line.heading("Error budgets")]
      + budgets.enumerated().map { index, budget in
        let goal = Value.number(budget.objective).words(.ratio)
        let name = "\(budget.signal.name) \(goal) over \(budget.window.words)"
        guard let left = budget.left else {
          return Line(mark: Mark("◌", .unknown), name: name, text: "unknown", target: .signal(budget.signal))
        }
        let mark = left <= 0 ? Mark("✖", .bad, bold: true) : left < 0.25 ? Mark("▲", .warning) : Mark("●", .good)
        let bar = Sparkline.bar(left, width: 10)
        let text = "\(bar) \(Value.number(left).words(.ratio)) left, measured for \(budget.measured.coarse)"
        return Line(mark: mark, name: name, text: text, target: .budget(app.id, index))
      }
  }

  /// What a breach would run, has started, or ran; before it how the run of an earlier breach ended.
  func lines(of hook: Hook, for rule: GuardrailStanding) -> [Line] {
    let last = rule.run.hook
    let earlier = rule.run.hooks.filter { $0.id != last?.id }.suffix(1).map { run in
      line(of: run, hook, "earlier breach", for: rule)
    }
    if let last { return earlier + [line(of: last, hook, "on breach", for: rule)] }
    let lapsed = state.lapse(of: rule.key).map { (Mark("▲", .warning), "NOT ARMED: \($0); would run: \(hook.words)") }
    let (mark, text) =
      state.arming(of: rule.key).map { (Mark("▸", .warning), "armed by \($0.by), runs: \(hook.words)") } ?? lapsed
      ?? (Mark("·", .faint), "not armed, would run: \(hook.words)")
    return earlier + [Line(mark: mark, name: "on breach", text: text, depth: 1, target: .guardrail(rule.key))]
  }

  private func line(of run: HookRun, _ hook: Hook, _ name: String, for rule: GuardrailStanding) -> Line {
    let isGood = run.ended?.status == 0
    // Whoever ran it records its end, and ends it at its timeout: where neither came, nobody knows.
    let isLost = run.ended == nil && now - run.startedAt > hook.timeout + .seconds(60)
    let begun = "started \(run.startedAt.timeOfDay)\(isLost ? ", its end was never recorded" : "")"
    let mark: Mark =
      isLost ? Mark("◌", .unknown) : run.ended == nil || isGood ? Mark("▸", .accent) : Mark("✖", .bad, bold: true)
    return Line(
      mark: mark, name: name, text: "\(run.ended?.words ?? begun): \(hook.words)", depth: 1,
      target: .guardrail(rule.key))
  }

  /// When a source that is late or silent last answered: an instant, and not an age that would change each second.
  func lastAnswer(of source: Source, _ health: SourceHealth) -> String {
    guard let at = health.lastAnswerAt else { return "" }
    guard health.answers == false || now - at > source.every * 2 else { return "" }
    return ", last answered at \(moment(at, seconds: true))"
  }

  /// `▓▓░░░ ` while a guardrail burns.
  func fuse(of standing: GuardrailStanding) -> String {
    guard standing.run.phase == .pending else { return "" }
    let total = Double(max(1, standing.guardrail.sustained.wholeMilliseconds))
    let burnt = standing.run.burnt(at: now, under: standing.guardrail)
    return Sparkline.bar(Double(burnt.wholeMilliseconds) / total, width: 8) + " "
  }
}

extension SourceHealth {
  var mark: Mark {
    switch answers {
    case true?: Mark("●", .good)
    case false?: Mark("◌", .bad)
    case nil: Mark("◌", .unknown)
    }
  }
}
