import Canvas
import Gates

extension RuleUse {
  /// A guardrail's is that of its phase: what burns is not breached yet.
  var mark: Mark {
    switch (phase, isWell) {
    case (.breached?, _), (.recovering?, _): Mark("✖", .bad, bold: true)
    case (.pending?, false?): Mark("▲", .warning, bold: true)
    case (_, true?): Mark("●", .good)
    case (_, false?): Mark("✖", .bad)
    case (_, nil): Mark("◌", .unknown)
    }
  }

  /// The smaller, the worse. What is unknown says nothing of a value that is known.
  var badness: Int {
    switch (phase, isWell) {
    case (.breached?, _), (.recovering?, _): 0
    case (_, false?): phase == .pending ? 2 : 1
    case (_, true?): 3
    case (_, nil): 4
    }
  }

  /// The rule's own page.
  var place: Place {
    switch rule {
    case .ruling: .ruling(app)
    case .criterion(let name): .criterion(Key(app, name))
    case .guardrail(let name): .guardrail(Key(app, name))
    }
  }
}
