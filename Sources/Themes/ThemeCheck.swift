import Canvas
package import StrictYAML

/// Whether a theme can be read: computed, as written and as a terminal of 256 colours shows it.
package struct ThemeCheck: Sendable {
  /// What WCAG 2.2 asks of text, and of shapes.
  package static let (text, shapes) = (4.5, 3.0)
  /// How far apart two states must look to the eyes that a theme is made for. 2.3 can just be told apart side by side;
  /// states stand far from each other on a wall.
  package static let states = 20.0

  /// The lowest contrast of a text, of a frame, and the least distance of two states (nil where no vision is named).
  package private(set) var lowestText = Double.infinity
  package private(set) var lowestShape = Double.infinity
  package private(set) var nearestStates: Double?
  /// Each at the place where the colour was written.
  package private(set) var problems: [Problem] = []

  private let resolved: ResolvedTheme

  package init(_ resolved: ResolvedTheme) {
    self.resolved = resolved
    for ink in Ink.allCases where ink != .frame {
      for ground in Ground.allCases { lowestText = min(lowestText, hold(ink, on: ground, to: Self.text)) }
    }
    // Frames and rules are drawn on the base only.
    lowestShape = hold(.frame, on: .base, to: Self.shapes)
    for vision in resolved.vision { holdApart(by: vision) }
  }

  /// Ways in which a colour is shown.
  private static let depths: [(words: String, show: @Sendable (RGB) -> RGB)] = [
    ("", { $0 }),
    (" in 256 colours", { Palette.index(of: $0, depth: .palette256).map(Palette.colour(at:)) ?? $0 }),
  ]

  /// The contrast as it is shown at its lowest; reported where it is below `least`.
  private mutating func hold(_ ink: Ink, on ground: Ground, to least: Double) -> Double {
    guard let over = resolved.theme.inks[ink], let under = resolved.theme.grounds[ground] else { return .infinity }
    var lowest = Double.infinity
    for depth in Self.depths {
      let contrast = depth.show(over).contrast(with: depth.show(under))
      if contrast < least, lowest >= least {
        let way = over.luminance > under.luminance ? "lighten" : "darken"
        report(
          .ink(ink),
          "expected '\(ink)' to have a contrast of at least \(least):1 on '\(ground)', found \(Self.words(contrast)):1\(depth.words); \(way) it"
        )
      }
      lowest = min(lowest, contrast)
    }
    return lowest
  }

  /// The inks that tell what stands how.
  private static let told: [Ink] = [.good, .warning, .bad, .unknown]

  private mutating func holdApart(by vision: Vision) {
    for (index, one) in Self.told.enumerated() {
      for other in Self.told[(index + 1)...] {
        guard let first = resolved.theme.inks[one], let second = resolved.theme.inks[other] else { continue }
        for depth in Self.depths {
          let distance = vision.distance(depth.show(first), depth.show(second))
          nearestStates = min(nearestStates ?? .infinity, distance)
          guard distance < Self.states else { continue }
          report(
            .ink(other),
            "expected '\(other)' to be at least \(Self.words(Self.states)) from '\(one)' under \(vision.rawValue), found \(Self.words(distance))\(depth.words); choose another lightness, or a hue that such eyes tell apart"
          )
          break
        }
      }
    }
  }

  private mutating func report(_ role: ThemeRole, _ message: String) {
    guard let place = resolved.places[role] else { return }
    problems.append(Problem(file: place.file, position: place.position, message: message))
  }

  /// One digit behind the point, rounded down: 4.49 does not reach 4.5.
  package static func words(_ number: Double) -> String {
    let tenths = Int((number * 10).rounded(.down))
    return "\(tenths / 10).\(tenths % 10)"
  }
}
