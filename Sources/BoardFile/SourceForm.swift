import Gates
import StrictYAML

/// One kind of source as a board file spells it: its keys, what its signals may be, and how it is read.
///
/// The grammar, the schema and every message are drawn from these, so a further kind is one type and its line in
/// ``SourceForms/all``.
protocol SourceForm {
  /// The key that makes a source one of this kind; the first of ``fields``.
  static var key: String { get }
  /// The keys that stand beside it. Several kinds may share one.
  static var fields: [Field] { get }
  /// What is measured of every answer.
  static var measures: [Gauge] { get }
  /// Further places where a signal may stand, which may hang on other keys.
  static func places(_ fields: Fields) -> [SignalPlace]
  /// Where a signal stands whose unit alone is written; nil where a place is written before it.
  static func place(of signal: String) -> Selector?
  /// The kind with what it needs; nil where something could not be read, which has been reported.
  static func read(_ fields: Fields, at node: Node, base: BaseURL, by reader: BoardReader) -> Source.Kind?
}

extension SourceForm {
  static func place(of signal: String) -> Selector? { nil }
}

/// A place of a signal that takes an argument.
struct SignalPlace {
  /// How messages and documents spell it.
  let spelling: String
  /// The place that the text names, without its unit; nil where it names none of this sort.
  let read: (String) -> Selector?
  /// The unit that need not be written.
  var unit: String?

  static var json: SignalPlace { SignalPlace(spelling: "$.path UNIT") { text in JSONPath(text).map { .json($0) } } }

  /// `WORD ARGUMENT`.
  static func word(
    _ word: String, _ spelling: String, unit: String? = nil, read: @escaping (String) -> Selector?
  ) -> SignalPlace {
    func argument(_ text: String) -> Selector? {
      guard text.hasPrefix(word + " ") else { return nil }
      let argument = String(text.dropFirst(word.count).drop { $0 == " " })
      return argument.isEmpty ? nil : read(argument)
    }
    return SignalPlace(spelling: spelling, read: argument, unit: unit)
  }
}

enum SourceForms {
  /// In the order of messages and documents.
  static let all: [any (SourceForm & Sendable).Type] = [
    HTTPForm.self, SQLiteForm.self, FileForm.self, CommandForm.self, TCPForm.self, TLSForm.self, RedisForm.self,
    PrometheusForm.self, OIDCForm.self, MailForm.self, PushForm.self,
  ]

  static let keys = all.map { $0.key }

  /// The keys that stand beside each kind, by its own.
  static let known = Dictionary(uniqueKeysWithValues: all.map { ($0.key, KnownKeys($0.fields.map(\.key))) })

  /// Those that a source is said to be: one, unless it is wrong.
  static func all(in fields: Fields) -> [any (SourceForm & Sendable).Type] {
    keys.indices.filter { fields.has(keys[$0]) }.map { all[$0] }
  }

  /// The keys of every kind, each once.
  static let fields: [Field] = {
    var seen: Set<String> = []
    return all.flatMap { $0.fields }.filter { seen.insert($0.key).inserted }
  }()

  /// `'a', 'b' or 'c'`.
  static func listed(_ words: [String], _ last: String = "or") -> String {
    let quoted = words.map { "'\($0)'" }
    guard let end = quoted.last, quoted.count > 1 else { return quoted.joined() }
    return quoted.dropLast().joined(separator: ", ") + " \(last) \(end)"
  }
}
