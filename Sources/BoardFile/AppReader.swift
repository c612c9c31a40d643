import Gates
import StrictYAML

/// An app as read, with the places of what can only be checked against the whole board.
///
/// A class, because it is handed on several times and is more than one to copy.
final class ReadApp: Sendable {
  let app: App
  let conditions: [PlacedCondition]
  /// Names of gates that criteria wait for.
  let gates: [(name: String, position: Position)]
  /// Every signal that is declared, in the order of the file.
  let signals: [ReadSignal]
  /// Whether there may be signals that could not be found, because what declares them could not be read.
  let mayHaveMoreSignals: Bool
  let isLabelUnreadable: Bool

  init(
    app: App, conditions: [PlacedCondition], gates: [(name: String, position: Position)], sources: ReadSources,
    isLabelUnreadable: Bool
  ) {
    self.app = app
    self.conditions = conditions
    self.gates = gates
    signals = sources.signals
    mayHaveMoreSignals = sources.mayHaveMoreSignals
    self.isLabelUnreadable = isLabelUnreadable
  }

  /// The gates whose readiness this one's waits for, in lists and in conditions.
  var waits: [String] {
    gates.map(\.name)
      + app.criteria.flatMap { criterion -> [String] in
        guard case .condition(let condition) = criterion.requirement else { return [] }
        return condition.gates.map(\.name)
      }
  }
}

/// The sources of an app as read.
struct ReadSources {
  let url: String?
  let sources: [Source]
  let signals: [ReadSignal]
  let mayHaveMoreSignals: Bool
}

extension BoardReader {
  func app(_ entry: Node.Entry, _ name: String) -> ReadApp? {
    let shape = Grammar.app
    guard let fields = diagnosis.fields(entry.value, shape.what, keys: shape.keys) else { return nil }
    let ruling = diagnosis.required("ruling", in: fields).flatMap { self.ruling($0) }
    let links = fields["links"].map { diagnosis.entries($0, "links by name") } ?? []
    var app = App(id: AppID(name), ruling: ruling?.ruling ?? Ruling(.hold, allows: .none))
    app.gate = fields["gate"].flatMap { diagnosis.text($0, "a gate's label") }
    app.links = links.compactMap { link in
      diagnosis.text(link.value, "a link").map { Link(name: link.key, target: $0) }
    }
    let sources = sources(fields)
    (app.url, app.sources) = (sources.url, sources.sources)
    var conditions = ruling?.condition.map { [$0] } ?? []
    var gates: [(name: String, position: Position)] = []
    for (_, criterion) in named(fields["criteria"], "criteria by key", read: criterion) {
      app.criteria.append(criterion.criterion)
      gates += criterion.gates
      if let condition = criterion.condition { conditions.append(condition) }
    }
    for (_, guardrail) in named(fields["guardrails"], "guardrails by key", read: guardrail) {
      if let guardrail = guardrail.guardrail { app.guardrails.append(guardrail) }
      if let condition = guardrail.condition { conditions.append(condition) }
    }
    return ReadApp(
      app: app, conditions: conditions, gates: gates, sources: sources,
      isLabelUnreadable: fields.isUnreadable("gate", as: app.gate))
  }

  private func sources(_ fields: Fields) -> ReadSources {
    let url = fields["url"].flatMap { webAddress($0) }
    let base: BaseURL = fields.isUnreadable("url", as: url) ? .unreadable : url.map { .known($0) } ?? .none
    let read = named(fields["sources"], "sources by key") { source($0, $1, base: base) }
    let entries: [Node.Entry]? = if case .mapping(let entries)? = fields["sources"]?.content { entries } else { nil }
    return ReadSources(
      url: url?.spelling, sources: read.compactMap(\.value.source), signals: read.flatMap(\.value.signals),
      mayHaveMoreSignals: fields.isUnreadable("sources", as: entries) || read.count < entries?.count ?? 0
        || read.contains { $0.value.mayHaveMoreSignals })
  }

  private func ruling(_ node: Node) -> (ruling: Ruling?, condition: PlacedCondition?) {
    let shape = Grammar.ruling
    guard let fields = diagnosis.fields(node, shape.what, keys: shape.keys) else { return (nil, nil) }
    let kind = diagnosis.required("is", in: fields).flatMap { diagnosis.choice($0, "a ruling", of: Words.rulings) }
    let allows = diagnosis.required("allows", in: fields)
      .flatMap { diagnosis.choice($0, "a posture", of: Words.postures) }
    let placed = fields["while"].flatMap { condition($0) }
    guard let kind, let allows else { return (nil, placed) }
    if let node = fields["while"], !kind.isGo {
      diagnosis.report(node.position, "expected 'while' only beside GO or CONDITIONAL GO, found \(kind.rawValue)")
    }
    if let node = fields["allows"], allows.rank > kind.most.rank {
      diagnosis.report(
        node.position, "expected \(kind.rawValue) to allow at most \(kind.most.rawValue), found '\(allows.rawValue)'")
    }
    let ruling = Ruling(
      kind, allows: allows, scope: fields["scope"].flatMap { diagnosis.text($0, "a scope in words") } ?? "",
      conditions: texts(fields["conditions"], "conditions in words"), holdsWhile: placed?.condition)
    return (ruling, placed)
  }

  private func criterion(
    _ entry: Node.Entry, _ name: String
  ) -> (criterion: Criterion, condition: PlacedCondition?, gates: [(String, Position)])? {
    let shape = Grammar.criterion
    guard let fields = diagnosis.fields(entry.value, shape.what, keys: shape.keys) else { return nil }
    let kinds = ["require", "evidence", "approval", "gates", "replay"]
    let present = kinds.filter { fields.has($0) }
    guard present.count == 1, let kind = present.first, let node = fields[kind] else {
      let found = present.isEmpty ? "none" : present.map { "'\($0)'" }.joined(separator: " and ")
      diagnosis.report(
        entry.position, "expected criterion '\(name)' to have one of \(kinds.joined(separator: ", ")), found \(found)")
      return nil
    }
    for (key, owner) in [("by", "approval"), ("max_age", "evidence"), ("sha256", "evidence")] where kind != owner {
      if let stray = fields[key] { diagnosis.report(stray.position, "expected '\(key)' only beside '\(owner)'") }
    }
    let title = fields["title"].flatMap { diagnosis.text($0, "a title") }
    if kind == "require" {
      guard let placed = condition(node) else { return nil }
      let words = title ?? placed.words
      return (Criterion(name: name, title: words, requirement: .condition(placed.condition)), placed, [])
    }
    if kind == "gates" {
      let items = diagnosis.someItems(node, "gates by label or app")
      let gates = items.compactMap { item in diagnosis.text(item, "a gate").map { ($0, item.position) } }
      let words = title ?? "gates \(gates.map(\.0).joined(separator: ", ")) pass"
      return (Criterion(name: name, title: words, requirement: .gates(gates.map(\.0))), nil, gates)
    }
    guard let text = diagnosis.text(node, "what the criterion asks for"),
      let requirement = requirement(kind, text, node, fields)
    else { return nil }
    return (Criterion(name: name, title: title ?? text, requirement: requirement), nil, [])
  }
}
