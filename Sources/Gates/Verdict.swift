/// Whether what was ruled about an app is borne out: what a pipeline may act on.
package enum Verdict: String, Hashable, Sendable {
  case supported, contradicted, unknown

  /// The worst of several: what contradicts outweighs what is not known.
  package static func overall(_ verdicts: [Verdict]) -> Verdict {
    if verdicts.contains(.contradicted) { return .contradicted }
    return verdicts.isEmpty || verdicts.contains(.unknown) ? .unknown : .supported
  }
}

extension AppStanding {
  /// A ruling that lets nothing through needs nothing that bears it out; a GO needs its readiness and its condition.
  /// A breach contradicts every ruling, and a guardrail that cannot be judged leaves every ruling unknown.
  package var verdict: Verdict { Verdict.overall(findings.map(\.verdict)) }

  /// One claim that was held against the measurements.
  package struct VerdictFinding: Hashable, Sendable {
    /// `ruling`, or the criterion's or guardrail's key.
    package let name: String
    package let verdict: Verdict
    package let because: String
  }

  /// The claims behind the verdict: the ruling first, then the guardrails that count.
  package var findings: [VerdictFinding] {
    let rules = guardrails.filter(\.counts).map { standing -> VerdictFinding in
      let name = "guardrail \(standing.guardrail.name)"
      if standing.run.isBreached {
        return VerdictFinding(name: name, verdict: .contradicted, because: "breached: \(standing.judgement.because)")
      }
      if standing.truth == .yes || standing.run.phase == .pending {
        // Whether it will be a breach only time tells.
        let span = standing.guardrail.sustainedWords
        return VerdictFinding(
          name: name, verdict: .unknown, because: "burns, a breach after \(span): \(standing.judgement.because)")
      }
      return VerdictFinding(
        name: name, verdict: standing.isBlind ? .unknown : .supported, because: standing.judgement.because)
    }
    return [ofRuling] + rules
  }

  private var ofRuling: VerdictFinding {
    let name = "ruling \(ruling.kind.rawValue)"
    guard ruling.kind.isGo else {
      return VerdictFinding(name: name, verdict: .supported, because: "lets nothing go live")
    }
    let against = conflicts.filter { $0.kind != .breach }
    guard let conflict = against.first else {
      return VerdictFinding(
        name: name, verdict: .supported, because: inForce.override ?? "readiness \(readiness.state.rawValue)")
    }
    let isUnknown = against.allSatisfy { $0.kind == .unjudged || ($0.kind == .unready && readiness.state == .unknown) }
    return VerdictFinding(name: name, verdict: isUnknown ? .unknown : .contradicted, because: conflict.words)
  }
}
