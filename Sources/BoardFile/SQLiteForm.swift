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

  /// Without declared signals, what the query names with AS: plain numbers, as SQLite has no units.
  static func namedColumns(of query: String) -> [Signal] {
    let number = Unit(name: "number", dimension: .number, scale: 1)
    let words = query.split { !($0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_")) }.map(String.init)
    return zip(words, words.dropFirst()).filter { $0.0.lowercased() == "as" && $0.1.first?.isNumber == false }
      .map { Signal(name: $0.1, selector: .column($0.1), unit: number) }
  }
}
