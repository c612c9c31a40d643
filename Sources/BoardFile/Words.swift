import Gates
import StrictYAML

/// The fixed words of a board file and what they mean.
enum Words {
  static let rulings = Choices(Ruling.Kind.allCases.map { ($0.rawValue, $0) })
  static let postures = Choices(Posture.allCases.map { ($0.rawValue, $0) })
  static let silences = Choices(Guardrail.Silence.allCases.map { ($0.rawValue, $0) })
  static let actions = Choices(Guardrail.Action.allCases.map { ($0.rawValue, $0) })
  static let truths = Choices([("true", true), ("false", false)])
}
