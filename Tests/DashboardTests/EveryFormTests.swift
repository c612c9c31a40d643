import Canvas
import Dashboard
import Gates
import Testing

/// What is claimed of forms is claimed of each.
@Suite struct EveryFormTests {
  @Test(arguments: EveryForm.all) func `each says in every field what it takes or means`(form: EveryForm) throws {
    let model = try form.opened()
    #expect(model.screen.contains(form.title), "\(model.screen)")
    let lines = model.view().lines.map { Array($0) }
    for field in try #require(model.form).fields {
      let label = Array("│ \(field.name.rawValue) ")
      let place = lines.indices.lazy.compactMap { row in
        lines[row].firstRange(of: label).map { (row, $0.lowerBound) }
      }.first
      let (row, column) = try #require(place, "\(field.name)")
      // Within the form's frame: beside it is the board.
      let below = lines[row + 1].dropFirst(column + 1).prefix { $0 != "│" }
      #expect(below.contains { $0.isLetter }, "nothing below \(field.name)")
    }
  }

  @Test(arguments: EveryForm.all.filter { $0.mistake != nil })
  func `each refuses under the field that must change, as one types and again on enter`(form: EveryForm) throws {
    let mistake = try #require(form.mistake)
    var model = try form.opened()
    model.goTo(mistake.field)
    _ = model.retype(mistake.typed)
    model.press(.tab)
    func check(_ when: String) throws {
      let lines = model.view().lines
      let row = try #require(lines.firstIndex { $0.contains("│ \(mistake.field.rawValue) ") })
      #expect(
        lines[row + 1].contains("✖ \(mistake.field.rawValue): \(mistake.sentence)"), "\(when):\n\(model.screen)")
      #expect(model.typed(mistake.field) == mistake.typed, "\(when)")
    }
    try check("as one types")
    let effects = model.press(.enter)
    #expect(!effects.contains { if case .perform = $0 { true } else { false } })
    try check("on enter")
    #expect(model.form.map { $0.fields[$0.focus].name } == mistake.field, "the cursor stands where it must change")
  }

  @Test(arguments: EveryForm.all)
  func `each is left by esc at once while nothing was typed, else only by y, and else nothing is lost`(
    form: EveryForm
  ) throws {
    var model = try form.opened()
    let below = try { () throws -> Model in
      var model = try EveryForm.model()
      for key in form.keys.dropLast() { model.press(key) }
      return model
    }()
    model.press(.escape)
    #expect(model.mode == .browse && model.path == below.path)
    model = try form.opened()
    model.press(.end)
    model.type("half")
    let typed = try #require(model.form).fields.map(\.editor.string)
    for key in [KeyPress.enter, .escape, .character("n"), .tab, .control("c"), .paste("y")] {
      model.press(.escape)
      #expect(model.screen.contains("Leave and lose what was typed?"))
      #expect(model.press(.character("y")).isEmpty)
      #expect(model.form != nil, "a y typed ahead leaves nothing")
      _ = model.update(.painted)
      model.press(key)
      #expect(model.form?.fields.map(\.editor.string) == typed, "\(key)")
    }
    model.press(.escape)
    _ = model.update(.painted)
    model.press(.character("y"))
    #expect(model.mode == .browse && model.path == below.path)
  }

  @Test(arguments: EveryForm.all)
  func `each is kept at every key, opens with it after a kill, and forgets it once it is left on purpose`(
    form: EveryForm
  ) throws {
    var model = try form.opened()
    model.press(.end)
    var kept: Draft?
    for letter in "half" {
      let effects = model.press(.character(letter))
      guard case .keep(let draft)? = effects.first else {
        Issue.record("'\(letter)' is not kept: \(effects)")
        return
      }
      kept = draft
    }
    let draft = try #require(kept)
    let fields = try #require(model.form).fields.map(\.editor.string)
    var again = try form.opened([draft])
    #expect(again.form?.fields.map(\.editor.string) == fields)
    #expect(again.screen.contains("what was typed at 19:52 is back"))
    again.press(.escape)
    _ = again.update(.painted)
    #expect(again.press(.character("y")) == [.forget(draft: draft.form)])
    for key in form.keys.suffix(1) { again.press(key) }
    #expect(again.form?.fields.map(\.editor.string) != fields)
  }

  @Test func `no two forms share a draft`() throws {
    let names = try EveryForm.all.map { form in
      var model = try form.opened()
      model.press(.end)
      guard case .keep(let draft)? = model.type("x").first else { return form.title }
      return draft.form
    }
    #expect(Set(names).count == EveryForm.all.count, "\(names)")
  }

  // MARK: Completion

  @Test(
    arguments: [
      ("b", .app, "schola", "scholar_auth"), ("b", .owner, "q", "queue"), ("b", .deadline, "rep", "replay-30k"),
      ("E", .app, "stu", "student_pilot"), ("E", .owner, "s", "seo"), ("m", .app, "prov", "provider_register"),
      ("m", .until, "+3", "+30m"), ("p", .item, "legal.p", "legal.privacy"), ("p", .human, "le", "lena"),
      ("P", .item, "ho", "hotl.gate-a"), ("D", .deadline, "post", "post-mortem"),
      ("D", .evidence, "evidence/gate-c/to", "evidence/gate-c/tokens.jsonl"),
      ("H", .guardrail, "auto", "auto_com_center.p95"),
      ("a", .guardrail, "a", "auto_com_center.p95"), ("hh", .incoming, "ma", "mara"),
      ("r", .ruling, "OBS", "OBSERVER MODE"),
      ("r", .allows, "obs", "observer"),
    ] as [(String, Form.Name, String, String)])
  func `apps, owners, items, deadlines and people complete from what the board knows`(
    keys: String, field: Form.Name, typed: String, word: String
  ) throws {
    var model = try EveryForm.model()
    model.type(keys)
    model.goTo(field)
    _ = model.retype(typed)
    #expect(model.form?.completion == String(word.dropFirst(typed.count)), "\(model.screen)")
    model.press(.right)
    #expect(model.typed(field) == word)
  }

  // MARK: Times

  @Test(
    arguments: [
      ("20:00", "= 20:00 UTC, in 7m"), ("+45m", "= 20:37 UTC; stays AT RISK: 7m after 'Interim evidence'"),
      ("+20m", "= 20:12 UTC, in 20m"), ("20:45", "= 20:45 UTC; stays AT RISK: 15m after 'Interim evidence'"),
      ("02:00+1", "= 02:00+1 UTC; stays AT RISK: 5h30m after 'Interim evidence'"),
      ("2025-11-13T01:30Z", "= 01:30+1 UTC; stays AT RISK: 5h00m after 'Interim evidence'"),
      ("2025-11-12T19:00Z", "= 12 Nov 19:00 UTC, already past"), ("soon", "not a time yet: 22:00, 02:00+1, +45m"),
      ("", "22:00, 02:00+1, +45m or 2025-11-13T01:30Z; without one AT RISK"),
    ] as [(String, String)])
  func `an ETA in each spelling says at once what it means and what it hits`(typed: String, meaning: String) throws {
    var model = try EveryForm.model()
    for keys in ["b", "E"] {
      model.type(keys)
      model.goTo(.app)
      _ = model.retype("scholar_auth")
      model.goTo(.eta)
      _ = model.retype(typed)
      #expect(model.screen.contains(meaning), "\(model.screen)")
      model.press(.escape)
      _ = model.update(.painted)
      model.press(.character("y"))
    }
  }

  @Test(
    arguments: [
      ("22:00", "= 22:00 UTC, in 2h07m; until then a breach calls no more"),
      ("+2h", "= 21:52 UTC, in 2h00m; until then a breach calls no more"),
      ("01:00+1", "= 01:00+1 UTC, in 5h07m; until then a breach calls no more"),
      ("2025-11-12T21:00Z", "= 21:00 UTC, in 1h07m"), ("off", "the alarms sound again"),
      ("2025-11-12T19:00Z", "= 12 Nov 19:00 UTC, already past"), ("when", "off: they sound again"),
    ] as [(String, String)])
  func `a mute says at once until when, and what calls no more`(typed: String, meaning: String) throws {
    var model = try EveryForm.model()
    model.type("m")
    model.goTo(.until)
    _ = model.retype(typed)
    #expect(model.screen.contains(meaning), "\(model.screen)")
    model.goTo(.app)
    _ = model.retype("student_pilot")
    #expect(!model.screen.contains("a breach calls no more"), "that app has none")
  }
}
