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
  /// What its condition's truth is called: a criterion passes, a guardrail burns.
  package let words: String
  /// Whether that is as it should be; nil where it is unknown.
  package let isWell: Bool?
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
      func use(_ rule: RuleUse.Rule, _ judgement: Judgement, well: Truth, yes: String, no: String) -> RuleUse {
        let isKnown = judgement.truth != .unknown
        let words = !isKnown ? "unknown" : judgement.truth == .yes ? yes : no
        return RuleUse(
          rule: rule, app: app.id, truth: judgement.truth, because: judgement.because, words: words,
          isWell: isKnown ? judgement.truth == well : nil)
      }
      let ruling = app.ruling.holdsWhile.flatMap {
        reads($0) ? use(.ruling, judge($0, in: app.id, at: now), well: .yes, yes: "holds", no: "does not hold") : nil
      }
      let criteria = app.criteria.compactMap { criterion -> RuleUse? in
        guard case .condition(let condition) = criterion.requirement, reads(condition) else { return nil }
        return use(
          .criterion(criterion.name), judge(condition, in: app.id, at: now), well: .yes, yes: "pass", no: "fail")
      }
      let guardrails = app.guardrails.compactMap { guardrail in
        reads(guardrail.breach)
          ? use(
            .guardrail(guardrail.name), judge(guardrail, in: app.id, at: now), well: .no, yes: "would burn",
            no: "clear")
          : nil
      }
      return [ruling].compactMap(\.self) + criteria + guardrails
    }
  }
}
