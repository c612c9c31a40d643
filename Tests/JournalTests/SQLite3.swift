import Foundation
import Testing

/// The sqlite3 program on a file: another's eyes.
enum SQLite3 {
  /// - Returns: one row for each line, its columns between bars.
  @discardableResult
  static func run(_ sql: String, on path: String) throws -> [String] {
    try output("sqlite3", "-bail", path, sql).split(separator: "\n").map(String.init)
  }

  static func output(_ arguments: String...) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = arguments
    let (output, errors) = (Pipe(), Pipe())
    (process.standardOutput, process.standardError) = (output, errors)
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    let said = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "\(arguments): \(said)")
    return text
  }
}
