import Gates
import Testing

@Suite struct WindowEdgeTests {
  private func window(_ opens: String, _ closes: String) throws -> Window {
    Window(
      id: "w", title: "w", app: "shop", opens: .instant(try #require(Instant(utc: opens))),
      closes: .instant(try #require(Instant(utc: closes))), outside: .internal, freezes: true)
  }

  @Test(arguments: [
    ("2025-11-12T23:30:00Z", "2025-11-13T00:30:00Z", "2025-11-12T23:59:59Z", "2025-11-13T00:00:00Z"),
    ("2025-11-30T23:00:00Z", "2025-12-01T01:00:00Z", "2025-11-30T23:59:59Z", "2025-12-01T00:00:00Z"),
    ("2028-02-28T23:00:00Z", "2028-03-01T01:00:00Z", "2028-02-29T12:00:00Z", "2028-03-01T00:00:00Z"),
    ("2025-12-31T23:00:00Z", "2026-01-01T01:00:00Z", "2025-12-31T23:59:59Z", "2026-01-01T00:00:00Z"),
  ])
  func `a window stays open over midnight, month end, leap day and year end`(
    opens: String, closes: String, before: String, after: String
  ) throws {
    let window = try window(opens, closes)
    for inside in [opens, before, after] {
      let now = try #require(Instant(utc: inside))
      let left = try #require(Instant(utc: closes)) - now
      #expect(window.state(at: now) == .open(closesIn: left), "\(inside)")
    }
    #expect(window.state(at: try #require(Instant(utc: closes))) == .closed)
    #expect(window.state(at: try #require(Instant(utc: opens)) - .seconds(1)) == .opens(in: .seconds(1)))
  }

  @Test func `a daily window that spans midnight is open on both sides of it`() throws {
    let (opens, closes) = (try #require(TimeOfDay("23:00")), try #require(TimeOfDay("01:00")))
    let window = Window(id: "w", title: "w", app: nil, opens: .daily(opens), closes: .daily(closes))
    for (time, isOpen) in [("22:59:59", false), ("23:30", true), ("00:30", true), ("01:00:01", false)] {
      let now = Instant(try #require(Day("2024-02-29")), try #require(TimeOfDay(time)))
      let found = if case .open = window.state(at: now) { true } else { false }
      #expect(found == isOpen, "\(time)")
    }
  }

  @Test func `a gate that a window holds back lets through no more than it says, and a freeze refuses a raise`() throws
  {
    let window = try window("2025-11-12T22:15:00Z", "2025-11-13T02:00:00Z")
    let app = App(id: "shop", ruling: Ruling(.conditionalGo, allows: .canary, conditions: ["capped"]))
    let state = BoardState(Board(title: "t", state: "t.db", windows: [window], apps: [app]))
    let early = try #require(Instant(utc: "2025-11-12T22:14:59Z"))
    #expect(state.standing(of: app, at: early).posture == .internal)
    #expect(state.standing(of: app, at: early + .seconds(1)).posture == .canary)
    let raise = RulingDraft(Ruling(.conditionalGo, allows: .production, conditions: ["capped"]), why: "all is well")
    #expect(throws: Refusal.self) { try state.decide(.rule("shop", raise), by: "mara", at: early + .seconds(1)) }
    #expect(try state.decide(.rule("shop", raise), by: "mara", at: early).count == 1)
  }
}

@Suite struct TimeTests {
  @Test(
    arguments: [
      ("2025-11-12T20:30:00Z", 1_762_979_400_000), ("2025-11-12T20:30Z", 1_762_979_400_000),
      ("1970-01-01T00:00:00Z", 0),
      ("2024-02-29T23:59:59.999Z", 1_709_251_199_999), ("2025-12-31T24:00:00Z", nil), ("2025-02-29T00:00:00Z", nil),
      ("2025-11-12T20:30:00+01:00", nil), ("2025-11-12 20:30:00Z", nil), ("2025-13-01T00:00Z", nil), ("", nil),
    ] as [(String, Int64?)])
  func `an instant is read as RFC 3339 in UTC and nothing else`(text: String, milliseconds: Int64?) {
    #expect(Instant(utc: text)?.milliseconds == milliseconds)
  }

  @Test func `every day from 1970 to 2099 comes back from its date`() {
    for number in Int64(0)..<47_482 {
      let day = Day(number: number)
      let (year, month, date) = day.civil
      #expect(Day(year: year, month: month, day: date) == day)
    }
  }

  @Test(arguments: [
    ("12:00", "2025-12-31T12:00:00Z"), ("23:59", "2025-12-31T23:59:00Z"), ("00:00", "2026-01-01T00:00:00Z"),
    ("02:00", "2026-01-01T02:00:00Z"), ("11:59", "2026-01-01T11:59:00Z"),
  ])
  func `a night runs from noon to noon, over a year's end too`(time: String, instant: String) throws {
    let night = try #require(Day("2025-12-31"))
    #expect(night.night(try #require(TimeOfDay(time))).utcSeconds == instant)
  }

  @Test(arguments: [("2024-02-28", "2024-02-29"), ("2025-02-28", "2025-03-01"), ("2025-11-30", "2025-12-01")])
  func `the day after is the calendar's`(day: String, next: String) throws {
    #expect("\(try #require(Day(day)) + 1)" == next)
  }

  @Test(
    arguments: [
      ("22:00", "2025-11-12T22:00:00Z"), ("19:00", "2025-11-13T19:00:00Z"), ("02:00+1", "2025-11-13T02:00:00Z"),
      ("+45m", "2025-11-12T20:37:07Z"), ("2025-11-13T01:30Z", "2025-11-13T01:30:00Z"), ("25:00", nil), ("soon", nil),
      ("", nil), ("+", nil), ("02:00+", nil),
    ] as [(String, String?)])
  func `an ETA is read in every spelling of the form`(text: String, instant: String?) throws {
    let now = try #require(Instant(utc: "2025-11-12T19:52:07Z"))
    #expect(ETA.parse(text, now: now)?.utcSeconds == instant)
  }

  @Test(arguments: [
    (2_267_000, "T-00:37:47"), (1, "T-00:00:01"), (0, "T+00:00:00"), (-12_000, "T+00:00:12"),
    (90_061_000, "T-25:01:01"),
  ])
  func `a countdown counts a started second whole until it is over`(milliseconds: Int64, words: String) {
    #expect(Duration.milliseconds(milliseconds).countdown == words)
  }

  @Test(
    arguments: [
      ("5m", 300_000), ("1h30m", 5_400_000), ("120ms", 120), ("0", 0), ("1.5s", 1500), ("5", nil), ("m", nil),
      ("30m1h", nil),
      ("-5m", nil), ("5 m", nil), ("99999d", nil),
    ] as [(String, Int64?)])
  func `a duration needs its unit`(text: String, milliseconds: Int64?) {
    #expect(Duration(words: text)?.wholeMilliseconds == milliseconds)
  }
}
