import Gates
import Reports

/// A signed handover as a file beside the journal, named after the instant of its event.
enum HandoverFile {
  /// The file follows the journal: what it says is signed is signed.
  ///
  /// - Throws: ``WriteFailure``; the sentence for it is ``failed(_:)``.
  static func write(_ text: String, at instant: Instant, on board: Board) throws -> SnapshotWritten {
    let path = "\(board.folder)gateboard-handover-\(instant.fileStamp).txt"
    return SnapshotWritten(
      path: path, sha256: try AtomicFile.write(Array(text.utf8), to: path, replacing: false))
  }

  static func failed(_ error: any Error) -> String {
    "The handover is in the journal, but its file was not written: \(error)"
  }
}

extension Board {
  /// The folder of its journal, with the slash at its end; empty where that is the working directory.
  var folder: String { state.lastIndex(of: "/").map { String(state[...$0]) } ?? "" }
}
