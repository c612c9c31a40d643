import Foundation

/// Where the program under test is.
enum Program {
  /// The one that GATEBOARD names, else the one that stands beside the test bundle, wherever the build put both.
  static func path() throws -> String {
    if let named = ProcessInfo.processInfo.environment["GATEBOARD"] { return named }
    return try path(of: "gateboard")
  }

  /// The small program on the real terminal layer.
  static func trial() throws -> String { try path(of: "TerminalTrial") }

  private static func path(of program: String) throws -> String {
    let starts = CommandLine.arguments + [Bundle.main.bundlePath, Bundle.main.executablePath ?? ""]
    for start in starts where start.hasPrefix("/") {
      var folder = URL(fileURLWithPath: start)
      while folder.path != "/" {
        let candidate = folder.appendingPathComponent(program)
        if try isProgram(candidate) { return candidate.path }
        folder.deleteLastPathComponent()
      }
    }
    throw Missing(description: "no program '\(program)' above any of \(starts); set GATEBOARD to its path")
  }

  private static func isProgram(_ file: URL) throws -> Bool {
    guard FileManager.default.isExecutableFile(atPath: file.path) else { return false }
    return try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile ?? false
  }

  private struct Missing: Error, CustomStringConvertible {
    let description: String
  }
}
