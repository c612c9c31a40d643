import Gates
import StrictYAML

/// A source that is asked of nobody; what its signals are stands beside its key.
enum PushForm: SourceForm {
  static let key = "push"
  static let fields = [
    Field("push", .map(of: nil), "Signals that other programs write into the journal's inbox, each with its unit.")
  ]
  static let measures: [Gauge] = []
  static func places(_ fields: Fields) -> [SignalPlace] { [] }
  static func place(of signal: String) -> Selector? { .pushed }
  static func read(_ fields: Fields, at node: Node, base: BaseURL, by reader: BoardReader) -> Source.Kind? { .push }
}

extension BoardReader {
  /// A source that is asked of nobody: `push: {inbox_placement: ratio}` and how long a pushed value stands.
  func push(_ node: Node, _ fields: Fields, _ name: String) -> ReadSource {
    for key in ["every", "timeout", "retries", "signals"] {
      if let stray = fields[key] {
        diagnosis.report(stray.position, "expected '\(key)' only where something is asked, not beside 'push'")
      }
    }
    let limit = diagnosis.required("stale_after", in: fields)
    let staleAfter = duration(limit)
    if let staleAfter, staleAfter < .seconds(1), let limit {
      diagnosis.report(limit.position, "expected 'stale_after' to be at least 1s, found \(limit.words)")
    }
    guard case .mapping(let entries) = node.content else {
      diagnosis.report(node.position, "expected signals by name, each with its unit, found \(node.words)")
      return ReadSource(source: nil, signals: [], mayHaveMoreSignals: true)
    }
    if entries.isEmpty { diagnosis.report(node.position, "expected at least one signal") }
    let signals = entries.map { signal($0, of: PushForm.self, fields) }
    let source = staleAfter.map {
      Source(name: name, kind: .push, every: $0, timeout: $0, staleAfter: $0, signals: signals.compactMap(\.signal))
    }
    return ReadSource(source: source, signals: signals, mayHaveMoreSignals: false)
  }
}
