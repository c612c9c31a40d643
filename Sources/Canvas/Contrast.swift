extension RGB {
  /// The light that it gives beside white: 0 for black, 1 for white.
  ///
  /// - Source: WCAG 2.2, "relative luminance".
  package var luminance: Double {
    let (red, green, blue) = linear
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
  }

  /// How far two colours stand apart, whichever lies below: from 1, the same light, to 21, black and white.
  ///
  /// - Source: WCAG 2.2, "contrast ratio". It asks 4.5 of text and 3 of shapes.
  package func contrast(with other: RGB) -> Double {
    let (one, two) = (luminance, other.luminance)
    return (max(one, two) + 0.05) / (min(one, two) + 0.05)
  }

  /// The three lights without the curve of sRGB, 0 to 1 each.
  package var linear: (red: Double, green: Double, blue: Double) {
    (Self.lights[Int(red)], Self.lights[Int(green)], Self.lights[Int(blue)])
  }

  private static let lights: [Double] = (0...255).map { level in
    let share = Double(level) / 255
    guard share > 0.04045 else { return share / 12.92 }
    // x^2.4 is x^2 by the fifth root of x^2: by Newton's steps, since there is no library below this target.
    let base = (share + 0.055) / 1.055
    let square = base * base
    var root = 1.0
    for _ in 0..<60 {
      let fourth = root * root * root * root
      root -= (fourth * root - square) / (5 * fourth)
    }
    return square * root
  }
}
