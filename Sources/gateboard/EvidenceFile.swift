import Dashboard
import Foundation
import Reports

/// The file that an operator names as the delivery.
enum EvidenceFile {
  /// Larger files are not read: a proof that large belongs in a bundle.
  private static let largest = 1 << 30

  static func look(at path: String) -> FileLook {
    let file = URL(fileURLWithPath: path).resolvingSymlinksInPath()
    guard FileManager.default.fileExists(atPath: file.path) else { return .failed("there is no such file") }
    let kind = try? file.resourceValues(forKeys: [.isRegularFileKey, .fileSizeKey])
    guard kind?.isRegularFile == true else { return .failed("it is not a file") }
    guard let size = kind?.fileSize, size <= largest else { return .failed("it is larger than 1 GiB") }
    guard let data = try? Data(contentsOf: file) else { return .failed("it cannot be opened") }
    return .read(sha256: SHA.hex(of: [UInt8](data)), size: Int64(data.count))
  }
}
