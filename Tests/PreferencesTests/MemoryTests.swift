import Dashboard
import Foundation
import Gates
import Preferences
import Synchronization
import Testing

@Suite struct MemoryTests {
  private func inFolder(_ body: (String) throws -> Void) throws {
    let folder = "/tmp/gateboard-memory-\(UUID().uuidString.prefix(8))"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try body(folder)
  }

  private func draft(_ form: String, _ text: String) -> Draft {
    Draft(form: form, fields: ["What": text], focus: "What", at: Instant(milliseconds: 1_762_977_127_000))
  }

  @Test func `a theme that was chosen is there the next time`() throws {
    try inFolder { folder in
      #expect(ScreenMemory(in: folder) == ScreenMemory())
      try ScreenMemory(theme: "nord").save(in: folder)
      try ScreenMemory(theme: "gruvbox").save(in: folder)
      #expect(ScreenMemory(in: folder).theme == "gruvbox")
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["screen.json"])
      try Data("{\"theme\": 7".utf8).write(to: URL(fileURLWithPath: "\(folder)/screen.json"))
      #expect(ScreenMemory(in: folder) == ScreenMemory(), "habits that cannot be read are none")
    }
  }

  @Test func `drafts are kept for one user and board, the newest of each form, until they are forgotten`() throws {
    try inFolder { folder in
      let store = DraftStore(in: folder, journal: "/srv/night.db") { Issue.record("\($0)") }
      for text in ["r", "re", "replay"] { store.keep(draft("file", text)) }
      store.keep(draft("edit-3", "list"))
      store.finish()
      #expect(Set(store.load()) == [draft("file", "replay"), draft("edit-3", "list")])
      #expect(DraftStore(in: folder, journal: "/srv/other.db") { _ in }.load().isEmpty)
      let files = try #require(FileManager.default.enumerator(atPath: folder)).compactMap { $0 as? String }
      for file in files where file.hasSuffix(".json") {
        let attributes = try FileManager.default.attributesOfItem(atPath: "\(folder)/\(file)")
        #expect(attributes[.posixPermissions] as? Int == 0o600)
      }
      store.forget("file")
      store.finish()
      #expect(store.load() == [draft("edit-3", "list")])
    }
  }

  @Test func `a draft that cannot be kept is said`() throws {
    let said = Said()
    let store = DraftStore(in: "/proc/nowhere", journal: "/srv/night.db") { said.add($0) }
    store.keep(draft("file", "text"))
    store.finish()
    #expect(said.all.count == 1)
    #expect(said.all.first?.hasPrefix("what is typed cannot be kept") == true)
  }
}

private final class Said: Sendable {
  private let sentences = Mutex<[String]>([])

  func add(_ sentence: String) { sentences.withLock { $0.append(sentence) } }

  var all: [String] { sentences.withLock { $0 } }
}
