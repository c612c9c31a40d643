import StrictYAML

/// Reads the apps of a scenario file.
struct AppReader {
  let diagnosis: Diagnosis
  /// Which app has each file so far: all of them lie in one folder.
  private var owners: [String: String] = [:]

  private static let keys: KnownKeys = ["routes", "wobble", "files", "revocation_lag", "histogram"]

  init(diagnosis: Diagnosis) { self.diagnosis = diagnosis }

  mutating func apps(_ node: Node) -> [SimulatedApp] {
    var apps: [SimulatedApp] = []
    for entry in diagnosis.entries(node, "apps by name") {
      if let app = app(entry) { apps.append(app) }
    }
    return apps
  }

  private mutating func app(_ entry: Node.Entry) -> SimulatedApp? {
    guard let fields = diagnosis.fields(entry.value, "an app", keys: Self.keys)
    else { return nil }
    let routes = diagnosis.required("routes", in: fields).map { self.routes($0) } ?? [:]
    var files: [String: [String]] = [:]
    if let node = fields["files"] { files = self.files(node, of: entry.key) }
    var still = SimulatedApp(name: entry.key, routes: routes, wobble: [:], files: files)
    still.revocationLag = fields["revocation_lag"].flatMap { number($0, of: still) }
    still.histogram = fields["histogram"].flatMap { histogram($0, of: still) }
    guard let node = fields["wobble"] else { return still }
    var app = SimulatedApp(name: entry.key, routes: routes, wobble: wobble(node, of: still), files: files)
    (app.revocationLag, app.histogram) = (still.revocationLag, still.histogram)
    return app
  }

  private func histogram(_ node: Node, of app: SimulatedApp) -> ServedHistogram? {
    let keys: KnownKeys = ["route", "name", "p95", "p99", "per_second"]
    guard let fields = diagnosis.fields(node, "a histogram", keys: keys) else { return nil }
    func text(_ key: String, _ what: String) -> String? {
      diagnosis.required(key, in: fields).flatMap { diagnosis.text($0, what) }
    }
    func path(_ key: String) -> String? { diagnosis.required(key, in: fields).flatMap { number($0, of: app) } }
    let (route, name) = (text("route", "a path such as /metrics"), text("name", "the metric's name"))
    let (p95, p99, rate) = (path("p95"), path("p99"), text("per_second", "a number such as 40"))
    if let route, !route.hasPrefix("/") || app.routes[route] != nil, let place = fields["route"] {
      diagnosis.report(place.position, "expected a path that no other route has, such as /metrics, found '\(route)'")
    }
    guard let route, let name, let p95, let p99, let rate else { return nil }
    guard let perSecond = Number(rate)?.value, perSecond > 0 else {
      diagnosis.report(fields["per_second"]?.position ?? node.position, "expected a number such as 40, found '\(rate)'")
      return nil
    }
    return ServedHistogram(route: route, name: name, p95: p95, p99: p99, perSecond: perSecond)
  }

  private func number(_ node: Node, of app: SimulatedApp) -> String? {
    guard let path = diagnosis.text(node, "the path of a number") else { return nil }
    diagnosis.checkNumber(path, at: node.position, among: app.numbers.keys.sorted())
    return path
  }

  // MARK: Routes

  private func routes(_ node: Node) -> [String: Document] {
    diagnosis.entries(node, "routes by path").reduce(into: [:]) { routes, route in
      if !route.key.hasPrefix("/") {
        diagnosis.report(route.position, "expected a path that begins with '/', found '\(route.key)'")
      }
      if route.key == "/docs" {
        diagnosis.report(route.position, "expected another path than '/docs', which every app answers by itself")
      }
      routes[route.key] = document(route.value)
    }
  }

  private func document(_ node: Node) -> Document {
    switch node.content {
    case .sequence(let items): .list(items.map { document($0) })
    case .mapping(let entries): .object(entries.reduce(into: [:]) { $0[$1.key] = document($1.value) })
    case .scalar(let text) where node.isQuoted: .text(text)
    case .scalar("true"): .truth(true)
    case .scalar("false"): .truth(false)
    case .scalar(let text): Number(text).map { .number($0.value, isWhole: $0.isWhole) } ?? .text(text)
    }
  }

  private func wobble(_ node: Node, of app: SimulatedApp) -> [String: Double] {
    let known = app.numbers.keys.sorted()
    return diagnosis.entries(node, "shares by the path of a number").reduce(into: [:]) { shares, entry in
      diagnosis.checkNumber(entry, among: known)
      guard let text = diagnosis.text(entry.value, "a share such as 3%") else { return }
      guard text.hasSuffix("%"), let percent = Number(text.dropLast())?.value, (0...50).contains(percent) else {
        diagnosis.report(entry.value.position, "expected a share from 0% to 50%, found '\(text)'")
        return
      }
      shares[entry.key] = percent / 100
    }
  }

  // MARK: Files

  private mutating func files(_ node: Node, of app: String) -> [String: [String]] {
    var files: [String: [String]] = [:]
    for file in diagnosis.entries(node, "SQLite files by name") {
      if !file.key.hasSuffix(".db") || file.key.contains("/") {
        diagnosis.report(file.position, "expected a file's name such as queue.db, found '\(file.key)'")
      }
      if let owner = owners.updateValue(app, forKey: file.key) {
        diagnosis.report(file.position, "expected another name than '\(file.key)', which \(owner) has already")
      }
      files[file.key] = diagnosis.statements(file.value)
    }
    return files
  }
}

extension Diagnosis {
  /// Reports a key that is not the path of one of the numbers.
  func checkNumber(_ entry: Node.Entry, among known: [String]) {
    checkNumber(entry.key, at: entry.position, among: known)
  }

  /// Reports a path that is not that of one of the numbers.
  func checkNumber(_ path: String, at position: Position, among known: [String]) {
    guard !known.contains(path) else { return }
    report(position, "expected the path of a number, found '\(path)'; \(Nearest.hint(path, among: known))")
  }

  /// One statement, or a list of them.
  func statements(_ node: Node) -> [String] {
    items(node, "SQL statements").compactMap { text($0, "a SQL statement") }
  }
}
