/// The lines of a text, which turn the library's places into ours.
///
/// The library counts Unicode scalars. Our columns count characters, as the cursor of an editor steps over them: a
/// letter with its combining marks is one, and so is an emoji, however wide it is drawn. In ASCII both count alike, so
/// that lines are only looked for where something else is written, or where a mistake is to be told.
final class Lines {
  private let text: String
  private let isASCII: Bool
  private lazy var table = Table(text)

  init(_ text: String) {
    self.text = text
    isASCII = text.isASCII
  }

  var scalars: [Unicode.Scalar] { table.scalars }

  private struct Table {
    let scalars: [Unicode.Scalar]
    /// Each line's scalars without its break; lines break where the library breaks them.
    let ranges: [Range<Int>]
    /// For each line beyond ASCII, where its characters begin, in scalars from its beginning.
    let starts: [Int: [Int]]

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
  }

  /// Whether a line, counted from 0, is of ASCII alone.
  func isASCII(_ line: Int) -> Bool { isASCII || table.starts[line] == nil }

  /// The place of a scalar by its index in ``scalars``.
  func position(of index: Int) -> Position {
    let line = line(of: index)
    let offset = index - table.ranges[line].lowerBound
    guard let starts = table.starts[line] else { return Position(line: line + 1, column: offset + 1) }
    let past = offset - table.ranges[line].count
    let column = past < 0 ? Self.count(in: starts) { $0 <= offset } : starts.count + past + 1
    return Position(line: line + 1, column: column)
  }

  /// The place of the library's mark.
  func position(of mark: Mark) -> Position {
    isASCII(mark.line) ? Position(line: mark.line + 1, column: mark.column + 1) : position(of: index(of: mark))
  }

  /// The place of a byte of the text.
  func position(ofByte offset: Int) -> Position {
    position(of: String(decoding: text.utf8.prefix(offset), as: UTF8.self).unicodeScalars.count)
  }

  /// The index in ``scalars`` of the library's mark.
  func index(of mark: Mark) -> Int {
    guard table.ranges.indices.contains(mark.line) else { return scalars.count }
    return min(table.ranges[mark.line].lowerBound + mark.column, scalars.count)
  }

  private func line(of index: Int) -> Int { max(0, Self.count(in: table.ranges) { $0.lowerBound <= index } - 1) }

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
    let end = table.ranges[line(of: first)].upperBound
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
    let end = table.ranges[line].upperBound
    guard start <= end, scalars[start..<end].starts(with: text.unicodeScalars) else { return nil }
    // A combining mark behind the quote belongs to it: the text then begins within a character.
    let isWithinCharacter = start < end && !isCharacterStart(start - table.ranges[line].lowerBound, line)
    return isWithinCharacter ? nil : start
  }

  private func isCharacterStart(_ offset: Int, _ line: Int) -> Bool {
    guard let starts = table.starts[line] else { return true }
    let before = Self.count(in: starts) { $0 < offset }
    return before < starts.count && starts[before] == offset
  }
}

extension Unicode.Scalar {
  /// Whether the library ends a line here.
  var isLineBreak: Bool { self == "\n" || self == "\r" || self == "\u{85}" || self == "\u{2028}" || self == "\u{2029}" }
  var isBlank: Bool { self == " " || self == "\t" }
}
