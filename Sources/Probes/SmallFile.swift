#if canImport(Glibc)
import Glibc
#endif

/// A file that is read whole, or not at all.
enum SmallFile {
  /// Nil where it cannot be read, or holds more bytes than `most`, also where it has grown meanwhile.
  static func content(of path: String, most: Int) -> [UInt8]? {
    // Non-blocking, so that a pipe that somebody put there holds nobody up.
    let descriptor = unsafe open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while bytes.count <= most {
      let count = unsafe buffer.withUnsafeMutableBytes { unsafe read(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { return nil }
      if count == 0 { return bytes }
      bytes += buffer[..<count]
    }
    return nil
  }
}
