import Foundation
import Testing

extension EndToEndTests {
  /// The program on a terminal that does not read.
  @Suite struct UnreadTests {
    /// Drives the program by `pty_trial.py` of the terminal's own tests, and returns its report.
    private func trial(_ board: String, _ scratch: Scratch, _ steps: [[Any]]) async throws -> [String: Any] {
      let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("TerminalTests/pty_trial.py")
      let request: [String: Any] = [
        "program": try Program.path(), "arguments": ["watch", board, "--as", "sre-1"], "deadline": 60, "steps": steps,
        "environment": [
          "TERM": "xterm-256color", "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin", "HOME": scratch.path,
          "TRIAL_LOG": scratch.file("small.db.log"),
        ],
      ]
      try JSONSerialization.data(withJSONObject: request).write(to: URL(fileURLWithPath: scratch.file("request.json")))
      let tool = try await Tool.run(
        "python3", script.path, scratch.file("request.json"), scratch.file("report.json"))
      try #require(tool.status == 0, "\(tool.errors)")
      let report = try JSONSerialization.jsonObject(
        with: Data(contentsOf: URL(fileURLWithPath: scratch.file("report.json"))))
      return try #require(report as? [String: Any])
    }

    @Test func `a terminal that stops reading delays no poll`() async throws {
      try await Scratch.with { scratch in
        try scratch.write("{\"latency\": {\"p95_ms\": 87}}", to: "health")
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
          let port = try #require(said)
          let board = try scratch.write(SmallBoard.yaml(url: "http://127.0.0.1:\(port)"), to: "small.yaml")
          let report = try await trial(
            board, scratch,
            [["screen", "SMALL"], ["jam"], ["grows", log, 4], ["signal", "SIGTERM"], ["ended"]])
          #expect(report["failure"] is NSNull, "\(report["failure"] ?? "")")
          #expect(report["signal"] as? String == "SIGTERM")
        } afterwards: {
          server.terminate()
        }
      }
    }
  }
}
