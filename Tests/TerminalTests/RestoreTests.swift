import Testing

/// The terminal is given back, whatever ends the program.
@Suite struct RestoreTests {
  @Test func `quitting gives the terminal and the signal handlers back`() async throws {
    let report = try await PtyTrial(.send("q")).run()
    #expect(report.failure == nil)
    #expect(report.exit == 0)
    #expect(report.isGivenBack)
    #expect(report.output.contains("handlers as before"))
    #expect(report.output.contains("no process left"), "the guard goes with it")
  }

  @Test func `it can be opened again after it was closed`() async throws {
    var trial = PtyTrial(.send("q"), .screen("under"), .send("h"), .log("key:h"), .send("q"))
    trial.environment = ["TRIAL_ROUNDS": "2"]
    let report = try await trial.run()
    #expect(report.failure == nil)
    #expect(report.exit == 0)
    #expect(report.isGivenBack)
    #expect(report.output.contains("handlers as before"))
  }

  @Test(arguments: [
    ("SIGTERM", 15), ("SIGINT", 2), ("SIGHUP", 1), ("SIGQUIT", 3), ("SIGSEGV", 11), ("SIGABRT", 6), ("SIGILL", 4),
    ("SIGTRAP", 5), ("SIGBUS", 7), ("SIGFPE", 8), ("SIGUSR1", 10), ("SIGPIPE", 13),
  ])
  func `a signal restores the terminal and is named by the exit status`(name: String, number: Int) async throws {
    let report = try await PtyTrial(.signal(name)).run()
    #expect(report.failure == nil)
    #expect(report.signal == name)
    #expect(report.isGivenBack)
    #expect(report.output.contains("gateboard: ended by signal \(number); see "))
  }

  @Test(arguments: [("s", "SIGSEGV"), ("o", "SIGSEGV"), ("a", "SIGABRT"), ("t", "SIGILL"), ("d", "SIGILL")])
  func `a crash of its own restores the terminal`(key: String, signal: String) async throws {
    let report = try await PtyTrial(.send(key)).run()
    #expect(report.failure == nil)
    #if arch(x86_64)
    #expect(report.signal == signal)
    #else
    #expect(report.signal != nil)
    #endif
    #expect(report.isGivenBack)
  }

  @Test(arguments: [80, 81])
  func `even kill -9 leaves the terminal as it was: a guard gives it back`(columns: Int) async throws {
    var trial = PtyTrial(.resize(columns, 24), .send("x"), .screen("2;night"), .signal("SIGKILL"))
    trial.answers = columns == 81
    let report = try await trial.run()
    #expect(report.failure == nil)
    #expect(report.signal == "SIGKILL")
    #expect(report.isGivenBack)
    #expect(report.output.contains("\u{1B}]2;\u{1B}\\\u{1B}[23;2t"), "the title too")
  }

  @Test func `killed while it is stopped it leaves the terminal to the shell that has it`() async throws {
    let report = try await PtyTrial(.send("\u{1A}"), .stopped, .signal("SIGKILL"), .background).run()
    #expect(report.failure == nil)
    #expect(report.signal == "SIGKILL")
    #expect(report.isGivenBackAtEveryStop)
    #expect(report.isGivenBack)
    let stop = try #require(report.output.ranges(of: "[stopped]").last)
    #expect(!report.output[stop.upperBound...].contains("\u{1B}"))
  }

  @Test func `who is killed while stopped from outside leaves the guard to give the terminal back`() async throws {
    let report = try await PtyTrial(
      .signal("SIGSTOP"), .stopped, .signal("SIGKILL"), .screen("\u{1B}[?1049l"), .background
    ).run()
    #expect(report.failure == nil)
    #expect(report.signal == "SIGKILL")
    #expect(report.isGivenBack)
  }

  @Test func `the text of a trap is in the log, and the log is named on the main screen`() async throws {
    var trial = PtyTrial(.send("t"))
    trial.earlierLog = "earlier\n"
    let report = try await trial.run()
    #expect(report.log.hasPrefix("earlier\nopened 1\n"))
    #expect(report.log.contains("Index out of range"))
    #expect(!report.output.contains("Index out of range"))
    let end = try #require(report.output.ranges(of: "\u{1B}[?1049l").first)
    #expect(report.output[end.upperBound...].contains("gateboard: ended by signal"))
    #expect(report.output[end.upperBound...].contains("errors.log\r\n"))
  }

  @Test func `a new log is for its owner only`() async throws {
    let report = try await PtyTrial(.send("q")).run()
    #expect(report.logMode == "600")
  }

  @Test func `a crash first cancels a half-sent sequence and clears the title`() async throws {
    let report = try await PtyTrial(.send("x"), .screen("2;night"), .signal("SIGSEGV")).run()
    let cancel = try #require(report.output.ranges(of: "\u{18}").first)
    #expect(report.output[cancel.upperBound...].hasPrefix("\u{1B}]2;\u{1B}\\\u{1B}[23;2t"))
    #expect(report.isGivenBack)
  }

  @Test func `a terminal that takes nothing does not keep a dying program alive`() async throws {
    let report = try await PtyTrial(.send("f"), .stuck, .signal("SIGTERM"), .ended).run()
    #expect(report.failure == nil)
    #expect(report.signal == "SIGTERM")
    #expect(report.sameSettings == true)
  }

  @Test func `a terminal that goes away is reported once, and the program ends`() async throws {
    let report = try await PtyTrial(.hangup, .ended).run()
    #expect(report.failure == nil)
    #expect(report.exit == 0)
    #expect(report.log.contains("closed\n"))
    #expect((report.cpu ?? 9) < 1)
  }

  @Test func `a terminal that goes away under nohup does not spin`() async throws {
    var trial = PtyTrial(.signal("SIGHUP"), .send("h"), .log("key:h"), .hangup, .ended)
    trial.ignored = ["SIGHUP"]
    let report = try await trial.run()
    #expect(report.failure == nil)
    #expect(report.exit == 0)
    #expect((report.cpu ?? 9) < 1)
  }
}
