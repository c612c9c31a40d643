import Crypto
package import Gates
import Synchronization

#if canImport(Glibc)
import Glibc
#endif

/// Looks at evidence files: whether they are there, how old they are, and what they hash to.
///
/// A file is hashed again only when its size, a time of it or the file itself has changed. Of the times the one that
/// nobody can set counts, too: a copy that keeps its date has another content all the same.
package final class EvidenceWatch: Sendable {
  /// Larger files are not read: a proof that large belongs in a bundle.
  static let largest: Int64 = 1 << 30

  private struct Time: Hashable {
    let seconds, nanoseconds: Int

    init(_ time: timespec) { (seconds, nanoseconds) = (time.tv_sec, time.tv_nsec) }
  }

  private struct Mark: Hashable {
    let device, inode: UInt64
    let size: Int64
    let modified, changed: Time
  }

  private let known = Mutex<[String: (mark: Mark, seen: EvidenceSeen)]>([:])

  package init() {}

  /// Never throws: a file that cannot be read is a finding.
  package func look(at path: String) async -> EvidenceSeen { find(at: path) }

  /// The same, on the thread of whoever asks: it may take as long as the disk.
  package func find(at path: String) -> EvidenceSeen {
    // Non-blocking, so that a pipe that somebody put there holds nobody up.
    let descriptor = unsafe open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
    guard descriptor >= 0 else {
      let code = errno
      return code == ENOENT || code == ENOTDIR ? .missing : .unreadable(because: unsafe String(cString: strerror(code)))
    }
    defer { close(descriptor) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else {
      return .unreadable(because: unsafe String(cString: strerror(errno)))
    }
    guard status.st_mode & S_IFMT == S_IFREG else { return .unreadable(because: "it is not a file") }
    let size = Int64(status.st_size)
    guard size <= Self.largest else { return .unreadable(because: "it is larger than 1 GiB") }
    let mark = Mark(
      device: UInt64(status.st_dev), inode: UInt64(status.st_ino), size: size, modified: Time(status.st_mtim),
      changed: Time(status.st_ctim))
    if let before = known.withLock({ $0[path] }), before.mark == mark { return before.seen }
    guard let hash = Self.hash(descriptor) else { return .unreadable(because: unsafe String(cString: strerror(errno))) }
    let modified = Instant(
      milliseconds: Int64(status.st_mtim.tv_sec) * 1000 + Int64(status.st_mtim.tv_nsec) / 1_000_000)
    let seen = EvidenceSeen.present(size: size, modified: modified, sha256: hash)
    known.withLock { $0[path] = (mark, seen) }
    return seen
  }

  /// 64 lower-case hexadecimal digits; nil where reading fails, with the cause in `errno`.
  private static func hash(_ descriptor: Int32) -> String? {
    var hash = SHA256()
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = unsafe buffer.withUnsafeMutableBytes { unsafe read(descriptor, $0.baseAddress, $0.count) }
      if count > 0 {
        hash.update(data: buffer[..<count])
      } else if count == 0 {
        return hash.finalize().map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
      } else if errno != EINTR {
        return nil
      }
    }
  }
}
