import Foundation

/// A program that runs to its end: what it wrote and how it ended.
struct Tool {
  let status: Int32
  let output: String
  let errors: String

  /// Runs a program found by PATH, with standard input from /dev/null.
  ///
  /// It writes into files: a pipe stays open as long as anybody holds it, and a full one stops the program.
  static func run(_ arguments: [String], environment: [String: String] = [:]) async throws -> Tool {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = arguments
    process.environment = Self.environment.merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    let path = "/tmp/gateboard-\(UUID().uuidString)"
    let (output, errors) = (URL(fileURLWithPath: "\(path).out"), URL(fileURLWithPath: "\(path).err"))
    defer { for file in [output, errors] { try? FileManager.default.removeItem(at: file) } }
    for file in [output, errors] { try Data().write(to: file) }
    let handles = try (FileHandle(forWritingTo: output), FileHandle(forWritingTo: errors))
    (process.standardOutput, process.standardError) = handles
    let status = try await withCheckedThrowingContinuation { (done: CheckedContinuation<Int32, any Error>) in
      process.terminationHandler = { done.resume(returning: $0.terminationStatus) }
      do { try process.run() } catch { done.resume(throwing: error) }
    }
    try handles.0.close()
    try handles.1.close()
    return Tool(status: status, output: try read(output), errors: try read(errors))
  }

  static func run(_ arguments: String...) async throws -> Tool { try await run(arguments) }

  /// The program under test, with these arguments.
  static func gateboard(_ arguments: String...) async throws -> Tool { try await run([Program.path()] + arguments) }

  /// Put before a program, gives it the signals back that threads of ours have blocked.
  static let unblocked = [
    "python3", "-c",
    """
    import os, signal, sys
    signal.pthread_sigmask(signal.SIG_SETMASK, [])
    os.execvp(sys.argv[1], sys.argv[1:])
    """,
  ]

  /// Put before a program that leaves a daemon, also takes away what that would hold for ever: a socket by whose end
  /// Foundation learns that the program ended.
  static let detached =
    unblocked + ["python3", "-c", "import os, sys; os.closerange(3, 4096); os.execvp(sys.argv[1], sys.argv[1:])"]

  /// Ours without what would change the terminal of a test, in a UTF-8 locale.
  static var environment: [String: String] {
    var variables = ProcessInfo.processInfo.environment
    for name in ["TMUX", "TMUX_PANE", "NO_COLOR", "COLORTERM", "LC_ALL", "LC_CTYPE", "ENV"] { variables[name] = nil }
    variables["LANG"] = "C.UTF-8"
    return variables
  }

  private static func read(_ file: URL) throws -> String { String(decoding: try Data(contentsOf: file), as: UTF8.self) }
}
