import Testing

/// What reaches the terminal.
@Suite struct PaintingTests {
  @Test func `a picture that did not change sends nothing, and one cell under 48 bytes`() async throws {
    let report = try await PtyTrial(
      .send("b"), .screen("\u{7}"), .send("uuuuub"), .screen("\u{7}"), .send("cb"), .screen("\u{7}"), .send("cb"),
      .screen("\u{7}"), .send("q")
    ).run()
    #expect(report.failure == nil)
    try #require(report.before.count == 5)
    #expect(report.before[2] == "")
    // Place 7, ink and ground 22, the character, and back to plain 14.
    #expect((1..<48).contains(report.before[3].unicodeScalars.count))
    #expect((1..<48).contains(report.before[4].unicodeScalars.count))
  }

  @Test func `wide characters, marks and styles arrive`() async throws {
    let report = try await PtyTrial(.send("q")).run()
    #expect(report.output.contains(latin1("漢字=e\u{301}|")))
    #expect(report.output.contains("terminal-trial"))
  }

  @Test func `a terminal that orders right-to-left text is told to leave it in its cells, before any is drawn`()
    async throws
  {
    let report = try await PtyTrial(.send("q")).run()
    let told = try #require(report.output.ranges(of: "\u{1B}[8l").first)
    #expect(!report.output[..<told.lowerBound].contains("terminal-trial"))
    #expect(report.output[told.upperBound...].contains("terminal-trial"))
    #expect(report.isGivenBack)
  }

  @Test(arguments: ["", "de_XX.UTF-8", "en_US.utf8"])
  func `without a locale, and with a UTF-8 locale that is not installed, all of Unicode is shown`(
    locale: String
  ) async throws {
    var trial = PtyTrial(.send("q"))
    trial.environment = ["LANG": locale, "LC_ALL": locale]
    let report = try await trial.run()
    #expect(report.failure == nil)
    #expect(report.output.contains(latin1("漢字=e\u{301}|")))
  }

  @Test(arguments: ["C", "POSIX", "de_DE.ISO-8859-1"])
  func `where the locale is not UTF-8 every byte is ASCII, also of title and notification`(locale: String) async throws
  {
    var trial = PtyTrial(.send("x"), .screen("2;night"), .send("n"), .screen("]9;"), .send("q"))
    trial.environment = ["LC_ALL": locale]
    let report = try await trial.run()
    #expect(report.failure == nil)
    #expect(!report.output.unicodeScalars.contains { !$0.isASCII })
    #expect(report.output.contains("????=e|"))
    #expect(report.output.contains("\u{1B}]9;breach, of ^Gp95 ^\u{7}"))
    #expect(report.output.contains("\u{1B}]2;night ^[]0;evil^G ^ 2\u{1B}\\"))
    #expect(report.isGivenBack)
  }

  @Test func `with 256 colours the ground is the theme's, taken from the cube and the greys`() async throws {
    let report = try await PtyTrial(.send("q")).run()
    #expect(report.output.contains("\u{1B}[48;5;233m"))
    #expect(report.output.contains("\u{1B}[38;5;78m"))
  }

  @Test func `with eight colours only those are used`() async throws {
    var trial = PtyTrial(.send("q"))
    trial.environment = ["TERM": "xterm"]
    let report = try await trial.run()
    #expect(report.output.contains("\u{1B}[40m"))
    #expect(!report.output.contains("8;5;"))
    #expect(report.isGivenBack)
  }

  @Test(arguments: [["NO_COLOR": "1"], ["TERM": "vt100"]])
  func `without colours no colour is sent, but bold, reverse and underline are`(
    environment: [String: String]
  ) async throws {
    var trial = PtyTrial(
      .send("h"), .log("key:h"), .send("\u{1A}"), .stopped, .foreground, .screen("under"), .send("q"))
    trial.environment = environment
    let report = try await trial.run()
    #expect(report.failure == nil)
    #expect(colours(in: report.output).isEmpty)
    for attribute in ["1", "4", "7"] { #expect(selections(in: report.output).contains(attribute)) }
  }

  @Test func `a storm of resizes ends with the right size`() async throws {
    var trial = PtyTrial(fromStart: true)
    for step in 0..<100 { trial.steps.append(.resize(40 + step, 10 + step % 30)) }
    trial.steps += [
      .resize(137, 41), .screen("size-137x41-painted"), .log("resized 137x41"), .send("h"), .log("key:h"), .send("q"),
    ]
    let report = try await trial.run()
    #expect(report.failure == nil)
    #expect(report.exit == 0)
    let last = try #require(report.output.ranges(of: "-painted").last)
    #expect(report.output[..<last.lowerBound].hasSuffix("size-137x41"))
    #expect(report.isGivenBack)
  }

  @Test func `signals that the parent had blocked are heard all the same`() async throws {
    var trial = PtyTrial(.resize(101, 31), .screen("size-101x31-painted"), .signal("SIGTERM"))
    trial.blocked = ["SIGWINCH", "SIGTERM"]
    let report = try await trial.run()
    #expect(report.failure == nil)
    #expect(report.signal == "SIGTERM")
    #expect(report.isGivenBack)
  }

  @Test(arguments: [(1, 1), (2, 1), (400, 3), (1000, 300)])
  func `any size can be painted`(columns: Int, rows: Int) async throws {
    var trial = PtyTrial(.resize(80, 24), .screen("size-80x24-painted"), .send("q"), fromStart: false)
    trial.size = [columns, rows]
    trial.steps.insert(.log("opened 1"), at: 0)
    let report = try await trial.run()
    #expect(report.failure == nil)
    #expect(report.exit == 0)
  }

  @Test func `the cursor shows where a form wants it and goes away again`() async throws {
    let report = try await PtyTrial(
      .send("iu"), .screen("\u{1B}[?25h"), .send("iu"), .screen("\u{1B}[?25l"), .send("q")
    ).run()
    #expect(report.failure == nil)
    #expect(report.before[1].contains("\u{1B}[4;4H"))
    #expect(report.isGivenBack)
  }

  @Test func `a title's control characters show as signs, and it is taken back at the end`() async throws {
    let report = try await PtyTrial(.send("x"), .screen("2;night"), .send("q")).run()
    #expect(report.output.contains(latin1("\u{1B}]2;night ^[]0;evil^G ▲ 2\u{1B}\\")))
    #expect(report.output.contains("\u{1B}]2;\u{1B}\\\u{1B}[23;2t"))
  }

  /// The report's form of a text: a character for each of its UTF-8 bytes.
  private func latin1(_ text: String) -> String {
    String(String.UnicodeScalarView(text.utf8.map { Unicode.Scalar($0) }))
  }

  /// Every number of every SGR sequence.
  private func selections(in output: String) -> [String] {
    output.matches(of: /\x1B\[([0-9;]*)m/).flatMap { $0.1.split(separator: ";").map(String.init) }
  }

  private func colours(in output: String) -> [String] {
    selections(in: output).filter { (30...49).contains(Int($0) ?? 0) || (90...107).contains(Int($0) ?? 0) }
  }
}
