import Dashboard
import Foundation
import Gates
import WarRoom

/// The file that an operator names as the delivery.
enum EvidenceFile {
  /// - Parameter isTypedHere: whether the path is relative to where its operator stands, as in a shell; else one that the
  ///   board file has means the board's file, as in a form, which offers those.
  static func look(at path: String, of board: Board, isTypedHere: Bool = false) -> FileLook {
    let needs = board.evidenceNeeds
    let own = needs.first { $0.path == path }.map { real($0.file) }
    let file = (isTypedHere && FileManager.default.fileExists(atPath: path) ? nil : own) ?? real(path)
    let (size, hash): (Int64, String)
    switch EvidenceLook.find(at: file.path) {
    case .missing: return .failed("there is no such file")
    case .unreadable(let because): return .failed(because)
    case .present(let found, _, let sha256): (size, hash) = (found, sha256)
    }
    // However its operator spells it: what is delivered for a criterion is held to what was delivered.
    // Another file under such a path goes by its own whole path.
    let name = needs.first { real($0.file) == file }?.path ?? (own == nil ? path : file.path)
    return .read(path: name, sha256: hash, size: size)
  }

  private static func real(_ path: String) -> URL {
    URL(fileURLWithPath: path).standardizedFileURL.resolvingSymlinksInPath()
  }
}
