import Canvas
package import Gates

/// A place deeper than the board. The way to it is kept, so that `esc` comes back to where one was.
package enum Place: Hashable, Sendable {
  case help
  /// Everything about one gate, a line each.
  case gate(AppID)
  /// A gate's verdict derived line by line, every operand with its value, age and source.
  case why(AppID)
  case ruling(AppID)
  case criterion(Key)
  case guardrail(Key)
  case source(Key)
  /// A signal's samples.
  case signal(Key)
  case blocker(Int)

  /// The app that it is about, where it is about one.
  package var app: AppID? {
    switch self {
    case .gate(let app), .why(let app), .ruling(let app): app
    case .criterion(let key), .guardrail(let key), .source(let key), .signal(let key): key.app
    case .help, .blocker: nil
    }
  }
}

/// A place with the line that is selected there.
package struct Page: Hashable, Sendable {
  package let place: Place
  var selected = 0

  init(_ place: Place) { self.place = place }
}

/// One line of a page.
struct Line {
  let mark: Mark
  let name: String
  let text: String
  /// How far the name stands to the right: the depth in a tree.
  var depth = 0
  /// Headings have a name and no mark.
  var isHeading = false
  /// Whether the text is somebody else's: it takes the whole width, and is broken where it must be and nowhere else.
  var isVerbatim = false
  /// Where `enter` leads from here.
  var target: Place?

  static func heading(_ name: String, _ text: String = "", target: Place? = nil) -> Line {
    Line(mark: Mark(" ", .text), name: name, text: text, isHeading: true, target: target)
  }

  static func fact(_ name: String, _ text: String, target: Place? = nil) -> Line {
    Line(mark: Mark("·", .faint), name: name, text: text, target: target)
  }
}

extension Line {
  static func verbatim(_ text: String) -> Line {
    Line(mark: Mark("·", .faint), name: "", text: text, isVerbatim: true)
  }
}

extension Model {
  /// Where one is; nil on the board.
  package var place: Place? { path.last?.place }

  /// The lines of a place, from the state as it is now.
  func lines(of place: Place) -> [Line] {
    switch place {
    case .help: helpLines
    case .gate(let id): state.board.app(id).map { gateLines($0) } ?? []
    case .why(let id): state.board.app(id).map { whyLines($0) } ?? []
    case .ruling(let id): state.board.app(id).map { rulingLines($0) } ?? []
    case .criterion(let key): criterionLines(key)
    case .guardrail(let key): guardrailLines(key)
    case .source(let key): sourceLines(key)
    case .signal(let key): signalLines(key)
    case .blocker(let number): blockerLines(number)
    }
  }

  func title(of place: Place) -> String {
    func gate(_ id: AppID) -> String { "\(state.board.app(id)?.gate.map { "GATE \($0)  " } ?? "")\(id.name)" }
    return switch place {
    case .help: "HELP"
    case .gate(let id): gate(id)
    case .why(let id): "WHY  \(gate(id))"
    case .ruling(let id): "RULING  \(gate(id))"
    case .criterion(let key): "CRITERION  \(key)"
    case .guardrail(let key): "GUARDRAIL  \(key)"
    case .source(let key): "SOURCE  \(key)"
    case .signal(let key): "SIGNAL  \(key)"
    case .blocker(let number): "BLOCKER B-\(number)"
    }
  }

  // MARK: Moving

  mutating func enter(_ place: Place) { path.append(Page(place)) }

  /// The selected line of the page on top, and where it leads.
  var selectedLine: Line? {
    guard let page = path.last else { return nil }
    let lines = lines(of: page.place)
    return lines.isEmpty ? nil : lines[min(page.selected, lines.count - 1)]
  }

  mutating func moveOnPage(by count: Int) {
    guard let page = path.last else { return }
    let last = lines(of: page.place).count - 1
    path[path.count - 1].selected = max(0, min(min(page.selected, last) + count, last))
  }

  /// To the next heading, and after the last one to the first line.
  mutating func moveToNextHeading() {
    guard let page = path.last else { return }
    let next = lines(of: page.place).enumerated().first { $0.offset > page.selected && $0.element.isHeading }
    path[path.count - 1].selected = next?.offset ?? 0
  }

  /// The gate beside this one, on the same kind of page.
  mutating func moveToGate(by step: Int) {
    let apps = standings.map(\.app.id)
    guard let id = place?.app, let index = apps.firstIndex(of: id), apps.indices.contains(index + step) else { return }
    let next = apps[index + step]
    let depth = path.firstIndex { $0.place == .gate(id) || $0.place == .why(id) }
    guard let depth else { return }
    let isWhy = path[depth].place == .why(id)
    path.removeSubrange(depth...)
    enter(isWhy ? .why(next) : .gate(next))
    selection[.gates] = index + step
  }
}
