import Foundation
import Testing

/// What an operator saw confirmed is in the journal, whenever the program is killed.
@Suite struct KillTests {
  @Test func `500 operators killed at random instants: no confirmed blocker is lost, and the file is whole`()
    async throws
  {
    let sentence = try await Self.campaign("kill_campaign.py", of: "OperatorTrial", "500")
    #expect(sentence.hasPrefix("500 kills, ") && sentence.hasSuffix(" 0 wrong\n"), "\(sentence)")
  }

  @Test func `of eight programs on one journal one watches, whichever is killed or stopped`() async throws {
    let sentence = try await Self.campaign("watch_campaign.py", of: "WatcherTrial", "6")
    #expect(sentence.hasPrefix("6 ends, ") && sentence.hasSuffix(" 0 wrong\n"), "\(sentence)")
  }

  /// Runs a campaign in a folder of its own.
  ///
  /// - Returns: what it printed.
  private static func campaign(_ script: String, of trial: String, _ rounds: String) async throws -> String {
    let folder = NSTemporaryDirectory() + "/gateboard-campaign-\(UUID().uuidString.prefix(8))"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(script)
    let report = "\(folder)/report"
    try Data().write(to: URL(fileURLWithPath: report))
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", script.path, try Self.program(trial), folder, rounds]
    let told = try FileHandle(forWritingTo: URL(fileURLWithPath: report))
    process.standardOutput = told
    process.standardError = told
    process.standardInput = FileHandle.nullDevice
    let status = try await withCheckedThrowingContinuation { (done: CheckedContinuation<Int32, any Error>) in
      process.terminationHandler = { done.resume(returning: $0.terminationStatus) }
      do { try process.run() } catch { done.resume(throwing: error) }
    }
    let sentence = try String(contentsOfFile: report, encoding: .utf8)
    #expect(status == 0, Comment(rawValue: sentence))
    return sentence
  }

  /// It stands beside the test bundle, wherever the build put both.
  private static func program(_ name: String) throws -> String {
    let starts = CommandLine.arguments + [Bundle.main.bundlePath, Bundle.main.executablePath ?? ""]
    for start in starts where start.hasPrefix("/") {
      var folder = URL(fileURLWithPath: start)
      while folder.path != "/" {
        let candidate = folder.appendingPathComponent(name).path
        var isFolder: ObjCBool = false
        let exists = unsafe FileManager.default.fileExists(atPath: candidate, isDirectory: &isFolder)
        if exists, !isFolder.boolValue, FileManager.default.isExecutableFile(atPath: candidate) { return candidate }
        folder.deleteLastPathComponent()
      }
    }
    throw Missing(description: "no \(name) above any of \(starts)")
  }

  private struct Missing: Error, CustomStringConvertible {
    let description: String
  }
}
