import BoardFile
import Canvas
import Dashboard
import Gates
import LaunchNight
import Testing

@Suite struct FormTests {
  static let p95 = Key("auto_com_center", "p95")

  /// The sample board at its usual moment, where the P95 of gate A names a program to run.
  static func withHook(_ size: Size = Size(width: 120, height: 40)) throws -> Model {
    let plain = "p95: {title: P95 over 120 ms, breach: p95 > 120ms, for: 5m, then: abort}"
    let hooked = plain.replacing("then: abort}", with: "then: abort, run: [./abort.sh, gate-a], run_timeout: 20s}")
    let text = String(decoding: SampleNight.board, as: UTF8.self)
    try #require(text.contains(plain))
    let board = try BoardFile.parse(Array(text.replacing(plain, with: hooked).utf8), file: "hook", environment: [:])
    return Model(state: BoardState(board), now: SampleBoard.now, size: size, person: "sre-1")
  }

  @Test func `a hook is armed by another key than the one that asked, and not by one typed ahead`() throws {
    var model = try Self.withHook()
    #expect(model.press(.character("H"), .enter, .character("y")).isEmpty)
    #expect(model.wantsQuiet)
    #expect(model.screen.contains("[ Cancel ]"))
    #expect(model.screen.contains("./abort.sh gate-a"))
    _ = model.update(.quiet)
    #expect(!model.wantsQuiet)
    #expect(model.press(.enter).isEmpty, "the focus is on Cancel")
    #expect(model.screen.contains("ARM OR DISARM A HOOK"))
    model.press(.enter)
    _ = model.update(.quiet)
    #expect(model.press(.character("H")).isEmpty)
    model.press(.enter)
    _ = model.update(.quiet)
    #expect(model.press(.character("y")) == [.perform(.arm(Self.p95))])
  }

  @Test func `an approval is signed by a named human, and the same human is refused under the name`() throws {
    var state = try SampleBoard.state()
    var model = Model(state: state, now: SampleBoard.now, size: Size(width: 120, height: 40), person: "sre-1")
    model.press(.character("p"), .backTab, .control("u"))
    model.type("lena")
    model.press(.tab)
    model.type("the loop is manned")
    let command = Command.sign(
      item: "hotl.gate-a", role: "Operations", statement: "the loop is manned", human: "lena")
    #expect(model.press(.enter).isEmpty)
    #expect(model.screen.contains("Sign hotl.gate-a as Operations?"))
    #expect(model.screen.contains("In the name of lena, who is not at this keyboard. It counts for A."))
    _ = model.update(.quiet)
    #expect(model.press(.character("y")) == [.perform(command)])
    SampleBoard.apply(try state.decide(command, by: "sre-1", at: SampleBoard.now), to: &state, at: SampleBoard.now)
    #expect(state.isApproved("hotl.gate-a"))
    #expect(state.approvals.first?.by == "lena")
    #expect(state.approvals.first?.keyboard == "sre-1")
    model = Model(state: state, now: SampleBoard.now, size: Size(width: 120, height: 40), person: "sre-1")
    model.press(.character("P"), .backTab)
    model.type("manned no more")
    #expect(model.press(.enter).isEmpty)
    _ = model.update(.quiet)
    #expect(
      model.press(.character("y"))
        == [.perform(.withdraw(item: "hotl.gate-a", role: "Operations", why: "manned no more"))])
  }

  @Test func `a delivery is recorded with the hash that its file has when it is recorded`() throws {
    var model = try SampleBoard.model()
    model.press(.character("D"), .tab, .tab)
    model.type("bundle.tar")
    #expect(model.press(.tab) == [.look(path: "bundle.tar")])
    _ = model.update(.looked(path: "bundle.tar", .failed("there is no such file")))
    #expect(model.screen.contains("cannot be read: there is no such file"))
    #expect(model.press(.enter) == [.look(path: "bundle.tar")])
    #expect(model.update(.looked(path: "bundle.tar", .failed("there is no such file"))).isEmpty)
    #expect(model.screen.contains("✖ Evidence: 'bundle.tar' cannot be read"))
    model.press(.enter)
    #expect(model.press(.enter, .tab).isEmpty, "keys wait for the file")
    #expect(model.press(.escape).isEmpty, "a file on a disk that hangs is left")
    #expect(model.update(.looked(path: "bundle.tar", .read(path: "bundle.tar", sha256: "", size: 1))).isEmpty)
    #expect(!model.screen.contains("Record it as delivered"))
    #expect(model.press(.enter) == [.look(path: "bundle.tar")])
    let hash = String(repeating: "3f2a", count: 16)
    #expect(model.update(.looked(path: "bundle.tar", .read(path: "bundle.tar", sha256: hash, size: 12))).isEmpty)
    #expect(model.screen.contains("Record it as delivered for interim-evidence?"))
    #expect(model.screen.contains("bundle.tar, sha256 3f2a3f2a3f2a"))
    _ = model.update(.quiet)
    let effects = model.press(.character("y"))
    guard case .perform(.deliver(let draft, over: nil))? = effects.first else {
      Issue.record("nothing was delivered: \(model.screen)")
      return
    }
    #expect(draft.deadline == "interim-evidence")
    #expect(draft.evidence == FileRecord(path: "bundle.tar", sha256: hash))
  }

  @Test(arguments: [("  a  b ", "a  b"), ("   ", ""), ("", ""), ("x", "x")])
  func `only the spaces at the ends of a line are nobody's`(typed: String, kept: String) {
    #expect(LineEditor(typed).trimmed == kept)
  }

  @Test func `a resolved blocker is opened again with a reason`() throws {
    var state = try SampleBoard.state()
    SampleBoard.apply(
      try state.decide(.resolveBlocker(1, note: ""), by: "sre-1", at: SampleBoard.now), to: &state, at: SampleBoard.now)
    var model = Model(state: state, now: SampleBoard.now, size: Size(width: 120, height: 40), person: "sre-1")
    model.press(.character("o"))
    #expect(model.press(.enter).isEmpty)
    #expect(model.screen.contains("✖ Why: Say why it is in the way again."))
    model.type("it stalls again")
    #expect(model.press(.enter) == [.perform(.reopenBlocker(1, why: "it stalls again"))])
  }

  @Test func `an edit over what somebody else has changed meanwhile says so first, and is taken once that was read`()
    throws
  {
    var state = try SampleBoard.state()
    var model = Model(state: state, now: SampleBoard.now, size: Size(width: 120, height: 40), person: "mara")
    model.press(.character("B"), .enter, .character("E"))
    #expect(model.screen.contains("EDIT B-1"))
    model.type(" twice")
    var draft = try #require(state.blocker(1)?.draft)
    draft.eta = SampleBoard.now + .seconds(7200)
    SampleBoard.apply(
      try state.decide(.editBlocker(1, draft), by: "omar", at: SampleBoard.now), to: &state, at: SampleBoard.now,
      by: "omar")
    _ = model.show(state, at: SampleBoard.now)
    #expect(model.press(.enter).isEmpty, "\(model.screen)")
    #expect(model.screen.contains("omar, at 19:52, changed B-1 meanwhile: ETA"))
    guard case .perform(.editBlocker(1, let written, over: .blocker(let seen)))? = model.press(.enter).first else {
      Issue.record("nothing was saved: \(model.screen)")
      return
    }
    #expect(written.text.hasSuffix(" twice"))
    #expect(seen == draft)
  }

  @Test func `a draft that is taken up is not written over what has come since it was typed`() throws {
    var state = try SampleBoard.state()
    let size = Size(width: 120, height: 40)
    var model = Model(state: state, now: SampleBoard.now, size: size, person: "mara")
    model.press(.character("B"), .enter, .character("E"))
    guard case .keep(let draft)? = model.press(.character("x")).last else {
      Issue.record("no draft was kept: \(model.screen)")
      return
    }
    #expect(Array(draft.fields.keys) == ["What"])
    let later = SampleBoard.now + .seconds(60)
    var omars = try #require(state.blocker(1)?.draft)
    omars.owner = "pagerduty"
    SampleBoard.apply(
      try state.decide(.editBlocker(1, omars), by: "omar", at: later), to: &state, at: later, by: "omar")
    model = Model(state: state, now: later, size: size, person: "mara")
    _ = model.update(.draftsFound([draft]))
    model.press(.character("B"), .enter, .character("E"))
    #expect(model.press(.enter).isEmpty, "\(model.screen)")
    #expect(model.screen.contains("omar, at 19:53, changed B-1 meanwhile: owner pagerduty."))
    guard case .perform(.editBlocker(1, let written, over: _))? = model.press(.enter).first else {
      Issue.record("nothing was saved: \(model.screen)")
      return
    }
    // What was not typed is omar's.
    #expect(written.owner == "pagerduty" && written.text.hasSuffix("x"))
  }

  @Test func `another ruling begins without the scope and the conditions of the one in force`() throws {
    var model = try SampleBoard.model()
    model.press(.character("r"))
    #expect(model.screen.contains("│ Scope      no production traffic; observer mode"))
    model.press(.right)
    #expect(!model.screen.contains("│ Scope      no production traffic; observer mode"))
    #expect(!model.screen.contains("│ Conditions The full 30K webhook replay"))
    model.press(.left)
    #expect(model.screen.contains("│ Scope      no production traffic; observer mode"), "nothing is lost by looking")
    model.press(.right, .tab, .tab)
    model.type("ours")
    model.press(.backTab, .backTab, .left, .right)
    #expect(model.screen.contains("│ Scope      ours"), "what was typed stays")
  }

  @Test func `a ruling is judged as it is typed`() throws {
    var model = try SampleBoard.model()
    model.press(.character("r"), .control("u"))
    model.type("CONDITIONAL GO")
    #expect(model.screen.contains("readiness is fail: P95 within 120 ms"))
    model.press(.tab, .tab, .tab, .tab)
    model.type("p95 <= 120ms")
    #expect(model.screen.contains("now NOT met: p95 143ms > 120ms"))
    model.press(.control("u"))
    model.type("p95 <= 95%")
    model.press(.tab)
    #expect(model.screen.contains("✖ While: Character 1: "))
  }

  @Test func `what is asked for stays in sight on the smallest screen`() throws {
    var model = try SampleBoard.model(Size(width: 40, height: 12))
    model.press(.character("r"))
    for name in ["Ruling", "Allows", "Scope", "Conditions", "While", "Why", "Override"] {
      #expect(model.screen.contains("│ \(name) "))
      model.press(.tab)
    }
  }

  @Test func `text that is pasted on the board does nothing`() throws {
    var model = try SampleBoard.model()
    #expect(model.press(.paste("qyHy")).isEmpty)
    #expect(model.isOnBoard)
    #expect(model.screen.contains("Pasted text is taken in fields only."))
  }
}

@Suite struct PlaceTests {
  @Test func `enter follows a reason down to its samples, and esc comes back to where one was`() throws {
    var model = try SampleBoard.model()
    model.press(.enter, .down, .down, .down, .down, .down, .enter)
    #expect(model.place == .criterion(Key("auto_com_center", "latency")))
    #expect(model.screen.contains("p95 <= 120ms"))
    #expect(model.screen.contains("143ms, source health, 0s old"))
    model.press(.down, .down, .down, .enter)
    #expect(model.place == .signal(Key("auto_com_center", "p95")))
    #expect(model.screen.contains("19:52:02"))
    let before = try { () throws -> Model in
      var model = try SampleBoard.model()
      model.press(.enter, .down, .down, .down, .down, .down)
      return model
    }()
    model.press(.escape, .escape)
    #expect(model.screen == before.screen)
    model.press(.escape)
    #expect(model.isOnBoard)
  }

  @Test func `why derives the verdict with every operand's value, age and source`() throws {
    var model = try SampleBoard.model(Size(width: 120, height: 200))
    model.press(.character("x"))
    for words in [
      "✖ NO-GO", "Posture", "Readiness  fail, 2 of 10 met", "P95 within 120 ms", "fixed at 120ms",
      "143ms, source health, 0s old",
      "Operations", "burns since 19:50:12, 01:55 of 05:00, acts at 19:55:12", "without samples: stays as it is",
    ] { #expect(model.screen.contains(words), "\(words)") }
  }

  @Test func `a form that is left returns to the page it was opened on`() throws {
    var model = try SampleBoard.model()
    model.press(.enter, .down, .character("b"), .escape)
    #expect(model.place == .gate("auto_com_center"))
    model.press(.right)
    #expect(model.place == .gate("scholar_auth"))
  }

  @Test(arguments: [
    ("br", Action.reopen), ("dlv", .deliver), ("snap", .snapshot), ("wdr", .withdraw), ("ack", .acknowledge),
  ])
  func `the palette finds an action by some of its letters`(typed: String, action: Action) throws {
    var palette = try SampleBoard.model()
    var keys = palette
    palette.press(.character(":"))
    palette.type(typed)
    let binding = try #require(KeyMap.bindings.first { $0.action == action })
    #expect(palette.press(.enter) == keys.press(binding.keys[0]))
    #expect(palette.screen == keys.screen)
  }

  @Test(arguments: [40, 60, 80, 120])
  func `the footer always offers help and quit`(width: Int) throws {
    var model = try SampleBoard.model(Size(width: width, height: 12))
    #expect(model.view().lines.last?.hasSuffix("? help  q quit") == true)
    model.press(.enter)
    #expect(model.view().lines.last?.hasSuffix("? help  q quit") == true)
  }
}
