extension String {
  /// Whether the text is one or more ASCII letters, digits and characters of `others`.
  ///
  /// By hand, because a regular expression is compiled anew at each use and that was a quarter of the start-up.
  ///
  /// - Parameter others: ASCII, too.
  func isASCIIWord(with others: String) -> Bool {
    !isEmpty
      && utf8.allSatisfy { byte in
        UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20 || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
          || others.utf8.contains(byte)
      }
  }
}
