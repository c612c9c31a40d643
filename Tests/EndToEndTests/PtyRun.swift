import Foundation
import Testing

/// One run of the program on a pseudo-terminal of our own, driven by `pty_trial.py` of the terminal's own tests.
///
/// Unlike tmux it can read slowly or not at all, and change its size a hundred times a second.
struct PtyRun: Decodable {
  /// The step that waited in vain; nil when all went as planned.
  let failure: String?
  let exit: Int?
  /// The signal that ended it, by name, where one did.
  let signal: String?
  /// Seconds of processor time that the program took.
  let cpu: Double?
  /// Whether every field of the terminal's settings is as it was before the program.
  let sameSettings: Bool?
  /// Bytes between one `screen` step and the next, as Latin-1: a character a byte.
  let before: [String]
  /// All output, as Latin-1.
  let output: String

  /// Does the steps one after the other, each a verb of `pty_trial.py` and its arguments.
  static func of(
    _ arguments: [String], in scratch: Scratch, environment: [String: String] = [:], answers: Bool = false,
    _ steps: [[Any]]
  ) async throws -> PtyRun {
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("TerminalTests/pty_trial.py")
    let usual = [
      "TERM": "xterm-256color", "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin", "HOME": scratch.path,
      "TRIAL_LOG": scratch.file("small.db.log"),
    ]
    let request: [String: Any] = [
      "program": try Program.path(), "arguments": arguments, "deadline": 60, "steps": steps, "answers": answers,
      "environment": usual.merging(environment) { $1 }.filter { !$0.value.isEmpty },
    ]
    try JSONSerialization.data(withJSONObject: request).write(to: URL(fileURLWithPath: scratch.file("request.json")))
    let tool = try await Tool.run("python3", script.path, scratch.file("request.json"), scratch.file("report.json"))
    try #require(tool.status == 0, "\(tool.errors)")
    return try JSONDecoder().decode(
      PtyRun.self, from: Data(contentsOf: URL(fileURLWithPath: scratch.file("report.json"))))
  }
}
