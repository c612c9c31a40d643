import Gates
import Testing

@Suite struct PastTests {
  private static let now = Instant(milliseconds: 1_762_977_127_000)  // 2025-11-12T19:52:07Z

  @Test(arguments: [
    ("412", PastMoment.event(412)), ("19:52", .instant(Instant(milliseconds: 1_762_977_120_000))),
    ("19:52:07", .instant(Instant(milliseconds: 1_762_977_127_000))),
    ("19:52:08", .instant(Instant(milliseconds: 1_762_890_728_000))),
    ("23:00", .instant(Instant(milliseconds: 1_762_902_000_000))),
    ("-15m", .instant(Instant(milliseconds: 1_762_976_227_000))),
    ("2025-11-12T19:45Z", .instant(Instant(milliseconds: 1_762_976_700_000))),
  ])
  func `a moment of the past is read, a time as the last one before now`(text: String, moment: PastMoment) {
    #expect(PastMoment(text, now: Self.now) == moment)
  }

  @Test(arguments: ["", "noon", "25:00", "-", "-fast", "+15m", "4.5", "2025-11-12"])
  func `what is no moment is not guessed`(text: String) {
    #expect(PastMoment(text, now: Self.now) == nil)
  }
}
