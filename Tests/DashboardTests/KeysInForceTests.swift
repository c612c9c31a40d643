import Canvas
import Dashboard
import Gates
import Testing

/// A key that is rebound is rebound everywhere: no sentence of the screen knows the keys by heart.
@Suite struct KeysInForceTests {
  /// Letters that no action has by default, one for each action and nine for the apps.
  private static let letters = Array("αβγδεζηθικλμνξοπρστυφχψωбгджзийклмнптуфцчшщъыьэюяћђџљњѕўґєіїաբգդեզ")

  /// What stays bound wherever else an action is: see the configuration.
  private static let fixed: [Action: KeyPress] = [.back: .escape, .quit: .control("c"), .suspend: .control("z")]

  private static let rebound: Keys = {
    var left = letters[...]
    var keys: [String: [KeyPress]] = [:]
    for binding in KeyMap.bindings {
      let count = binding.action == .jump ? 9 : 1
      var own = left.prefix(count).map { KeyPress.character($0) }
      if let key = fixed[binding.action] { own.append(key) }
      keys[binding.name] = own
      left = left.dropFirst(count)
    }
    return Keys().rebound(keys)
  }()

  /// The first key of an action in a key map.
  private static func key(_ action: Action, _ keys: Keys) throws -> KeyPress {
    try #require(keys.bindings.first { $0.action == action }?.keys.first)
  }

  /// How the keys are written; esc and the two others always mean the same.
  private static func labels(_ keys: Keys) -> Set<String> {
    Set(keys.bindings.flatMap { $0.label.split(separator: " ").map(String.init) }).subtracting(["esc", "^C", "^Z"])
  }

  /// Where a key is named beside what it does: `b files one`, `l is the whole journal`.
  private static func offers(_ labels: Set<String>, in screen: String) -> [String] {
    screen.split(separator: "\n").flatMap { row -> [String] in
      let words = row.split { " ,;:()│.".contains($0) }.map(String.init)
      return zip(words, words.dropFirst()).compactMap { word, next in
        let isVerb = next.count > 1 && next.last == "s" && next.allSatisfy { $0.isASCII && $0.isLowercase }
        // "Gates A and C pass" is a criterion.
        return labels.contains(word) && isVerb && next != "pass" ? "\(word) \(next)" : nil
      }
    }
  }

  /// Every place of the program, and the board when there is nothing to show.
  private static func screens(_ keys: Keys, readOnly: Bool = false) throws -> [String] {
    var settings = Settings()
    settings.keys = keys
    settings.isReadOnly = readOnly
    var screens: [String] = []
    func walk(_ state: BoardState, _ now: Instant, width: Int = 160, _ ways: [[Action]]) throws {
      for way in ways {
        var model = Model(
          state: state, now: now, size: Size(width: width, height: width == 40 ? 12 : 120), person: "sre-1",
          settings: settings)
        for action in way {
          for effect in model.press(try key(action, keys)) {
            if case .recall = effect {
              _ = model.update(.recalled(PastBoard(state: state, at: now - .seconds(60), last: state.sequence)))
            }
          }
        }
        screens.append(model.screen)
      }
    }
    let lists: [Action] = [.deadlines, .alerts, .blockers, .journal, .evidence, .sources, .handover, .wall, .help]
    // A list starts on its first row, the journal and the handover on their first line.
    try walk(
      EveryForm.state(), EveryForm.now,
      lists.map { [$0] } + lists.map { [.journal, .handover].contains($0) ? [$0, .down, .open] : [$0, .open] })
    try walk(
      EveryForm.state(), EveryForm.now,
      [[], [.open], [.why], [.nextGate], [.down, .down, .why], [.travel], [.travel, .open], [.journal, .down]])
    try walk(EveryForm.state(), EveryForm.now, width: 40, [[], [.wall], [.handover]])
    let board = try SampleBoard.state().board
    try walk(BoardState(board), SampleBoard.now, lists.map { [$0] } + [[], [.open], [.open, .follow], [.jump]])
    return screens
  }

  @Test func `every action can be moved to another key, and no screen names the one that it had`() throws {
    #expect(Self.letters.count >= KeyMap.bindings.count + 8)
    let (usual, moved) = (Self.labels(Keys()), Self.labels(Self.rebound))
    #expect(usual.isDisjoint(with: moved))
    let (before, after) = (try Self.screens(Keys()), try Self.screens(Self.rebound))
    let named = before.flatMap { Self.offers(usual, in: $0) }
    #expect(named.count > 12, "what is sought is found where it is: \(named)")
    #expect(after.flatMap { Self.offers(usual, in: $0) } == [])
    #expect(after.flatMap { Self.offers(moved, in: $0) }.count == named.count)
    for (before, after) in zip(before, after) {
      let footer = after.split(separator: "\n").last?.split(separator: " ").map(String.init) ?? []
      // The arrows scroll the help whatever else does.
      #expect(usual.subtracting(["↑", "↓"]).isDisjoint(with: footer), "\(footer)\n\(before)")
    }
  }

  @Test func `help and palette have the keys in force`() throws {
    var settings = Settings()
    settings.keys = Self.rebound
    var model = Model(
      state: try SampleBoard.state(), now: SampleBoard.now, size: Size(width: 200, height: 90), person: "sre-1",
      settings: settings)
    model.press(try Self.key(.help, Self.rebound))
    for binding in model.keys.bindings where binding.action != .jump {
      #expect(model.view().lines.contains { $0.contains(" \(binding.label) ") && $0.contains(binding.help) })
    }
    for binding in KeyMap.bindings where binding.action != .jump {
      for arrow in ["←", "→", "↑", "↓"] { #expect(!binding.help.contains(arrow), "\(binding.help)") }
    }
    model.press(.escape, try Self.key(.palette, Self.rebound))
    model.type("mute")
    let label = try #require(model.keys.bindings.first { $0.action == .mute }?.label)
    #expect(model.view().lines.contains { $0.contains(" \(label) ") && $0.contains("mute") })
  }

  @Test func `what is out of reach is not offered by any sentence`() throws {
    let acting = KeyMap.bindings.filter(\.action.acts).flatMap { $0.label.split(separator: " ").map(String.init) }
    #expect(try Self.screens(Keys(), readOnly: true).flatMap { Self.offers(Set(acting), in: $0) } == [])
    #expect(try Self.screens(Keys(), readOnly: true).allSatisfy { !$0.contains("h signs") })
  }

  @Test func `the first of the keys for apps is the first app's, whichever keys they are`() throws {
    var settings = Settings()
    settings.keys = Keys().rebound(["jump": [.character("ж"), .character("9"), .character("ш")]])
    var model = Model(
      state: try SampleBoard.state(), now: SampleBoard.now, size: Size(width: 120, height: 40), person: "sre-1",
      settings: settings)
    for (key, app) in [("9", "scholar_auth"), ("ш", "student_pilot"), ("ж", "auto_com_center")] as [(Character, String)]
    {
      model.press(.character(key))
      #expect(model.view().lines.contains { $0.hasPrefix(" ▸") && $0.contains(app) }, "\(key)")
    }
    model.press(.character(":"))
    model.type("jump")
    model.press(.enter)
    #expect(model.screen.contains("It takes the key of an app: ж 9 ш."))
  }

  @Test(arguments: [
    ("silence", Action.mute), ("sil", .mute), ("sign", .approve), ("wdr", .withdraw), ("sort", .sort),
    ("past", .travel),
  ])
  func `the palette finds an action by the field's other word for it`(typed: String, action: Action) throws {
    var palette = try SampleBoard.model()
    palette.press(.character(":"))
    palette.type(typed)
    palette.press(.enter)
    var keys = try SampleBoard.model()
    keys.press(try Self.key(action, Keys()))
    #expect(palette.screen == keys.screen)
  }
}
