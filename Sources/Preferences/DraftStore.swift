package import Dashboard
import Dispatch
import Foundation
import Reports
import Synchronization

/// Keeps what is typed into forms for the case that the program is killed: a file for each form, for one user and board.
///
/// A key does not wait for the disk: the files are written on a queue of their own, and of several drafts of one form
/// only the newest is.
package final class DraftStore: Sendable {
  private let folder: String
  private let queue = DispatchQueue(label: "gateboard.drafts", qos: .utility)
  /// What is still to be written, by the form's name; nil removes the file.
  private let waiting = Mutex<[String: Draft?]>([:])
  private let complain: @Sendable (String) -> Void

  /// - Parameters:
  ///   - folder: the user's, of all boards.
  ///   - journal: the path of the board's journal, which tells boards apart.
  ///   - complain: is told, on another thread, why a draft could not be kept.
  package init(in folder: String, journal: String, complain: @escaping @Sendable (String) -> Void) {
    let path = URL(fileURLWithPath: journal).standardizedFileURL.resolvingSymlinksInPath().path
    self.folder = "\(folder)/drafts/\(Self.short(path))"
    self.complain = complain
  }

  /// Everything that was kept. A file that cannot be read is none.
  package func load() -> [Draft] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".json") }.sorted().compactMap { name in
      guard let data = try? Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)")) else { return nil }
      return try? JSONDecoder().decode(Draft.self, from: data)
    }
  }

  package func keep(_ draft: Draft) { put(draft, for: draft.form) }

  package func forget(_ form: String) { put(nil, for: form) }

  /// Returns once everything is written.
  package func finish() { queue.sync {} }

  private func put(_ draft: Draft?, for form: String) {
    let isFirst = waiting.withLock { waiting in
      defer { waiting[form] = .some(draft) }
      return waiting[form] == nil
    }
    if isFirst { queue.async { self.write(form) } }
  }

  private func write(_ form: String) {
    guard let newest = waiting.withLock({ $0.removeValue(forKey: form) }) else { return }
    let file = "\(folder)/\(Self.short(form)).json"
    guard let draft = newest else {
      try? FileManager.default.removeItem(atPath: file)
      return
    }
    do {
      try Folder.make(folder)
      try AtomicFile.write([UInt8](try JSONEncoder().encode(draft)), to: file, replacing: true, mode: 0o600)
    } catch {
      complain("what is typed cannot be kept: \(error)")
    }
  }

  /// A name that any file system takes.
  private static func short(_ text: String) -> String { String(SHA.hex(of: Array(text.utf8)).prefix(16)) }
}
