import Gates
import StrictYAML

/// Checks what only the whole board can tell: that names name something, and that units compare.
struct Crosscheck {
  let board: Board
  let declared: Declared
  let diagnosis: Diagnosis

  func check(apps: [(entry: Node.Entry, value: ReadApp)], windows: [ReadWindow], fields: Fields) {
    for (_, read) in apps {
      for placed in read.conditions { check(placed, in: read.app.id) }
      for gate in read.gates { checkGate(gate.name, gate.position) }
      var seen: Set<String> = []
      for signal in read.signals where read.signals.count > 1 && !seen.insert(signal.name).inserted {
        diagnosis.report(signal.position, "expected each signal of \(read.app.id) once, found '\(signal.name)' again")
      }
    }
    for window in windows {
      if let cap = window.cap, let app = window.app, board.app(app) != nil { check(cap, in: app) }
    }
    checkLabels(apps)
    checkCycles(apps)
    if let node = fields["deadlines"] { checkDeadlines(node) }
    if let node = fields["windows"] { checkWindows(node) }
    if let node = fields["kpis"] { checkKPIs(node) }
  }

  // MARK: Names

  private func checkApp(_ name: String, _ position: Position) {
    guard !declared.mayBeApp(name) else { return }
    diagnosis.report(
      position,
      "expected an app of this board, found '\(name)'; \(Nearest.hint(name, among: board.apps.map(\.id.name)))")
  }

  private func checkGate(_ name: String, _ position: Position) {
    guard !declared.mayBeGate(name) else { return }
    let known = board.apps.compactMap(\.gate) + board.apps.map(\.id.name)
    diagnosis.report(position, "expected a gate of this board, found '\(name)'; \(Nearest.hint(name, among: known))")
  }

  private func checkLabels(_ apps: [(entry: Node.Entry, value: ReadApp)]) {
    var owners: [String: AppID] = [:]
    for (entry, read) in apps {
      guard let label = read.app.gate else { continue }
      // One name would mean two gates wherever it is written.
      if let other = apps.first(where: { $0.value.app.id.name == label && $0.value.app.id != read.app.id }) {
        diagnosis.report(
          entry.position,
          "expected a label that no other app goes by, found '\(label)' as the gate of \(read.app.id) and as the app "
            + "at line \(other.entry.position.line)")
      }
      if let other = owners[label] {
        diagnosis.report(
          entry.position, "expected each gate's label once, found '\(label)' at \(other) and \(read.app.id)")
      }
      owners[label] = read.app.id
    }
  }

  /// Gates that wait for each other would wait for ever.
  private func checkCycles(_ apps: [(entry: Node.Entry, value: ReadApp)]) {
    let names = apps.map { ($0.value.app.id, $0.value.waits) }
    let waits = Dictionary(
      names.filter { !$1.isEmpty }.map { ($0, $1.compactMap { board.gate($0)?.id }) }
    ) { first, _ in first }
    for (entry, read) in apps where waits[read.app.id] != nil {
      guard let cycle = Self.cycle(from: read.app.id, waits), cycle.first == cycle.min() else { continue }
      let words = (cycle + [cycle[0]]).map(\.name).joined(separator: " waits for ")
      diagnosis.report(entry.position, "expected gates that do not wait for each other, found \(words)")
    }
  }

  private static func cycle(from start: AppID, _ waits: [AppID: [AppID]]) -> [AppID]? {
    var paths = [[start]]
    var seen: Set<AppID> = []
    while let path = paths.popLast() {
      for next in waits[path[path.count - 1]] ?? [] {
        if next == start { return path }
        if seen.insert(next).inserted { paths.append(path + [next]) }
      }
    }
    return nil
  }

  private func checkDeadlines(_ node: Node) {
    for entry in Self.mapping(node) {
      for (key, value) in Self.mapping(entry.value).map({ ($0.key, $0.value) }) {
        for item in Self.list(value) {
          guard case .scalar(let name) = item.content, !name.isBlank else { continue }
          if key == "owes" { checkApp(name, item.position) }
          if key == "requires" { checkGate(name, item.position) }
        }
      }
    }
  }

  private func checkWindows(_ node: Node) {
    for entry in Self.mapping(node) {
      for field in Self.mapping(entry.value) where field.key == "app" {
        if case .scalar(let name) = field.value.content, !name.isBlank {
          checkApp(name, field.value.position)
        }
      }
    }
  }

  private func checkKPIs(_ node: Node) {
    for entry in Self.mapping(node) {
      guard let kpi = board.kpis.first(where: { $0.id == entry.key }) else { continue }
      let fields = Self.mapping(entry.value)
      guard let signal = fields.first(where: { $0.key == "signal" })?.value.position else { continue }
      guard let dimension = declared.dimension(of: kpi.signal) else {
        reportSignal(kpi.signal, at: signal)
        continue
      }
      let baseline = fields.first { $0.key == "baseline" }?.value
      if let reason = dimension.mismatch(kpi.baseline.dimension) {
        diagnosis.report(
          baseline?.position ?? signal,
          "expected \(dimension.words) as \(kpi.signal) is, found \(baseline?.words ?? "none"), \(reason)")
      }
    }
  }

  private static func mapping(_ node: Node) -> [Node.Entry] {
    if case .mapping(let entries) = node.content { entries } else { [] }
  }

  private static func list(_ node: Node) -> [Node] {
    if case .sequence(let items) = node.content { items } else { [node] }
  }

  // MARK: Conditions

  private func check(_ placed: PlacedCondition, in home: AppID) {
    for signal in placed.condition.signals {
      reportSignal(signal.key(in: home), at: placed.position(signal.offset))
    }
    for gate in placed.condition.gates { checkGate(gate.name, placed.position(gate.offset)) }
    for approval in placed.condition.approvals where board.roles(for: approval.item).isEmpty {
      let hint = Nearest.hint(approval.item, among: board.approvalItems)
      diagnosis.report(
        placed.position(approval.offset),
        "expected an item that a criterion wants approved, found '\(approval.item)'; \(hint)")
    }
    for mistake in placed.condition.check(in: home, dimension: declared.dimension) {
      diagnosis.report(placed.position(mistake.offset), mistake.message)
    }
  }

  private func reportSignal(_ key: Key, at position: Position) {
    guard declared.mayBeApp(key.app.name) else {
      checkApp(key.app.name, position)
      return
    }
    guard !declared.mayBeSignal(key), board.app(key.app) != nil else { return }
    let known = declared.names(of: key.app)
    diagnosis.report(
      position, "expected a signal of \(key.app), found '\(key.name)'; \(Nearest.hint(key.name, among: known))")
  }
}
