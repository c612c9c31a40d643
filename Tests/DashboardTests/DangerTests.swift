import Canvas
import Dashboard
import Gates
import Testing

/// What the whole room acts on is asked once, and nobody does it by accident.
@Suite struct DangerTests {
  /// Something that is asked before it is done.
  struct Case: Sendable, CustomStringConvertible {
    let description: String
    /// What was done before on the board, by who sits at it.
    var before: [Command] = []
    /// Leads to the question; the last key asks it.
    let ask: @Sendable (inout Model) -> Void
    let trigger: KeyPress
    let command: @Sendable (Command) -> Bool
  }

  private static let p95 = FormTests.p95
  private static let draft = BlockerDraft(text: "list missing", owner: "seo", eta: nil, severity: .two)
  private static let hold = RulingDraft(Ruling(.hold, allows: .none), why: "drill")

  private static func undo(_ name: String, _ before: Command..., command: @escaping @Sendable (Command) -> Bool) -> Case
  {
    Case(
      description: "undoing \(name)", before: before, ask: { _ = $0.press(.character("u")) }, trigger: .character("u"),
      command: command)
  }

  static let all: [Case] = [
    Case(
      description: "a ruling",
      ask: { model in
        model.press(.character("r"))
        model.goTo(.why)
        model.type("drill")
        model.press(.enter)
      }, trigger: .enter, command: { if case .rule = $0 { true } else { false } }),
    Case(
      description: "arming", ask: { _ = $0.press(.character("H"), .enter) }, trigger: .enter,
      command: { $0 == .arm(p95) }),
    Case(
      description: "disarming", before: [.arm(p95)], ask: { _ = $0.press(.character("H"), .enter) }, trigger: .enter,
      command: { $0 == .disarm(p95) }),
    Case(
      description: "withdrawing",
      ask: { model in
        model.press(.character("P"))
        model.goTo(.why)
        model.type("manned no more")
        model.press(.enter)
      }, trigger: .enter, command: { if case .withdraw = $0 { true } else { false } }),
    undo("a blocker", .fileBlocker(draft)) { if case .resolveBlocker = $0 { true } else { false } },
    undo("an edit", .editBlocker(1, draft)) { if case .editBlocker = $0 { true } else { false } },
    undo("resolving", .resolveBlocker(1, note: "")) { if case .reopenBlocker = $0 { true } else { false } },
    undo("reopening", .reopenBlocker(2, why: "again")) { if case .resolveBlocker = $0 { true } else { false } },
    undo("a signature", .sign(item: "legal.tos", role: "Legal", statement: "v4")) {
      if case .withdraw = $0 { true } else { false }
    },
    undo("a ruling", .rule("student_pilot", hold)) { if case .rule = $0 { true } else { false } },
    undo("arming", .arm(p95)) { $0 == .disarm(p95) },
    undo("disarming", .arm(p95), .disarm(p95)) { $0 == .arm(p95) },
    undo("a mute", .mute("student_pilot", until: EveryForm.now + .seconds(600), why: "drill")) {
      if case .mute = $0 { true } else { false }
    },
  ]

  private func model(_ danger: Case) throws -> Model {
    var state = try EveryForm.state()
    for command in danger.before {
      SampleBoard.apply(try state.decide(command, by: "sre-1", at: EveryForm.now), to: &state, at: EveryForm.now)
    }
    return Model(state: state, now: EveryForm.now, size: Size(width: 120, height: 40), person: "sre-1")
  }

  private func performed(_ effects: [Effect]) -> [Command] {
    effects.compactMap { if case .perform(let command) = $0 { command } else { nil } }
  }

  @Test(arguments: all)
  func `the focus is on Cancel, and enter, esc, the key that asked and any other take only that`(danger: Case) throws {
    for key in [KeyPress.enter, .escape, danger.trigger, .character("n"), .character("Y"), .tab, .paste("y")] {
      var model = try model(danger)
      danger.ask(&model)
      #expect(model.screen.contains("▲ ASKS ONCE"), "\(model.screen)")
      #expect(model.screen.contains("[ Cancel ]"))
      _ = model.update(.quiet)
      #expect(performed(model.press(key)).isEmpty, "\(key)")
      #expect(!model.screen.contains("▲ ASKS ONCE"), "\(key) does not cancel")
      #expect(performed(model.press(.character("y"))).isEmpty, "a y after \(key) is too late")
    }
  }

  @Test(arguments: all) func `keys typed ahead confirm nothing, and y does it once`(danger: Case) throws {
    var model = try model(danger)
    danger.ask(&model)
    let ahead = model.press(.character("y"), .character("y"), .enter, .character("y"))
    #expect(performed(ahead).isEmpty)
    #expect(model.screen.contains("▲ ASKS ONCE"), "it still asks")
    #expect(model.screen.contains("a moment ..."))
    _ = model.update(.painted)
    #expect(performed(model.press(.character("y"))).isEmpty, "painted is not seen yet")
    #expect(model.wantsQuiet)
    _ = model.update(.quiet)
    let commands = performed(model.press(.character("y")))
    #expect(commands.count == 1 && commands.allSatisfy(danger.command), "\(commands)")
    #expect(performed(model.press(.character("y"))).isEmpty)
  }

  @Test func `leaving asks too, and no key that leads there is the one that confirms`() throws {
    for key in [KeyPress.character("q"), .control("c")] {
      var model = try SampleBoard.model()
      #expect(model.press(key, .character("y")).isEmpty, "typed ahead")
      _ = model.update(.painted)
      #expect(model.press(key).isEmpty)
      #expect(model.isOnBoard)
      model.press(key)
      _ = model.update(.painted)
      #expect(model.press(.character("y")) == [.quit])
    }
  }
}
