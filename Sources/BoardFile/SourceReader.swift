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

  /// How a source is asked; its signals can be read although its address or query cannot.
  enum Form { case http, sqlite, push }

  func source(_ entry: Node.Entry, _ name: String, base: BaseURL) -> ReadSource? {
    let shape = Grammar.source
    guard let fields = diagnosis.fields(entry.value, shape.what, keys: shape.keys) else { return nil }
    let kind: Source.Kind?
    let form: Form?
    switch (fields["http"], fields["sqlite"], fields["push"]) {
    case (nil, nil, let node?): return push(node, fields, name)
    case (let node?, nil, nil):
      form = .http
      kind = http(node, fields, base: base).map { .http($0) }
    case (nil, let node?, nil):
      form = .sqlite
      kind = sqlite(node, fields).map { .sqlite($0) }
    default:
      diagnosis.report(entry.position, "expected source '\(name)' to have one of 'http', 'sqlite' and 'push'")
      form = nil
      kind = nil
    }
    let (signals, mayHaveMore) = signals(fields, of: form)
    let times = times(fields)
    let source = kind.map {
      Source(
        name: name, kind: $0, every: times.every, timeout: times.timeout, staleAfter: times.staleAfter,
        signals: signals.compactMap(\.signal))
    }
    return ReadSource(source: source, signals: signals, mayHaveMoreSignals: mayHaveMore)
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

  /// The signals that are declared, and whether there may be more.
  private func signals(_ fields: Fields, of form: Form?) -> ([ReadSignal], Bool) {
    if let node = fields["signals"] {
      guard case .mapping(let entries) = node.content else {
        diagnosis.report(node.position, "expected signals by name, found \(node.words)")
        return ([], true)
      }
      if entries.isEmpty { diagnosis.report(node.position, "expected at least one signal") }
      return (entries.map { signal($0, of: form) }, false)
    }
    let isMisspelt = fields.isUnreadable("signals", as: nil)
    guard form == .sqlite, let node = fields["query"], case .scalar(let query) = node.content else {
      return ([], form != .http || isMisspelt)
    }
    let columns = Self.namedColumns(of: query)
    return (columns.map { ReadSignal(name: $0.name, position: node.position, signal: $0) }, isMisspelt)
  }

  /// Without declared signals, what the query names with AS: plain numbers, as SQLite has no units.
  private static func namedColumns(of query: String) -> [Signal] {
    let number = Unit(name: "number", dimension: .number, scale: 1)
    let words = query.split { !($0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_")) }.map(String.init)
    return zip(words, words.dropFirst()).filter { $0.0.lowercased() == "as" && $0.1.first?.isNumber == false }
      .map { Signal(name: $0.1, selector: .column($0.1), unit: number) }
  }

  private func http(_ node: Node, _ fields: Fields, base: BaseURL) -> HTTPRequest? {
    for key in ["query"] where fields[key] != nil {
      diagnosis.report(fields[key]?.position ?? fields.position, "expected '\(key)' only beside 'sqlite'")
    }
    let headers = headers(fields["headers"])
    guard let text = diagnosis.text(node, "a URL or a path") else { return nil }
    guard text.hasPrefix("/") else { return webAddress(node).map { HTTPRequest(url: $0, headers: headers) } }
    let path = webPath(node)
    switch base {
    case .known(let url): return path.map { HTTPRequest(url: url.appending(path: $0), headers: headers) }
    case .unreadable: return nil
    case .none:
      diagnosis.report(
        node.position, "expected the app to have 'url' for the path '\(text)'; add it, or write the whole URL")
      return nil
    }
  }

  private func headers(_ node: Node?) -> [HTTPRequest.Header] {
    let entries = node.map { diagnosis.entries($0, "headers by name") } ?? []
    var firsts: [String: Node.Entry] = [:]
    for entry in entries {
      // Names of headers are the same in upper and lower case (RFC 9110, 5.1).
      if let first = firsts[entry.key.lowercased()] {
        diagnosis.report(
          entry.position,
          "expected each header once, found '\(entry.key)' again, first as '\(first.key)' in line \(first.position.line)"
        )
      } else {
        firsts[entry.key.lowercased()] = entry
      }
    }
    return entries.compactMap(header)
  }

  private func header(_ entry: Node.Entry) -> HTTPRequest.Header? {
    guard entry.key.isASCIIWord(with: "!#$%&'*+.^_`|~-") else {
      diagnosis.report(entry.position, "expected a header's name, found '\(entry.key)'")
      return nil
    }
    guard let value = secret(entry.value, "a header's value") else { return nil }
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

  func signal(_ entry: Node.Entry, of form: Form?) -> ReadSignal {
    let signal = form.flatMap { self.signal(entry, as: $0) }
    return ReadSignal(name: entry.key, position: entry.position, signal: signal)
  }

  static func isSignalName(_ text: String) -> Bool {
    text.isASCIIWord(with: "_") && text.first?.isNumber == false
      && !["and", "or", "not", "true", "false"].contains(text)
  }

  private func signal(_ entry: Node.Entry, as form: Form) -> Signal? {
    guard Self.isSignalName(entry.key) else {
      diagnosis.report(entry.position, "expected a signal's name of letters, digits and '_', found '\(entry.key)'")
      return nil
    }
    guard let text = diagnosis.text(entry.value, "where the signal stands and its unit") else { return nil }
    let words = text.split(separator: " ", omittingEmptySubsequences: true)
    let selector: Selector?
    switch form {
    case .sqlite:
      selector = .column(entry.key)
      guard words.count == 1 else {
        diagnosis.report(entry.value.position, "expected the column's unit alone, such as count, found '\(text)'")
        return nil
      }
    case .push:
      selector = .pushed
      guard words.count == 1 else {
        diagnosis.report(entry.value.position, "expected the signal's unit alone, such as ratio, found '\(text)'")
        return nil
      }
    case .http:
      selector = self.selector(words.dropLast(words.count > 1 ? 1 : 0).joined(separator: " "), entry.value.position)
    }
    guard let selector, let unit = unit(words, selector, entry.value.position) else { return nil }
    return Signal(name: entry.key, selector: selector, unit: unit)
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
