import Testing

/// Where the board cannot stand, it says why and touches nothing.
@Suite struct OpeningTests {
  @Test func `standard input that is no terminal is refused`() async throws {
    var trial = PtyTrial(fromStart: false)
    trial.input = "null"
    try await refusal(of: trial, says: "gateboard snapshot BOARD -o FILE")
  }

  @Test func `a terminal that terminfo does not know is refused by name`() async throws {
    var trial = PtyTrial(fromStart: false)
    trial.environment = ["TERM": "no-such-term"]
    try await refusal(of: trial, says: "TERM=no-such-term")
  }

  @Test func `a missing TERM is refused`() async throws {
    var trial = PtyTrial(fromStart: false)
    trial.environment = ["TERM": ""]
    try await refusal(of: trial, says: "TERM is not set")
  }

  @Test func `a terminal that cannot move its cursor is refused`() async throws {
    var trial = PtyTrial(fromStart: false)
    trial.environment = ["TERM": "dumb"]
    try await refusal(of: trial, says: "cannot move its cursor")
  }

  @Test func `a log that cannot be written is refused with its path and the cause`() async throws {
    var trial = PtyTrial(fromStart: false)
    trial.environment = ["TRIAL_LOG": "/proc/no/such/log"]
    try await refusal(of: trial, says: "/proc/no/such/log", "(No such file or directory)")
  }

  private func refusal(of trial: PtyTrial, says texts: String...) async throws {
    let report = try await trial.run()
    #expect(report.failure == nil)
    #expect(report.exit == 2)
    #expect(report.sameSettings == true)
    #expect(!report.output.contains("\u{1B}"))
    for text in texts { #expect(report.output.contains(text)) }
  }
}
