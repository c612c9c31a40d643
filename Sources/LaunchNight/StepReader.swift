import Gates
import StrictYAML

/// Reads the steps of a scenario file, and holds each against the apps.
struct StepReader {
  let diagnosis: Diagnosis
  let night: Day
  let apps: [SimulatedApp]

  private static let keys: KnownKeys = ["at", "app", "say", "set", "over", "answer", "sql"]

  func step(_ node: Node) -> Step? {
    guard let fields = diagnosis.fields(node, "a step", keys: Self.keys) else { return nil }
    let at = diagnosis.required("at", in: fields).flatMap { time($0) }
    let app = diagnosis.required("app", in: fields).flatMap {
      diagnosis.choice($0, "an app of this scenario", of: apps.map { ($0.name, $0) })
    }
    guard let at, let app else { return nil }
    if !["say", "set", "answer", "sql"].contains(where: { fields[$0] != nil }) {
      diagnosis.report(node.position, "expected a step to say, set, answer or do some sql; add one of them")
    }
    if let over = fields["over"], fields["set"] == nil {
      diagnosis.report(over.position, "expected 'over' beside 'set', which it stretches; add 'set'")
    }
    return Step(
      at: night.night(at), app: app.name, say: fields["say"].flatMap { diagnosis.text($0, "a sentence") } ?? "",
      set: fields["set"].map { numbers($0, of: app) } ?? [:],
      over: fields["over"].flatMap { duration($0) } ?? .zero,
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
    let known = app.numbers
    return diagnosis.entries(node, "numbers by path").reduce(into: [:]) { numbers, entry in
      diagnosis.checkNumber(entry, among: known.keys.sorted())
      guard let text = diagnosis.text(entry.value, "a number") else { return }
      guard let number = Number(text) else {
        diagnosis.report(entry.value.position, "expected a number, found '\(text)'")
        return
      }
      if known[entry.key] == true, !number.isWhole {
        diagnosis.report(entry.value.position, "expected a whole number, as '\(entry.key)' is one, found '\(text)'")
      }
      numbers[entry.key] = number.value
    }
  }

  private func manners(_ node: Node, of app: SimulatedApp) -> [String: Manner] {
    diagnosis.entries(node, "manners by route").reduce(into: [:]) { manners, entry in
      check(entry, "a route of \(app.name)", among: app.routes.keys.sorted())
      guard let text = diagnosis.text(entry.value, "how it answers") else { return }
      manners[entry.key] = Manner(words: text)
      guard manners[entry.key] == nil else { return }
      let hint = Nearest.hint(text, among: Manner.words)
      diagnosis.report(entry.value.position, "expected how it answers, found '\(text)'; \(hint)")
    }
  }

  private func sql(_ node: Node, of app: SimulatedApp) -> [String: [String]] {
    diagnosis.entries(node, "SQL by file").reduce(into: [:]) { sql, entry in
      check(entry, "a file of \(app.name)", among: app.files.keys.sorted())
      sql[entry.key] = diagnosis.statements(entry.value)
    }
  }

  private func check(_ entry: Node.Entry, _ what: String, among known: [String]) {
    guard !known.contains(entry.key) else { return }
    let hint = Nearest.hint(entry.key, among: known)
    diagnosis.report(entry.position, "expected \(what), found '\(entry.key)'; \(hint)")
  }
}
