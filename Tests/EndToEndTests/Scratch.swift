import Foundation

/// A folder of one test, with a short path so that messages that name files fit on the screen.
struct Scratch {
  let path: String

  static func with<Result>(_ body: (Scratch) async throws -> Result) async throws -> Result {
    let scratch = Scratch(path: "/tmp/gateboard-\(UUID().uuidString.prefix(8))")
    try FileManager.default.createDirectory(atPath: scratch.path, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(atPath: scratch.path) }
    return try await body(scratch)
  }

  func file(_ name: String) -> String { "\(path)/\(name)" }

  @discardableResult
  func write(_ text: String, to name: String) throws -> String {
    try Data(text.utf8).write(to: URL(fileURLWithPath: file(name)))
    return file(name)
  }

  func read(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(fileURLWithPath: file(name))), as: UTF8.self)
  }

  func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: file(name)) }

  func names(ending suffix: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path).filter { $0.hasSuffix(suffix) }.sorted()
  }
}
