import Foundation
import Testing

/// What an operator saw confirmed is in the journal, whenever the program is killed.
@Suite struct KillTests {
  @Test func `500 operators killed at random instants: no confirmed blocker is lost, and the file is whole`()
    async throws
  {
    let folder = NSTemporaryDirectory() + "/gateboard-kills-\(UUID().uuidString.prefix(8))"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("kill_campaign.py")
    let report = "\(folder)/report"
    try Data().write(to: URL(fileURLWithPath: report))
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", script.path, try Self.program(), folder, "500"]
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
    #expect(sentence.hasPrefix("500 kills, ") && sentence.hasSuffix(" 0 wrong\n"), "\(sentence)")
  }

  /// It stands beside the test bundle, wherever the build put both.
  private static func program() throws -> String {
    let starts = CommandLine.arguments + [Bundle.main.bundlePath, Bundle.main.executablePath ?? ""]
    for start in starts where start.hasPrefix("/") {
      var folder = URL(fileURLWithPath: start)
      while folder.path != "/" {
        let candidate = folder.appendingPathComponent("OperatorTrial").path
        var isFolder: ObjCBool = false
        let exists = unsafe FileManager.default.fileExists(atPath: candidate, isDirectory: &isFolder)
        if exists, !isFolder.boolValue, FileManager.default.isExecutableFile(atPath: candidate) { return candidate }
        folder.deleteLastPathComponent()
      }
    }
    throw Missing(description: "no OperatorTrial above any of \(starts)")
  }

  private struct Missing: Error, CustomStringConvertible {
    let description: String
  }
}
