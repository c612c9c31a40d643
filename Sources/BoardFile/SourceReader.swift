import Gates
import StrictYAML

/// A source as read, with every signal that it declares.
struct ReadSource {
  /// Nil where it could not be read.
  let source: Source?
  let signals: [ReadSignal]
  /// Whether there may be signals that could not be found.
  let mayHaveMoreSignals: Bool
}

/// A signal that is declared.
struct ReadSignal {
  let name: String
  let position: Position
  /// Nil where it could not be read.
  let signal: Signal?
}

extension BoardReader {
  /// Fastest period of a source: more would be an attack on the app, not a watch over it.
  private static let fastest = Duration.milliseconds(100)

  func source(_ entry: Node.Entry, _ name: String, base: BaseURL) -> ReadSource? {
    let shape = Grammar.source
    guard let fields = diagnosis.fields(entry.value, shape.what, keys: shape.keys) else { return nil }
    let present = SourceForms.all(in: fields)
    let form = present.count == 1 ? present.first : nil
    var kind: Source.Kind?
    if let form, let node = fields[form.key] {
      refuseStrays(fields, beside: form)
      if form is PushForm.Type { return push(node, fields, name) }
      kind = form.read(fields, at: node, base: base, by: self)
    } else {
      let known = SourceForms.keys.joined(separator: ", ")
      let found = present.isEmpty ? "none" : SourceForms.listed(present.map { $0.key }, "and")
      diagnosis.report(entry.position, "expected source '\(name)' to have one of \(known), found \(found)")
    }
    let (signals, mayHaveMore) = signals(fields, of: form)
    let times = times(fields)
    let source = kind.map {
      Source(
        name: name, kind: $0, every: times.every, timeout: times.timeout, staleAfter: times.staleAfter,
        signals: signals.compactMap(\.signal), retries: retries(fields, of: $0))
    }
    return ReadSource(source: source, signals: signals, mayHaveMoreSignals: mayHaveMore)
  }

  /// Keys that only mean something beside another kind.
  private func refuseStrays(_ fields: Fields, beside form: any SourceForm.Type) {
    guard let known = SourceForms.known[form.key] else { return }
    let entries = fields.entries
    for entry in entries.indices.lazy.filter({ !known.contains(entries[$0].key) }).map({ entries[$0] }) {
      let owners = SourceForms.all.filter { $0.fields.contains { $0.key == entry.key } }.map { $0.key }
      guard !owners.isEmpty else { continue }
      diagnosis.report(entry.value.position, "expected '\(entry.key)' only beside \(SourceForms.listed(owners))")
    }
  }

  /// Only a question that changes nothing may be asked twice.
  private func retries(_ fields: Fields, of kind: Source.Kind) -> Int {
    guard let node = fields["retries"] else { return 0 }
    if case .http(let request) = kind, !["GET", "HEAD", "OPTIONS"].contains(request.method) {
      diagnosis.report(node.position, "expected 'retries' only with GET, HEAD or OPTIONS, found \(request.method)")
    }
    return whole(node, "retries", 1...3) ?? 0
  }

  private func times(_ fields: Fields) -> (every: Duration, timeout: Duration, staleAfter: Duration) {
    let every = duration(fields["every"])
    let timeout = duration(fields["timeout"], or: .seconds(2))
    for (key, span) in [("every", every ?? .seconds(10)), ("timeout", timeout)] where span < Self.fastest {
      diagnosis.report(fields[key]?.position ?? fields.position, "expected '\(key)' to be at least 100ms")
    }
    let period = every ?? .seconds(10)
    let staleAfter = duration(fields["stale_after"])
    if let staleAfter, staleAfter < period, !fields.isUnreadable("every", as: every), let node = fields["stale_after"] {
      diagnosis.report(
        node.position, "expected 'stale_after' to be at least 'every', which is \(period.words), found \(node.words)")
    }
    return (period, timeout, staleAfter ?? period * 3 + timeout)
  }
}
