/// Korean letters that are written apart, as macOS writes them into the names of files, and their syllables.
///
/// - Source: The Unicode Standard 15, section 3.12, "Hangul Syllable Composition".
enum Jamo {
  /// The syllable that begins with a letter, and of how many it is made; nil where none begins there.
  static func syllable(
    at lead: Unicode.Scalar, before rest: Substring.UnicodeScalarView
  ) -> (syllable: Unicode.Scalar, length: Int)? {
    guard (0x1100...0x1112).contains(lead.value), let vowel = rest.first, (0x1161...0x1175).contains(vowel.value) else {
      return nil
    }
    let pair = 0xAC00 + ((lead.value - 0x1100) * 21 + vowel.value - 0x1161) * 28
    let tail = rest.dropFirst().first.map(\.value).flatMap { (0x11A8...0x11C2).contains($0) ? $0 - 0x11A7 : nil }
    return Unicode.Scalar(pair + (tail ?? 0)).map { ($0, tail == nil ? 2 : 3) }
  }

  /// Vowels and final letters alone: they take no column of their own, but would draw on the character before.
  static func isInner(_ scalar: Unicode.Scalar) -> Bool {
    (0x1160...0x11FF).contains(scalar.value) || (0xD7B0...0xD7FF).contains(scalar.value)
  }
}
