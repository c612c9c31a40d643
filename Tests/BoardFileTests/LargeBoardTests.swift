import BoardFile
import Gates
import StrictYAML
import Testing

/// Boards whose apps are read by several at once, and before the file has been read to its end.
@Suite struct LargeBoardTests {
  /// So many that every core gets several parts, and the last part is not full.
  private static let count = 700

  private static func text(_ app: (Int) -> String = { _ in "ruling: {is: GO, allows: production}" }) -> String {
    let apps = (0..<count).map { "  app\($0): {\(app($0))}\n" }.joined()
    return "board: Night\nstate: night.db\napps:\n\(apps)"
  }

  /// The line where an app stands.
  private static func line(_ app: Int) -> Int { app + 4 }

  @Test func `the apps stand in the order of the file`() throws {
    let board = try BoardFile.parse([UInt8](Self.text().utf8), file: "night.yaml", environment: [:])
    #expect(board.apps.map(\.id.name) == (0..<Self.count).map { "app\($0)" })
  }

  @Test func `whichever of them are wrong, all of it is said in the order of the file`() {
    let text = Self.text { $0 % 9 == 4 ? "ruling: {is: GO, allows: \($0)}" : "ruling: {is: GO, allows: production}" }
    let complaints = BadBoard.complaints(about: text.utf8)
    let wrong = (0..<Self.count).filter { $0 % 9 == 4 }
    #expect(complaints.count == wrong.count)
    for (app, complaint) in zip(wrong, complaints) {
      #expect(complaint.hasPrefix("night.yaml:\(Self.line(app)):"))
      #expect(complaint.contains("expected a posture, found '\(app)'"))
    }
  }

  @Test func `a secret of the environment reaches each`() throws {
    let text = Self.text { "url: 'http://${HOST}/\($0)', ruling: {is: GO, allows: production}" }
    let complaint = BadBoard.complaints(about: text.utf8)
    #expect(complaint.count == Self.count)
    let board = try BoardFile.parse([UInt8](text.utf8), file: "night.yaml", environment: ["HOST": "127.0.0.1"])
    #expect(board.apps.map(\.url) == (0..<Self.count).map { "http://${HOST}/\($0)" })
  }

  @Test func `what is no YAML behind the apps is all that is said`() {
    let wrong = Self.text { "ruling: {is: GO, allows: \($0)}" }
    let complaints = BadBoard.complaints(about: (wrong + "windows: [\n").utf8)
    #expect(complaints.count == 1)
    #expect(complaints.first?.contains("expected a posture") == false)
  }

  @Test func `apps that stand twice are said to, and neither is read`() {
    let complaints = BadBoard.complaints(about: (Self.text() + "apps: {app1: {ruling: 1}}\n").utf8)
    #expect(
      complaints == ["night.yaml:704:1: expected each key once, found 'apps' again, first in line 3; keep one of them"])
  }

  @Test func `an app with hundreds of signals knows each of them`() {
    let signals = (0..<300).map { "s\($0): $.s\($0) count" }.joined(separator: ", ")
    let rules = (0..<300).map { "g\($0): {breach: s\($0) > 1, for: 1m, then: alert}" }.joined(separator: ", ")
    let text =
      "board: Night\nstate: night.db\napps:\n  a:\n    ruling: {is: GO, allows: production}\n"
      + "    sources: {one: {http: 'http://127.0.0.1/', signals: {\(signals)}}}\n    guardrails: {\(rules)}\n"
    #expect(BadBoard.complaints(about: text.utf8) == [])
    let missing = text.replacing("breach: s7 > 1", with: "breach: s300 > 1")
    #expect(BadBoard.complaints(about: missing.utf8).count == 1)
    let other = text.replacing("breach: s299 > 1", with: "breach: s299 > 1s")
    #expect(BadBoard.complaints(about: other.utf8).count == 1)
  }
}

/// What is handed out while a text is read.
@Suite struct EarlyTests {
  private static func early(_ key: String, of text: String) -> (keys: [String], isYAML: Bool) {
    var keys: [String] = []
    let early = Early(entriesOf: key) { keys.append($0.key) }
    let document = try? Document.parse([UInt8](text.utf8), file: "night.yaml", early: early)
    return (keys, document != nil)
  }

  @Test(arguments: [
    ("apps: {a: 1, b: {c: 2}}\nwindows: {d: 3}\n", ["a", "b"], true),
    ("windows: {a: 1}\n", [], true),
    ("x: {apps: {a: 1}}\n", [], true),
    ("apps: [{a: 1}]\n", [], true),
    ("apps: 1\n", [], true),
    ("- apps: {a: 1}\n", [], true),
    ("windows: &w {a: 1}\napps: *w\n", [], true),
    ("apps: {a: 1, b: [}\n", ["a"], false),
    ("apps: {a: 1}\nx: [\n", ["a"], false),
  ]) func `the entries of the one mapping, each once it is whole`(text: String, keys: [String], isYAML: Bool) {
    let found = Self.early("apps", of: text)
    #expect(found.keys == keys)
    #expect(found.isYAML == isYAML)
  }
}
