import Dispatch
package import Gates
package import StrictYAML

/// Reads a board file into a ``Board``.
package enum BoardFile {
  /// The keys that make a source one of a kind, in the order of messages and documents.
  package static var sourceKinds: [String] { SourceForms.keys }

  /// - Parameters:
  ///   - file: the path as messages should name it; relative paths in the board belong to its folder.
  ///   - environment: what `${NAME}` stands for.
  ///   - screen: reads what the file says of the screen, which is none of the board's business, and reports what is
  ///     wrong with it.
  /// - Throws: ``Problems`` with everything that is wrong, each with line and column.
  package static func parse(
    _ bytes: [UInt8], file: String, environment: [String: String], screen: (Node, Diagnosis) -> Void = { _, _ in }
  ) throws(Problems) -> Board {
    let crew = AppCrew(file: file, environment: environment)
    let root = try Document.parse(bytes, file: file, early: Early(entriesOf: "apps") { crew.take($0) })
    let reader = BoardReader(file: file, environment: environment)
    let board = reader.board(root, crew: crew, screen: screen)
    // To give back a hundred thousand nodes takes longer than anybody at an empty terminal should wait for it.
    DispatchQueue.global().async { [remains = crew.remains] in withExtendedLifetime((root, remains)) {} }
    try reader.diagnosis.finish()
    guard let board else {
      throw Problems([Problem(file: file, position: root.position, message: "expected a board")])
    }
    return board
  }
}
