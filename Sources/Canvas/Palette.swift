/// The fixed colours that terminals share, and the way from a theme's colour to the nearest of them.
package enum Palette {
  /// Palette index of the nearest colour; nil where there are none.
  ///
  /// With 256 colours the first 16 are left out: every terminal lets people change those.
  package static func index(of colour: RGB, depth: ColourDepth) -> Int? {
    range(of: depth).flatMap { nearest(to: colour, among: Array($0)) }
  }

  /// Ink and ground for a theme's pair; nil where there are no colours.
  ///
  /// Never the same colour twice. The few colours of a coarse palette lie far from the theme's, so that the nearest may
  /// all but vanish on its ground: there, only those count that stand out by ``leastContrast``. And it may be a white for
  /// a light red: there, an ink that is clearly coloured is matched by its hue.
  package static func pair(ink: RGB, ground: RGB, depth: ColourDepth) -> (ink: Int, ground: Int)? {
    guard let range = range(of: depth), let under = index(of: ground, depth: depth) else { return nil }
    let below = colour(at: under)
    let seen = range.filter { index in
      let above = colour(at: index)
      return depth == .palette256 ? above != below : above.contrast(with: below) >= leastContrast
    }
    let isByHue = depth != .palette256 && ink.isColoured
    let over = isByHue ? nearestHue(to: ink, among: seen) : nearest(to: ink, among: seen)
    return over.map { ($0, under) }
  }

  /// By which an ink of 8 or 16 colours stands out from its ground: what WCAG 2.2 asks of shapes.
  ///
  /// Not the 4.5 of text: the red of eight colours reaches 3.6 on black.
  package static let leastContrast = 3.0

  private static func range(of depth: ColourDepth) -> Range<Int>? {
    switch depth {
    case .none: nil
    case .eight: 0..<8
    case .sixteen: 0..<16
    case .palette256: 16..<256
    }
  }

  private static func nearest(to colour: RGB, among indexes: [Int]) -> Int? {
    indexes.min { distance(Self.colour(at: $0), colour) < distance(Self.colour(at: $1), colour) }
  }

  /// Of one hue the nearest; the plain nearest where the indexes hold no colour but greys.
  private static func nearestHue(to colour: RGB, among indexes: [Int]) -> Int? {
    let coloured = indexes.filter { Self.colour(at: $0).isColoured }
    let nearest = coloured.map { distance(Self.colour(at: $0).hue, colour.hue) }.min()
    let alike = coloured.filter { distance(Self.colour(at: $0).hue, colour.hue) == nearest }
    return Self.nearest(to: colour, among: alike.isEmpty ? indexes : alike)
  }

  /// Weighted as the eye weighs: green most, blue least; no unit.
  private static func distance(_ one: RGB, _ other: RGB) -> Int {
    func square(_ a: UInt8, _ b: UInt8) -> Int { (Int(a) - Int(b)) * (Int(a) - Int(b)) }
    return 3 * square(one.red, other.red) + 4 * square(one.green, other.green) + 2 * square(one.blue, other.blue)
  }

  /// What xterm shows for an index from 0 to 255.
  package static func colour(at index: Int) -> RGB {
    switch index {
    case ..<16: return ansi[max(0, index)]
    case 16..<232:
      let cube = index - 16
      return RGB(red: levels[cube / 36], green: levels[cube / 6 % 6], blue: levels[cube % 6])
    default:
      let grey = UInt8(8 + 10 * (min(index, 255) - 232))
      return RGB(red: grey, green: grey, blue: grey)
    }
  }

  private static let levels: [UInt8] = [0, 95, 135, 175, 215, 255]

  /// Source: xterm's XTerm-col.ad.
  private static let ansi: [RGB] = [
    (0, 0, 0), (205, 0, 0), (0, 205, 0), (205, 205, 0), (0, 0, 238), (205, 0, 205), (0, 205, 205), (229, 229, 229),
    (127, 127, 127), (255, 0, 0), (0, 255, 0), (255, 255, 0), (92, 92, 255), (255, 0, 255), (0, 255, 255),
    (255, 255, 255),
  ].map { RGB(red: $0.0, green: $0.1, blue: $0.2) }
}

extension RGB {
  private var largest: Int { Int(max(red, green, blue)) }
  private var smallest: Int { Int(min(red, green, blue)) }

  /// Whether it is more than a tinted grey: a saturation above a quarter.
  fileprivate var isColoured: Bool { (largest - smallest) * 4 > largest }

  /// The same hue at its purest and brightest; a grey has none and stays as it is.
  fileprivate var hue: RGB {
    guard largest > smallest else { return self }
    func stretched(_ level: UInt8) -> UInt8 { UInt8((Int(level) - smallest) * 255 / (largest - smallest)) }
    return RGB(red: stretched(red), green: stretched(green), blue: stretched(blue))
  }
}
