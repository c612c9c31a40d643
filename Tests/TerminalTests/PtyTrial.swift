import Foundation

/// One run of the program TerminalTrial on a pseudo-terminal, driven by `pty_trial.py`.
struct PtyTrial {
  /// What the driver does, one after the other; each waits for its condition, none for a time.
  enum Step {
    /// Waits for these bytes on the terminal, after the ones found last.
    case screen(String)
    /// Waits for this line in the program's standard error, after the one found last.
    case log(String)
    /// The same, within a second.
    case soon(String)
    /// From now on the line brings so many bytes a second; or as many as there are.
    case slow(Int)
    case fast
    case send(String)
    case bytes([UInt8])
    case signal(String)
    case resize(Int, Int)
    /// Waits until the program is stopped and the shell has the terminal.
    case stopped
    case foreground
    case background
    case hangup
    /// Stops reading and waits until the program is blocked while it writes.
    case stuck
    /// Waits for the end without reading.
    case ended
  }

  var steps: [Step]
  /// Added to a plain UTF-8 environment with TERM=xterm-256color; an empty value takes the variable out.
  var environment: [String: String] = [:]
  var size = [80, 24]
  /// Names of signals that the program inherits as ignored.
  var ignored: [String] = []
  /// Names of signals that the program inherits as blocked.
  var blocked: [String] = []
  /// "tty" or "null".
  var input = "tty"
  /// Whether the program leads the session, so that nobody can continue it.
  var alone = false
  /// What stands in the log before.
  var earlierLog = ""
  /// Whether the terminal answers questions.
  var answers = false

  /// Every trial starts by seeing the first picture whole, unless it says otherwise.
  init(_ steps: Step..., fromStart: Bool = true) {
    self.steps = (fromStart ? [.screen("under")] : []) + steps
  }

  func run() async throws -> PtyReport {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("pty-trial-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let request = folder.appendingPathComponent("request.json")
    let report = folder.appendingPathComponent("report.json")
    let log = folder.appendingPathComponent("errors.log")
    if !earlierLog.isEmpty { try Data(earlierLog.utf8).write(to: log) }
    try JSONEncoder().encode(self.request(log: log.path)).write(to: request)
    try await Self.python(request.path, report.path)
    return try JSONDecoder().decode(PtyReport.self, from: Data(contentsOf: report))
  }

  private struct Request: Encodable {
    let program: String
    let environment: [String: String]
    let size: [Int]
    let ignored: [String]
    let blocked: [String]
    let input: String
    let alone: Bool
    let answers: Bool
    let deadline: Int
    let steps: [Step]
  }

  private func request(log: String) throws -> Request {
    var variables = ["TERM": "xterm-256color", "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin", "TRIAL_LOG": log]
    variables.merge(environment) { $1 }
    return Request(
      program: try Self.program(), environment: variables.filter { !$0.value.isEmpty }, size: size, ignored: ignored,
      blocked: blocked, input: input, alone: alone, answers: answers, deadline: 40, steps: steps)
  }

  private static func python(_ arguments: String...) async throws {
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("pty_trial.py")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", script.path] + arguments
    let status = try await withCheckedThrowingContinuation { (done: CheckedContinuation<Int32, any Error>) in
      process.terminationHandler = { done.resume(returning: $0.terminationStatus) }
      do { try process.run() } catch { done.resume(throwing: error) }
    }
    guard status == 0 else { throw Problem("pty_trial.py ended with status \(status)") }
  }

  /// The program stands beside the test bundle, wherever the build put both.
  private static func program() throws -> String {
    let starts = CommandLine.arguments + [Bundle.main.bundlePath, Bundle.main.executablePath ?? ""]
    for start in starts where start.hasPrefix("/") {
      var folder = URL(fileURLWithPath: start)
      while folder.path != "/" {
        let candidate = folder.appendingPathComponent("TerminalTrial")
        var isFolder: ObjCBool = false
        let exists = unsafe FileManager.default.fileExists(atPath: candidate.path, isDirectory: &isFolder)
        if exists, !isFolder.boolValue, FileManager.default.isExecutableFile(atPath: candidate.path) {
          return candidate.path
        }
        folder.deleteLastPathComponent()
      }
    }
    throw Problem("no TerminalTrial above any of \(starts)")
  }

  struct Problem: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
  }
}

extension PtyTrial.Step: Encodable {
  func encode(to encoder: any Encoder) throws {
    var list = encoder.unkeyedContainer()
    func say(_ verb: String, _ text: String? = nil) throws {
      try list.encode(verb)
      if let text { try list.encode(text) }
    }
    switch self {
    case .screen(let text): try say("screen", text)
    case .log(let line): try say("log", line)
    case .soon(let line): try say("soon", line)
    case .fast: try say("fast")
    case .slow(let rate):
      try say("slow")
      try list.encode(rate)
    case .send(let text): try say("send", text)
    case .signal(let name): try say("signal", name)
    case .stopped: try say("stopped")
    case .foreground: try say("foreground")
    case .background: try say("background")
    case .hangup: try say("hangup")
    case .stuck: try say("stuck")
    case .ended: try say("ended")
    case .bytes(let bytes):
      try say("bytes")
      try list.encode(bytes)
    case .resize(let columns, let rows):
      try say("resize")
      try list.encode(columns)
      try list.encode(rows)
    }
  }
}
