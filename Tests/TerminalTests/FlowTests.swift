import Canvas
import Testing

@testable import Terminal

/// Slow lines, and pictures that are shown as a whole.
@Suite struct FlowTests {
  @Test func `over 9,600 baud keys are taken at once, and pictures are dropped, not queued`() async throws {
    var trial = PtyTrial(
      .slow(960), .send("F"), .send("h"), .soon("key:h"), .send("j"), .soon("key:j"), .send("k"), .soon("key:k"),
      // Two pictures, each with the question behind it.
      .screen("\u{1B}[5n"), .screen("\u{1B}[5n"), .send("l"), .soon("key:l"), .send("F"), .fast, .send("m"),
      .soon("key:m"), .send("q"))
    trial.answers = true
    let report = try await trial.run()
    #expect(report.failure == nil)
    #expect(report.exit == 0)
    #expect(report.isGivenBack)
    let pictures = try #require(report.log.split(separator: "\n").first { $0.hasPrefix("flooded ") }?.dropFirst(8))
    let wanted = try #require(Int(pictures))
    // One picture of 80x24 takes two seconds on this line; two hundred a second were wanted.
    #expect(wanted > 100)
    let sent = report.output.unicodeScalars.count
    #expect(sent < 4 * 80 * 24 + 8000, "\(sent) bytes for \(wanted) pictures")
  }

  @Test func `a terminal that never answers gets every picture`() async throws {
    let report = try await PtyTrial(
      .send("F"), .screen("cccc"), .screen("dddd"), .send("F"), .send("h"), .log("key:h"), .send("q")
    ).run()
    #expect(report.failure == nil)
    #expect(report.exit == 0)
  }

  @Test func `a large change is shown as a whole where the terminal says that it can, and a small one is not`()
    async throws
  {
    var trial = PtyTrial(
      .resize(81, 25), .screen("size-81x25-painted"), .send("c"), .send("b"), .screen("\u{7}"), .send("q"))
    trial.answers = true
    let report = try await trial.run()
    #expect(report.failure == nil)
    #expect(report.output.contains("\u{1B}[?2026h"))
    #expect(report.before.last?.contains("?2026h") == false, "one cell")
    #expect(report.isGivenBack)
    let silent = try await PtyTrial(.resize(81, 25), .screen("size-81x25-painted"), .send("q")).run()
    #expect(!silent.output.contains("?2026h"))
  }

  @Test(arguments: ["SIGTERM", "SIGSEGV", "SIGHUP"])
  func `a signal takes every mode back, the mouse, the focus and a held picture too`(name: String) async throws {
    var trial = PtyTrial(.resize(81, 25), .screen("size-81x25-painted"), .signal(name))
    trial.answers = true
    let report = try await trial.run()
    #expect(report.signal == name)
    #expect(report.isGivenBack)
    for mode in ["?1000l", "?1006l", "?1004l", "?2026l", "?2004l", "[8h"] { #expect(report.output.contains(mode)) }
  }

  @Test func `at a stop the shell has its mouse back, and the board takes it again`() async throws {
    let report = try await PtyTrial(
      .send("\u{1A}"), .stopped, .foreground, .screen("\u{1B}[?1000h"), .screen("\u{1B}[?1004h"), .send("q")
    ).run()
    #expect(report.failure == nil)
    #expect(report.isGivenBackAtEveryStop)
    #expect(report.isGivenBack)
  }

  @Test func `a reason goes to the clipboard as base64, and a notification as one harmless line`() async throws {
    let report = try await PtyTrial(.send("ynN"), .send("h"), .log("key:h"), .send("q")).run()
    // 'why ^[]52;c;evil^G it fails': the control characters are signs.
    #expect(report.output.contains("\u{1B}]52;c;d2h5IF5bXTUyO2M7ZXZpbF5HIGl0IGZhaWxz\u{7}"))
    #expect(report.output.contains("\u{1B}]9;breach, of ^Gp95 "))
    #expect(report.output.contains("\u{1B}]777;notify;gateboard;breach, of p95\u{7}"))
    #expect(!report.output.contains("\u{1B}Ptmux;"))
  }

  @Test func `behind tmux both are wrapped for the terminal that it runs in`() async throws {
    var trial = PtyTrial(.send("y"), .send("h"), .log("key:h"), .send("q"))
    trial.environment = ["TMUX": "/tmp/tmux-0/default,1,0"]
    let report = try await trial.run()
    #expect(report.output.contains("\u{1B}Ptmux;\u{1B}\u{1B}]52;c;d2h5"))
  }

  @Test(arguments: [
    (["TERM": "xterm-kitty"], NotificationForm.osc9), (["TERM": "foot"], .osc9),
    (["TERM": "xterm-256color", "TERM_PROGRAM": "iTerm.app"], .osc9), (["TERM": "rxvt-unicode-256color"], .osc777),
    (["TERM": "xterm-256color"], .off), (["TERM": "linux"], .off), ([:], .off),
    (["TERM": "xterm-kitty", "TMUX": "/tmp/x"], .off),
  ])
  func `notifications go only to terminals that are known to take them`(
    environment: [String: String], form: NotificationForm
  ) {
    #expect(NotificationForm.detect(environment: environment) == form)
  }

  @Test func `what is under way is counted, asked for once, and after a minute no more`() {
    var flow = Flow()
    let start = ContinuousClock.now
    let asksOneThatNeverAnswered = flow.sent(cells: 5000, at: start)
    _ = flow.hear()
    let asksForLittle = flow.sent(cells: 600, at: start)
    let asksForMuch = flow.sent(cells: 1, at: start)
    #expect([asksOneThatNeverAnswered, asksForLittle, asksForMuch] == [false, false, true])
    #expect(!flow.isFree(at: start.advanced(by: .seconds(59))))
    let later = start.advanced(by: .seconds(61))
    #expect(flow.isFree(at: later))
    let asksOneThatForgotHow = flow.sent(cells: 5000, at: later)
    #expect(!asksOneThatForgotHow)
    #expect(flow.isFree(at: later.advanced(by: .seconds(1))), "it is held back once, and not each minute")
    flow.drop()
    let isAnotherDue = flow.hear()
    #expect(isAnotherDue, "a picture was dropped")
    #expect(flow.isFree(at: start))
    let isYetAnotherDue = flow.hear()
    #expect(!isYetAnotherDue)
  }
}
