import Foundation

#if canImport(Glibc)
import Glibc
#endif

/// Tells when anything changes in a folder or in those within it: inotify(7).
final class FolderWatch: Sendable {
  private let folder: String
  private let descriptor: Int32

  struct Trouble: Error, CustomStringConvertible {
    let description: String
  }

  init(_ folder: String) throws {
    self.folder = folder
    descriptor = inotify_init1(O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { throw Trouble(description: "inotify: errno \(errno)") }
  }

  deinit { close(descriptor) }

  /// Watches every folder that is there now; to watch one again changes nothing.
  ///
  /// What happens from here on is told by ``change(before:)``, so a look that follows misses nothing. A folder that is
  /// made later is told of by its parent.
  func begin() throws {
    let changes = UInt32(IN_MODIFY | IN_ATTRIB | IN_CREATE | IN_DELETE | IN_MOVED_TO | IN_MOVED_FROM)
    let within = FileManager.default.enumerator(
      at: URL(fileURLWithPath: folder), includingPropertiesForKeys: [.isDirectoryKey])
    let folders = (within?.compactMap { $0 as? URL } ?? []).filter { $0.hasDirectoryPath }.map(\.path)
    for path in [folder] + folders where unsafe inotify_add_watch(descriptor, path, changes) < 0 {
      // One that has gone meanwhile has nothing more to tell.
      guard errno == ENOENT || errno == ENOTDIR else { throw Trouble(description: "inotify \(path): errno \(errno)") }
    }
  }

  /// Returns at the first change since ``begin()``, or at the deadline.
  func change(before deadline: ContinuousClock.Instant) async {
    await withCheckedContinuation { done in
      // It blocks, and does so on a thread of its own: those of the pool are for tasks.
      Thread.detachNewThread {
        self.block(until: deadline)
        done.resume()
      }
    }
  }

  private func block(until deadline: ContinuousClock.Instant) {
    let left = ContinuousClock.now.duration(to: deadline)
    let milliseconds = max(0, left.components.seconds * 1000 + left.components.attoseconds / 1_000_000_000_000_000)
    var asked = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    _ = unsafe poll(&asked, 1, Int32(clamping: milliseconds + 1))
    // What was told is not needed, only that it was: the queue is emptied, and what comes later is told again.
    var events = [UInt8](repeating: 0, count: 1 << 16)
    while unsafe read(descriptor, &events, events.count) > 0 {}
  }
}
