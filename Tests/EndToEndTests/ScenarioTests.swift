import Canvas
import Robot
import Testing

extension EndToEndTests {
  /// The scenarios of the screen's own tests, word for word, in a real terminal with a real journal.
  @Suite struct ScenarioTests {
    @Test(arguments: Scenarios.all)
    func `an operator`(scenario: Operator) async throws {
      try await Scratch.with { scratch in
        let board = try scratch.write(Scenarios.board, to: "robot.yaml")
        try await Wall.with(SmallBoard.watch(board), in: scratch) { try await $0.run(scenario) }
      }
    }
  }
}

extension Wall {
  func run(_ scenario: Operator) async throws {
    for step in scenario.steps {
      switch step {
      case .press(let key): try await press(Self.name(of: key))
      case .type(let text): try await type(text)
      case .sees(let text): try await waits(for: text)
      case .seesNoMore(let text): try await waits(until: "'\(text)' is gone") { !$0.contains(text) }
      }
    }
  }

  /// What tmux calls a key.
  private static func name(of key: KeyPress) -> String {
    switch key {
    case .enter: "Enter"
    case .escape: "Escape"
    case .tab: "Tab"
    case .backTab: "BTab"
    case .backspace: "BSpace"
    case .delete: "DC"
    case .up: "Up"
    case .down: "Down"
    case .left: "Left"
    case .right: "Right"
    case .shiftLeft: "S-Left"
    case .shiftRight: "S-Right"
    case .home: "Home"
    case .end: "End"
    case .pageUp: "PPage"
    case .pageDown: "NPage"
    case .control(let letter): "C-\(letter)"
    case .character(" "): "Space"
    case .character(let letter): String(letter)
    case .paste, .mouse, .focus: ""
    }
  }
}
