import Gates

/// The fixed words of a board file and what they mean.
enum Words {
  static let rulings = Ruling.Kind.allCases.map { ($0.rawValue, $0) }
  static let postures = Posture.allCases.map { ($0.rawValue, $0) }
  static let silences = Guardrail.Silence.allCases.map { ($0.rawValue, $0) }
  static let actions = Guardrail.Action.allCases.map { ($0.rawValue, $0) }
}
