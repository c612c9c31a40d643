package import Canvas

/// One of the meanings that a theme gives a colour.
package enum ThemeRole: Hashable, Sendable, CaseIterable {
  case ink(Ink)
  case ground(Ground)

  package static let allCases = Ink.allCases.map(ThemeRole.ink) + Ground.allCases.map(ThemeRole.ground)

  /// The key that it stands under in a theme file.
  package var word: String {
    switch self {
    case .ink(let ink): Self.inks[Int(ink.rawValue)]
    case .ground(let ground): Self.grounds[Int(ground.rawValue)]
    }
  }

  // Kept, because to ask a value for its name is slow.
  private static let inks = Ink.allCases.map { "\($0)" }
  private static let grounds = Ground.allCases.map { "\($0)" }
}
