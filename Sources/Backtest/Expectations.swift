package import Gates
package import StrictYAML

/// What a guardrail must be at an instant: a unit test for the rules of a board.
package struct Expectation: Hashable, Sendable {
  package let at: Instant
  package let guardrail: Key
  package let phase: GuardrailPhase
  /// Where it stands, for the sentence when it is not met.
  package let position: Position
}

/// Reads `expect:`, a list of `{at: 2025-11-12T19:52:00Z, app: shop, rule: p95, is: breached}`.
package enum Expectations {
  /// - Throws: ``Problems`` with everything that is wrong, each with line and column.
  package static func parse(_ bytes: [UInt8], file: String, board: Board) throws(Problems) -> [Expectation] {
    let root = try Document.parse(bytes, file: file)
    let diagnosis = Diagnosis(file: file)
    guard let fields = diagnosis.fields(root, "expectations", keys: ["expect"]) else {
      throw Problems(diagnosis.problems)
    }
    let items = diagnosis.required("expect", in: fields).map { diagnosis.someItems($0, "expectations") } ?? []
    let expectations = items.compactMap { expectation($0, board, diagnosis) }
    try diagnosis.finish()
    return expectations
  }

  private static func expectation(_ node: Node, _ board: Board, _ diagnosis: Diagnosis) -> Expectation? {
    guard let fields = diagnosis.fields(node, "an expectation", keys: ["at", "app", "rule", "is"]) else { return nil }
    let at = diagnosis.required("at", in: fields).flatMap { node -> Instant? in
      guard let text = diagnosis.text(node, "an instant") else { return nil }
      if let instant = Instant(utc: text) { return instant }
      diagnosis.report(node.position, "expected an instant such as 2025-11-12T19:52:00Z, found '\(text)'")
      return nil
    }
    let app = diagnosis.required("app", in: fields)
      .flatMap { diagnosis.choice($0, "an app of the board", of: board.apps.map { ($0.id.name, $0) }) }
    let rule = diagnosis.required("rule", in: fields)
    let guardrail = app.flatMap { app in
      rule.flatMap {
        diagnosis.choice($0, "a guardrail of \(app.id)", of: app.guardrails.map { ($0.name, Key(app.id, $0.name)) })
      }
    }
    let phases = GuardrailPhase.allCases.map { ($0.rawValue, $0) }
    let phase = diagnosis.required("is", in: fields).flatMap { diagnosis.choice($0, "a phase", of: phases) }
    guard let at, let guardrail, let phase else { return nil }
    return Expectation(at: at, guardrail: guardrail, phase: phase, position: node.position)
  }
}
