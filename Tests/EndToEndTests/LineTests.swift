import Foundation
import Testing

extension EndToEndTests {
  /// The program on terminals that are slow, or change.
  @Suite struct LineTests {
    private static let drafts = ".local/state/gateboard/drafts"

    @Test func `over 9,600 baud a form takes its keys at once, and pages that nobody can see are not sent`()
      async throws
    {
      try await Scratch.with { scratch in
        let board = try scratch.write(SmallBoard.yaml(), to: "small.yaml")
        let pages = String(repeating: "ABdleS", count: 10)
        let drafts = scratch.file(Self.drafts)
        let run = try await PtyRun.of(
          ["watch", board, "--as", "sre-1"], in: scratch, answers: true,
          [
            ["screen", "SMALL"], ["slow", 960], ["press", pages, 15], ["press", "b", 5], ["press", "stalls", 20],
            ["within", 1, "holds", drafts, "stalls"], ["press", " at 11K", 20],
            ["within", 1, "holds", drafts, "stalls at 11K"], ["signal", "SIGTERM"], ["fast"],
          ])
        #expect(run.failure == nil)
        #expect(run.sameSettings == true)
        // Sixty pages of 80x24 would be a hundred thousand bytes.
        let sent = run.output.unicodeScalars.count
        #expect(sent < 25_000, "\(sent) bytes")
      }
    }

    @Test func `a hundred sizes in a second end with the last one, at little cost`() async throws {
      try await Scratch.with { scratch in
        let board = try scratch.write(SmallBoard.yaml(), to: "small.yaml")
        let sizes = (0..<100).map { [40 + $0 * 37 % 300, 8 + $0 * 17 % 80] }
        let run = try await PtyRun.of(
          ["watch", board, "--as", "sre-1"], in: scratch,
          [
            ["screen", "SMALL"], ["storm", sizes, 100], ["resize", 20, 5], ["screen", "20x5,"], ["screen", "40x8"],
            ["resize", 500, 200], ["screen", "SMALL"], ["resize", 1, 1], ["resize", 80, 24], ["screen", "SMALL"],
            ["signal", "SIGTERM"],
          ])
        #expect(run.failure == nil)
        #expect(run.signal == "SIGTERM")
        #expect(run.sameSettings == true)
      }
    }

    @Test func `the board stands while its first question is still open`() async throws {
      try await Scratch.with { scratch in
        let silent = Process()
        silent.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        let script = """
          import socket, sys
          s = socket.create_server(('127.0.0.1', 0)); print(s.getsockname()[1], flush=True)
          kept = []
          while True: kept.append(s.accept()); print('asked', flush=True)
          """
        silent.arguments = Tool.unblocked + ["python3", "-c", script]
        try scratch.write("", to: "silent.out")
        silent.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: scratch.file("silent.out")))
        try silent.run()
        try await tidily {
          let said = try await Patience.look(in: scratch.path, within: 20) {
            try scratch.read("silent.out").firstMatch(of: /([0-9]+)\n/).map { String($0.1) }
          }
          let yaml = SmallBoard.yaml(url: "http://127.0.0.1:\(try #require(said))")
            .replacing("every: 1s", with: "every: 60s, timeout: 60s")
          let board = try scratch.write(yaml, to: "small.yaml")
          let run = try await PtyRun.of(
            ["watch", board, "--as", "sre-1"], in: scratch,
            [
              ["screen", "0/1"], ["screen", "ghost"], ["until_file", scratch.file("silent.out"), "asked"],
              ["send", "?"], ["screen", "HELP"], ["signal", "SIGTERM"],
            ])
          #expect(run.failure == nil)
        } afterwards: {
          silent.terminate()
        }
      }
    }

    @Test func `at rest a second takes the line no more than 150 bytes`() async throws {
      try await Scratch.with { scratch in
        let board = try scratch.write(SmallBoard.yaml(), to: "small.yaml")
        // The dot beside the clock moves each second.
        let seconds: [[Any]] = Array(repeating: ["screen", "·"], count: 7)
        let run = try await PtyRun.of(
          ["watch", board, "--as", "sre-1"], in: scratch, answers: true,
          [["screen", "BLIND"]] + seconds + [["signal", "SIGTERM"]])
        #expect(run.failure == nil)
        let counts = run.before.suffix(5).map(\.unicodeScalars.count)
        #expect(counts.allSatisfy { (1...150).contains($0) }, "\(counts)")
      }
    }

    @Test func `a program of the board can neither write on its terminal nor change it, and is killed without harm`()
      async throws
    {
      try await Scratch.with { scratch in
        let source = "health: {http: /health, every: 1s, signals: {p95: $.latency.p95_ms ms}}"
        let rude = "stty raw < /dev/tty; echo torn > /dev/tty; kill -9 $$"
        let yaml = SmallBoard.yaml().replacing(
          source, with: "health: {command: [sh, -c, \"\(rude)\"], every: 1s, signals: {p95: line p95 ms}}")
        let board = try scratch.write(yaml, to: "small.yaml")
        let run = try await PtyRun.of(
          ["watch", board, "--as", "sre-1"], in: scratch,
          [["screen", "SMALL"], ["screen", "signal"], ["send", "q"], ["screen", "Leave"], ["send", "y"]])
        #expect(run.failure == nil)
        #expect(run.exit == 0)
        #expect(run.sameSettings == true)
        #expect(!run.output.contains("torn"))
      }
    }

    @Test func `when its terminal goes away the program ends, and its children with it`() async throws {
      try await Scratch.with { scratch in
        let board = try scratch.write(SmallBoard.yaml(), to: "small.yaml")
        let run = try await PtyRun.of(
          ["watch", board, "--as", "sre-1"], in: scratch, [["screen", "SMALL"], ["hangup"], ["ended"]])
        #expect(run.failure == nil)
        #expect((run.cpu ?? 9) < 3)
        let left = try await Tool.run("pgrep", "-f", board)
        #expect(left.output.isEmpty, "\(left.output)")
      }
    }

    @Test(arguments: [["TERM": ""], ["TERM": "no-such-term"], ["TERM": "dumb"]])
    func `where no board can stand a sentence says so, and the terminal is not touched`(
      environment: [String: String]
    ) async throws {
      try await Scratch.with { scratch in
        let board = try scratch.write(SmallBoard.yaml(), to: "small.yaml")
        let run = try await PtyRun.of(["watch", board], in: scratch, environment: environment, [])
        #expect(run.failure == nil)
        #expect(run.exit == 1)
        #expect(run.sameSettings == true)
        #expect(!run.output.contains("\u{1B}"))
        #expect(run.output.contains("TERM") && run.output.contains("try `TERM=xterm-256color`"), "\(run.output)")
      }
    }

    @Test func `on a serial line that knows nothing plain lines are ASCII where the locale says so, and of a length`()
      async throws
    {
      try await Scratch.with { scratch in
        let title = "Zürich 発射 שלום \(String(repeating: "x", count: 1000))"
        let yaml = SmallBoard.yaml().replacing("board: Small board", with: "board: \(title)")
        let board = try scratch.write(yaml, to: "small.yaml")
        let run = try await PtyRun.of(
          ["watch", board, "--plain"], in: scratch, environment: ["TERM": "", "LANG": "C"],
          [["screen", "board Z?rich ???? ???? xxx"], ["screen", "BLIND"], ["signal", "SIGINT"]])
        #expect(run.failure == nil)
        #expect(run.exit == 0)
        #expect(run.sameSettings == true)
        let lines = run.output.split(separator: "\r\n")
        #expect(lines.allSatisfy { line in line.unicodeScalars.allSatisfy { (0x20...0x7E).contains($0.value) } })
        #expect(lines.allSatisfy { $0.count <= 640 })
        #expect(lines.first?.count == 640 && lines.first?.hasSuffix("xx~") == true, "what is cut ends in a sign")
      }
    }
  }
}
