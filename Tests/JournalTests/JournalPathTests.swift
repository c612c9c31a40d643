import Foundation
import Gates
import Journal
import Testing

/// Files that stand where a journal's should, and are somebody's trap or mistake.
@Suite struct JournalPathTests {
  private let now = Instant(milliseconds: 1_762_979_400_250)

  private func complaint(_ path: String) -> String? {
    do throws(JournalError) {
      _ = try Journal(at: path)
      return nil
    } catch {
      return error.description
    }
  }

  @Test(arguments: ["-wal", "-shm", "-journal"]) func `a link beside the journal is not followed`(end: String) throws {
    let folder = try Folder()
    let path = folder.path + "/night.db"
    _ = try Journal(at: path).append([.watchStarted(WatchStarted(board: "one"))], by: "sam", at: now)
    let target = folder.path + "/precious"
    try Data("precious".utf8).write(to: URL(fileURLWithPath: target))
    try? FileManager.default.removeItem(atPath: path + end)
    try FileManager.default.createSymbolicLink(atPath: path + end, withDestinationPath: target)
    let said =
      "\(path): its file \(end) is a symbolic link, and SQLite never makes one; find out who did, and remove it"
    #expect(complaint(path) == said)
    let read = #expect(throws: JournalError.self) { try Journal(copyOf: path) }
    #expect(read?.description == said)
    #expect(try String(contentsOfFile: target, encoding: .utf8) == "precious")
  }

  @Test func `a link, a folder, a pipe and a file of one byte are no journal, and stay as they are`() throws {
    let folder = try Folder()
    let link = folder.path + "/link.db"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: folder.path + "/elsewhere")
    #expect(complaint(link) == "\(link): this is a symbolic link; name the file itself")
    #expect(complaint(folder.path) == "\(folder.path): this is a folder; name a file")
    let pipe = folder.path + "/pipe.db"
    let made = unsafe mkfifo(pipe, 0o600)
    try #require(made == 0)
    #expect(complaint(pipe) == "\(pipe): this is no regular file; name another path under 'state:'")
    let byte = folder.path + "/byte.db"
    try Data("x".utf8).write(to: URL(fileURLWithPath: byte))
    #expect(complaint(byte)?.contains("this is not a SQLite file") == true)
    #expect(FileManager.default.contents(atPath: byte) == Data("x".utf8))
  }
}
