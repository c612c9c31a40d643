import Testing

/// The program stops and continues like any other job.
@Suite struct JobControlTests {
  @Test func `ctrl-Z gives the terminal to the shell, and fg brings the picture back`() async throws {
    let report = try await PtyTrial(
      .send("\u{1A}"), .stopped, .foreground, .screen("terminal-trial"), .screen("under"), .log("resumed"),
      .send("q")
    ).run()
    #expect(report.failure == nil)
    #expect(report.stopSignals == ["SIGTSTP"])
    #expect(report.isGivenBackAtEveryStop)
    #expect(report.exit == 0)
    #expect(report.isGivenBack)
  }

  @Test func `SIGTSTP from outside does the same as the key`() async throws {
    let report = try await PtyTrial(
      .signal("SIGTSTP"), .stopped, .foreground, .screen("terminal-trial"), .screen("under"), .log("resumed"),
      .send("h"), .log("key:h"), .send("q")
    ).run()
    #expect(report.failure == nil)
    #expect(report.stopSignals == ["SIGTSTP"])
    #expect(report.isGivenBackAtEveryStop)
    #expect(report.exit == 0)
    #expect(report.isGivenBack)
  }

  @Test func `after an outside SIGSTOP the whole picture is sent again and keys arrive raw`() async throws {
    let report = try await PtyTrial(
      .signal("SIGSTOP"), .stopped, .foreground, .screen("\u{1B}[2J"), .screen("terminal-trial"), .screen("under"),
      .log("resumed"), .send("h"), .log("key:h"), .send("q")
    ).run()
    #expect(report.failure == nil)
    #expect(report.stopSignals == ["SIGSTOP"])
    #expect(report.exit == 0)
    #expect(report.isGivenBack)
  }

  @Test func `it stops as often as it is asked to`() async throws {
    let once: [PtyTrial.Step] = [.send("\u{1A}"), .stopped, .foreground, .screen("under"), .log("resumed")]
    var trial = PtyTrial()
    for _ in 0..<5 { trial.steps += once }
    trial.steps.append(.send("q"))
    let report = try await trial.run()
    #expect(report.failure == nil)
    #expect(report.stops.count == 5)
    #expect(report.isGivenBackAtEveryStop)
    #expect(report.isGivenBack)
    #expect(report.output.contains("handlers as before"))
    // OSC 104 would take the operator's own palette away.
    #expect(!report.output.contains("\u{1B}]104"))
  }

  @Test func `continued in the background it stops again and leaves the terminal alone`() async throws {
    let report = try await PtyTrial(
      .send("\u{1A}"), .stopped, .background, .stopped, .foreground, .screen("under"), .log("resumed"), .send("q")
    ).run()
    #expect(report.failure == nil)
    #expect(report.stopSignals == ["SIGTSTP", "SIGTTOU"])
    #expect(report.isGivenBackAtEveryStop)
    #expect(report.isGivenBack)
  }

  @Test func `a signal to the stopped program ends it when it is continued`() async throws {
    let report = try await PtyTrial(.send("\u{1A}"), .stopped, .signal("SIGTERM"), .foreground).run()
    #expect(report.failure == nil)
    #expect(report.signal == "SIGTERM")
    #expect(report.isGivenBack)
  }

  @Test func `without a shell that could continue it ctrl-Z comes straight back`() async throws {
    var trial = PtyTrial(
      .send("\u{1A}"), .screen("\u{1B}[?1049l"), .screen("under"), .log("resumed"), .send("h"), .log("key:h"),
      .send("q"))
    trial.alone = true
    let report = try await trial.run()
    #expect(report.failure == nil)
    #expect(report.stops.isEmpty)
    #expect(report.exit == 0)
    #expect(report.isGivenBack)
  }

  @Test func `with SIGTSTP ignored from the start ctrl-Z does nothing`() async throws {
    var trial = PtyTrial(.send("\u{1A}h"), .log("key:h"), .send("q"))
    trial.ignored = ["SIGTSTP"]
    let report = try await trial.run()
    #expect(report.failure == nil)
    #expect(report.stops.isEmpty)
    #expect(!report.log.contains("resumed"))
    #expect(report.isGivenBack)
  }
}
