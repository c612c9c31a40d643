import Testing

@testable import Gates

/// What a source's last answer leaves behind for who wants to see it.
@Suite struct LastAnswerTests {
  private let now = Instant(milliseconds: 1_762_977_127_000)
  private let key = Key("a0", "s")
  private let last = LastAnswer(
    steps: [LastAnswer.Step("connect", milliseconds: 0.214), LastAnswer.Step("total", milliseconds: 12)],
    beginning: String(repeating: "x", count: 2048))

  private func state(sources: Int) -> BoardState {
    let apps = (0..<sources).map { index in
      let source = Source(
        name: "s", kind: .file("f"), every: .seconds(5), timeout: .seconds(1), staleAfter: .seconds(20), signals: [])
      return App(id: AppID("a\(index)"), ruling: Ruling(.hold, allows: .none), sources: [source])
    }
    return BoardState(Board(title: "t", state: "t.db", apps: apps))
  }

  @Test func `it is kept beside the source, and gone with an answer that has none`() {
    var state = state(sources: 1)
    state.ingest(key, answered: true, said: "well", last: last, at: now)
    #expect(state.health[key]?.last == last)
    #expect(last.steps.map(\.words) == ["connect 0.21ms", "total 12.00ms"])
    state.ingest(key, answered: false, said: "nobody", at: now + .seconds(5))
    #expect(state.health[key]?.last == nil)
    #expect(state.health[key]?.lastAnswerAt == now)
  }

  @Test func `those who follow see it too, in bounds that hang on how many sources there are`() throws {
    for (sources, most) in [(1, 2048), (32, 2048), (1000, 65)] {
      var holder = state(sources: sources)
      holder.ingest(key, answered: true, said: "well", last: last, at: now)
      var follower = state(sources: sources)
      follower.follow(key, try #require(holder.live(key)))
      let seen = try #require(follower.health[key]?.last)
      #expect(seen.steps == last.steps)
      #expect(seen.beginning.utf8.count == most)
    }
  }

  @Test func `a board of ten thousand keeps two megabytes of answers, and no more`() {
    #expect(LastAnswer.room(among: 18) == 2048)
    #expect(LastAnswer.room(among: 1000) == 2048)
    #expect(LastAnswer.room(among: 10_000) * 10_000 <= 2 << 20)
  }

  @Test func `lines of every ending are lines`() {
    #expect(LastAnswer(steps: [], beginning: "a\r\nb\n\nc").lines == ["a", "b", "", "c"])
  }
}
