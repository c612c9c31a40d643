import Canvas
import Gates

/// The parts of a gate's page that the board has no room for.
extension Model {
  /// A guardrail's timer as a bar, in words, and what was measured: `▓▓▓▓░░░░ 02:14 of 05:00, aborts at 19:54:53, ...`.
  func timerWords(of standing: GuardrailStanding) -> String {
    let (guardrail, run) = (standing.guardrail, standing.run)
    let because = standing.judgement.because
    let dry = guardrail.isDryRun ? "dry run: " : ""
    switch run.phase {
    case .pending:
      let left = run.timeLeft(at: now, under: guardrail) ?? .zero
      let burnt = run.burnt(at: now, under: guardrail).clock
      let blind = standing.isBlind ? "BLIND, " : ""
      return fuse(of: standing) + "\(burnt) of \(guardrail.sustainedClock), \(dry)\(guardrail.action.verb) at "
        + "\(moment(now + left, seconds: true)), \(blind)\(because)"
    case .breached, .recovering:
      let full = Sparkline.bar(1, width: 8)
      let recovery = run.phase == .recovering ? recoveryWords(of: standing) : ""
      let known = run.acknowledged.map { "acknowledged by \($0.by) \(moment($0.at))" } ?? "not acknowledged"
      return "\(full) \(standing.words(at: now))\(recovery), \(known)"
    case .inactive:
      let room = run.unseen == nil ? state.headroom(of: guardrail, in: standing.key.app, at: now) : nil
      return standing.words(at: now) + (room.map { ", \($0.words)" } ?? "")
    }
  }

  private func recoveryWords(of standing: GuardrailStanding) -> String {
    let gone = max(.zero, now - (standing.run.goneSince ?? now))
    return ", gone for \(gone.clock) of \(standing.guardrail.recovery.clock)"
  }

  /// Evidence with the state of its hash and its age, what is wrong first.
  func evidenceLines(of app: App) -> [Line] {
    let found = state.evidenceStandings(of: app, at: now)
    guard !found.isEmpty else { return [] }
    let worst: [EvidenceState] = [.altered, .stale, .unknown, .missing, .present]
    let passed = found.count { $0.state == .present }
    return [Line.heading("Evidence", "\(passed) of \(found.count)")]
      + worst.flatMap { wanted in found.filter { $0.state == wanted } }.map { standing in
        Line(
          mark: standing.state.mark, name: standing.title, text: words(for: standing), target: .criterion(standing.key))
      }
  }

  func approvalLines(of standing: AppStanding) -> [Line] {
    let asked = standing.readiness.criteria.filter(\.criterion.requirement.isApproval)
    guard !asked.isEmpty else { return [] }
    let signed = asked.count { $0.state == .pass }
    return [Line.heading("Approvals", "\(signed) of \(asked.count)")]
      + asked.map { criterion in
        Line(
          mark: criterion.state.mark, name: criterion.criterion.title, text: criterion.because,
          target: .criterion(Key(standing.app.id, criterion.criterion.name)))
      }
  }

  /// How many events of a gate its page shows.
  private static var mostHistory: Int { 12 }

  /// What happened to this app lately, the newest first.
  func historyLines(of app: App) -> [Line] {
    let mine = state.recent.reversed().filter { state.app(of: $0) == app.id }
    guard !mine.isEmpty else { return [] }
    return [Line.heading("History", "the newest first\(offer(.journal, "is the whole journal"))", target: .journal)]
      + mine.prefix(Self.mostHistory).map { event in
        Line(
          mark: event.fact.mark, name: "\(moment(event.at, seconds: true).filled(to: Self.momentWidth)) \(event.actor)",
          text: state.words(of: event),
          target: .event(event.sequence))
      }
  }

  // MARK: Error budgets

  /// A budget: what is promised, what is spent of it, and how fast.
  func budgetLines(_ id: AppID, _ index: Int) -> [Line] {
    guard let budget = budget(id, index) else { return [] }
    let spent = budget.spent.map { Value.number($0).words(.ratio) } ?? "unknown"
    let isOver = budget.left.map { $0 <= 0 }
    let left = budget.left.map { "\(Sparkline.bar($0, width: 16)) \(Value.number($0).words(.ratio)) left" }
    return [
      Line(
        mark: isOver == nil
          ? Mark("◌", .unknown) : isOver == true ? Mark("✖", .bad, bold: true) : Mark("●", .good),
        name: "left", text: left ?? "unknown"),
      .fact("spent", spent),
      .fact("promised", "\(Value.number(budget.objective).words(.ratio)) over \(budget.window.words)"),
      .fact("measured", "\(budget.measured.coarse) of \(budget.window.words)"),
      .fact("errors", budget.signal.name, target: .signal(budget.signal)),
    ]
  }

  func budget(_ id: AppID, _ index: Int) -> ErrorBudget? {
    guard let app = state.board.app(id) else { return nil }
    let budgets = state.errorBudgets(of: app, at: now)
    return budgets.indices.contains(index) ? budgets[index] : nil
  }
}

extension Requirement {
  var isEvidence: Bool { if case .evidence = self { true } else { false } }
  var isApproval: Bool { if case .approval = self { true } else { false } }
}

extension Guardrail.Action {
  /// What it does when its time comes.
  fileprivate var verb: String {
    switch self {
    case .abort: "aborts"
    case .rollback: "rolls back"
    case .alert: "alerts"
    }
  }
}

extension BoardState {
  /// The source that yields a signal; nil for one that is not declared.
  func sourceName(of signal: Key) -> String? {
    board.app(signal.app)?.sources.first { $0.signals.contains { $0.name == signal.name } }?.name
  }
}
