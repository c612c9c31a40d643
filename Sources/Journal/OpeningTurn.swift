#if canImport(Glibc)
import Glibc
#endif

/// One program at a time opens a journal: to create the tables and to turn WAL on, SQLite locks in steps between which
/// another program could come, and then one of the two would fail.
///
/// The lock is `flock(2)` on the folder of the file: it leaves no file behind, is gone with its holder, and does not
/// touch the `fcntl` locks of SQLite, which closing a descriptor of the file itself would release.
enum OpeningTurn {
  /// Runs the body while no other program opens a journal in that folder.
  ///
  /// - Throws: ``SystemFailure`` where the folder cannot be opened, or is held for longer than five seconds, as by a
  ///   program that was stopped while it opened; and what the body throws.
  static func taken<Result>(for path: String, _ body: () throws -> Result) throws -> Result {
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
    let descriptor = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw SystemFailure(code: errno) }
    defer { close(descriptor) }
    let deadline = ContinuousClock.now + .seconds(5)
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      guard errno == EWOULDBLOCK || errno == EINTR else { throw SystemFailure(code: errno) }
      guard ContinuousClock.now < deadline else { throw Occupied() }
      usleep(2_000)
    }
    return try body()
  }

  /// Somebody is opening the journal and does not come to an end.
  private struct Occupied: Error, CustomStringConvertible {
    var description: String { "another gateboard has been opening a journal in this folder for five seconds; end it" }
  }
}
