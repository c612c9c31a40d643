import Canvas
package import Dashboard
package import StrictYAML

/// How the screen shall look and which keys it takes, as a board file says it under `screen`, or an operator for every
/// board in `config.yaml`.
package struct Look: Hashable, Sendable {
  package var theme: String?
  /// Nil where nothing is said of them.
  package var columns: [Column]?
  /// The keys of the actions that are named.
  var bindings: [String: [KeyPress]] = [:]

  static let keys = ["theme", "columns", "keys"]

  package init() {}

  /// What a board file says; what is wrong goes into the diagnosis.
  package init(ofBoard node: Node, _ diagnosis: Diagnosis) {
    self = diagnosis.fields(node, "'screen'", keys: KnownKeys(Self.keys)).map { Look($0, diagnosis) } ?? Look()
  }

  init(_ fields: Fields, _ diagnosis: Diagnosis) {
    theme = fields["theme"].flatMap { diagnosis.text($0, "a theme's name") }
    columns = fields["columns"].map { Self.columns($0, diagnosis) }
    if let node = fields["keys"] { bindings = KeyBindings.read(node, diagnosis) }
  }

  /// The columns in the order that is written; an empty list leaves gate, app and ruling.
  private static func columns(_ node: Node, _ diagnosis: Diagnosis) -> [Column] {
    var columns: [Column] = []
    for item in diagnosis.items(node, "a list of columns") {
      let known = Column.allCases.map { ($0.rawValue, $0) }
      guard let column = diagnosis.choice(item, "a column of the gates", of: known) else { continue }
      if columns.contains(column) {
        diagnosis.report(item.position, "expected each column once, found '\(column.rawValue)' again")
      }
      columns.append(column)
    }
    return columns
  }

  /// The key map with what a board file says, and over it this one, the operator's own.
  package func keys(over board: Look) -> Keys { KeyBindings.merged(board: board.bindings, own: bindings) }
}
