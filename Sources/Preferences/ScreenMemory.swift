import Foundation
import Reports

/// What the screen remembers of its operator's choices from one run to the next: for one user, beside no board.
package struct ScreenMemory: Hashable, Sendable, Codable {
  /// The theme that was chosen with its key.
  package var theme: String?

  package init(theme: String? = nil) { self.theme = theme }

  private static func file(in folder: String) -> String { "\(folder)/screen.json" }

  /// What was remembered; nothing where there is no file, or one that says nothing: it holds no more than habits.
  package init(in folder: String?) {
    let data = folder.flatMap { try? Data(contentsOf: URL(fileURLWithPath: Self.file(in: $0))) }
    self = data.flatMap { try? JSONDecoder().decode(ScreenMemory.self, from: $0) } ?? ScreenMemory()
  }

  /// Writes it whole, or not at all.
  ///
  /// - Throws: a sentence that names the file.
  package func save(in folder: String) throws {
    try Folder.make(folder)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
    try AtomicFile.write([UInt8](try encoder.encode(self)), to: Self.file(in: folder), replacing: true)
  }
}

/// A folder for one's own files.
enum Folder {
  static func make(_ path: String) throws {
    try FileManager.default.createDirectory(
      atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
  }
}
