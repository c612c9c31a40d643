/// How many colours may be used.
package enum ColourDepth: Hashable, Sendable, CaseIterable {
  /// Bold, reverse and underline only.
  case none
  /// The ANSI colours.
  case eight
  /// The ANSI colours and their bright forms.
  case sixteen
  /// The xterm palette: its cube and its greys.
  case palette256

  /// What the operator allows; a terminal takes less where terminfo says that it has less.
  ///
  /// `NO_COLOR` with any text in it means none (no-color.org), and so does a terminal of the VT series.
  package static func detect(environment: [String: String]) -> ColourDepth {
    if let refusal = environment["NO_COLOR"], !refusal.isEmpty { return .none }
    let name = environment["TERM"] ?? ""
    let isOfVTSeries = name.hasPrefix("vt") && name.dropFirst(2).first?.isNumber == true
    return isOfVTSeries || name == "dumb" || name.hasSuffix("-mono") ? .none : .palette256
  }

  /// The deepest of these that a terminal with this many colours shows, and never more than this one.
  package func limited(to colours: Int) -> ColourDepth {
    let possible: ColourDepth =
      switch colours {
      case 256...: .palette256
      case 16...: .sixteen
      case 8...: .eight
      default: .none
      }
    return possible.rank < rank ? possible : self
  }

  private var rank: Int {
    switch self {
    case .none: 0
    case .eight: 1
    case .sixteen: 2
    case .palette256: 3
    }
  }
}
