import Foundation
import Synchronization

/// A program that runs to its end: what it wrote and how it ended.
struct Tool {
  let status: Int32
  let output: String
  let errors: String

  /// Runs a program found by PATH, with standard input from /dev/null.
  static func run(_ arguments: [String], environment: [String: String] = [:]) async throws -> Tool {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = arguments
    process.environment = Self.environment.merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    let (output, errors) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = errors
    // Read while it runs, so that a long answer does not fill the pipe.
    async let written = Self.read(output)
    async let complained = Self.read(errors)
    let status = try await withCheckedThrowingContinuation { (done: CheckedContinuation<Int32, any Error>) in
      process.terminationHandler = { done.resume(returning: $0.terminationStatus) }
      do {
        try process.run()
      } catch {
        try? output.fileHandleForWriting.close()
        try? errors.fileHandleForWriting.close()
        done.resume(throwing: error)
      }
    }
    return Tool(status: status, output: await written, errors: await complained)
  }

  static func run(_ arguments: String...) async throws -> Tool { try await run(arguments) }

  /// The program under test, with these arguments.
  static func gateboard(_ arguments: String...) async throws -> Tool { try await run([Program.path()] + arguments) }

  /// Ours without what would change the terminal of a test, in a UTF-8 locale.
  static var environment: [String: String] {
    var variables = ProcessInfo.processInfo.environment
    for name in ["TMUX", "TMUX_PANE", "NO_COLOR", "COLORTERM", "LC_ALL", "LC_CTYPE", "ENV"] { variables[name] = nil }
    variables["LANG"] = "C.UTF-8"
    return variables
  }

  private static func read(_ pipe: Pipe) async -> String {
    await withCheckedContinuation { done in
      let collected = Mutex(Data())
      pipe.fileHandleForReading.readabilityHandler = { handle in
        let bytes = handle.availableData
        if bytes.isEmpty {
          handle.readabilityHandler = nil
          done.resume(returning: String(decoding: collected.withLock { $0 }, as: UTF8.self))
        } else {
          collected.withLock { $0.append(bytes) }
        }
      }
    }
  }
}
