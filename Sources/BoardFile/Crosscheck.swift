import Gates
import StrictYAML

/// Checks what only the whole board can tell: that names name something, and that units compare.
struct Crosscheck {
  let board: Board
  let declared: Declared
  let diagnosis: Diagnosis
  private var dimensions: [Key: Dimension] { declared.dimensions }

  init(board: Board, declared: Declared, diagnosis: Diagnosis) {
    self.board = board
    self.declared = declared
    self.diagnosis = diagnosis
  }

  func check(apps: [(entry: Node.Entry, value: ReadApp)], fields: Fields) {
    for (_, read) in apps {
      for placed in read.conditions { check(placed, in: read.app.id) }
      for gate in read.gates { checkGate(gate.name, gate.position) }
      var seen: Set<String> = []
      for signal in read.signals where !seen.insert(signal.name).inserted {
        diagnosis.report(signal.position, "expected each signal of \(read.app.id) once, found '\(signal.name)' again")
      }
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
      if let other = owners[label] {
        diagnosis.report(
          entry.position, "expected each gate's label once, found '\(label)' at \(other) and \(read.app.id)")
      }
      owners[label] = read.app.id
    }
  }

  /// Gates that wait for each other would wait for ever.
  private func checkCycles(_ apps: [(entry: Node.Entry, value: ReadApp)]) {
    let waits = Dictionary(
      apps.map { ($0.value.app.id, $0.value.gates.compactMap { board.gate($0.name)?.id }) }
    ) { first, _ in first }
    for (entry, read) in apps {
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
          guard case .scalar(let name) = item.content, !name.allSatisfy(\.isWhitespace) else { continue }
          if key == "owes" { checkApp(name, item.position) }
          if key == "requires" { checkGate(name, item.position) }
        }
      }
    }
  }

  private func checkWindows(_ node: Node) {
    for entry in Self.mapping(node) {
      for field in Self.mapping(entry.value) where field.key == "app" {
        if case .scalar(let name) = field.value.content, !name.allSatisfy(\.isWhitespace) {
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
      guard let dimension = dimensions[kpi.signal] else {
        reportSignal(kpi.signal, at: signal)
        continue
      }
      let baseline = fields.first { $0.key == "baseline" }?.value
      if let reason = Self.mismatch(dimension, kpi.baseline.dimension) {
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
    compare(placed.condition, placed, in: home)
  }

  private func reportSignal(_ key: Key, at position: Position) {
    guard declared.mayBeApp(key.app.name) else {
      checkApp(key.app.name, position)
      return
    }
    guard !declared.mayBeSignal(key), board.app(key.app) != nil else { return }
    let known = dimensions.keys.filter { $0.app == key.app }.map(\.name).sorted()
    diagnosis.report(
      position, "expected a signal of \(key.app), found '\(key.name)'; \(Nearest.hint(key.name, among: known))")
  }

  private func compare(_ condition: Condition, _ placed: PlacedCondition, in home: AppID) {
    switch condition {
    case .holds(let signal):
      guard let dimension = dimensions[signal.key(in: home)], dimension != .truth else { return }
      diagnosis.report(
        placed.position(signal.offset),
        "expected a comparison after '\(signal)', which is \(dimension.words), not true or false")
    case .not(let inner): compare(inner, placed, in: home)
    case .and(let left, let right), .or(let left, let right):
      compare(left, placed, in: home)
      compare(right, placed, in: home)
    case .compare(let left, let comparison, let right):
      guard let first = dimension(of: left, in: home), let second = dimension(of: right, in: home) else { return }
      let place = placed.position(left.offset ?? right.offset ?? 0)
      if let reason = Self.mismatch(first, second) {
        diagnosis.report(place, "expected both sides of '\(condition)' to measure the same: \(reason)")
      } else if comparison.ordersItsSides, first == .text || first == .truth {
        diagnosis.report(place, "expected '==' or '!=' in '\(condition)': \(first.words) has no order")
      }
    }
  }

  private func dimension(of operand: Operand, in home: AppID) -> Dimension? {
    switch operand {
    case .literal(let quantity): quantity.dimension
    case .signal(let signal): dimensions[signal.key(in: home)]
    }
  }

  /// Why two dimensions do not compare; nil when they do. A count compares with a plain number.
  private static func mismatch(_ left: Dimension, _ right: Dimension) -> String? {
    let pair: Set<Dimension> = [left, right]
    guard pair.count > 1, pair != [.count, .number] else { return nil }
    if pair.contains(.number), let other = pair.first(where: { $0 != .number }), other != .text, other != .truth {
      return "one is \(other.words), the other has no unit; add one, such as \(example(other))"
    }
    return "one is \(left.words), the other is \(right.words)"
  }

  private static func example(_ dimension: Dimension) -> String {
    switch dimension {
    case .time: "120ms"
    case .ratio: "0.10%"
    case .size: "1000bytes"
    case .money: "5USD"
    case .count, .number, .text, .truth: "12count"
    }
  }
}

extension Operand {
  var offset: Int? {
    if case .signal(let signal) = self { signal.offset } else { nil }
  }
}
