/// The quotes and brackets that stand open before a place, found without the library, which says only where it
/// stumbled.
///
/// It reads just enough of YAML to know which quotes and brackets count: those where a value can begin, outside comments
/// and block texts. It runs only once there is a mistake, and decides nothing but which place is named.
struct OpenSigns {
  /// Indices of the brackets that stand open, the innermost last.
  private(set) var brackets: [Int] = []
  /// A quoted text over several lines whose closing quote is glued to what follows: rather the next text's opening.
  private(set) var strayQuote: ClosedRange<Int>?

  private let scalars: [Unicode.Scalar]
  /// Whether a value can begin at the next sign.
  private var isFresh = true

  init(_ scalars: [Unicode.Scalar], before end: Int) {
    self.scalars = scalars
    var index = 0
    while index < min(end, scalars.count) { index = step(index) }
  }

  /// Reads what begins at the index; returns what is next.
  private mutating func step(_ index: Int) -> Int {
    let scalar = scalars[index]
    if scalar.isBlank { return index + 1 }
    if scalar.isLineBreak {
      isFresh = true
      return index + 1
    }
    if scalar == "#", index == 0 || scalars[index - 1].isBlank || scalars[index - 1].isLineBreak {
      return lineEnd(index)
    }
    return isFresh ? begin(scalar, index) : go(on: scalar, index)
  }

  private mutating func begin(_ scalar: Unicode.Scalar, _ index: Int) -> Int {
    switch scalar {
    case "\"", "'":
      isFresh = false
      return quoted(scalar, index)
    case "&", "!":
      return scalars[index...].firstIndex { $0.isBlank || $0.isLineBreak } ?? scalars.count
    case "-" where isFollowedByBlank(index), "?" where isFollowedByBlank(index):
      return index + 1
    case "|" where brackets.isEmpty, ">" where brackets.isEmpty:
      return blockEnd(index)
    case "[", "{":
      brackets.append(index)
      return index + 1
    default:
      isFresh = false
      return go(on: scalar, index)
    }
  }

  private mutating func go(on scalar: Unicode.Scalar, _ index: Int) -> Int {
    switch scalar {
    case "]", "}":
      if let open = brackets.last, scalars[open] == (scalar == "]" ? "[" : "{") { brackets.removeLast() }
      isFresh = false
    case ",": isFresh = !brackets.isEmpty
    case ":": isFresh = isFollowedByBlank(index)
    default: isFresh = false
    }
    return index + 1
  }

  private mutating func quoted(_ quote: Unicode.Scalar, _ open: Int) -> Int {
    var index = open + 1
    var lines = 0
    while index < scalars.count {
      let scalar = scalars[index]
      let next = index + 1 < scalars.count ? scalars[index + 1] : " "
      if scalar.isLineBreak { lines += 1 }
      if quote == "\"" ? scalar == "\\" : scalar == "'" && next == "'" {
        index += 2
        continue
      }
      if scalar == quote {
        let isGlued = !next.isBlank && !next.isLineBreak && !",]}:".unicodeScalars.contains(next)
        if lines > 0, isGlued { strayQuote = strayQuote ?? open...index }
        return index + 1
      }
      index += 1
    }
    return index
  }

  private func isFollowedByBlank(_ index: Int) -> Bool {
    index + 1 >= scalars.count || scalars[index + 1].isBlank || scalars[index + 1].isLineBreak
  }

  private func lineEnd(_ index: Int) -> Int { scalars[index...].firstIndex(where: \.isLineBreak) ?? scalars.count }

  /// The end of a block text: the first line that is indented no further than the one where it opens.
  private func blockEnd(_ open: Int) -> Int {
    let start = scalars[..<open].lastIndex(where: \.isLineBreak).map { $0 + 1 } ?? 0
    let indent = scalars[start...].prefix { $0 == " " }.count
    var end = lineEnd(open)
    while end < scalars.count {
      let line = scalars[(end + 1)...]
      let spaces = line.prefix { $0 == " " }.count
      let isEmpty = line.dropFirst(spaces).first.map(\.isLineBreak) ?? true
      guard isEmpty || spaces > indent else { return end }
      end = lineEnd(end + 1)
    }
    return end
  }
}
