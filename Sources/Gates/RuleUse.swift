/// A rule that reads a signal, and what it says at an instant.
package struct RuleUse: Hashable, Sendable {
  /// `criterion latency`, `guardrail p95`, `ruling`.
  package let rule: String
  /// The app whose rule it is.
  package let app: AppID
  package let truth: Truth
  /// What was compared.
  package let because: String
}

extension BoardState {
  /// Every condition of the board that reads the signal, in the order of the board file.
  package func uses(of signal: Key, at now: Instant) -> [RuleUse] {
    board.apps.flatMap { app -> [RuleUse] in
      func reads(_ condition: Condition) -> Bool { condition.signals.contains { $0.key(in: app.id) == signal } }
      func use(_ rule: String, _ judgement: Judgement) -> RuleUse {
        RuleUse(rule: rule, app: app.id, truth: judgement.truth, because: judgement.because)
      }
      let ruling = app.ruling.holdsWhile.flatMap { reads($0) ? use("ruling", judge($0, in: app.id, at: now)) : nil }
      let criteria = app.criteria.compactMap { criterion -> RuleUse? in
        guard case .condition(let condition) = criterion.requirement, reads(condition) else { return nil }
        return use("criterion \(criterion.name)", judge(condition, in: app.id, at: now))
      }
      let guardrails = app.guardrails.compactMap { guardrail in
        reads(guardrail.breach)
          ? use("guardrail \(guardrail.name)", judge(guardrail, in: app.id, at: now)) : nil
      }
      return [ruling].compactMap(\.self) + criteria + guardrails
    }
  }
}
