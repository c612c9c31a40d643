import Canvas
import Dashboard
import Gates
import Testing

@Suite struct JournalPageTests {
  /// The sample board with so many blockers filed, one a second, on top of what happened.
  private func state(blockers: Int) throws -> BoardState {
    var state = try SampleBoard.state()
    for number in 0..<blockers { try file(number, in: &state) }
    return state
  }

  private func file(_ number: Int, in state: inout BoardState) throws {
    let draft = BlockerDraft(app: "scholar_auth", text: "number \(number)", owner: "auth", eta: nil, severity: .three)
    let at = SampleBoard.now + .seconds(number)
    SampleBoard.apply(try state.decide(.fileBlocker(draft), by: "mara", at: at), to: &state, at: at, by: "mara")
  }

  private func model(_ state: BoardState) -> Model {
    Model(state: state, now: SampleBoard.now + .seconds(600), size: Size(width: 120, height: 40), person: "sre-1")
  }

  private func selected(_ model: Model) -> String {
    let canvas = model.view()
    let y = (1..<39).first { canvas[5, $0].style.ground == .selected } ?? 0
    return canvas.lines[y]
  }

  @Test func `the newest event is followed until one moves down, and then the selected one stays`() throws {
    var state = try state(blockers: 10)
    var model = model(state)
    model.press(.character("l"))
    #expect(selected(model).contains("number 9"))
    try file(10, in: &state)
    _ = model.show(state, at: SampleBoard.now + .seconds(601))
    #expect(selected(model).contains("number 10"))
    #expect(model.screen.contains("following the newest"))
    model.press(.down, .down)
    #expect(selected(model).contains("number 8"))
    try file(11, in: &state)
    _ = model.show(state, at: SampleBoard.now + .seconds(602))
    #expect(selected(model).contains("number 8"))
    #expect(model.screen.contains("f follows the newest"))
    model.press(.character("f"))
    #expect(selected(model).contains("number 11"))
  }

  @Test func `older events are asked for where the page comes to its end, and once`() throws {
    let state = try state(blockers: 300)
    var model = model(state)
    let first = try #require(state.recent.first).sequence
    #expect(first > 1)
    #expect(model.press(.character("l"), .down).isEmpty)
    #expect(model.press(.end) == [.readEvents(before: first, count: 500)])
    #expect(model.press(.up, .down).isEmpty, "it is being read")
    #expect(model.screen.contains("reading further"))
    let older = (1..<first).map { number in
      Event(
        sequence: number, at: SampleBoard.now, actor: "lena", fact: .watchStarted(WatchStarted(board: "no. \(number)")))
    }
    _ = model.update(.eventsRead(Array(older)))
    #expect(model.press(.end).isEmpty, "the first event is there")
    #expect(selected(model).contains("began to watch 'no. 1'"))
  }

  @Test func `no event is lost or told twice while the state moves on under the page`() throws {
    var state = try state(blockers: 190)
    var model = model(state)
    model.press(.character("l"), .down)
    for number in 190..<450 {
      try file(number, in: &state)
      _ = model.show(state, at: SampleBoard.now + .seconds(600 + number))
    }
    model.press(.character("/"))
    model.type("filed B-")
    model.press(.enter)
    var seen: [String] = []
    for _ in 0..<450 {
      let row = selected(model)
      if seen.last != row { seen.append(row) }
      model.press(.down)
    }
    #expect(Set(seen).count == seen.count)
    #expect(seen.count >= 350)
    #expect(seen.first?.contains("number 449") == true)
  }

  @Test func `where a gap would lie between what was read and what is kept, it is read again`() throws {
    var state = try state(blockers: 300)
    var model = model(state)
    let first = try #require(state.recent.first).sequence
    model.press(.character("l"), .end)
    let older = (1..<first).map { number in
      Event(sequence: number, at: SampleBoard.now, actor: "lena", fact: .watchStarted(WatchStarted(board: "\(number)")))
    }
    _ = model.update(.eventsRead(Array(older)))
    for number in 300..<700 { try file(number, in: &state) }
    _ = model.show(state, at: SampleBoard.now + .seconds(700))
    let kept = try #require(state.recent.first).sequence
    #expect(model.screen.contains(", from \(kept) on"))
    #expect(model.press(.end) == [.readEvents(before: kept, count: 500)])
  }

  @Test func `what could not be read is said`() throws {
    var model = model(try state(blockers: 300))
    model.press(.character("l"), .end)
    _ = model.update(.eventsNotRead("night.db: the disk is gone"))
    #expect(model.screen.contains("cannot read further: night.db: the disk is gone"))
  }
}

@Suite struct MeanwhileTests {
  @Test func `the key after an absence only shows what changed, and esc closes it`() throws {
    var model = try SampleBoard.model()
    model.press(.down, .character("b"))
    model.type("half typed")
    _ = model.show(try Later.state(), at: Later.now)
    _ = model.update(.left)
    #expect(model.press(.enter).isEmpty)
    #expect(model.screen.contains("SINCE YOU LOOKED  19:52 to 20:03"))
    #expect(model.screen.contains("BREACHED at 19:55"))
    #expect(model.press(.character("q"), .enter, .character("y")).isEmpty, "nothing is acted on")
    model.press(.escape)
    #expect(model.screen.contains("half typed"))
    #expect(!model.screen.contains("SINCE YOU LOOKED"))
    model.type("!")
    #expect(model.screen.contains("half typed!"))
  }

  @Test func `where nothing changed the key does what it always does`() throws {
    var model = try SampleBoard.model()
    model.press(.down)
    _ = model.update(.left)
    model.press(.character("d"))
    #expect(model.place == .deadlines)
  }

  @Test func `whoever looks at the past is told what changed now, and is still in the past`() throws {
    var model = try TimeTravelTests.traveller(Size(width: 120, height: 40))
    _ = model.show(try Later.state(), at: Later.now)
    _ = model.update(.left)
    model.press(.character("q"))
    #expect(model.screen.contains("SINCE YOU LOOKED"))
    #expect(model.screen.contains("BREACHED at 19:55"))
    model.press(.escape)
    #expect(model.isInPast)
  }

  @Test func `from the board enter leads from a change to what it is about`() throws {
    var model = try SampleBoard.model()
    _ = model.show(try Later.state(), at: Later.now)
    _ = model.update(.left)
    model.press(.character("x"), .enter)
    #expect(model.place == .guardrail(Key("auto_com_center", "p95")))
    model.press(.escape)
    #expect(model.isOnBoard)
  }
}

@Suite struct HandoverPageTests {
  @Test func `both sign, the journal has it first, and then the sheet that was signed is written`() throws {
    var state = try Later.state()
    var model = Model(state: state, now: Later.now, size: Size(width: 120, height: 40), person: "mara")
    model.press(.character("h"), .character("h"), .tab)
    model.type("Mara")
    #expect(model.press(.enter).isEmpty)
    #expect(model.screen.contains("✖ To: A handover takes two people"))
    model.press(.control("u"))
    model.type("omar")
    model.press(.tab)
    model.type("watch p95")
    let command = Command.handOver(from: "mara", to: "omar", note: "watch p95")
    #expect(model.press(.enter) == [.perform(command)])
    SampleBoard.apply(try state.decide(command, by: "mara", at: Later.now), to: &state, at: Later.now, by: "mara")
    _ = model.show(state, at: Later.now)
    let effects = model.update(.saved(command, [try #require(state.recent.last)]))
    guard case .writeHandover(let text, Later.now)? = effects.last else {
      Issue.record("nothing was written: \(effects)")
      return
    }
    for words in [
      "HANDOVER  Launch night", "event 77 of the journal", "from  mara", "to    omar", "note  watch p95",
      "✖ auto_com_center  P95 over 120 ms", "B-3 no slot for the full run", "▲ 20:30 Interim evidence",
      "■ 19:58 auto_com_center  HOLD, no traffic, by mara: P95 keeps burning", "◌ provider_register.health",
      "≠ scholar_auth  CONDITIONAL GO over pending", "❄ API change freeze  changes frozen, no end set",
    ] { #expect(text.contains(words), "\(words)") }
    #expect(model.screen.contains("mara handed over to omar"))
    #expect(model.screen.contains("mara to omar at 20:03: watch p95"))
    #expect(model.screen.contains("Rulings recorded since the last handover  none"))
  }
}
