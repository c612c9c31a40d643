package import Canvas
package import StrictYAML

/// A whole theme: what its file says, and what the themes say that it extends.
package struct ResolvedTheme: Sendable {
  package let theme: Theme
  package let about: String
  /// For whose eyes it is made: its states are then told apart by them; empty for eyes that see all colours.
  package let vision: [Vision]
  /// Where each colour was written.
  package let places: [ThemeRole: Place]

  package struct Place: Hashable, Sendable {
    package let file: String
    package let position: Position
  }

  /// - Parameter line: the theme itself, then its parent, and so on to one that is whole.
  init(_ line: [ThemeFile]) {
    var inks: [Ink: RGB] = [:]
    var grounds: [Ground: RGB] = [:]
    var places: [ThemeRole: Place] = [:]
    for file in line.reversed() {
      for (role, colour) in file.colours {
        places[role] = Place(file: file.file, position: colour.position)
        switch role {
        case .ink(let ink): inks[ink] = colour.value
        case .ground(let ground): grounds[ground] = colour.value
        }
      }
    }
    theme = Theme(name: line.first?.name ?? "", inks: inks, grounds: grounds)
    about = line.first?.about ?? ""
    vision = line.lazy.compactMap(\.vision).first ?? []
    self.places = places
  }

  package func colour(of role: ThemeRole) -> RGB? {
    switch role {
    case .ink(let ink): theme.inks[ink]
    case .ground(let ground): theme.grounds[ground]
    }
  }
}
