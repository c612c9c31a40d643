import Dashboard
import Foundation
import Gates
import Reports

/// The file that an operator names as the delivery.
enum EvidenceFile {
  /// Larger files are not read: a proof that large belongs in a bundle.
  private static let largest = 1 << 30

  /// - Parameter isTypedHere: whether the path is relative to where its operator stands, as in a shell; else one that the
  ///   board file has means the board's file, as in a form, which offers those.
  static func look(at path: String, of board: Board, isTypedHere: Bool = false) -> FileLook {
    let needs = board.evidenceNeeds
    let own = needs.first { $0.path == path }.map { real($0.file) }
    let file = (isTypedHere && FileManager.default.fileExists(atPath: path) ? nil : own) ?? real(path)
    guard FileManager.default.fileExists(atPath: file.path) else { return .failed("there is no such file") }
    let kind = try? file.resourceValues(forKeys: [.isRegularFileKey, .fileSizeKey])
    guard kind?.isRegularFile == true else { return .failed("it is not a file") }
    guard let size = kind?.fileSize, size <= largest else { return .failed("it is larger than 1 GiB") }
    guard let data = try? Data(contentsOf: file) else { return .failed("it cannot be opened") }
    // However its operator spells it: what is delivered for a criterion is held to what was delivered.
    // Another file under such a path goes by its own whole path.
    let name = needs.first { real($0.file) == file }?.path ?? (own == nil ? path : file.path)
    return .read(path: name, sha256: SHA.hex(of: [UInt8](data)), size: Int64(data.count))
  }

  private static func real(_ path: String) -> URL {
    URL(fileURLWithPath: path).standardizedFileURL.resolvingSymlinksInPath()
  }
}
