import StrictYAML
import Testing

@Suite struct BadBoards {
  static let all =
    BadBoard.text + BadBoard.keys + BadBoard.words + BadBoard.times + BadBoard.names + BadBoard.conditions
    + BadBoard.sources + BadBoard.several + BadBoard.followUps + BadBoard.columns + BadBoard.repeated
    + BadBoard.open + BadBoard.addresses + BadBoard.empty + BadBoard.rules + BadBoard.pushes
    + BadBoard.kinds

  @Test func `the board that the bad ones are made from is good`() {
    #expect(BadBoard.complaints(about: BadBoard.good.utf8) == [])
  }

  @Test(arguments: all) func `a bad board says all that is wrong with it, each with its place`(board: BadBoard) {
    #expect(BadBoard.complaints(about: board.text.utf8) == board.messages)
  }

  @Test(arguments: all) func `every complaint is one line that says what was expected`(board: BadBoard) {
    for message in BadBoard.complaints(about: board.text.utf8) {
      #expect(message.contains("expected"))
      #expect(!message.contains("\n"))
    }
  }

  @Test func `no name stands for two bad boards`() {
    #expect(Set(Self.all.map(\.name)).count == Self.all.count)
  }

  @Test func `lines that end as on Windows have the same places`() {
    let text = BadBoard.good.split(separator: "\n").joined(separator: "\r\n")
    #expect(BadBoard.complaints(about: text.utf8) == [])
    #expect(
      BadBoard.complaints(about: text.replacing("HOLD", with: "HOLDD").utf8) == [
        "night.yaml:44:18: expected a ruling, found 'HOLDD'; did you mean 'HOLD'?"
      ])
  }
}

/// Files that no human writes, and that must not take the board's time or memory.
@Suite struct HostileBoards {
  @Test func `a file that is not UTF-8 says so`() {
    let bytes: [UInt8] = Array("board: Caf".utf8) + [0xE9, 0x0A]
    #expect(
      BadBoard.complaints(about: bytes) == ["night.yaml:1:1: expected UTF-8 text; save the file as UTF-8"])
  }

  @Test func `one byte more than four mebibytes is refused, four mebibytes are read`() {
    let text = BadBoard.good + "\n#"
    let fill = String(repeating: "x", count: Document.largest - text.utf8.count)
    #expect(BadBoard.complaints(about: (text + fill).utf8) == [])
    #expect(
      BadBoard.complaints(about: (text + fill + "x").utf8) == [
        "night.yaml:1:1: expected at most 4194304 bytes of YAML, found 4194305"
      ])
  }

  @Test func `lists in lists are read 32 deep and no deeper`() {
    func nested(_ depth: Int) -> String {
      "board: " + String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    let place = "night.yaml:1:40: expected at most 32 levels of nesting"
    #expect(BadBoard.complaints(about: nested(33).utf8) == [place])
    #expect(!BadBoard.complaints(about: nested(32).utf8).contains(place))
  }

  @Test(.timeLimit(.minutes(1))) func `a hundred thousand brackets are refused`() {
    let text = "board: " + String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000)
    #expect(
      BadBoard.complaints(about: text.utf8) == ["night.yaml:1:40: expected at most 32 levels of nesting"])
  }

  @Test func `a condition nests fifty deep and no deeper`() {
    let text = BadBoard.good.replacing("p95 <= 120ms", with: String(repeating: "(", count: 500) + "ready")
    #expect(
      BadBoard.complaints(about: text.utf8) == ["night.yaml:35:86: expected at most 50 levels of nesting"])
  }

  @Test(.timeLimit(.minutes(1)), arguments: [3, 4])
  func `aliases that multiply are counted, not written out`(names: Int) {
    let text = Self.lists(levels: 40 / names, names: names)
    #expect(
      BadBoard.complaints(about: text.utf8).last?.hasSuffix(
        "expected at most 200000 values once aliases are written out")
        == true)
  }

  @Test(
    .timeLimit(.minutes(1)),
    arguments: [
      "x: {*a29 : 1}", "x: {[*a29, *a29] : 1}", "? *a29\n: 1", "x: {{y: *a29} : 1}", "? [*a29]\n: 1",
      "x: {*a29 , b: 1}",
      "x: {[*a29] , b: 1}", "x: {? *a29 , b: 1}", "x: [? *a29 ]", "!!set {? *a29}", "x: *a29",
    ])
  func `as keys and as values too`(key: String) {
    let text = Self.lists(levels: 29, names: 9) + key + "\n"
    #expect(
      BadBoard.complaints(about: text.utf8) == [
        "night.yaml:7:10: expected at most 200000 values once aliases are written out"
      ])
  }

  @Test(arguments: ["x: {*a3 : 1}", "? *a3\n: 1", "x: {? *a3 , b: 1}"])
  func `an alias to a list is no key`(key: String) {
    let complaints = BadBoard.complaints(about: (Self.lists(levels: 3, names: 3) + key + "\n").utf8)
    #expect(complaints.count == 1)
    #expect(complaints.first?.hasSuffix("expected plain text as a key, found a list or mapping") == true)
  }

  @Test func `an alias to a text is a key`() {
    let text = BadBoard.good.replacing("board: Night", with: "board: &title Night")
      .replacing("title: Fast", with: "*title : Fast")
    #expect(
      BadBoard.complaints(about: text.utf8) == [
        "night.yaml:35:14: expected a key of a criterion, found 'Night'; known are title, require, evidence, approval, "
          + "by, max_age, sha256, gates, replay"
      ])
  }

  @Test func `an alias counts the levels of what it stands for`() {
    func nested(_ depth: Int) -> String {
      "a: &a " + String(repeating: "[", count: 20) + String(repeating: "]", count: 20) + "\nb: "
        + String(repeating: "[", count: depth) + "*a" + String(repeating: "]", count: depth)
    }
    let place = "night.yaml:2:17: expected at most 32 levels of nesting"
    #expect(BadBoard.complaints(about: nested(13).utf8) == [place])
    #expect(!BadBoard.complaints(about: nested(12).utf8).contains { $0.contains("levels") })
  }

  @Test func `hundreds of aliases to one limit are read`() {
    let apps = (0..<500).map { "  app\($0): {ruling: *free}\n" }.joined()
    let text = "board: Night\nstate: night.db\napps:\n  first: {ruling: &free {is: GO, allows: production}}\n" + apps
    #expect(BadBoard.complaints(about: text.utf8) == [])
  }

  @Test func `every place of a key is named`() {
    let text = String(repeating: "k: 1\n", count: 40)
    #expect(
      BadBoard.complaints(about: text.utf8)
        == (2...40).map {
          "night.yaml:\($0):1: expected each key once, found 'k' again, first in line 1; keep one of them"
        })
  }

  @Test func `an alias to a mapping in which a key stands twice says so once`() {
    let text = "a: &a {k: 1, k: 2}\nb: *a\nc: [*a, *a]\n"
    #expect(
      BadBoard.complaints(about: text.utf8) == [
        "night.yaml:1:14: expected each key once, found 'k' again, first in line 1; keep one of them"
      ])
  }

  @Test func `an alias may repeat a value`() {
    let text = BadBoard.good
      .replacing("p95 <= 120ms", with: "&limit p95 <= 120ms").replacing("p95 > 200ms", with: "*limit")
    #expect(BadBoard.complaints(about: text.utf8) == [])
  }

  /// Lists that each name the one before so many times.
  private static func lists(levels: Int, names: Int) -> String {
    (1...levels).reduce("a0: &a0 [lol]\n") { text, level in
      let aliases = Array(repeating: "*a\(level - 1)", count: names).joined(separator: ", ")
      return text + "a\(level): &a\(level) [\(aliases)]\n"
    }
  }
}
