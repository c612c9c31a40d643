extension String {
  /// Whether the text is one or more ASCII letters, digits and characters of `others`.
  ///
  /// By hand, because a regular expression is compiled anew at each use and that was a quarter of the start-up.
  func isASCIIWord(with others: String) -> Bool {
    !isEmpty && allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) || others.contains($0) }
  }
}
