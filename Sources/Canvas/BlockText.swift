/// Figures and capitals that are read across a room: most a pattern of three by five blocks.
package enum BlockText {
  /// Rows of a pattern.
  static let height = 5

  /// Rows that a text takes in half blocks: two rows of a pattern in one of the screen.
  package static let halfHeight = (height + 1) / 2

  /// Columns that a text takes in half blocks, which are as wide as they are high.
  package static func halfWidth(of text: String) -> Int { size(of: text, scale: 1).width / 2 }

  /// Columns and rows that a text takes, at so many rows a block; a block is twice as wide as it is high in cells.
  package static func size(of text: String, scale: Int) -> Size {
    let columns = patterns(of: text).reduce(0) { $0 + $1.width + 1 }
    return Size(width: max(0, columns - 1) * 2 * scale, height: height * scale)
  }

  /// The largest scale at which a text fits into a size; 0 where none does.
  package static func scale(of text: String, within room: Size) -> Int {
    let one = size(of: text, scale: 1)
    guard one.width > 0 else { return 0 }
    return max(0, min(room.width / one.width, room.height / one.height))
  }

  /// Whether every character of a text has a pattern.
  package static func canShow(_ text: String) -> Bool { text.allSatisfy { known[$0] != nil } }

  struct Pattern: Hashable {
    let width: Int
    /// From the top; in each the leftmost block is the highest bit of ``width``.
    let rows: [UInt8]

    func isSet(_ column: Int, _ row: Int) -> Bool { rows[row] >> UInt8(width - 1 - column) & 1 == 1 }
  }

  /// The patterns of a text; what has none is left out.
  static func patterns(of text: String) -> [Pattern] { text.compactMap { known[$0] } }

  private static let known: [Character: Pattern] = [
    "0": pattern("### #.# #.# #.# ###"), "1": pattern(".#. ##. .#. .#. ###"), "2": pattern("### ..# ### #.. ###"),
    "3": pattern("### ..# ### ..# ###"), "4": pattern("#.# #.# ### ..# ..#"), "5": pattern("### #.. ### ..# ###"),
    "6": pattern("### #.. ### #.# ###"), "7": pattern("### ..# ..# ..# ..#"), "8": pattern("### #.# ### #.# ###"),
    "9": pattern("### #.# ### ..# ###"), ":": pattern(". # . # ."), ".": pattern(". . . . #"),
    "-": pattern("... ... ### ... ..."), "+": pattern("... .#. ### .#. ..."), "%": pattern("#.# ..# .#. #.. #.#"),
    "d": pattern("..# ..# ### #.# ###"), "h": pattern("#.. #.. ### #.# #.#"), " ": pattern(". . . . ."),
    "m": pattern("..... ..... ##### #.#.# #.#.#"), "s": pattern("... .## #.. .#. ##."),
    "/": pattern("..# ..# .#. #.. #.."), ",": pattern(".. .. .. .# #."), "'": pattern("# # . . ."),
    "A": pattern(".#. #.# ### #.# #.#"), "B": pattern("##. #.# ##. #.# ##."), "C": pattern("### #.. #.. #.. ###"),
    "D": pattern("##. #.# #.# #.# ##."), "E": pattern("### #.. ##. #.. ###"), "F": pattern("### #.. ##. #.. #.."),
    "G": pattern("### #.. #.# #.# ###"), "H": pattern("#.# #.# ### #.# #.#"), "I": pattern("### .#. .#. .#. ###"),
    "J": pattern("..# ..# ..# #.# ###"), "K": pattern("#.# #.# ##. #.# #.#"), "L": pattern("#.. #.. #.. #.. ###"),
    "M": pattern("#...# ##.## #.#.# #...# #...#"), "N": pattern("#..# ##.# #.## #..# #..#"),
    "O": pattern(".#. #.# #.# #.# .#."), "P": pattern("### #.# ### #.. #.."),
    "Q": pattern(".#. #.# #.# ### .##"), "R": pattern("##. #.# ##. #.# #.#"),
    "S": pattern(".## #.. .#. ..# ##."), "T": pattern("### .#. .#. .#. .#."), "U": pattern("#.# #.# #.# #.# ###"),
    "V": pattern("#.# #.# #.# #.# .#."), "W": pattern("#...# #...# #.#.# ##.## #...#"),
    "X": pattern("#.# #.# .#. #.# #.#"), "Y": pattern("#.# #.# .#. .#. .#."), "Z": pattern("### ..# .#. #.. ###"),
  ]

  private static func pattern(_ text: String) -> Pattern {
    let rows = text.split(separator: " ")
    return Pattern(
      width: rows.first?.count ?? 0,
      rows: rows.map { row in row.reduce(0) { $0 << 1 | ($1 == "#" ? 1 : 0) } })
  }
}

extension Canvas {
  /// Writes a text in half blocks from a cell to the right and down: a quarter of the room of whole ones.
  package mutating func writeHalfBlocks(_ text: String, x: Int, y: Int, _ style: Style) {
    var left = x
    for pattern in BlockText.patterns(of: text) {
      for row in 0..<BlockText.halfHeight {
        for column in 0..<pattern.width {
          let lower = 2 * row + 1 < BlockText.height && pattern.isSet(column, 2 * row + 1)
          switch (pattern.isSet(column, 2 * row), lower) {
          case (true, true): write("█", x: left + column, y: y + row, style)
          case (true, false): write("▀", x: left + column, y: y + row, style)
          case (false, true): write("▄", x: left + column, y: y + row, style)
          case (false, false): break
          }
        }
      }
      left += pattern.width + 1
    }
  }

  /// Writes figures in blocks from a cell to the right and down.
  package mutating func writeBlocks(_ text: String, x: Int, y: Int, scale: Int, _ style: Style) {
    guard scale > 0 else { return }
    var left = x
    for pattern in BlockText.patterns(of: text) {
      for row in 0..<BlockText.height {
        for column in 0..<pattern.width where pattern.isSet(column, row) {
          for line in 0..<scale {
            write(
              String(repeating: "█", count: 2 * scale), x: left + column * 2 * scale, y: y + row * scale + line, style)
          }
        }
      }
      left += (pattern.width + 1) * 2 * scale
    }
  }
}
