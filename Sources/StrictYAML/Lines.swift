import Yams

/// The lines of a text, which turn the library's places into ours.
///
/// The library counts Unicode scalars. Our columns count characters, as the cursor of an editor steps over them: a
/// letter with its combining marks is one, and so is an emoji, however wide it is drawn.
struct Lines {
  let scalars: [Unicode.Scalar]
  /// Each line's scalars without its break; lines break where the library breaks them.
  private let ranges: [Range<Int>]
  /// For each line beyond ASCII, where its characters begin, in scalars from its beginning.
  private let starts: [Int: [Int]]

  init(_ text: String) {
    scalars = Array(text.unicodeScalars)
    var ranges: [Range<Int>] = []
    var starts: [Int: [Int]] = [:]
    var start = 0
    var isASCII = true
    for (index, scalar) in scalars.enumerated() {
      isASCII = isASCII && scalar.isASCII
      // Of CR LF, the LF ends the line.
      guard scalar.isLineBreak, scalar != "\r" || !scalars[(index + 1)...].starts(with: ["\n"]) else { continue }
      let end = scalar == "\n" && index > start && scalars[index - 1] == "\r" ? index - 1 : index
      if !isASCII { starts[ranges.count] = Self.characterStarts(scalars[start..<end]) }
      ranges.append(start..<end)
      start = index + 1
      isASCII = true
    }
    if !isASCII { starts[ranges.count] = Self.characterStarts(scalars[start...]) }
    ranges.append(start..<scalars.count)
    self.ranges = ranges
    self.starts = starts
  }

  private static func characterStarts(_ line: ArraySlice<Unicode.Scalar>) -> [Int] {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: line)
    var starts: [Int] = []
    var next = 0
    for character in String(text) {
      starts.append(next)
      next += character.unicodeScalars.count
    }
    return starts
  }

  /// The place of a scalar by its index in ``scalars``.
  func position(of index: Int) -> Position {
    let line = line(of: index)
    let offset = index - ranges[line].lowerBound
    guard let starts = starts[line] else { return Position(line: line + 1, column: offset + 1) }
    let past = offset - ranges[line].count
    let column = past < 0 ? Self.count(in: starts) { $0 <= offset } : starts.count + past + 1
    return Position(line: line + 1, column: column)
  }

  /// The place of the library's mark.
  func position(of mark: Mark) -> Position {
    let line = mark.line - 1
    // In a line of ASCII both count alike.
    guard ranges.indices.contains(line), starts[line] == nil, mark.column <= ranges[line].count else {
      return position(of: index(of: mark))
    }
    return Position(line: mark.line, column: mark.column)
  }

  /// The index in ``scalars`` of the library's mark.
  func index(of mark: Mark) -> Int {
    guard ranges.indices.contains(mark.line - 1) else { return scalars.count }
    return min(ranges[mark.line - 1].lowerBound + mark.column - 1, scalars.count)
  }

  private func line(of index: Int) -> Int { max(0, Self.count(in: ranges) { $0.lowerBound <= index } - 1) }

  /// How many elements at the front satisfy a condition that no later one does.
  private static func count<Element>(in elements: [Element], while belongs: (Element) -> Bool) -> Int {
    var (low, high) = (0, elements.count)
    while low < high {
      let middle = (low + high) / 2
      if belongs(elements[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

// MARK: Scalars of YAML

extension Lines {
  /// Where a value begins behind its anchor and its tag, if it stands on their line.
  func beginning(of first: Int) -> Int {
    let end = ranges[line(of: first)].upperBound
    var next = first
    while next < end, scalars[next] == "&" || scalars[next] == "!" {
      let blank = scalars[next..<end].firstIndex(where: \.isBlank) ?? end
      next = scalars[blank..<end].firstIndex { !$0.isBlank } ?? end
    }
    return next < end && scalars[next] != "#" ? next : first
  }

  /// Where a value's text begins, if it stands on one line letter by letter: no escapes, no folded lines.
  ///
  /// - Parameter first: the index of the value's first sign, its quote if it has one.
  func verbatim(_ text: String, isQuoted: Bool, at first: Int) -> Int? {
    let line = line(of: first)
    let start = first + (isQuoted ? 1 : 0)
    let end = ranges[line].upperBound
    guard start <= end, scalars[start..<end].starts(with: text.unicodeScalars) else { return nil }
    // A combining mark behind the quote belongs to it: the text then begins within a character.
    let isWithinCharacter = start < end && !isCharacterStart(start - ranges[line].lowerBound, line)
    return isWithinCharacter ? nil : start
  }

  private func isCharacterStart(_ offset: Int, _ line: Int) -> Bool {
    guard let starts = starts[line] else { return true }
    let before = Self.count(in: starts) { $0 < offset }
    return before < starts.count && starts[before] == offset
  }
}

extension Unicode.Scalar {
  /// Whether the library ends a line here.
  var isLineBreak: Bool { self == "\n" || self == "\r" || self == "\u{85}" || self == "\u{2028}" || self == "\u{2029}" }
  var isBlank: Bool { self == " " || self == "\t" }
}
