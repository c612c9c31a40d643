import CTerminal
import Canvas

/// The colour pairs of the open terminal, mixed when they are first used.
///
/// A class, because it is asked for every cell that changes and is more than one to copy.
final class InkWell {
  private let theme: Theme
  private let depth: ColourDepth
  /// Pair numbers that the terminal has; 0 is its own default and never mixed.
  private let capacity: Int
  /// By palette indexes, so that two meanings of the same look share a pair.
  private var mixed: [Look: Int32] = [:]
  /// By meaning; negative while not asked for.
  private var known: [Int32]

  /// Grounds that look as the base does: without colours, or where a coarse palette has the same for both.
  private let flat: [Bool]

  private struct Look: Hashable {
    let ink, ground: Int
  }

  init(theme: Theme, depth: ColourDepth) {
    self.theme = theme
    self.depth = depth.limited(to: Int(gb_colour_count()))
    capacity = Int(gb_pair_count())
    known = Array(repeating: -1, count: Ink.allCases.count * Ground.allCases.count)
    let limit = self.depth
    func index(_ ground: Ground) -> Int? { theme.grounds[ground].flatMap { Palette.index(of: $0, depth: limit) } }
    flat = Ground.allCases.map { $0 != .base && index($0) == index(.base) }
  }

  /// The style with what stands in for a ground that cannot be seen: the selected row in reverse, a field underlined.
  ///
  /// What is in reverse anyway shows on the selected row by not being so.
  func visible(_ style: Style) -> Style {
    guard flat[Int(style.ground.rawValue)] else { return style }
    var style = style
    switch style.ground {
    case .selected: style.reverse.toggle()
    case .field: style.underline = true
    case .base, .bar: break
    }
    return style
  }

  /// The pair's number; 0, the terminal's own colours, where it has none or no more.
  func pair(_ ink: Ink, on ground: Ground) -> Int32 {
    let slot = Int(ink.rawValue) * Ground.allCases.count + Int(ground.rawValue)
    if known[slot] >= 0 { return known[slot] }
    let pair = mix(ink, on: ground)
    known[slot] = pair
    return pair
  }

  private func mix(_ ink: Ink, on ground: Ground) -> Int32 {
    guard let over = theme.inks[ink] ?? theme.inks[.text], let under = theme.grounds[ground] ?? theme.grounds[.base],
      let indexes = Palette.pair(ink: over, ground: under, depth: depth)
    else { return 0 }
    let look = Look(ink: indexes.ink, ground: indexes.ground)
    if let pair = mixed[look] { return pair }
    guard mixed.count + 1 < capacity else { return 0 }
    let pair = Int32(mixed.count + 1)
    mixed[look] = pair
    gb_define_pair(pair, Int32(look.ink), Int32(look.ground))
    return pair
  }
}
