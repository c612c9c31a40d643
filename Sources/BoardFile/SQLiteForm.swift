import Gates
import StrictYAML

/// A local SQLite file that somebody else owns.
enum SQLiteForm: SourceForm {
  static let key = "sqlite"

  static let fields = [Field("sqlite", .text, "Ask this SQLite file, relative to the board file."), query]

  /// Prometheus is asked by the same word.
  static let query = Field(
    "query", .text, "The question: SELECT, the columns of whose one row become signals; or PromQL, beside 'prometheus'."
  )

  /// A signal is the column of its name: only its unit is written.
  static let measures: [Gauge] = []
  static func places(_ fields: Fields) -> [SignalPlace] { [] }
  static func place(of signal: String) -> Selector? { .column(signal) }

  static func read(_ fields: Fields, at node: Node, base: BaseURL, by reader: BoardReader) -> Source.Kind? {
    let diagnosis = reader.diagnosis
    let path = diagnosis.text(node, "the path of a SQLite file")
    let query = diagnosis.required("query", in: fields).flatMap { diagnosis.text($0, "a SELECT") }
    guard let path, let query else { return nil }
    // A URI could ask for an immutable opening, which reads a file in WAL mode without what was written last.
    guard !path.lowercased().hasPrefix("file:") else {
      diagnosis.report(
        node.position,
        "expected the path of a SQLite file, which is opened read-only as it stands, found the URI '\(path)'")
      return nil
    }
    let verb = query.drop(while: \.isWhitespace).prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
    guard ["select", "with", "values"].contains(verb.lowercased()) else {
      let place = fields["query"]?.position ?? fields.position
      diagnosis.report(place, "expected a query that only reads: SELECT, WITH or VALUES")
      return nil
    }
    return .sqlite(SQLiteQuery(path: reader.inFolder(path), query: query))
  }

  /// Without declared signals, the columns that the query names with AS: plain numbers, as SQLite has no units.
  ///
  /// They stand between the first SELECT and its FROM; what is within brackets names types, tables and columns of
  /// another query.
  static func namedColumns(of query: String) -> [Signal] {
    let number = Unit(name: "number", dimension: .number, scale: 1)
    let words = outside(brackets: query).split { !($0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_")) }
      .map(String.init)
    let columns = words.drop { $0.lowercased() != "select" }.prefix { !afterColumns.contains($0.lowercased()) }
    return zip(columns, columns.dropFirst()).filter { $0.0.lowercased() == "as" && $0.1.first?.isNumber == false }
      .map { Signal(name: $0.1, selector: .column($0.1), unit: number) }
  }

  private static let afterColumns: Set<String> = [
    "from", "where", "group", "having", "window", "union", "except", "intersect", "order", "limit",
  ]

  /// Without what stands within brackets or single quotes.
  private static func outside(brackets query: String) -> String {
    var (rest, depth, isQuoted) = ("", 0, false)
    for character in query {
      switch character {
      case "'": isQuoted.toggle()
      case "(" where !isQuoted: depth += 1
      case ")" where !isQuoted: depth -= 1
      default:
        if !isQuoted, depth == 0 { rest.append(character) }
        continue
      }
      rest.append(" ")
    }
    return rest
  }
}
