package import Dashboard
import Dispatch
import Synchronization

/// Keeps how the screen is arranged: a key does not wait for the disk, and of several changes only the newest is written.
///
/// Several programs of one user may do so at once: each reads the file anew and changes only what its own operator did.
package final class MemoryStore: Sendable {
  private struct Waiting {
    /// As the file has it by now, as far as this program wrote it.
    var written: Habits
    var wanted: Habits
    var theme: String?
    var isQueued = false
  }

  private let folder: String
  private let queue = DispatchQueue(label: "gateboard.memory", qos: .utility)
  private let waiting: Mutex<Waiting>
  private let complain: @Sendable (String) -> Void

  /// - Parameters:
  ///   - folder: the user's, of all boards.
  ///   - habits: how the screen began.
  ///   - complain: is told, on another thread, why nothing could be kept.
  package init(in folder: String, from habits: Habits, complain: @escaping @Sendable (String) -> Void) {
    self.folder = folder
    self.complain = complain
    waiting = Mutex(Waiting(written: habits, wanted: habits))
  }

  package func keep(_ habits: Habits) { put { $0.wanted = habits } }

  package func keep(theme: String) { put { $0.theme = theme } }

  /// Returns once everything is written.
  package func finish() { queue.sync {} }

  private func put(_ change: (inout Waiting) -> Void) {
    let isFirst = waiting.withLock { waiting in
      change(&waiting)
      defer { waiting.isQueued = true }
      return !waiting.isQueued
    }
    if isFirst { queue.async { self.write() } }
  }

  private func write() {
    let (habits, before, theme) = waiting.withLock { waiting in
      defer { (waiting.written, waiting.theme, waiting.isQueued) = (waiting.wanted, nil, false) }
      return (waiting.wanted, waiting.written, waiting.theme)
    }
    var memory = ScreenMemory(in: folder)
    memory.take(habits, insteadOf: before)
    if let theme { memory.theme = theme }
    do {
      try memory.save(in: folder)
    } catch {
      complain("how the screen is arranged cannot be kept: \(error)")
    }
  }
}
