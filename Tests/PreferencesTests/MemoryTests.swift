import Canvas
import Dashboard
import Dispatch
import Foundation
import Gates
import Preferences
import Synchronization
import Testing

#if canImport(Glibc)
import Glibc
#endif

@Suite struct MemoryTests {
  private func inFolder(_ body: (String) throws -> Void) throws {
    let folder = "/tmp/gateboard-memory-\(UUID().uuidString.prefix(8))"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try body(folder)
  }

  private func draft(_ form: String, _ text: String) -> Draft {
    Draft(form: form, fields: ["What": text], focus: "What", at: Instant(milliseconds: 1_762_977_127_000))
  }

  private func write(_ text: String, in folder: String) throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder)/screen.json"))
  }

  private static func arranged() -> Habits {
    var habits = Habits()
    habits.order = .worst
    habits.chart = .halfBlock
    habits.columns = [.next, .ready]
    habits.folds = [
      FoldedHeading(kind: "gate", heading: "Criteria"), FoldedHeading(kind: "why", heading: "Guardrails"),
    ]
    return habits
  }

  private func store(_ folder: String) -> MemoryStore {
    MemoryStore(in: folder, from: ScreenMemory(in: folder).habits(over: Habits())) { Issue.record("\($0)") }
  }

  @Test func `a theme that was chosen is there the next time, and so is everything that was arranged`() throws {
    try inFolder { folder in
      #expect(ScreenMemory(in: folder) == ScreenMemory())
      let store = store(folder)
      store.keep(theme: "nord")
      store.keep(Habits())
      store.keep(theme: "gruvbox")
      store.keep(Self.arranged())
      store.finish()
      #expect(ScreenMemory(in: folder).theme == "gruvbox")
      #expect(ScreenMemory(in: folder).habits(over: Habits()) == Self.arranged())
      let names = try FileManager.default.contentsOfDirectory(atPath: folder)
      #expect(names == ["screen.json"], "nothing is left beside it")
    }
  }

  @Test func `what was never arranged is as files say, and what was put back is as it was put`() throws {
    try inFolder { folder in
      var usual = Habits()
      usual.columns = [.guardrail]
      #expect(ScreenMemory(in: folder).habits(over: usual) == usual)
      let store = MemoryStore(in: folder, from: usual) { Issue.record("\($0)") }
      var habits = usual
      habits.order = .deadline
      store.keep(habits)
      store.finish()
      #expect(ScreenMemory(in: folder).habits(over: usual).columns == [.guardrail])
      usual.columns = [.ready]
      #expect(ScreenMemory(in: folder).habits(over: usual).columns == [.ready], "the file says otherwise by now")
      habits.columns = Column.allCases
      store.keep(habits)
      store.finish()
      #expect(ScreenMemory(in: folder).habits(over: usual).columns == Column.allCases)
    }
  }

  @Test(arguments: [
    "{\"theme\": 7", "", "[]", "null", "{}", "\u{0}\u{1}", "{\"order\": \"sideways\", \"columns\": 3, \"folds\": [{}]}",
    String(repeating: "[", count: 100_000),
  ])
  func `habits that cannot be read are none, and the next ones are kept over them`(text: String) throws {
    try inFolder { folder in
      try write(text, in: folder)
      #expect(ScreenMemory(in: folder).theme == nil)
      #expect(ScreenMemory(in: folder).habits(over: Habits()) == Habits())
      let store = store(folder)
      store.keep(Self.arranged())
      store.finish()
      #expect(ScreenMemory(in: folder).habits(over: Habits()) == Self.arranged())
    }
  }

  @Test func `a word that is not known costs no more than itself`() throws {
    try inFolder { folder in
      try write(
        """
        {"theme": "nord", "order": "by name", "chart": "ASCII", "columns": ["next", "owner", "next"], "later": true}
        """, in: folder)
      let memory = ScreenMemory(in: folder)
      #expect(memory.theme == "nord")
      var habits = Habits()
      habits.chart = .ascii
      habits.columns = [.next]
      #expect(memory.habits(over: Habits()) == habits)
    }
  }

  @Test(.timeLimit(.minutes(1))) func `what is no file is no memory, and no start waits for it`() throws {
    try inFolder { folder in
      try FileManager.default.createDirectory(atPath: "\(folder)/screen.json", withIntermediateDirectories: true)
      #expect(ScreenMemory(in: folder) == ScreenMemory())
      let said = Said()
      let store = MemoryStore(in: folder, from: Habits()) { said.add($0) }
      store.keep(Self.arranged())
      store.finish()
      #expect(said.all.first?.hasPrefix("how the screen is arranged cannot be kept: \(folder)/screen.json: ") == true)
      try FileManager.default.removeItem(atPath: "\(folder)/screen.json")
      let made = unsafe mkfifo("\(folder)/screen.json", 0o600)
      #expect(made == 0)
      #expect(ScreenMemory(in: folder) == ScreenMemory(), "nobody writes into this pipe")
      try FileManager.default.removeItem(atPath: "\(folder)/screen.json")
      try write("{\"theme\": \"\(String(repeating: "n", count: 1 << 21))\"}", in: folder)
      #expect(ScreenMemory(in: folder) == ScreenMemory(), "nobody has that many habits")
    }
  }

  @Test func `programs that keep their habits at once leave a whole file, and neither loses the other's`() throws {
    try inFolder { folder in
      let (one, other) = (store(folder), store(folder))
      DispatchQueue.concurrentPerform(iterations: 300) { step in
        var habits = Habits()
        switch step % 3 {
        case 0:
          habits.order = step % 2 == 0 ? .worst : .deadline
          one.keep(habits)
        case 1:
          habits.chart = step % 2 == 0 ? .ascii : .halfBlock
          other.keep(habits)
        default:
          let data = try? Data(contentsOf: URL(fileURLWithPath: "\(folder)/screen.json"))
          let isWhole = data.map { (try? JSONDecoder().decode(ScreenMemory.self, from: $0)) != nil }
          #expect(isWhole != false, "half a file was to be seen")
        }
      }
      one.finish()
      other.finish()
      let names = try FileManager.default.contentsOfDirectory(atPath: folder)
      #expect(names == ["screen.json"], "nothing is left beside it")
      // One after the other, as two operators do: what the first arranged stays.
      var habits = Habits()
      (habits.order, habits.chart) = (.worst, .braille)
      one.keep(Habits())
      one.keep(habits)
      one.finish()
      habits = Habits()
      (habits.columns, habits.folds) = ([], [FoldedHeading(kind: "gate", heading: "Sources")])
      other.keep(habits)
      other.finish()
      let kept = ScreenMemory(in: folder).habits(over: Habits())
      #expect(kept.order == .worst)
      #expect(kept.columns == [])
      #expect(kept.folds.count == 1)
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
