/// A colour of the sRGB space, 0 to 255 each.
package struct RGB: Hashable, Sendable {
  package let red, green, blue: UInt8

  package init(red: UInt8, green: UInt8, blue: UInt8) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  /// Reads `#1a2b3c`.
  package init?(hex: some StringProtocol) {
    guard hex.utf8.count == 7, hex.first == "#", let number = UInt32(hex.dropFirst(), radix: 16) else { return nil }
    self.init(
      red: UInt8(truncatingIfNeeded: number >> 16), green: UInt8(truncatingIfNeeded: number >> 8),
      blue: UInt8(truncatingIfNeeded: number))
  }

  /// `#1a2b3c`.
  package var hex: String {
    "#" + [red, green, blue].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}

/// How each meaning looks.
package struct Theme: Hashable, Sendable {
  package let name: String
  package let inks: [Ink: RGB]
  package let grounds: [Ground: RGB]

  package init(name: String, inks: [Ink: RGB], grounds: [Ground: RGB]) {
    self.name = name
    self.inks = inks
    self.grounds = grounds
  }
}
