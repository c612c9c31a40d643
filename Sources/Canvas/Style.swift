/// What a piece of the picture means; the theme says how that looks.
package enum Ink: UInt8, Hashable, Sendable, CaseIterable {
  /// Ordinary text.
  case text
  /// Labels and ages: present, not shouting.
  case faint
  /// Frames and rules.
  case frame
  /// Headings and the program's name.
  case title
  /// Proven good.
  case good
  /// On its way to bad.
  case warning
  /// Bad.
  case bad
  /// Not known: neither good nor bad.
  case unknown
  /// Keys, and what can be acted on.
  case accent
}

/// What lies under the ink.
package enum Ground: UInt8, Hashable, Sendable, CaseIterable {
  case base
  /// The header and footer lines.
  case bar
  /// The selected row.
  case selected
  /// A form's field.
  case field
}

/// How one cell is drawn, without a colour in it.
package struct Style: Hashable, Sendable {
  package var ink: Ink
  package var ground: Ground
  package var bold: Bool
  package var reverse: Bool
  package var underline: Bool

  package init(
    _ ink: Ink = .text, on ground: Ground = .base, bold: Bool = false, reverse: Bool = false, underline: Bool = false
  ) {
    self.ink = ink
    self.ground = ground
    self.bold = bold
    self.reverse = reverse
    self.underline = underline
  }

  package static let plain = Style()
  package static let faint = Style(.faint)
  package static let frame = Style(.frame)

  package func on(_ ground: Ground) -> Style {
    var style = self
    style.ground = ground
    return style
  }
}
