import Gates
import StrictYAML

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Walks the nodes of one board file. What is wrong goes into the diagnosis; reading goes on with what is right.
///
/// A class, because it is handed down to every part and is more than one to copy.
final class BoardReader {
  let diagnosis: Diagnosis
  let folder: String
  /// What `${NAME}` stands for.
  let environment: [String: String]
  let known = Known()
  private var night: Day?
  /// Set where the board has a night that cannot be read: said once, not again at every time.
  private var nightIsUnreadable = false

  init(file: String, environment: [String: String]) {
    diagnosis = Diagnosis(file: file)
    folder = file.lastIndex(of: "/").map { String(file[...$0]) } ?? ""
    self.environment = environment
  }

  /// - Parameter crew: has begun with the apps, if there are many.
  func board(_ root: Node, crew: AppCrew, screen: (Node, Diagnosis) -> Void) -> Board? {
    guard let fields = diagnosis.fields(root, Grammar.board.what, keys: Grammar.board.keys) else { return nil }
    night = fields["night"].flatMap { day($0) }
    nightIsUnreadable = fields.isUnreadable("night", as: night)
    let title = diagnosis.required("board", in: fields).flatMap { diagnosis.text($0, "the board's name") }
    let state = diagnosis.required("state", in: fields).flatMap { diagnosis.text($0, "the path of the journal") }
    let appNodes = diagnosis.required("apps", in: fields)
    let apps = crew.finish(appNodes.map { diagnosis.entries($0, "apps by key") } ?? [], with: self)
    let deadlines = named(fields["deadlines"], "deadlines by key", read: deadline)
    let windows = named(fields["windows"], "windows by key", read: window)
    let kpis = named(fields["kpis"], "KPIs by key", read: kpi)
    if let appNodes, case .mapping(let entries) = appNodes.content, entries.isEmpty {
      diagnosis.report(appNodes.position, "expected at least one app")
    }
    let parsed = Board(
      title: title ?? "", night: night, state: inFolder(state ?? ""), deadlines: deadlines.map(\.value),
      windows: windows.compactMap(\.value.window), kpis: kpis.map(\.value), apps: apps.map(\.value.app))
    let declared = Declared(appNodes, apps: apps)
    Crosscheck(board: parsed, declared: declared, diagnosis: diagnosis).check(
      apps: apps, windows: windows.map(\.value), fields: fields)
    if let node = fields["screen"] { screen(node, diagnosis) }
    return title == nil || state == nil ? nil : parsed
  }

  /// The values of a mapping by key, each with its node.
  func named<Value>(
    _ node: Node?, _ what: String, read: (Node.Entry, String) -> Value?
  ) -> [(entry: Node.Entry, value: Value)] {
    guard let node else { return [] }
    return named(diagnosis.entries(node, what), read: read)
  }

  func named<Value>(
    _ entries: [Node.Entry], read: (Node.Entry, String) -> Value?
  ) -> [(entry: Node.Entry, value: Value)] {
    var values: [(entry: Node.Entry, value: Value)] = []
    values.reserveCapacity(entries.count)
    for entry in entries {
      guard Self.isName(entry.key) else {
        diagnosis.report(
          entry.position,
          "expected a key of letters, digits, '_' and '-' that begins with a letter, found '\(entry.key)'")
        continue
      }
      if let value = read(entry, entry.key) { values.append((entry, value)) }
    }
    return values
  }

  static func isName(_ text: String) -> Bool {
    text.utf8.count <= 60 && text.isASCIIWord(with: "_-")
      && text.utf8.first.map { UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 | 0x20 } ?? false
  }

  func inFolder(_ path: String) -> String { path.hasPrefix("/") ? path : folder + path }

  /// The same from the root on, which is equal only for the same file wherever one stands.
  func fromRoot(_ path: String) -> String {
    let path = inFolder(path)
    var parts: [Substring] = []
    for part in (path.hasPrefix("/") ? path : "\(Self.workingDirectory)/\(path)").split(separator: "/")
    where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return "/" + parts.joined(separator: "/")
  }

  private static let workingDirectory: String = {
    guard let path = unsafe getcwd(nil, 0) else { return "" }
    defer { unsafe free(path) }
    return unsafe String(cString: path)
  }()
}

// MARK: Times and durations

extension BoardReader {
  func day(_ node: Node) -> Day? {
    guard let text = diagnosis.text(node, "a date such as 2025-11-12") else { return nil }
    if let day = Day(text) { return day }
    diagnosis.report(node.position, "expected a date such as 2025-11-12, found '\(text)'")
    return nil
  }

  func duration(_ node: Node?, or usual: Duration) -> Duration { duration(node) ?? usual }

  /// Nil where there is none, or none that can be read.
  func duration(_ node: Node?) -> Duration? {
    guard let node, let text = diagnosis.text(node, "a duration such as 5m") else { return nil }
    if let duration = known.duration(text) { return duration }
    let close = text.filter { !$0.isWhitespace }
    let hint = close != text && Duration(words: close) != nil ? "; write '\(close)'" : ""
    diagnosis.report(node.position, "expected a duration such as 250ms, 5s, 5m or 1h30m, found '\(text)'\(hint)")
    return nil
  }

  func moment(_ node: Node) -> Moment? {
    guard let text = diagnosis.text(node, "a time such as \"20:30\"") else { return nil }
    if let instant = Instant(utc: text) { return .instant(instant) }
    guard let time = TimeOfDay(text) else {
      diagnosis.report(
        node.position, "expected a time such as \"20:30\" or an instant such as 2025-11-12T20:30:00Z, found '\(text)'")
      return nil
    }
    guard let night else {
      if nightIsUnreadable { return nil }
      diagnosis.report(
        node.position,
        "expected the board to have 'night: 2025-11-12' for the time '\(text)'; add it, or write an instant")
      return nil
    }
    return .instant(night.night(time))
  }

  func daily(_ node: Node) -> Moment? {
    guard let text = diagnosis.text(node, "a time such as \"20:30\"") else { return nil }
    if let time = TimeOfDay(text) { return .daily(time) }
    diagnosis.report(node.position, "expected a time such as \"20:30\", found '\(text)'")
    return nil
  }

  /// The texts of a list that may be empty.
  func texts(_ node: Node?, _ what: String) -> [String] {
    guard let node else { return [] }
    return diagnosis.items(node, what).compactMap { diagnosis.text($0, what) }
  }
}

// MARK: Deadlines, windows, KPIs

extension BoardReader {
  func deadline(_ entry: Node.Entry, _ id: String) -> Deadline? {
    let shape = Grammar.deadline
    guard let fields = diagnosis.fields(entry.value, shape.what, keys: shape.keys) else { return nil }
    let title = diagnosis.required("title", in: fields).flatMap { diagnosis.text($0, "a title") }
    let at: Moment?
    switch (fields["at"], fields["daily"]) {
    case (let node?, nil): at = moment(node)
    case (nil, let node?): at = daily(node)
    case (nil, nil), (_?, _?):
      diagnosis.report(fields.position, "expected a deadline to have either 'at' or 'daily'")
      at = nil
    }
    let requires = fields["requires"].map { node in
      diagnosis.someItems(node, "gates that must pass").compactMap { diagnosis.text($0, "gates that must pass") }
    }
    guard let title, let at else { return nil }
    return Deadline(
      id: id, title: title, at: at, owes: texts(fields["owes"], "the apps that owe something").map { AppID($0) },
      deliverables: texts(fields["deliverables"], "what is owed"),
      requires: requires ?? [],
      lead: duration(fields["lead"], or: .seconds(3600)))
  }

  /// A window that misses something still has a cap that can be wrong.
  func window(_ entry: Node.Entry, _ id: String) -> ReadWindow? {
    let shape = Grammar.window
    guard let fields = diagnosis.fields(entry.value, shape.what, keys: shape.keys) else { return nil }
    let title = diagnosis.required("title", in: fields).flatMap { diagnosis.text($0, "a title") }
    let opens = diagnosis.required("opens", in: fields).flatMap { moment($0) }
    let closes = fields["closes"].flatMap { moment($0) }
    if case .instant(let opening)? = opens, case .instant(let closing)? = closes, closing <= opening,
      let node = fields["closes"]
    {
      diagnosis.report(node.position, "expected the window to close after it opens at \(opening.utcSeconds)")
    }
    let app = fields["app"].flatMap { diagnosis.text($0, "an app") }.map { AppID($0) }
    let note = fields["note"].flatMap { diagnosis.text($0, "a note in words") }
    let cap = fields["cap"].flatMap { condition($0) }
    let outside = fields["outside"].flatMap { diagnosis.choice($0, "a posture", of: Words.postures) }
    if app == nil, let node = fields["outside"] {
      diagnosis.report(node.position, "expected 'outside' only beside 'app'")
    }
    if let node = fields["cap"], fields["app"] == nil || fields["outside"] == nil {
      diagnosis.report(node.position, "expected 'cap' beside 'app' and 'outside', the most traffic once it is reached")
    }
    let freezes = fields["freezes"].flatMap { truth($0) } ?? false
    guard let title, let opens else { return ReadWindow(window: nil, app: app, cap: cap) }
    let window = Window(
      id: id, title: title, app: app, opens: opens, closes: closes, note: note, cap: cap?.condition, outside: outside,
      freezes: freezes)
    return ReadWindow(window: window, app: app, cap: cap)
  }

  func kpi(_ entry: Node.Entry, _ id: String) -> KPI? {
    let shape = Grammar.kpi
    guard let fields = diagnosis.fields(entry.value, shape.what, keys: shape.keys) else { return nil }
    let title = diagnosis.required("title", in: fields).flatMap { diagnosis.text($0, "a title") }
    let signal = diagnosis.required("signal", in: fields).flatMap { signalKey($0) }
    let baseline = diagnosis.required("baseline", in: fields).flatMap { quantity($0) }
    guard let title, let signal, let baseline else { return nil }
    return KPI(id: id, title: title, signal: signal, baseline: baseline)
  }

  private func signalKey(_ node: Node) -> Key? {
    guard let text = diagnosis.text(node, "a signal as app.signal") else { return nil }
    let parts = text.split(separator: ".", maxSplits: 1)
    if parts.count == 2 { return Key(AppID(String(parts[0])), String(parts[1])) }
    diagnosis.report(node.position, "expected a signal as app.signal, found '\(text)'")
    return nil
  }

  private func quantity(_ node: Node) -> Quantity? {
    guard let text = diagnosis.text(node, "a value with its unit, such as 95%") else { return nil }
    if let quantity = Quantity(text) { return quantity }
    let unit = text.drop { $0.isASCII && ($0.isNumber || ".- ".contains($0)) }
    let names = Unit.all.filter { $0.dimension != .text && $0.dimension != .truth }.map(\.name)
    let hint = unit.isEmpty || unit.count == text.count ? "" : "; \(Nearest.hint(String(unit), among: names))"
    diagnosis.report(node.position, "expected a value with its unit, such as 95% or 120ms, found '\(text)'\(hint)")
    return nil
  }
}
