import Chance
import Testing

@testable import Gates

/// Regular expressions that no text can hold up, against Swift's own, which any can.
@Suite struct TextPatternTests {
  @Test(arguments: [
    (#""version":"([0-9.]+)""#, #"{"version":"2.14.1","x":"9"}"#, "2.14.1"), ("a|ab", "xab", "a"),
    ("ab|a", "xab", "ab"),
    ("(a+?)a", "aaa", "a"), ("(a+)a", "aaa", "aa"), ("a{2,3}", "aaaa", "aaa"), ("a{2,3}?", "aaaa", "aa"),
    ("a{2}b", "aaab", "aab"), ("x{0}y", "xy", "y"), ("[^ ]+$", "up for 3 days", "days"), (#"\bcat\b"#, "a cat.", "cat"),
    (#"(?:load: )(\d+\.\d{2})"#, "load: 12.345", "12.34"), ("(?i)(STATE|mode): ([a-z]+)", "State: OK", "State"),
    (#"[\d.]+\s*%"#, "cpu 12.5 %", "12.5 %"), ("[-a]+", "b-a-", "-a-"), ("[a-]+", "b-a-", "-a-"),
    (#"\(\+\)"#, "(+)", "(+)"),
    ("é+", "caféé", "éé"), ("(?:a*)*b", "aab", "aab"), ("^$", "", ""), (#"[^\w]"#, "a!b", "!"),
    (#"[\W_]"#, "a_b", "_"), ("(?i)[a-c]+", "xABCd", "ABC"), (".", "\u{1F600}", "\u{1F600}"),
  ])
  func `the first match is found, and its first group`(pattern: String, line: String, found: String) throws {
    #expect(try #require(TextPattern(pattern)).first(in: line) == found)
  }

  @Test(arguments: [
    ("a", "b"), ("^b", "ab"), ("a$", "ab"), ("a{3}", "aa"), ("(a)|b", "b"), ("[^a]", "a"), (#"\d"#, "٣"),
  ])
  func `what does not match finds nothing`(pattern: String, line: String) throws {
    #expect(try #require(TextPattern(pattern)).first(in: line) == nil)
  }

  @Test(arguments: [
    "(", ")", "a)", "[a", "[]", "[^]", "*", "a**", "a++", "a{2}{3}", "a{", "a{x}", "a{3,2}", "a{1001}", "a{,3}", "^*",
    #"(a)\1"#, "(?=a)", "(?<n>a)", #"\p{L}"#, #"\n"#, #"\"#, "[z-a]", "[[a]]", #"[\d-z"#, "a(?i)b",
    String(repeating: "a", count: 600), "((a{30}){30}){30}",
    String(repeating: "(", count: 50) + String(repeating: ")", count: 50),
  ])
  func `what is of another syntax, or too long, is refused`(pattern: String) {
    #expect(TextPattern(pattern) == nil)
  }

  @Test func `random patterns find what Swift's find`() throws {
    var chance = SeededGenerator(seed: 11)
    func pick(_ choices: [String]) -> String { choices[Int(chance.next() % UInt64(choices.count))] }
    // No group is empty: what a repetition of nothing finds is told differently everywhere.
    func random(_ depth: Int, isGroup: Bool = false) -> String {
      let atom = pick(
        depth > 0 ? ["a", "b", "c", "[ab]", "[^a]", ".", "group", "group"] : ["a", "b", "c", "[bc]", "."])
      func inner() -> String { random(depth - 1, isGroup: true) }
      let part = atom == "group" ? "(?:\(inner())\(pick(["", "|"]))\(inner()))" : atom
      let times = pick(["", "", "", "+", "{2}", "{1,2}", "+?"] + (isGroup ? [] : ["*", "?", "*?", "??"]))
      return part + times + (depth > 0 ? random(depth - 1, isGroup: isGroup) : "")
    }
    var matches = 0
    for _ in 0..<500 {
      let pattern = random(2)
      guard pattern.count < 30 else { continue }
      let ours = try #require(TextPattern(pattern), "\(pattern)")
      let theirs = try Regex(pattern)
      for _ in 0..<5 {
        let line = (0..<Int(chance.next() % 9)).map { _ in pick(["a", "b", "c", "d"]) }.joined()
        let found = try theirs.firstMatch(in: line).map { String($0.0) }
        #expect(ours.first(in: line) == found, "\(pattern) in '\(line)'")
        if found != nil { matches += 1 }
      }
    }
    #expect(matches > 250)
  }

  @Test(arguments: ["([0-9.]+)%", ".*,.*,.*,.*x", "(a+)+$", #"(\w|\d)+$"#, "(a?){40}b", "(?:(?:a*)*)*b", "(x+x+)+y"])
  func `no text holds a pattern up`(pattern: String) throws {
    let pattern = try #require(TextPattern(pattern))
    let began = ContinuousClock.now
    for sign in ["1", ",", "a", "x"] {
      #expect(pattern.first(in: String(repeating: sign, count: 2000) + "!") == nil)
    }
    // Each of them would take Swift's engine longer than a night.
    #expect(began.duration(to: .now) < .seconds(60))
  }
}
