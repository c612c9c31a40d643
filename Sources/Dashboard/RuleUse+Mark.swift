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
}
