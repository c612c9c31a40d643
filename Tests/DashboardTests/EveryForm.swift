import Canvas
import Dashboard
import Gates
import Testing

/// A form with what is claimed of each: how it is opened, and what it must refuse.
struct EveryForm: Sendable, CustomStringConvertible {
  let title: String
  let keys: [KeyPress]
  /// What is typed into which field, and the beginning of what is said under it; nil where anything will do.
  let mistake: Mistake?

  struct Mistake: Sendable {
    let field: Form.Name
    let typed: String
    let sentence: String
  }

  var description: String { title }

  init(_ title: String, _ keys: String, _ mistake: Mistake? = nil) {
    self.title = title
    self.keys = keys.map { KeyPress.character($0) }
    self.mistake = mistake
  }

  static let all = [
    EveryForm("FILE A BLOCKER", "b", Mistake(field: .eta, typed: "soonish", sentence: "Write 22:00")),
    EveryForm("EDIT B-1", "E", Mistake(field: .severity, typed: "9", sentence: "Write 1 (stops the launch)")),
    EveryForm("RESOLVE B-1", "R"),
    EveryForm("REOPEN A BLOCKER", "o", Mistake(field: .blocker, typed: "B-99", sentence: "There is no blocker B-99.")),
    EveryForm("RULE ON auto_com_center", "r", Mistake(field: .ruling, typed: "MAYBE", sentence: "Write one of GO")),
    EveryForm("APPROVE", "p", Mistake(field: .item, typed: "tea", sentence: "'tea' is not an item")),
    EveryForm("WITHDRAW AN APPROVAL", "P", Mistake(field: .item, typed: "tea", sentence: "'tea' is not an item")),
    EveryForm(
      "RECORD A DELIVERY", "D", Mistake(field: .deadline, typed: "never", sentence: "'never' is not a deadline")),
    EveryForm("ARM OR DISARM A HOOK", "H", Mistake(field: .change, typed: "perhaps", sentence: "Write arm or disarm.")),
    EveryForm(
      "ACKNOWLEDGE A BREACH", "a",
      Mistake(field: .guardrail, typed: "tea", sentence: "'tea' is not a guardrail of this board")),
    EveryForm(
      "HAND OVER, SIGNED BY BOTH", "hh",
      Mistake(field: .incoming, typed: "SRE-1", sentence: "A handover takes two people")),
    EveryForm("MUTE ALARMS", "m", Mistake(field: .until, typed: "later", sentence: "Write 22:00")),
  ]

  static let now = SampleBoard.now

  /// A board on which each can be opened: a breach, a program to run, blockers open and resolved, a signature.
  static func state() throws -> BoardState {
    var state = try FormTests.withHook().state
    for step in 0...80 {
      let at = now - .seconds((80 - step) * 5)
      state.ingest([Sample(FormTests.p95, .number(143), at: at)])
      SampleBoard.apply(Rules.evaluate(state, at: at), to: &state, at: at, by: Event.engine)
    }
    let stalls = BlockerDraft(
      app: "auto_com_center", text: "replay stalls", owner: "queue", eta: Instant(utc: "2025-11-12T20:15Z"),
      severity: .one)
    let list = BlockerDraft(text: "list missing", owner: "seo", eta: nil, severity: .two)
    for command in [
      .fileBlocker(stalls), .fileBlocker(list), .resolveBlocker(2, note: "came"),
      .sign(item: "hotl.gate-a", role: "Operations", statement: "a human is on the loop", human: "lena"),
    ] as [Command] {
      SampleBoard.apply(try state.decide(command, by: "mara", at: now), to: &state, at: now, by: "mara")
    }
    return state
  }

  static func model(_ size: Size = Size(width: 120, height: 40)) throws -> Model {
    Model(state: try state(), now: now, size: size, person: "sre-1")
  }

  /// The board with the form on it.
  func opened(_ drafts: [Draft] = []) throws -> Model {
    var model = try Self.model()
    _ = model.update(.draftsFound(drafts))
    for key in keys { model.press(key) }
    return model
  }
}

extension Model {
  /// The form on the screen.
  var form: Form? { if case .form(let form) = mode { form } else { nil } }

  /// Goes to a field with the keys that go from one to the next.
  mutating func goTo(_ name: Form.Name) {
    for _ in 0..<12 where form.map({ $0.fields[$0.focus].name != name }) ?? false { press(.tab) }
  }

  /// Takes away what stands in the field and types something else.
  mutating func retype(_ text: String) -> [Effect] {
    press(.end)
    return press(.control("u")) + type(text)
  }

  func typed(_ name: Form.Name) -> String? { form?.fields.first { $0.name == name }?.editor.string }
}
