import Gates
package import StrictYAML

extension Scenario {
  /// Reads a scenario file.
  ///
  /// - Throws: ``Problems`` with everything that is wrong, each with line and column.
  package static func parse(_ bytes: [UInt8], file: String) throws(Problems) -> Scenario {
    let root = try StrictYAML.Document.parse(bytes, file: file)
    let reader = ScenarioReader(diagnosis: Diagnosis(file: file))
    let scenario = reader.scenario(root)
    try reader.diagnosis.finish()
    guard let scenario else {
      throw Problems([Problem(file: file, position: root.position, message: "expected a scenario")])
    }
    return scenario
  }
}

/// Walks the nodes of one scenario file.
private struct ScenarioReader {
  let diagnosis: Diagnosis

  func scenario(_ root: Node) -> Scenario? {
    guard let fields = diagnosis.fields(root, "a scenario", keys: ["scenario", "night", "apps", "steps"]) else {
      return nil
    }
    let title = diagnosis.required("scenario", in: fields).flatMap { diagnosis.text($0, "the scenario's name") }
    let night = diagnosis.required("night", in: fields).flatMap { day($0) }
    let apps =
      diagnosis.required("apps", in: fields).map { diagnosis.entries($0, "apps by name").compactMap(app) } ?? []
    let steps = diagnosis.required("steps", in: fields).map { diagnosis.items($0, "a list of steps") } ?? []
    guard let title, let night else { return nil }
    let read = steps.compactMap { step($0, night, apps) }
    return Scenario(title: title, night: night, apps: apps, steps: read.sorted { $0.at < $1.at })
  }

  private func day(_ node: Node) -> Day? {
    guard let text = diagnosis.text(node, "a date such as 2025-11-12") else { return nil }
    if let day = Day(text) { return day }
    diagnosis.report(node.position, "expected a date such as 2025-11-12, found '\(text)'")
    return nil
  }

  // MARK: Apps

  private func app(_ entry: Node.Entry) -> SimulatedApp? {
    guard let fields = diagnosis.fields(entry.value, "an app", keys: ["routes", "breathes", "files"]) else {
      return nil
    }
    var routes: [String: Document] = [:]
    for route in diagnosis.required("routes", in: fields).map({ diagnosis.entries($0, "routes by path") }) ?? [] {
      if !route.key.hasPrefix("/") {
        diagnosis.report(route.position, "expected a path that begins with '/', found '\(route.key)'")
      }
      routes[route.key] = document(route.value)
    }
    var files: [String: [String]] = [:]
    for file in fields["files"].map({ diagnosis.entries($0, "SQLite files by name") }) ?? [] {
      if file.key.contains("/") {
        diagnosis.report(file.position, "expected a file's name without '/', found '\(file.key)'")
      }
      files[file.key] = statements(file.value)
    }
    let known = routes.flatMap { $0.value.numbers($0.key) }
    var breathing: Set<String> = []
    for item in fields["breathes"].map({ diagnosis.items($0, "paths of numbers") }) ?? [] {
      guard let path = diagnosis.text(item, "the path of a number") else { continue }
      checkNumber(path, known, item.position)
      breathing.insert(path)
    }
    return SimulatedApp(name: entry.key, routes: routes, breathes: breathing, files: files)
  }

  private func document(_ node: Node) -> Document {
    switch node.content {
    case .sequence(let items): return .list(items.map(document))
    case .mapping(let entries):
      return .object(Dictionary(entries.map { ($0.key, document($0.value)) }) { first, _ in first })
    case .scalar(let text):
      if node.isQuoted { return .text(text) }
      if text == "true" || text == "false" { return .truth(text == "true") }
      guard let number = Double(text), number.isFinite else { return .text(text) }
      return .number(number, isWhole: !text.contains("."))
    }
  }

  private func statements(_ node: Node) -> [String] {
    diagnosis.items(node, "SQL statements").compactMap { diagnosis.text($0, "a SQL statement") }
  }

  private func checkNumber(_ path: String, _ known: [String], _ position: Position) {
    guard !known.contains(path) else { return }
    diagnosis.report(position, "expected the path of a number, found '\(path)'; \(Nearest.hint(path, among: known))")
  }

  // MARK: Steps

  private func step(_ node: Node, _ night: Day, _ apps: [SimulatedApp]) -> Step? {
    let keys = ["at", "app", "say", "set", "over", "answer", "sql"]
    guard let fields = diagnosis.fields(node, "a step", keys: keys) else { return nil }
    let at = diagnosis.required("at", in: fields).flatMap { time($0) }
    let appNode = diagnosis.required("app", in: fields)
    let app = appNode.flatMap { diagnosis.choice($0, "an app of this scenario", of: apps.map { ($0.name, $0) }) }
    guard let at, let app else { return nil }
    let over = fields["over"].flatMap { duration($0) } ?? .zero
    return Step(
      at: night.night(at), app: app.name, say: fields["say"].flatMap { diagnosis.text($0, "a sentence") } ?? "",
      set: fields["set"].map { numbers($0, of: app) } ?? [:], over: over,
      answers: fields["answer"].map { manners($0, of: app) } ?? [:], sql: fields["sql"].map { sql($0, of: app) } ?? [:])
  }

  private func time(_ node: Node) -> TimeOfDay? {
    guard let text = diagnosis.text(node, "a time such as \"20:30\"") else { return nil }
    if let time = TimeOfDay(text) { return time }
    diagnosis.report(node.position, "expected a time such as \"20:30\", found '\(text)'")
    return nil
  }

  private func duration(_ node: Node) -> Duration? {
    guard let text = diagnosis.text(node, "a duration such as 40s") else { return nil }
    if let duration = Duration(words: text) { return duration }
    diagnosis.report(node.position, "expected a duration such as 40s or 2m, found '\(text)'")
    return nil
  }

  private func numbers(_ node: Node, of app: SimulatedApp) -> [String: Double] {
    let known = app.routes.flatMap { $0.value.numbers($0.key) }
    var numbers: [String: Double] = [:]
    for entry in diagnosis.entries(node, "numbers by path") {
      checkNumber(entry.key, known, entry.position)
      guard let text = diagnosis.text(entry.value, "a number") else { continue }
      numbers[entry.key] = Double(text)
      if numbers[entry.key] == nil { diagnosis.report(entry.value.position, "expected a number, found '\(text)'") }
    }
    return numbers
  }

  private func manners(_ node: Node, of app: SimulatedApp) -> [String: Manner] {
    var manners: [String: Manner] = [:]
    for entry in diagnosis.entries(node, "manners by route") {
      if app.routes[entry.key] == nil {
        let hint = Nearest.hint(entry.key, among: app.routes.keys.sorted())
        diagnosis.report(entry.position, "expected a route of \(app.name), found '\(entry.key)'; \(hint)")
      }
      guard let text = diagnosis.text(entry.value, "how it answers") else { continue }
      manners[entry.key] = manner(text)
      if manners[entry.key] == nil {
        diagnosis.report(
          entry.value.position, "expected normal, garbage, error, drop, huge or 'slow 8s', found '\(text)'")
      }
    }
    return manners
  }

  private func manner(_ text: String) -> Manner? {
    switch text {
    case "normal": return .normal
    case "garbage": return .garbage
    case "error": return .error
    case "drop": return .drop
    case "huge": return .huge
    default:
      guard text.hasPrefix("slow "), let span = Duration(words: text.dropFirst(5)), span <= .seconds(60) else {
        return nil
      }
      return .slow(span)
    }
  }

  private func sql(_ node: Node, of app: SimulatedApp) -> [String: [String]] {
    var sql: [String: [String]] = [:]
    for entry in diagnosis.entries(node, "SQL by file") {
      if app.files[entry.key] == nil {
        let hint = Nearest.hint(entry.key, among: app.files.keys.sorted())
        diagnosis.report(entry.position, "expected a file of \(app.name), found '\(entry.key)'; \(hint)")
      }
      sql[entry.key] = statements(entry.value)
    }
    return sql
  }
}
