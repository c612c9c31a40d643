import Canvas
import Dashboard
import Gates
import Testing

/// Taking back what one did last. The scenarios show each kind; here is what must not be taken back, and why.
@Suite struct UndoTests {
  private func after(_ commands: (Command, by: String)...) throws -> Model {
    var state = try SampleBoard.state()
    for (index, (command, person)) in commands.enumerated() {
      let at = SampleBoard.now + .seconds(index)
      for fact in try state.decide(command, by: person, at: at) {
        state.apply(Event(sequence: state.sequence + 1, at: at, actor: person, fact: fact))
      }
    }
    return Model(
      state: state, now: SampleBoard.now + .seconds(60), size: Size(width: 160, height: 40), person: "mara")
  }

  private let draft = BlockerDraft(text: "list missing", owner: "seo", eta: nil, severity: .two)

  @Test func `whoever did nothing has nothing to undo`() throws {
    var model = try after((.fileBlocker(draft), by: "lena"))
    #expect(model.press(.character("u")).isEmpty)
    #expect(model.screen.contains("mara has done nothing lately that could be undone."))
  }

  @Test func `an own action is undone although others acted since`() throws {
    var model = try after((.fileBlocker(draft), by: "mara"), (.resolveBlocker(1, note: ""), by: "lena"))
    model.press(.character("u"))
    #expect(model.screen.contains("Withdraw B-2?"))
    #expect(model.press(.character("y")).isEmpty, "typed ahead")
    _ = model.update(.quiet)
    #expect(
      model.press(.character("y"))
        == [.perform(.resolveBlocker(2, note: "withdrawn: it was filed by mistake"))])
  }

  @Test func `what another one changed since is left to them`() throws {
    var edited = draft
    edited.text = "list still missing"
    var again = draft
    again.text = "list came"
    var model = try after(
      (.fileBlocker(draft), by: "mara"), (.editBlocker(2, edited), by: "mara"), (.editBlocker(2, again), by: "lena"))
    model.press(.character("u"))
    #expect(model.screen.contains("lena has acted on B-2 since, at "))
    func ruling(_ why: String) -> RulingDraft { RulingDraft(Ruling(.hold, allows: .none), why: why) }
    model = try after(
      (.rule("student_pilot", ruling("first")), by: "mara"), (.rule("student_pilot", ruling("second")), by: "lena"))
    model.press(.character("u"))
    #expect(model.screen.contains("student_pilot was ruled on again since."))
  }

  @Test func `the ruling before comes back with its reason, and a GO that readiness does not bear is refused`() throws {
    let hold = RulingDraft(Ruling(.hold, allows: .none, scope: "all"), why: "legal waits")
    let stop = RulingDraft(Ruling(.noGo, allows: .none), why: "wrong row")
    var model = try after((.rule("scholar_auth", hold), by: "lena"), (.rule("scholar_auth", stop), by: "mara"))
    model.press(.character("u"))
    _ = model.update(.quiet)
    let back = RulingDraft(hold.ruling, why: "back to the ruling before: legal waits")
    let over = Premise.ruling(model.state.ruling(of: try #require(model.state.board.app("scholar_auth"))))
    #expect(model.press(.character("y")) == [.perform(.rule("scholar_auth", back, over: over))])
    let noGo = RulingDraft(Ruling(.noGo, allows: .none), why: "wrong row")
    model = try after((.rule("auto_page_maker", noGo), by: "mara"))
    #expect(model.press(.character("u")).isEmpty)
    #expect(model.screen.contains("GO needs readiness to pass"))
  }

  @Test func `enter and esc cancel, and so does any key but y`() throws {
    for key in [KeyPress.enter, .escape, .character("u"), .control("c")] {
      var model = try after((.fileBlocker(draft), by: "mara"))
      model.press(.character("u"))
      _ = model.update(.quiet)
      #expect(model.press(key).isEmpty)
      #expect(model.isOnBoard)
    }
  }

  @Test func `the selected reason is copied as one plain line with its instant`() throws {
    var model = try SampleBoard.model()
    guard case .copy(let line)? = model.press(.character("y")).first else {
      Issue.record("nothing was copied")
      return
    }
    #expect(line.hasPrefix("auto_com_center NO-GO, readiness "))
    #expect(line.contains("P95 within 120 ms, p95 143ms > 120ms"))
    #expect(line.hasSuffix("(2025-11-12T19:52:07Z)"))
    model.press(.tab, .tab)
    #expect(
      model.press(.character("y")) == [
        .copy("B-1 replay stalls at 11K, queue, ETA 20:45 UTC, Sev-1 (2025-11-12T19:52:07Z)")
      ])
    model.press(.tab, .enter, .down, .down, .down, .down, .down)
    guard case .copy(let reason)? = model.press(.character("y")).first else { return }
    #expect(reason.hasPrefix("GATE A  auto_com_center: P95 within 120 ms"))
  }
}

@Suite struct DraftTests {
  private func lost(_ keys: (inout Model) -> Void) throws -> Draft {
    var model = try SampleBoard.model()
    model.press(.character("b"))
    var kept: Draft?
    keys(&model)
    for case .keep(let draft) in model.type("!") { kept = draft }
    return try #require(kept)
  }

  @Test func `each key in a form keeps what is typed, and the form goes on with it next time`() throws {
    let draft = try lost { model in
      model.type("replay stalls")
      model.press(.tab, .tab, .tab)
      model.type("queue")
    }
    #expect(draft.form == "file")
    #expect(draft.fields["What"] == "replay stalls")
    #expect(draft.fields["Owner"] == "queue!")
    var model = try SampleBoard.model()
    #expect(model.update(.draftsFound([draft])).isEmpty)
    model.press(.character("b"))
    #expect(model.screen.contains("what was typed at 19:52 is back"))
    model.press(.backspace)
    let command = Command.fileBlocker(
      BlockerDraft(app: "auto_com_center", text: "replay stalls", owner: "queue", eta: nil, severity: .two))
    #expect(model.press(.enter) == [.perform(command)])
    #expect(model.update(.saved(command, [])) == [.forget(draft: "file")])
  }

  @Test func `what is left on purpose is forgotten, and ctrl-D begins anew`() throws {
    let draft = try lost { $0.type("half a thought") }
    var model = try SampleBoard.model()
    _ = model.update(.draftsFound([draft]))
    model.press(.character("b"))
    #expect(model.press(.control("d")) == [.forget(draft: "file")])
    #expect(!model.screen.contains("half a thought"))
    #expect(model.press(.escape).isEmpty)
    _ = model.update(.draftsFound([draft]))
    model.press(.character("b"), .escape)
    _ = model.update(.painted)
    #expect(model.press(.character("y")) == [.forget(draft: "file")])
    model.press(.character("b"))
    #expect(!model.screen.contains("half a thought"))
  }

  @Test func `a form of another app or number has a draft of its own`() throws {
    var model = try SampleBoard.model()
    model.press(.character("r"), .tab, .tab)
    for effect in model.type("x") {
      guard case .keep(let draft) = effect else { continue }
      #expect(draft.form == "rule-auto_com_center")
    }
    model.press(.escape)
    _ = model.update(.painted)
    model.press(.enter, .escape)
    #expect(model.screen.contains("Leave and lose"))
  }
}
