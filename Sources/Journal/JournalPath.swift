import GRDB

#if canImport(Glibc)
import Glibc
#endif

/// Whether a journal's file, and those that SQLite keeps beside it, are what they should be, and nobody's trap.
///
/// SQLite itself follows no link where it opens the files beside; this says so in a sentence before it tries.
enum JournalPath {
  /// - Throws: ``SystemFailure`` or ``PathTrap``; nothing where there is no file yet.
  static func check(_ path: String, isWriting: Bool) throws {
    guard let main = look(at: path) else {
      guard isOrphaned(path) else { return }
      throw PathTrap(
        what: "it is not there, but \(path)-wal or -shm, which belong to it, are: bring it back, or remove them with it"
      )
    }
    switch main.kind {
    case S_IFLNK: throw SystemFailure(code: ELOOP)
    case S_IFDIR: throw SystemFailure(code: EISDIR)
    case S_IFREG: break
    default: throw PathTrap(what: "this is no regular file; name another path under 'state:'")
    }
    // SQLite takes a file of one byte for an empty one.
    if main.size == 1 { throw DatabaseError(resultCode: .SQLITE_NOTADB) }
    let owner = isWriting ? geteuid() : main.owner
    guard main.owner == owner else {
      throw PathTrap(what: "this file belongs to another user (\(main.owner)); act as that user, or name another path")
    }
    for end in ["-wal", "-shm", "-journal"] {
      guard let found = look(at: path + end) else { continue }
      if found.kind != S_IFREG {
        let kind = found.kind == S_IFLNK ? "a symbolic link" : "no regular file"
        throw PathTrap(what: "its file \(end) is \(kind), and SQLite never makes one; find out who did, and remove it")
      }
      if found.owner != owner {
        throw PathTrap(what: "its file \(end) belongs to another user (\(found.owner)); find out why, and remove it")
      }
    }
  }

  /// Whether what SQLite keeps beside a journal is there, and the journal is not: somebody has moved it away, perhaps under
  /// a board that is open. A new one in its place would be given those files, and take what they hold with it.
  static func isOrphaned(_ path: String) -> Bool {
    look(at: path) == nil && ["-wal", "-shm"].contains { look(at: path + $0) != nil }
  }

  /// Which file stands at a path; nil where there is none.
  static func identity(of path: String) -> Identity? {
    var status = stat()
    guard unsafe lstat(path, &status) == 0 else { return nil }
    return Identity(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
  }

  struct Identity: Hashable, Sendable {
    let device, inode: UInt64
  }

  private struct Found {
    let kind: mode_t
    let owner: uid_t
    let size: off_t
  }

  /// The name itself, not what a link points to.
  private static func look(at path: String) -> Found? {
    var status = stat()
    guard unsafe lstat(path, &status) == 0 else { return nil }
    return Found(kind: status.st_mode & S_IFMT, owner: status.st_uid, size: status.st_size)
  }
}

/// A file that stands where the journal's should, and is not to be touched.
struct PathTrap: Error, CustomStringConvertible {
  let what: String

  var description: String { what }
}
