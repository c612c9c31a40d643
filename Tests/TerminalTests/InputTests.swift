import Testing

/// What the keyboard sends, through a real terminal.
@Suite struct InputTests {
  @Test func `keys arrive by name`() async throws {
    let report = try await PtyTrial(
      .send("h"), .log("key:h"), .send("\r"), .log("key:enter"), .send("\t"), .log("key:tab"), .send("\u{1B}[Z"),
      .log("key:backTab"), .send("\u{7F}"), .log("key:backspace"), .send("\u{3}"), .log("key:ctrl-c"),
      .send("\u{1B}OA"), .log("key:up"), .send("\u{1B}[B"), .log("key:down"), .send("\u{1B}[5~"), .log("key:pageUp"),
      .send("q")
    ).run()
    #expect(report.failure == nil)
    #expect(report.exit == 0)
  }

  @Test func `a lone escape is the escape key, soon`() async throws {
    let report = try await PtyTrial(.send("\u{1B}"), .log("key:escape"), .send("q")).run()
    #expect(report.failure == nil)
  }

  @Test func `characters and sequences that arrive in pieces are whole`() async throws {
    let report = try await PtyTrial(
      .bytes([0xE6]), .bytes([0xBC]), .bytes([0xA2]), .log("key:漢"), .bytes([0x1B, 0x5B]), .bytes([0x41]),
      .log("key:up"), .send("q")
    ).run()
    #expect(report.failure == nil)
    #expect(report.log == "opened 1\nkey:漢\nkey:up\n")
  }

  @Test func `a paste is one event, even with keys and escapes in it`() async throws {
    let report = try await PtyTrial(
      .send("\u{1B}[200~one\rq\u{3}\u{1B}"), .send("[20"), .send("\u{1B}[201~h"), .log("key:h"), .send("q")
    ).run()
    #expect(report.failure == nil)
    #expect(report.log == "opened 1\nkey:paste-one/q[20\nkey:h\n")
  }

  @Test func `what is not known is swallowed, not typed`() async throws {
    let report = try await PtyTrial(
      .send("\u{1B}[15;5~\u{1B}[1;5C\u{1B}]11;rgb:0/0/0\u{1B}\\\u{1B}[<2;3;4M\u{1B}[<0;3;4m\u{1B}[M !!h"),
      .log("key:h"), .send("q")
    ).run()
    #expect(report.failure == nil)
    #expect(report.log == "opened 1\nkey:h\n")
  }

  @Test func `clicks, the wheel and the window's focus arrive, and are asked for only where they are wanted`()
    async throws
  {
    let report = try await PtyTrial(
      .send("\u{1B}[<0;3;4M"), .log("key:press-2-3"), .send("\u{1B}[<65;80;24M"), .log("key:wheelDown-79-23"),
      .send("\u{1B}[I"), .log("key:in-front"), .send("\u{1B}[O"), .log("key:behind"), .send("q")
    ).run()
    #expect(report.failure == nil)
    #expect(report.output.contains("\u{1B}[?1000h\u{1B}[?1006h"))
    #expect(report.output.contains("\u{1B}[?1004h"))
    #expect(report.isGivenBack)
    var without = PtyTrial(.send("q"))
    without.environment = ["TRIAL_MOUSE": "no"]
    #expect(try await without.run().output.contains("?1000h") == false)
    var plain = PtyTrial(.send("q"))
    plain.environment = ["TERM": "vt100"]
    let vt100 = try await plain.run().output
    for mode in ["?1000h", "?1006h", "?1004h", "?2026$p", "\u{1B}[5n", "\u{1B}[8l"] { #expect(!vt100.contains(mode)) }
  }

  @Test func `a thousand wakes from another thread end the wait, few times`() async throws {
    let report = try await PtyTrial(.send("w"), .log("woken"), .send("h"), .log("key:h"), .send("q")).run()
    #expect(report.failure == nil)
    #expect(report.exit == 0)
  }
}
