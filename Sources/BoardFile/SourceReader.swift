import Gates
import StrictYAML

/// A source as read, with the places of its signals.
struct ReadSource {
  let source: Source
  let signals: [(name: String, position: Position)]
}

extension BoardReader {
  /// Fastest period of a source: more would be an attack on the app, not a watch over it.
  private static let fastest = Duration.milliseconds(100)

  func source(_ entry: Node.Entry, _ name: String, url: SecretText?) -> ReadSource? {
    let shape = Grammar.source
    guard let fields = diagnosis.fields(entry.value, shape.what, keys: shape.keys) else { return nil }
    let every = duration(fields["every"], or: .seconds(10))
    let timeout = duration(fields["timeout"], or: .seconds(2))
    for (key, span) in [("every", every), ("timeout", timeout)] where span < Self.fastest {
      diagnosis.report(fields[key]?.position ?? fields.position, "expected '\(key)' to be at least 100ms")
    }
    let staleAfter = duration(fields["stale_after"], or: every * 3 + timeout)
    let kind: Source.Kind?
    switch (fields["http"], fields["sqlite"]) {
    case (let node?, nil): kind = http(node, fields, base: url).map { .http($0) }
    case (nil, let node?): kind = sqlite(node, fields).map { .sqlite($0) }
    case (nil, nil), (_?, _?):
      diagnosis.report(entry.position, "expected source '\(name)' to have either 'http' or 'sqlite'")
      kind = nil
    }
    guard let kind else { return nil }
    let signals = fields["signals"].map { diagnosis.entries($0, "signals by name") } ?? []
    var read = signals.compactMap { signal($0, of: kind) }
    if case .sqlite(let query) = kind, fields["signals"] == nil {
      read = Self.namedColumns(of: query.query).map { ($0, fields["query"]?.position ?? entry.position) }
    }
    let source = Source(
      name: name, kind: kind, every: every, timeout: timeout, staleAfter: staleAfter, signals: read.map(\.0))
    return ReadSource(source: source, signals: read.map { ($0.0.name, $0.1) })
  }

  /// Without declared signals, what the query names with AS: plain numbers, as SQLite has no units.
  private static func namedColumns(of query: String) -> [Signal] {
    let number = Unit(name: "number", dimension: .number, scale: 1)
    let words = query.split { !($0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_")) }.map(String.init)
    return zip(words, words.dropFirst()).filter { $0.0.lowercased() == "as" && $0.1.first?.isNumber == false }
      .map { Signal(name: $0.1, selector: .column($0.1), unit: number) }
  }

  private func http(_ node: Node, _ fields: Fields, base: SecretText?) -> HTTPRequest? {
    for key in ["query"] where fields[key] != nil {
      diagnosis.report(fields[key]?.position ?? fields.position, "expected '\(key)' only beside 'sqlite'")
    }
    guard let path = diagnosis.text(node, "a URL or a path") else { return nil }
    let url: SecretText?
    if path.hasPrefix("/") {
      guard let base else {
        diagnosis.report(
          node.position, "expected the app to have 'url' for the path '\(path)'; add it, or write the whole URL")
        return nil
      }
      url = secret(node).map { base.appending(path: $0) }
    } else {
      url = webAddress(node)
    }
    let headers = fields["headers"].map { diagnosis.entries($0, "headers by name") } ?? []
    guard let url else { return nil }
    return HTTPRequest(url: url, headers: headers.compactMap(header))
  }

  private func header(_ entry: Node.Entry) -> HTTPRequest.Header? {
    guard entry.key.isASCIIWord(with: "!#$%&'*+.^_`|~-") else {
      diagnosis.report(entry.position, "expected a header's name, found '\(entry.key)'")
      return nil
    }
    guard let value = secret(entry.value) else { return nil }
    guard value.reveal().unicodeScalars.allSatisfy({ $0.value >= 32 && $0.value != 127 }) else {
      diagnosis.report(entry.value.position, "expected a header's value on one line, found a control character in it")
      return nil
    }
    return HTTPRequest.Header(name: entry.key, value: value)
  }

  private func sqlite(_ node: Node, _ fields: Fields) -> SQLiteQuery? {
    for key in ["headers"] where fields[key] != nil {
      diagnosis.report(fields[key]?.position ?? fields.position, "expected '\(key)' only beside 'http'")
    }
    let path = diagnosis.text(node, "the path of a SQLite file")
    let query = diagnosis.required("query", in: fields).flatMap { diagnosis.text($0, "a SELECT") }
    guard let path, let query else { return nil }
    let verb = query.drop(while: \.isWhitespace).prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
    guard ["select", "with", "values"].contains(verb.lowercased()) else {
      let place = fields["query"]?.position ?? fields.position
      diagnosis.report(place, "expected a query that only reads: SELECT, WITH or VALUES")
      return nil
    }
    return SQLiteQuery(path: inFolder(path), query: query)
  }

  private func signal(_ entry: Node.Entry, of kind: Source.Kind) -> (Signal, Position)? {
    guard entry.key.isASCIIWord(with: "_"), entry.key.first?.isNumber == false,
      !["and", "or", "not", "true", "false"].contains(entry.key)
    else {
      diagnosis.report(entry.position, "expected a signal's name of letters, digits and '_', found '\(entry.key)'")
      return nil
    }
    guard let text = diagnosis.text(entry.value, "where the signal stands and its unit") else { return nil }
    let words = text.split(separator: " ", omittingEmptySubsequences: true)
    let selector: Selector?
    switch kind {
    case .sqlite:
      selector = .column(entry.key)
      guard words.count == 1 else {
        diagnosis.report(entry.value.position, "expected the column's unit alone, such as count, found '\(text)'")
        return nil
      }
    case .http:
      selector = self.selector(words.dropLast(words.count > 1 ? 1 : 0).joined(separator: " "), entry.value.position)
    }
    guard let selector, let unit = unit(words, selector, entry.value.position) else { return nil }
    return (Signal(name: entry.key, selector: selector, unit: unit), entry.position)
  }

  private func selector(_ text: String, _ position: Position) -> Selector? {
    switch text {
    case "status": return .status
    case "latency": return .latency
    default:
      if let path = JSONPath(text) { return .json(path) }
      diagnosis.report(position, "expected '$.path.to.member UNIT', 'status' or 'latency', found '\(text)'")
      return nil
    }
  }

  private func unit(_ words: [Substring], _ selector: Selector, _ position: Position) -> Unit? {
    if words.count == 1, selector == .status { return Unit.named("count") }
    if words.count == 1, selector == .latency { return Unit.named("ms") }
    let names = Unit.all.map(\.name)
    let isPathAlone = if case .json = selector, words.count == 1 { true } else { false }
    guard !isPathAlone, let word = words.last else {
      diagnosis.report(position, "expected a unit after the path, one of \(names.joined(separator: ", "))")
      return nil
    }
    if let unit = Unit.named(word) { return unit }
    diagnosis.report(position, "expected a unit, found '\(word)'; \(Nearest.hint(String(word), among: names))")
    return nil
  }
}
