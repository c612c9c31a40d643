import Foundation

#if canImport(Glibc)
import Glibc
#endif

/// Writes a file whole or not at all.
package enum AtomicFile {
  /// Writes to a temporary file beside `path`, waits for the disk, and gives it its name.
  ///
  /// - Parameters:
  ///   - replacing: whether a file that is there may be replaced.
  ///   - mode: its permissions, of which the umask takes away.
  /// - Returns: the SHA-256 of the bytes, as 64 lower-case hexadecimal digits.
  /// - Throws: ``WriteFailure``; then `path` is as it was.
  @discardableResult
  package static func write(_ bytes: [UInt8], to path: String, replacing: Bool, mode: UInt32 = 0o644)
    throws(WriteFailure)
    -> String
  {
    // Not by the process alone: a program that was killed may have left one, and its number comes again.
    let temporary = "\(path).\(getpid())-\(UInt32.random(in: 0...UInt32.max)).part"
    let descriptor = unsafe open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode)
    guard descriptor >= 0 else { throw WriteFailure(path, errno) }
    do throws(WriteFailure) {
      try fill(descriptor, with: bytes, path)
      try place(temporary, at: path, replacing: replacing)
    } catch {
      unsafe unlink(temporary)
      throw error
    }
    syncFolder(of: path)
    return SHA.hex(of: bytes)
  }

  private static func fill(_ descriptor: Int32, with bytes: [UInt8], _ path: String) throws(WriteFailure) {
    var rest = bytes[...]
    var failure: Int32 = 0
    while !rest.isEmpty, failure == 0 {
      let written = unsafe rest.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if written > 0 { rest = rest.dropFirst(written) } else if errno != EINTR { failure = errno }
    }
    if failure == 0, fsync(descriptor) != 0 { failure = errno }
    if close(descriptor) != 0, failure == 0 { failure = errno }
    if failure != 0 { throw WriteFailure(path, failure) }
  }

  /// A link fails where the name is taken, so that nothing is replaced between a look and a rename.
  private static func place(_ temporary: String, at path: String, replacing: Bool) throws(WriteFailure) {
    if replacing {
      guard unsafe rename(temporary, path) == 0 else { throw WriteFailure(path, errno) }
      return
    }
    guard unsafe link(temporary, path) == 0 else { throw WriteFailure(path, errno) }
    unsafe unlink(temporary)
  }

  private static func syncFolder(of path: String) {
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
    let descriptor = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }
}

/// Why a file was not written, in one sentence.
package struct WriteFailure: Error, Hashable, Sendable, CustomStringConvertible {
  package let description: String

  init(_ path: String, _ code: Int32) {
    let reason: String =
      switch code {
      case EEXIST: "there is a file of that name; --force replaces it"
      case ENOENT: "its folder does not exist; create it first"
      case EACCES, EPERM: "the folder is not writable"
      case ENOSPC: "the disk is full; nothing was written"
      case EISDIR: "this is a folder; name a file"
      default: unsafe String(cString: strerror(code))
      }
    description = "\(path): \(reason)"
  }
}
