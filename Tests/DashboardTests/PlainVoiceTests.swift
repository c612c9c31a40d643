import Canvas
import Dashboard
import Gates
import Testing

/// The board as lines, for who does not see a screen.
@Suite struct PlainVoiceTests {
  @Test func `it begins with how the board stands, a sentence a line`() throws {
    var voice = PlainVoice()
    let lines = voice.begin(try SampleBoard.state(), at: SampleBoard.now)
    #expect(lines.first == "2025-11-12T19:52:07Z board Launch night, 7 apps, 19 sources")
    #expect(
      lines.contains { $0.contains("auto_com_center: NO-GO, observer traffic, readiness") }, "\(lines)")
    #expect(lines.contains { $0.contains("deadline 20:30 'Interim evidence' is AT RISK") })
    #expect(lines.contains { $0.hasSuffix("B-1 is open: replay stalls at 11K, owner queue") })
    #expect(lines.allSatisfy { line in line.unicodeScalars.allSatisfy { $0.value >= 0x20 } })
  }

  @Test func `a change is one line, and what did not change is none`() throws {
    var state = try SampleBoard.state()
    var voice = PlainVoice()
    _ = voice.begin(state, at: SampleBoard.now)
    #expect(voice.lines(for: state, at: SampleBoard.now + .seconds(1)).isEmpty)
    let at = SampleBoard.now + .seconds(200)
    state.ingest([Sample(Key("auto_com_center", "p95"), .number(143), at: at)])
    SampleBoard.apply(Rules.evaluate(state, at: at), to: &state, at: at, by: Event.engine)
    let lines = voice.lines(for: state, at: at)
    #expect(
      lines.contains("2025-11-12T19:55:27Z auto_com_center: P95 over 120 ms BREACHED: p95 143ms > 120ms"),
      "\(lines)")
    #expect(lines.contains { $0.contains("auto_com_center: NO-GO, no traffic") }, "the posture fell")
    #expect(voice.lines(for: state, at: at).isEmpty)
  }

  @Test func `untrusted text stays text on its line`() throws {
    var state = try SampleBoard.state()
    var voice = PlainVoice()
    _ = voice.begin(state, at: SampleBoard.now)
    let draft = BlockerDraft(text: "a\u{1B}[2Jb\nc", owner: "queue", eta: nil, severity: .two)
    SampleBoard.apply(
      try state.decide(.fileBlocker(draft), by: "sre-1", at: SampleBoard.now), to: &state, at: SampleBoard.now)
    let lines = voice.lines(for: state, at: SampleBoard.now)
    #expect(lines.contains { $0.contains("sre-1: filed B-2: a^[[2Jb") }, "\(lines)")
    #expect(lines.allSatisfy { !$0.contains("\u{1B}") && !$0.contains("\n") })
  }

  @Test func `no line is endless, and where the locale is not UTF-8 each is ASCII`() throws {
    var state = try SampleBoard.state()
    for (glyphs, end) in [(GlyphSet.unicode, "…"), (.ascii, "~")] {
      var voice = PlainVoice(in: glyphs)
      _ = voice.begin(state, at: SampleBoard.now)
      state.journalTrouble = "Zürich 発射 שלום \(String(repeating: "x", count: 2000))"
      let line = try #require(voice.lines(for: state, at: SampleBoard.now).last)
      #expect(line.hasSuffix("x\(end)"))
      #expect(Glyph.width(of: line) == PlainVoice.longestLine)
      #expect(line.contains(glyphs == .ascii ? "Z?rich ???? ????" : "Zürich 発射 שלום"))
      #expect(line.unicodeScalars.allSatisfy(\.isASCII) == (glyphs == .ascii))
      state.journalTrouble = nil
    }
    let voice = PlainVoice()
    #expect(
      voice.stalled(for: .seconds(5), at: SampleBoard.now).hasSuffix("Z STALLED: the engine has said nothing for 5s")
    )
    #expect(voice.stalled(for: nil, at: SampleBoard.now).hasSuffix("Z the engine speaks again"))
  }

  @Test func `blindness and a failing journal are said, and that they are over`() throws {
    var state = try SampleBoard.state()
    var voice = PlainVoice()
    _ = voice.begin(state, at: SampleBoard.now)
    for app in state.board.apps {
      for source in app.sources {
        state.ingest(Key(app.id, source.name), answered: false, said: "no answer", at: SampleBoard.now)
      }
    }
    state.journalTrouble = "night.db: the disk is full"
    let lines = voice.lines(for: state, at: SampleBoard.now).map { String($0.dropFirst(21)) }
    #expect(lines.contains("BLIND: no source answers"))
    #expect(lines.contains("JOURNAL FAILING: night.db: the disk is full"))
    state.journalTrouble = nil
    #expect(voice.lines(for: state, at: SampleBoard.now).last?.hasSuffix("the journal works again") == true)
  }
}
