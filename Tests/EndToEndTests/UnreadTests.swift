import Foundation
import Testing

extension EndToEndTests {
  /// The program on a terminal that does not read.
  @Suite struct UnreadTests {
    /// An app whose latency is in a file, and a log of when it was asked.
    private static func withApp(
      in scratch: Scratch, _ body: (_ board: String, _ health: String, _ log: String) async throws -> Void
    ) async throws {
      let health = try scratch.write("{\"latency\": {\"p95_ms\": 87}}", to: "health")
      let log = try scratch.write("", to: "requests.log")
      let server = Process()
      server.executableURL = URL(fileURLWithPath: "/usr/bin/env")
      server.arguments =
        Tool.unblocked + [
          "python3", "-u", "-m", "http.server", "0", "--bind", "127.0.0.1", "--directory", scratch.path,
        ]
      try scratch.write("", to: "server.out")
      server.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: scratch.file("server.out")))
      server.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: log))
      try server.run()
      try await tidily {
        let said = try await Patience.look(in: scratch.path, within: 20) {
          try scratch.read("server.out").firstMatch(of: /port ([0-9]+)/).map { String($0.1) }
        }
        let url = "http://127.0.0.1:\(try #require(said))"
        let yaml = SmallBoard.yaml(url: url).replacing("for: 5m", with: "for: 2s")
        try await body(try scratch.write(yaml, to: "small.yaml"), health, log)
      } afterwards: {
        server.terminate()
      }
    }

    private static let slow = "{\"latency\": {\"p95_ms\": 143}}"
    private static let breach = "SELECT 1 FROM event WHERE kind = 'guardrail_moved' AND payload->>'to' = 'breached'"

    @Test func `a terminal that stops reading delays no poll, and no guardrail`() async throws {
      try await Scratch.with { scratch in
        try await Self.withApp(in: scratch) { board, health, log in
          let journal = scratch.file("small.db")
          let run = try await PtyRun.of(
            ["watch", board, "--as", "sre-1"], in: scratch,
            [
              ["screen", "SMALL"], ["jam"], ["grows", log, 4],
              // It begins and ends while nobody reads.
              ["write", health, Self.slow], ["rows", journal, Self.breach, 1], ["grows", log, 2],
              ["signal", "SIGTERM"], ["ended"],
            ])
          #expect(run.failure == nil)
          #expect(run.signal == "SIGTERM")
          let burn = try await Burn.last(of: "p95", in: "ghost", sustained: 2000, journal: journal)
          #expect(burn.milliseconds >= 2000)
          #expect(burn.answersAfterTime <= 1)
        }
      }
    }

    @Test func `a terminal that answered and then stops reading holds up no alarm either`() async throws {
      try await Scratch.with { scratch in
        try await Self.withApp(in: scratch) { board, health, _ in
          let folder = scratch.file(".config/gateboard")
          try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
          try scratch.write(
            "attention: {command: [sh, -c, mkdir -p \(scratch.file("called"))]}\n", to: ".config/gateboard/config.yaml")
          let run = try await PtyRun.of(
            ["watch", board, "--as", "sre-1"], in: scratch, answers: true,
            [
              ["screen", "SMALL"], ["deaf"], ["press", "ABdleS", 20], ["write", health, Self.slow],
              ["rows", scratch.file("small.db"), Self.breach, 1], ["appears", scratch.file("called")],
              ["signal", "SIGTERM"], ["ended"],
            ])
          #expect(run.failure == nil)
        }
      }
    }
  }
}
