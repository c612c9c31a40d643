import Gates
import StrictYAML

extension BoardReader {
  /// A source that is asked of nobody: `push: {inbox_placement: ratio}` and how long a pushed value stands.
  func push(_ node: Node, _ fields: Fields, _ name: String) -> ReadSource {
    for key in ["headers", "query", "every", "timeout", "signals"] {
      if let stray = fields[key] {
        diagnosis.report(stray.position, "expected '\(key)' only beside 'http' or 'sqlite', not beside 'push'")
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
    let signals = entries.map { signal($0, of: .push) }
    let source = staleAfter.map {
      Source(name: name, kind: .push, every: $0, timeout: $0, staleAfter: $0, signals: signals.compactMap(\.signal))
    }
    return ReadSource(source: source, signals: signals, mayHaveMoreSignals: false)
  }
}
