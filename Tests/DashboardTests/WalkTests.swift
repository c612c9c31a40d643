import Canvas
import Dashboard
import Gates
import Testing

/// One idea of going about, on every place of the program.
@Suite struct WalkTests {
  /// Every place that enter leads to from here, each with the model that stands there; `esc` is held to come back.
  private static func deeper(from start: Model) -> [Model] {
    var (at, found) = (start, [Model]())
    at.press(.home)
    while true {
      var below = at
      below.press(.enter)
      if below.path.count > at.path.count {
        var back = below
        back.press(.escape)
        #expect(
          back.path == at.path && back.pane == at.pane && back.mode == .browse,
          "esc from \(String(describing: below.place)) does not come back to \(String(describing: at.place))")
        found.append(below)
      }
      let before = at.path
      at.press(.down)
      if at.path == before { return found }
    }
  }

  /// The places that a key of the board leads to, and the gates of its rows.
  private static func first(_ board: Model) -> [Model] {
    var found: [Model] = "wdABleShx?".map { key in
      var model = board
      model.press(.character(key))
      return model
    }
    for row in 0..<board.state.board.apps.count {
      var model = board
      for _ in 0..<row { model.press(.down) }
      let selected = model.view().lines.first { $0.hasPrefix(" ▸") }
      model.press(.enter)
      var back = model
      back.press(.escape)
      let after = back.view().lines.first { $0.hasPrefix(" ▸") }
      #expect(back.isOnBoard)
      #expect(after == selected)
      found.append(model)
    }
    return found
  }

  @Test
  func `every place is reached by keys, esc comes back to the line where one was, and the footer says what to do`()
    throws
  {
    // The sample night has no error budget: the gate of a board that has one is walked first.
    let shop = Model(
      state: try Budget.state(), now: SampleBoard.now, size: Size(width: 120, height: 40), person: "sre-1")
    var waiting = Self.first(try Later.model()) + Self.first(shop).suffix(1)
    var seen: Set<Place> = []
    var walked: [Place.Kind: Int] = [:]
    while let model = waiting.popLast() {
      guard let place = model.place, seen.insert(place).inserted else { continue }
      let kind = place.kind
      walked[kind, default: 0] += 1
      // Places of one kind are alike: some of each are walked line by line.
      guard walked[kind, default: 0] <= 4 else { continue }
      #expect(!model.screen.contains("nothing is known of it"), "\(place)")
      if place != .help { #expect(model.view().lines.last?.hasSuffix("? help  q quit") == true, "\(place)") }
      if walked[kind] == 1 { try Self.checkKeys(on: model) }
      if place != .wall, place != .help { waiting += Self.deeper(from: model) }
    }
    #expect(Set(walked.keys) == Set(Place.Kind.allCases))
  }

  @Test func `from each row of each pane of the board enter leads on, and esc comes back to that row`() throws {
    var panes = try Later.model()
    for _ in Model.Pane.allCases {
      for row in 0..<3 {
        var at = panes
        for _ in 0..<row { at.press(.down) }
        let before = at.screen
        at.press(.enter)
        #expect(at.screen != before)
        at.press(.escape)
        #expect(at.screen == before, "row \(row) of \(panes.pane)")
      }
      panes.press(.tab)
    }
    #expect(panes.pane == .gates, "tab goes around")
  }

  /// tab goes around, the filter narrows and lets go, the fold folds and opens, whatever the place.
  private static func checkKeys(on model: Model) throws {
    let place = try #require(model.place)
    guard place != .help, place != .wall else { return }
    var model = model
    model.press(.home)
    let start = model.path
    var tabs = model
    var rounds = 0
    repeat {
      tabs.press(.tab)
      rounds += 1
    } while tabs.path != start && rounds < 500
    #expect(tabs.path == start, "tab does not come round on \(place)")
    var filtered = model
    filtered.press(.character("/"))
    filtered.type("zq app:zq")
    filtered.press(.enter)
    #expect(filtered.screen.contains("no line matches 'zq app:zq'"), "\(place):\n\(filtered.screen)")
    filtered.press(.escape)
    #expect(filtered.path == start, "\(place)")
    var folded = model
    folded.press(.tab)
    let open = folded.screen
    folded.press(.character(" "))
    if folded.screen.contains(" folded") {
      folded.press(.character(" "))
      #expect(folded.screen == open, "\(place)")
    } else {
      #expect(folded.screen.contains("There is no heading to fold here.") || folded.screen == open, "\(place)")
    }
  }

  // MARK: Every reason followed down

  @Test
  func `from each criterion and guardrail one comes down to its signals' samples and to the source's last answer`()
    throws
  {
    var state = try Later.state()
    for app in state.board.apps {
      for source in app.sources {
        let answer = LastAnswer(steps: [], beginning: "{\"of\": \"\(app.id).\(source.name)\"}")
        state.ingest(Key(app.id, source.name), answered: true, said: "200 in 3ms", last: answer, at: Later.now)
      }
    }
    let board = Model(state: state, now: Later.now, size: Size(width: 200, height: 60), person: "sre-1")
    var ways: [Place: [Place]] = [:]
    var screens: [Place: String] = [:]
    var waiting = Self.first(board).filter { if case .gate? = $0.place { true } else { false } }
    while let model = waiting.popLast() {
      guard let place = model.place, ways[place] == nil else { continue }
      switch place {
      case .gate, .criterion, .guardrail, .source, .signal:
        let below = place.isSignal ? Self.source(of: model) : Self.deeper(from: model)
        ways[place] = below.compactMap(\.place)
        screens[place] = model.screen
        waiting += below
      default: ways[place] = []
      }
    }
    func check(_ condition: Condition, of rule: Place, in app: App) {
      #expect(ways[.gate(app.id)]?.contains(rule) == true, "\(rule) is not on its gate's page")
      for signal in condition.signals.map({ $0.key(in: app.id) }) {
        #expect(ways[rule]?.contains(.signal(signal)) == true, "\(rule) does not lead to \(signal)")
        if state.series(signal) != nil { #expect(screens[.signal(signal)]?.contains("Samples") == true, "\(signal)") }
        let source = state.board.app(signal.app)?.sources.first { $0.signals.contains { $0.name == signal.name } }
        guard let source else { continue }
        let key = Key(signal.app, source.name)
        #expect(ways[.signal(signal)]?.contains(.source(key)) == true, "\(signal) does not lead to \(key)")
        #expect(screens[.source(key)]?.contains("{\"of\": \"\(key)\"}") == true, "\(key) does not show its answer")
      }
    }
    for app in state.board.apps {
      for criterion in app.criteria {
        let place = Place.criterion(Key(app.id, criterion.name))
        #expect(ways[.gate(app.id)]?.contains(place) == true, "\(place) is not on its gate's page")
        if case .condition(let condition) = criterion.requirement { check(condition, of: place, in: app) }
      }
      for rule in app.guardrails { check(rule.breach, of: .guardrail(Key(app.id, rule.name)), in: app) }
    }
  }

  /// A signal's page has a line for each sample; its source stands above them.
  private static func source(of model: Model) -> [Model] {
    var below = model
    below.press(.down, .enter)
    return [below]
  }
}

extension Place {
  fileprivate var isSignal: Bool { if case .signal = self { true } else { false } }
}
