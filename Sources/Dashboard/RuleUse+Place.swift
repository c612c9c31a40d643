import Canvas
import Gates

extension RuleUse {
  var mark: Mark {
    switch isWell {
    case true?: Mark("●", .good)
    case false?: Mark("✖", .bad)
    case nil: Mark("◌", .unknown)
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
