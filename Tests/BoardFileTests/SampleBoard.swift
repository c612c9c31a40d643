import BoardFile
import Foundation
import Gates

/// The sample board of the repository.
enum SampleBoard {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()

  static let url = folder.appendingPathComponent("../../sample-data/launch-night.yaml").standardizedFileURL
  static let checker = folder.appendingPathComponent("check_schema.py")

  static func read() throws -> Board {
    try BoardFile.parse(
      [UInt8](try Data(contentsOf: url)), file: "boards/launch-night.yaml", environment: [:])
  }
}
