/// A place in a document, both counted from 1; columns count Unicode scalars.
package struct Position: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let line: Int
  package let column: Int

  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
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
    self.message = message
  }

  package var description: String { "\(file):\(position): \(message)" }
}

/// Everything that is wrong with a document, in the order of the text.
package struct Problems: Error, Hashable, Sendable, CustomStringConvertible {
  package let all: [Problem]

  package init(_ all: [Problem]) { self.all = all.sorted { $0.position < $1.position } }

  package var description: String { all.map(\.description).joined(separator: "\n") }
}
