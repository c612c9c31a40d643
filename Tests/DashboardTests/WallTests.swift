import Canvas
import Dashboard
import Gates
import Testing

/// The wall through the night: what is worst is the largest, nothing that was missed is forgotten, and every tile says
/// what was ruled and which traffic that leaves.
@Suite struct WallTests {
  private static let sizes = [Size(width: 80, height: 24), Size(width: 120, height: 40), Size(width: 200, height: 60)]

  private func wall(
    _ board: (state: BoardState, now: Instant), _ size: Size = Size(width: 120, height: 40)
  ) -> Model {
    var model = Model(state: board.state, now: board.now, size: size, person: "sre-1")
    model.press(.character("w"))
    return model
  }

  private func style(of words: String, in canvas: Canvas) throws -> Style {
    let y = try #require(canvas.lines.firstIndex { $0.contains(words) }, "'\(words)' in \(canvas.lines)")
    let column = try #require(canvas.lines[y].firstRange(of: words)).lowerBound
    return canvas[canvas.lines[y].distance(from: canvas.lines[y].startIndex, to: column), y].style
  }

  /// The second row of a text in half blocks, which has no blanks at its ends in these texts.
  private func letters(_ text: String) throws -> String {
    var canvas = Canvas(Size(width: 200, height: 3))
    canvas.writeHalfBlocks(text, x: 0, y: 0, .plain)
    let row = canvas.lines[1]
    return String(row[..<(try #require(row.lastIndex { $0 != " " }))])
  }

  // MARK: Deadlines

  @Test(arguments: sizes)
  func `a deadline that was missed keeps the headline for a quarter of an hour`(size: Size) throws {
    let canvas = wall(try Night.at("2025-11-12T20:35:00Z"), size).view()
    #expect(try style(of: "✖ MISSED, 2 owed, auto_com_center and 1 more", in: canvas).ink == .bad)
    let title = size.width < 100 ? "20:30 Interim evidence" : try letters("20:30 INTERIM EVIDENCE")
    #expect(try style(of: title, in: canvas).ink == .bad)
    #expect(canvas.lines.contains { $0.contains("22:00 Webhook post-mortem") }, "the next one is among THEN")
  }

  @Test(arguments: sizes)
  func `what was missed stands first among THEN, and is counted below the headline`(size: Size) throws {
    let canvas = wall(try Night.at("2025-11-12T20:50:00Z"), size).view()
    let lines = canvas.lines
    let missed = try #require(lines.lastIndex { $0.contains("20:30 Interim") })
    let next = try #require(lines.firstIndex { $0.contains("30K replay") })
    #expect(missed < next)
    #expect(try style(of: "20:30 Interim", in: canvas).ink == .bad)
    #expect(try style(of: "MISSED, 2 owed", in: canvas).ink == .bad)
    #expect(try style(of: "✖ 1 MISSED", in: canvas).ink == .bad)
    let later = wall(try Night.at("2025-11-12T22:05:00Z"), size).view()
    #expect(try style(of: "✖ 1 more MISSED", in: later).ink == .bad)
  }

  @Test(arguments: sizes)
  func `a wall with no deadline ahead says how many were missed, and which`(size: Size) throws {
    let canvas = wall(try Night.at("2025-11-13T09:20:00Z"), size).view()
    #expect(try style(of: "✖ 4 MISSED, none ahead", in: canvas).ink == .bad)
    #expect(!canvas.lines.contains { $0.contains("no deadline ahead") })
    #expect(canvas.lines.contains { $0.contains("┌ THEN ─") })
    #expect(canvas.lines.contains { $0.contains("09:00 Daily") })
    #expect(canvas.lines.contains { $0.contains(size.width < 100 ? " more ─" : "20:30 Interim evidence") })
  }

  @Test func `a heading too long for letters loses words, and has a blank row above`() throws {
    let lines = wall(try Night.at("2025-11-12T22:40:00Z")).view().lines
    let expected = try letters("02:00+1 30K REPLAY, GATE A")
    #expect(lines.contains { $0.contains(expected) })
    #expect(lines[1].allSatisfy { $0 == " " })
  }

  @Test func `an open window is a line among THEN`() throws {
    #expect(wall(try Night.at("2025-11-12T22:20:00Z")).screen.contains("○ Canary open"))
    let wide = wall(try Night.at("2025-11-12T20:16:00Z"), Size(width: 200, height: 60))
    #expect(wide.screen.contains("○ Diagnostic batch 1K-5K open until 20:30"))
  }

  // MARK: The alert line

  /// One that only alerts is breached; another aborts in `seconds`.
  private func burning(_ seconds: Int) throws -> (state: BoardState, now: Instant) {
    var state = try SampleBoard.state()
    let now = SampleBoard.now + .seconds(185 - seconds)
    state.ingest([
      Sample(Key("auto_com_center", "p95"), .number(143), at: now),
      Sample(Key("scholarship_api", "redis_role"), .text("replica"), at: now),
    ])
    SampleBoard.apply(Rules.evaluate(state, at: now), to: &state, at: now, by: Event.engine)
    return (state, now)
  }

  @Test(arguments: sizes)
  func `an abort within two minutes is louder than a breach that only alerts, and says when`(size: Size) throws {
    let near = wall(try burning(55), size).view()
    #expect(near.lines.contains { $0.contains("▲ auto_com_center  abort in 00:55, p95 143ms") })
    #expect(
      near.lines.contains {
        $0.contains(size.width < 100 ? "▌▲ abort 00:55, p95 143ms" : "│▲ abort in 00:55, p95 143ms")
      }, "the tile too")
    let far = wall(try burning(150), size).view()
    #expect(far.lines.contains { $0.contains("✖ scholarship_api  Redis lost its primary") })
  }

  @Test func `the alert line counts as the header does, and what is to be acknowledged beside it`() throws {
    let (state, now) = try burning(55)
    let lines = wall((state, now)).view().lines
    #expect(lines[0].contains("ALERTS 4 ✖"))
    #expect(lines.contains { $0.contains(" +3 alerts, 1 to acknowledge") })
  }

  @Test func `the alert line skips what the countdown says already`() throws {
    var state = try SampleBoard.state()
    let resolve = try state.decide(.resolveBlocker(1, note: ""), by: "sre-1", at: SampleBoard.now)
    SampleBoard.apply(resolve, to: &state, at: SampleBoard.now)
    Night.step(&state, at: SampleBoard.now + .seconds(1), [])
    let model = wall((state, SampleBoard.now + .seconds(1)))
    #expect(model.screen.contains("▲ AT RISK  2 of 2 missing"))
    #expect(!model.screen.contains("Interim evidence AT RISK"))
    #expect(model.screen.contains("▲ scholar_auth  CONDITIONAL GO over unknown"))
  }

  // MARK: Tiles

  /// After breaches that are over and that nobody acknowledged.
  private func recovered() throws -> (state: BoardState, now: Instant) {
    var (state, now) = try Night.at("2025-11-12T21:00:00Z", [("scholarship_api", "redis_role", .text("replica"))])
    now = now + .seconds(10)
    Night.step(&state, at: now, [("scholarship_api", "redis_role", .text("master"))])
    return (state, now)
  }

  @Test(arguments: sizes)
  func `a breach that is over leaves a tile its ruling, with what is to be acknowledged beside it`(size: Size) throws {
    let (state, now) = try recovered()
    let canvas = wall((state, now), size).view()
    #expect(try style(of: "❄ scholarship_api", in: canvas).ink == .accent)
    let debt = size.width < 100 ? "❄ FREEZE (production) !1" : "1 unack"
    #expect(canvas.lines.contains { $0.contains(debt) }, "\(canvas.lines)")
    #expect(try style(of: size.width < 100 ? "!1" : debt, in: canvas).ink == .warning)
  }

  @Test(arguments: sizes)
  func `a tile says which traffic is left of what was ruled`(size: Size) throws {
    let (state, now) = try Night.at("2025-11-12T22:30:00Z", [("auto_page_maker", "pages", .number(13))])
    let canvas = wall((state, now), size).view()
    #expect(try style(of: "traffic none", in: canvas).ink != .bad, "of HOLD that is what was ruled")
    let lowered = size.width < 100 ? "● GO ≠ traffic none" : "traffic none, ruled canary"
    #expect(try style(of: lowered, in: canvas).ink == .bad)
    if size.width >= 100 { #expect(try style(of: letters("GO"), in: canvas).ink == .bad) }
    let calm = wall(try Night.at("2025-11-12T22:30:00Z"), size).view()
    #expect(try style(of: "traffic canary", in: calm).ink == .faint)
    #expect(!calm.lines.contains { $0.contains("ruled canary") })
  }

  @Test func `before its window opens a GO is written as a warning, and not in the ink of GO`() throws {
    let canvas = wall((try SampleBoard.state(), SampleBoard.now)).view()
    #expect(try style(of: "traffic internal  ", in: canvas).ink != .bad)
    let wide = wall((try SampleBoard.state(), SampleBoard.now), Size(width: 200, height: 60)).view()
    #expect(try style(of: "traffic internal, ruled canary", in: wide).ink == .warning)
  }

  @Test(arguments: sizes)
  func `a tile whose criterion fails, or whose ruling is contradicted, says so first`(size: Size) throws {
    let canvas = wall((try SampleBoard.state(), SampleBoard.now), size).view()
    let pilot = try #require(canvas.lines.first { $0.contains("✖ 0 of 5 met") })
    #expect(!pilot.contains("hold"))
    #expect(canvas.lines.contains { $0.contains("≠ over unknown: ") })
    if size.width >= 100 {
      #expect(canvas.lines.contains { $0.contains("● error_rate 0.01%") }, "what is measured stands below")
      let fraction = try letters("0/5")
      #expect(size.width >= 200 || canvas.lines.contains { $0.contains(fraction) })
    }
  }

  @Test func `a ruling that is cut in large letters ends with a point`() throws {
    let canvas = wall((try SampleBoard.state(), SampleBoard.now)).view()
    let cut = try letters("OBSERV.")
    #expect(canvas.lines.contains { $0.contains(cut) })
  }
}
