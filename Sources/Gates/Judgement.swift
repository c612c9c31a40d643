/// The answer to a condition, and the readings that led there.
package struct Judgement: Hashable, Sendable {
  package let truth: Truth
  /// One line for each comparison that decided, from left to right: `p95 143ms > 120ms`.
  package let findings: [Finding]

  /// The findings as one line.
  package var because: String { findings.map(\.words).joined(separator: ", ") }
}

/// One comparison with what was measured on its sides.
package struct Finding: Hashable, Sendable {
  package let truth: Truth
  package let words: String
}

extension Explanation {
  /// The explanation in few words. Of `a or b` and `a and b` only the sides that decided are among the findings.
  package var judgement: Judgement {
    Judgement(truth: truth, findings: findings)
  }

  private var findings: [Finding] {
    switch kind {
    case .and, .or: children.filter { $0.truth == truth }.flatMap(\.findings)
    case .not: children.flatMap(\.findings)
    case .comparison(let comparison): [Finding(truth: truth, words: compared(by: comparison))]
    case .literal, .operand, .gate, .approval: [Finding(truth: truth, words: standing)]
    }
  }

  /// What held: for a comparison that did not, the opposite.
  private func compared(by comparison: Comparison) -> String {
    guard truth != .unknown, children.count == 2 else { return words }
    if case .gate = children[0].kind { return children[0].side }
    let held = truth == .no ? comparison.negated : comparison
    return "\(children[0].side) \(held.rawValue) \(children[1].side)"
  }

  /// What a signal or an approval says that stands alone.
  private var standing: String {
    guard truth != .unknown else { return value == nil ? words : "\(text) is \(words), expected true or false" }
    guard case .approval(let item) = kind else { return "\(text) \(words)" }
    return truth == .yes ? "\(item) approved" : "\(item) not approved"
  }

  /// One side of a comparison: what it is and what was measured; a fixed value alone.
  var side: String {
    switch kind {
    case .literal: words
    case .gate(let name): value == nil ? words : "gate \(name) \(words)"
    case .operand, .approval, .comparison, .not, .and, .or: value == nil ? words : "\(text) \(words)"
    }
  }
}
