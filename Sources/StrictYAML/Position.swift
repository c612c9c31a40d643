/// A place in a document, both counted from 1.
///
/// Columns count characters as an editor's cursor steps over them: a letter with combining marks, an emoji and a wide
/// character are one each, and so is a tab.
package struct Position: Hashable, Comparable, Sendable, CustomStringConvertible {
  // A large document has a hundred thousand of them.
  private let storedLine: UInt32
  private let storedColumn: UInt32

  package var line: Int { Int(storedLine) }
  package var column: Int { Int(storedColumn) }

  package init(line: Int, column: Int) {
    storedLine = UInt32(clamping: line)
    storedColumn = UInt32(clamping: column)
  }

  package static func < (left: Position, right: Position) -> Bool {
    (left.line, left.column) < (right.line, right.column)
  }

  package var description: String { "\(line):\(column)" }
}

/// One thing that is wrong with a document, with its place.
package struct Problem: Hashable, Sendable, CustomStringConvertible {
  package let file: String
  package let position: Position
  /// One sentence: what was expected, and what to write instead.
  package let message: String

  package init(file: String, position: Position, message: String) {
    self.file = file
    self.position = position
    self.message = message.onOneLine
  }

  package var description: String { "\(file):\(position): \(message)" }
}

/// Everything that is wrong with a document, in the order of the text.
package struct Problems: Error, Hashable, Sendable, CustomStringConvertible {
  package let all: [Problem]

  package init(_ all: [Problem]) { self.all = all.sorted { $0.position < $1.position } }

  package var description: String { all.map(\.description).joined(separator: "\n") }
}

extension String {
  /// The text with its control characters spelt out: what a file says must neither break a line nor reach a terminal.
  fileprivate var onOneLine: String {
    guard unicodeScalars.contains(where: \.isControl) else { return self }
    return unicodeScalars.reduce(into: "") { text, scalar in
      text += scalar.isControl ? scalar.escaped(asASCII: true) : String(scalar)
    }
  }
}

extension Unicode.Scalar {
  fileprivate var isControl: Bool { properties.generalCategory == .control || isLineBreak }
}
