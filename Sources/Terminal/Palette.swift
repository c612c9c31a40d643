import Canvas

/// The fixed colours that terminals share, and the way from a theme's colour to the nearest of them.
enum Palette {
  /// Palette index of the nearest colour; nil where there are none.
  ///
  /// With 256 colours the first 16 are left out: every terminal lets people change those.
  static func index(of colour: RGB, depth: ColourDepth) -> Int? {
    switch depth {
    case .none: nil
    case .eight: nearest(to: colour, among: 0..<8)
    case .sixteen: nearest(to: colour, among: 0..<16)
    case .palette256: nearest(to: colour, among: 16..<256)
    }
  }

  /// Ink and ground for a theme's pair: never the same colour twice, so that coarse palettes stay readable.
  static func pair(ink: RGB, ground: RGB, depth: ColourDepth) -> (ink: Int, ground: Int)? {
    guard let over = index(of: ink, depth: depth), let under = index(of: ground, depth: depth) else { return nil }
    guard over == under else { return (over, under) }
    let isDark = brightness(of: colour(at: under)) < 128
    let white = RGB(red: 255, green: 255, blue: 255)
    let black = RGB(red: 0, green: 0, blue: 0)
    return (index(of: isDark ? white : black, depth: depth) ?? over, under)
  }

  private static func nearest(to colour: RGB, among indexes: Range<Int>) -> Int? {
    indexes.min { distance(Self.colour(at: $0), colour) < distance(Self.colour(at: $1), colour) }
  }

  /// Weighted as the eye weighs: green most, blue least; no unit.
  private static func distance(_ one: RGB, _ other: RGB) -> Int {
    func square(_ a: UInt8, _ b: UInt8) -> Int { (Int(a) - Int(b)) * (Int(a) - Int(b)) }
    return 3 * square(one.red, other.red) + 4 * square(one.green, other.green) + 2 * square(one.blue, other.blue)
  }

  /// 0 to 255.
  private static func brightness(of colour: RGB) -> Int {
    (299 * Int(colour.red) + 587 * Int(colour.green) + 114 * Int(colour.blue)) / 1000
  }

  /// What xterm shows for an index from 0 to 255.
  static func colour(at index: Int) -> RGB {
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
