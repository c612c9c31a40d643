import Foundation
import Gates
import Journal
import Testing

@testable import WarRoom

/// Many sources at once: what one machine lets them do, and what the engine makes of their answers.
@Suite struct AskingTests {
  @Test func `all hosts together are asked no more questions than there are descriptors for`() async {
    let gate = HostGate(mostOfAll: 3)
    let tally = Tally()
    // Every tenth asks no host, as files and programs do.
    await tally.crowd(100, at: gate) { $0.isMultiple(of: 10) ? nil : "host-\($0 % 7):80" }
    let (now, most, done) = tally.told
    #expect(now == 0 && done == 100)
    #expect((2...3).contains(most))
  }

  @Test(arguments: [(64, 1), (128, 9), (256, 25), (1024, 121), (16_384, 2041)])
  func `a quarter of half of the free descriptors is how many are asked at a time`(limit: Int, questions: Int) {
    #expect(Descriptors(limit: limit).questions == questions)
    // Each may take four, and connections are kept beside them.
    #expect(limit < 128 || questions * 4 + Descriptors(limit: limit).kept <= limit - 56)
  }

  @Test func `few descriptors are a sentence that says how many are asked and what to do`() {
    #expect(
      Descriptors(limit: 128).trouble(asking: 40)
        == "ulimit -n is 128: 9 of 40 sources are asked at a time, the others wait; "
        + "'ulimit -n 4096' before gateboard starts ends that")
    #expect(Descriptors(limit: 128).trouble(asking: 9) == nil)
    #expect(Descriptors(limit: 1024).trouble(asking: 10_000) == nil)
    #expect(Descriptors(limit: 64).refusal == nil)
    #expect(
      Descriptors(limit: 63).refusal
        == "ulimit -n is 63, expected 64 or more: 'ulimit -n 4096' before gateboard starts allows that")
  }

  // MARK: Answers

  private func board(of count: Int, in folder: String) throws -> Board {
    let path = "\(folder)/value.json"
    try "{\"a\": 9}".write(toFile: path, atomically: true, encoding: .utf8)
    let selector = Selector.json(try #require(JSONPath("$.a")))
    let unit = try #require(Unit.named("number"))
    let sources = (0..<count).map { number in
      Source(
        name: "s\(number)", kind: .file(path), every: .seconds(1), timeout: .seconds(60), staleAfter: .seconds(600),
        signals: [Signal(name: "a\(number)", selector: selector, unit: unit)])
    }
    let guardrail = Guardrail(
      name: "g", title: "g", breach: try ConditionParser.parse("a\(count - 1) > 7"), sustained: .zero, action: .abort)
    let app = App(id: "shop", ruling: Ruling(.go, allows: .production), sources: sources, guardrails: [guardrail])
    return Board(title: "t", state: "\(folder)/t.db", apps: [app])
  }

  @Test(.timeLimit(.minutes(1))) func `answers that come together are shown together, and none is lost`() async throws {
    let folder = NSTemporaryDirectory() + "/gateboard-asking-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let board = try board(of: 300, in: folder)
    let (states, shown) = AsyncStream<BoardState>.makeStream()
    let room = try WarRoom(board: board, journal: try Journal(at: board.state), clock: SystemClock()) {
      shown.yield($0)
    }
    // Before the first state: those that come while nobody takes them yet have had their time, too.
    let began = ContinuousClock.now
    await room.start(as: "sre-1")
    var count = 0
    var last: BoardState?
    for await state in states {
      count += 1
      last = state
      if state.health.values.allSatisfy({ ($0.punctuality?.asked ?? 0) >= 2 }) { break }
    }
    let seconds = began.duration(to: .now) / .seconds(1)
    // Once a second by the clock, four times a second for numbers, and a few for what happens at the beginning.
    #expect(Double(count) <= 12 + 6 * seconds, "\(count) states in \(seconds) s")
    let state = try #require(last)
    #expect(state.hasAllSamples)
    #expect(state.run(Key("shop", "g")).phase == .breached)
    let source = try #require(state.health[Key("shop", "s7")])
    #expect(source.answers == true)
    #expect(source.punctuality?.words.hasSuffix(" questions within 100ms of their time") == true)
    await room.stop()
  }
}
