import Foundation
import Testing

/// The sample night in a folder: its command lines, and its journal as the sqlite3 program reads it.
struct Night {
  let scratch: Scratch

  static let apps = [
    "auto_com_center", "scholar_auth", "student_pilot", "provider_register", "auto_page_maker", "scholarship_agent",
    "scholarship_api",
  ]

  var folder: String { scratch.file("night") }
  var board: String { "\(folder)/launch-night.yaml" }

  func command(start: String? = nil, speed: Int) throws -> [String] {
    let begin = start.map { ["--start", $0] } ?? []
    return try [Program.path(), "demo", "--in", folder, "--speed", "\(speed)", "--as", "sre-1"] + begin
  }

  /// One row of the journal for each line: its columns between bars.
  func journal(_ columns: String, where condition: String) async throws -> [String] {
    let tool = try await Tool.run(
      "sqlite3", "-readonly", "\(folder)/launch-night.db",
      "SELECT \(columns) FROM event WHERE \(condition) ORDER BY sequence")
    try #require(tool.status == 0, "\(tool.errors)")
    return tool.output.split(separator: "\n").map(String.init)
  }

  /// How a guardrail moved, each as `from|to|since`.
  func moves(of guardrail: String) async throws -> [String] {
    try await journal(
      "payload->>'from', payload->>'to', payload->>'since'",
      where: "kind = 'guardrail_moved' AND payload->'guardrail'->>'name' = '\(guardrail)'")
  }

  /// Seconds from one instant of the journal to another.
  func seconds(from start: String, to end: String) async throws -> Double {
    let tool = try await Tool.run(
      "sqlite3", ":memory:", "SELECT (julianday('\(end)') - julianday('\(start)')) * 86400")
    return try #require(Double(tool.output.trimmingCharacters(in: .newlines)))
  }

  /// Runs only the apps, at noon, when nothing happens.
  func withApps(_ body: () async throws -> Void) async throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = try Tool.unblocked + [Program.path(), "demo", "--headless", "--in", folder, "--start", "12:00"]
    process.environment = Tool.environment
    process.standardInput = FileHandle.nullDevice
    try scratch.write("", to: "headless.out")
    process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: scratch.file("headless.out")))
    process.standardError = FileHandle.nullDevice
    try process.run()
    try await tidily {
      let told = try await Patience.look(in: scratch.path, within: 20) {
        try scratch.read("headless.out").hasPrefix("board \(board)\n") ? true : nil
      }
      try #require(told == true, "the headless demo names its board")
      try await body()
    } afterwards: {
      process.terminate()
    }
  }
}
