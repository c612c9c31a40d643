import Canvas
import Dashboard
import Testing

@testable import Gates

/// What irritated whoever watched the whole night, and must not come back.
@Suite struct LookTests {
  private static let p95 = Key("auto_com_center", "p95")

  private func model(_ state: BoardState, at now: Instant, _ size: Size = Size(width: 120, height: 40)) -> Model {
    Model(state: state, now: now, size: size, person: "sre-1")
  }

  private func row(_ words: String, of model: Model) throws -> String {
    try #require(model.view().lines.first { $0.contains(words) })
  }

  private func style(of words: String, in canvas: Canvas) throws -> Style {
    let y = try #require(canvas.lines.firstIndex { $0.contains(words) })
    let column = try #require(canvas.lines[y].firstRange(of: words)).lowerBound
    return canvas[canvas.lines[y].distance(from: canvas.lines[y].startIndex, to: column), y].style
  }

  // MARK: The board

  @Test(arguments: [(80, 24), (120, 40), (200, 60)])
  func `how many criteria hold and how many do not is never cut`(width: Int, height: Int) throws {
    let words = model(try SampleBoard.state(), at: SampleBoard.now, Size(width: width, height: height)).screen
    #expect(words.contains(width < 160 ? "✖ 2/10 ✖1 ◌6 ◐1 " : "✖ 2/10 1 fail ◌6 ◐1 "))
    #expect(words.contains("◌ 2/6 4 unknown "))
  }

  @Test func `at 120 columns a breach shows what it measures`() throws {
    let row = try row("✖ p95 138ms > 120ms", of: try Later.model())
    #expect(row.contains("auto_com_center"))
  }

  @Test func `at 80 columns a signal with a long name leaves room for its figure`() throws {
    let small = try SampleBoard.model(Size(width: 80, height: 24))
    #expect(try row("student_pilot", of: small).hasSuffix("● error_rate 0.01%"))
  }

  @Test func `a picture has no hole where its newest step has only begun`() throws {
    var state = try SampleBoard.state()
    let begun = Instant(milliseconds: (SampleBoard.now.milliseconds / 30_000 + 2) * 30_000)
    for second in stride(from: -35, through: -5, by: 5) {
      let at = begun + .seconds(second)
      state.ingest([Sample(Self.p95, .number(143), at: at)])
    }
    let row = try row("auto_com_center", of: model(state, at: begun + .seconds(1)))
    #expect(row.contains("█ ▲"), "a step without a value yet is no gap: \(row)")
    let silent = try self.row("auto_com_center", of: model(state, at: begun + .seconds(31)))
    #expect(silent.contains("█   ▲"), "a whole step without one is: \(silent)")
  }

  @Test func `the past of a calm signal is drawn as quietly as a frame`() throws {
    let canvas = try SampleBoard.model().view()
    let y = try #require(canvas.lines.firstIndex { $0.contains("● lcp 2.1s") })
    let column = try #require(canvas.lines[y].firstIndex(of: "▇"))
    #expect(canvas[canvas.lines[y].distance(from: canvas.lines[y].startIndex, to: column), y].style == .frame)
  }

  @Test func `the smallest board does not hide a ruling that is contradicted`() throws {
    let small = try SampleBoard.model(Size(width: 40, height: 12))
    #expect(try row("auto_page_maker", of: small).contains("GO ≠"))
  }

  @Test func `the smallest board keeps the ruling of what burns, with what burns below where a row is free`() throws {
    let state = try SampleBoard.state()
    let lines = model(state, at: SampleBoard.now, Size(width: 40, height: 12)).view().lines
    let y = try #require(lines.firstIndex { $0.contains("auto_com_center") })
    #expect(lines[y].hasPrefix(" ✖ auto_com_center    NO-GO"))
    #expect(lines[y + 1].hasPrefix("   ▲ abort in 03:05, p95 143ms > 120ms"))
    #expect(lines[y + 2].contains("scholar_auth"))
    let full = try row("auto_com_center", of: model(state, at: SampleBoard.now, Size(width: 40, height: 10)))
    #expect(full.hasPrefix(" ✖ auto_com_center    NO-GO ▲ p95 03:05"))
  }

  @Test(arguments: [(120, "! p95 87ms <= 120ms  unack"), (80, "! p95 87ms  unack")])
  func `of a breach that is over the value is told first, and a debt is not green`(width: Int, words: String) throws {
    var (state, now) = (try SampleBoard.state(), SampleBoard.now)
    for (second, value) in [(100, 143.0), (200, 143), (205, 87)] {
      now = SampleBoard.now + .seconds(second)
      Later.measureAll(&state, at: now)
      state.ingest([Sample(Self.p95, .number(value), at: now)])
      SampleBoard.apply(Rules.evaluate(state, at: now), to: &state, at: now)
    }
    let canvas = model(state, at: now, Size(width: width, height: 40)).view()
    #expect(try style(of: words, in: canvas).ink == .warning)
  }

  @Test(arguments: [40, 80])
  func `the header has the shape of a breach, and not its colour alone`(width: Int) throws {
    let calm = try #require(try SampleBoard.model(Size(width: width, height: 24)).view().lines.first)
    #expect(calm.contains("▲") && !calm.contains("✖"))
    let breached = try #require(try Later.model(Size(width: width, height: 24)).view().lines.first)
    #expect(breached.contains("✖") && !breached.contains("▲"))
  }

  @Test func `a deadline that was missed is told beside the next ones, also where there are none`() throws {
    for (time, words) in [
      ("2025-11-12T20:35:00Z", " ✖ 1 MISSED  22:00 "), ("2025-11-13T09:20:00Z", " ✖ 4 MISSED  none ahead"),
    ] {
      let (state, now) = try Night.at(time)
      let narrow = self.model(state, at: now, Size(width: 80, height: 24))
      #expect(narrow.view().lines[1].hasPrefix(words), "\(narrow.view().lines[1])")
    }
  }

  @Test(arguments: [
    (60, "P95 over 120 ms: breached 10m10s, abort, unack"), (40, "P95 over…: breached 10m10s, abort, unack"),
  ])
  func `where there is little room a name gives way before how it stands`(room: Int, words: String) {
    var alert = Alert(
      level: .breach, since: nil, app: nil,
      text: "P95 over 120 ms: breached 10m10s, abort: no traffic, not acknowledged", acknowledges: nil,
      acknowledgedBy: nil)
    (alert.title, alert.brief) = ("P95 over 120 ms", "breached 10m10s, abort, unack")
    #expect(alert.text(room: 100) == alert.text)
    #expect(alert.text(room: room) == words)
  }

  @Test func `a deadline at risk has one ink in the strip and among the alerts`() throws {
    var state = try SampleBoard.state()
    let resolve = try state.decide(.resolveBlocker(1, note: ""), by: "sre-1", at: SampleBoard.now)
    SampleBoard.apply(resolve, to: &state, at: SampleBoard.now)
    let canvas = model(state, at: SampleBoard.now).view()
    #expect(try style(of: "▲ AT RISK", in: canvas).ink == .bad)
    #expect(try style(of: "20:30 Interim evidence AT RISK", in: canvas).ink == .bad)
  }

  @Test func `the ruling keeps its colour among the reasons`() throws {
    let canvas = try SampleBoard.model().view()
    #expect(try style(of: "✖ NO-GO no production", in: canvas).ink == .bad)
  }

  @Test func `a pane says how many rows it has no room for`() throws {
    let compact = try SampleBoard.model(Size(width: 80, height: 17))
    #expect(compact.screen.contains(" 3 more ─┘"))
  }

  // MARK: Times

  /// The sample board the next morning, when nothing was delivered.
  private func morning() throws -> (state: BoardState, now: Instant) {
    var state = try SampleBoard.state()
    let now = try #require(Instant(utc: "2025-11-13T07:00:05Z"))
    for at in [SampleBoard.now + .seconds(3600), now] {
      SampleBoard.apply(Rules.evaluate(state, at: at), to: &state, at: at, by: Event.engine)
    }
    return (state, now)
  }

  @Test func `no time of yesterday looks like one of today`() throws {
    let (state, now) = try morning()
    let row = try row("Interim evidence MISSED", of: model(state, at: now, Size(width: 200, height: 60)))
    #expect(
      row.contains(
        "✖ Wed 20:30 Interim evidence MISSED 10h30m ago: 2 never came, owed by auto_com_center, scholar_auth"))
  }

  @Test func `what was missed has one shape everywhere, and counts no seconds`() throws {
    let (state, now) = try morning()
    var model = model(state, at: now)
    #expect(model.screen.contains("T+10h 30m"))
    let before = model.view()
    _ = model.update(.tick(now + .seconds(1)))
    let after = model.view()
    let strip = (1..<8).flatMap { y in (0..<120).map { (before[$0, y], after[$0, y]) } }
    #expect(strip.count { $0 != $1 } == 1, "one digit of the only deadline that is still ahead")
  }

  @Test func `a span of minutes is not written like a time of day`() throws {
    var model = try SampleBoard.model()
    model.press(.character("x"))
    #expect(model.screen.contains("Diagnostic batch 1K-5K: opens 20:15"))
    var late = try Later.model()
    late.press(.character("d"))
    #expect(late.screen.contains("NOT reachable, B-1 comes 15m late"))
  }

  // MARK: Pages

  @Test func `evidence keeps its name at 80 columns, and stands in columns at 200`() throws {
    var narrow = try Later.model(Size(width: 80, height: 24))
    narrow.press(.character("e"))
    #expect(narrow.screen.contains("◐ Canary page list published  auto_page_maker, missing: "))
    var wide = try Later.model(Size(width: 200, height: 60))
    wide.press(.character("e"))
    #expect(wide.screen.contains("● scholar_auth       Audit log evidence  "))
    #expect(wide.screen.contains("● auto_com_center    SPF, DKIM, DMARC and seed-list placement of 95 % "))
  }

  // MARK: The wall

  private func wall(_ size: Size, _ state: BoardState, at now: Instant) -> Model {
    var model = model(state, at: now, size)
    model.press(.character("w"))
    return model
  }

  @Test func `the wall says in large letters what is due and what was ruled`() throws {
    let canvas = wall(Size(width: 120, height: 40), try SampleBoard.state(), at: SampleBoard.now).view()
    var letters = Canvas(Size(width: 120, height: 3))
    letters.writeHalfBlocks("20:30 INTERIM EVIDENCE", x: 0, y: 0, .plain)
    let due = try #require(letters.lines.first)
    #expect(canvas.lines.contains { $0.contains(due) })
    letters = Canvas(Size(width: 30, height: 3))
    letters.writeHalfBlocks("NO-GO", x: 0, y: 0, .plain)
    let ruled = try #require(letters.lines.first)
    #expect(canvas.lines.contains { $0.contains(ruled) })
  }

  @Test func `the countdown has the colour of its deadline`() throws {
    let canvas = wall(Size(width: 120, height: 40), try SampleBoard.state(), at: SampleBoard.now).view()
    #expect(try style(of: "██████  ██████", in: canvas).ink == .bad)
  }

  @Test func `a place that no tile takes shows the deadlines after the next`() throws {
    let screen = wall(Size(width: 120, height: 40), try SampleBoard.state(), at: SampleBoard.now).screen
    #expect(screen.contains("┌ THEN ─"))
    #expect(screen.contains("22:00 Webhook post-mortem"))
    #expect(screen.contains("T-02:07:53 ◐ owed"))
  }

  @Test func `the loudest line prefers what can still be helped to a deadline that is gone`() throws {
    let (state, now) = try morning()
    let screen = wall(Size(width: 120, height: 40), state, at: now).screen
    #expect(!screen.contains("✖ Interim evidence MISSED"))
  }

  // MARK: KPIs

  @Test func `a KPI shows what it was, and a change that is none has no sign`() throws {
    let screen = try SampleBoard.model().screen
    #expect(screen.contains("143ms      120ms   +19.2%"))
    let kpi = KPI(id: "a", title: "A", signal: Self.p95, baseline: Quantity(.number(100), .time))
    func change(_ value: Double) -> String {
      KPIStanding(kpi: kpi, value: value, dimension: .time, because: nil).changeWords
    }
    #expect(change(100.01) == "0.0%")
    #expect(change(99.99) == "0.0%")
    #expect(change(98) == "-2.0%")
  }
}
