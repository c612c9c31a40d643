/// A rule that reads a signal, and what it says at an instant.
package struct RuleUse: Hashable, Sendable {
  package enum Rule: Hashable, Sendable {
    case ruling
    /// By their names.
    case criterion(String)
    case guardrail(String)
  }

  package let rule: Rule
  /// The app whose rule it is.
  package let app: AppID
  package let truth: Truth
  /// What was compared.
  package let because: String
  /// How it stands: a criterion passes, a guardrail burns, is breached, or would burn where nobody evaluates it.
  package let words: String
  /// Whether that is as it should be; nil where it is unknown.
  package let isWell: Bool?
  /// Where a guardrail stands on its way to a breach and back; nil for other rules.
  package var phase: GuardrailPhase?
}

extension RuleUse.Rule: CustomStringConvertible {
  /// `criterion latency`, `guardrail p95`, `ruling`.
  package var description: String {
    switch self {
    case .ruling: "ruling"
    case .criterion(let name): "criterion \(name)"
    case .guardrail(let name): "guardrail \(name)"
    }
  }
}

extension BoardState {
  /// Every condition of the board that reads the signal, in the order of the board file.
  package func uses(of signal: Key, at now: Instant) -> [RuleUse] {
    board.apps.flatMap { app -> [RuleUse] in
      func reads(_ condition: Condition) -> Bool { condition.signals.contains { $0.key(in: app.id) == signal } }
      func use(
        _ rule: RuleUse.Rule, _ judgement: Judgement, well: Truth, yes: String, no: String, standing: String? = nil
      ) -> RuleUse {
        let isKnown = judgement.truth != .unknown
        let words = !isKnown ? "unknown" : judgement.truth == .yes ? yes : no
        return RuleUse(
          rule: rule, app: app.id, truth: judgement.truth, because: judgement.because, words: standing ?? words,
          isWell: standing == nil ? isKnown ? judgement.truth == well : nil : false)
      }
      let ruling = app.ruling.holdsWhile.flatMap {
        reads($0) ? use(.ruling, judge($0, in: app.id, at: now), well: .yes, yes: "met", no: "not met") : nil
      }
      let criteria = app.criteria.compactMap { criterion -> RuleUse? in
        guard case .condition(let condition) = criterion.requirement, reads(condition) else { return nil }
        return use(
          .criterion(criterion.name), judge(condition, in: app.id, at: now), well: .yes, yes: "pass", no: "fail")
      }
      let guardrails = app.guardrails.filter { reads($0.breach) }.map { guardrail in
        // A dry run is never breached: it says what it would do.
        let phase = guardrail.isDryRun ? .inactive : run(Key(app.id, guardrail.name)).phase
        var found = use(
          .guardrail(guardrail.name), judge(guardrail, in: app.id, at: now), well: .no,
          yes: "would burn", no: "clear", standing: phase.standing)
        found.phase = phase
        return found
      }
      return [ruling].compactMap(\.self) + criteria + guardrails
    }
  }
}

extension GuardrailPhase {
  /// What it is called whatever is measured at the moment; nil where only that counts.
  fileprivate var standing: String? {
    switch self {
    case .breached: "breached"
    case .recovering: "breached, recovering"
    // Also while its condition is not met for a moment: what flaps burns on.
    case .pending: "burns"
    case .inactive: nil
    }
  }
}
