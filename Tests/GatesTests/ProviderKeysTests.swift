import Testing

@testable import Gates

@Suite struct ProviderKeysTests {
  private let oidc = Key("auth", "oidc")
  private let start = Instant(milliseconds: 1_762_977_127_000)
  private let one = ProviderKey(kid: "k", thumbprint: "1")
  private let two = ProviderKey(kid: "k", thumbprint: "2")

  private var fresh: BoardState {
    let source = Source(
      name: "oidc", kind: .oidc(OIDCIssuer(SecretText("https://auth.example"))), every: .seconds(5),
      timeout: .seconds(1), staleAfter: .seconds(20), signals: [])
    let app = App(id: "auth", ruling: Ruling(.hold, allows: .none), sources: [source])
    return BoardState(Board(title: "t", state: "t.db", apps: [app]))
  }

  /// Takes in what a look found, and what follows from it.
  private func look(_ state: inout BoardState, _ keys: [ProviderKey], at now: Instant) -> [KeySetChanged] {
    state.ingest(keys: keys, of: oidc, at: now)
    let facts = Rules.evaluate(state, after: ["auth"], at: now)
    for fact in facts {
      state.apply(Event(sequence: state.sequence + 1, at: now, actor: Event.engine, fact: fact))
    }
    return facts.compactMap { if case .keySetChanged(let changed) = $0 { changed } else { nil } }
  }

  @Test func `each change of the keys is one fact, also under an old name`() {
    var state = fresh
    #expect(look(&state, [one], at: start) == [KeySetChanged(source: oidc, added: [one], removed: [])])
    #expect(look(&state, [one], at: start + .seconds(5)) == [])
    let rotated = KeySetChanged(source: oidc, added: [two], removed: [one])
    #expect(look(&state, [two], at: start + .seconds(10)) == [rotated])
    #expect(state.providerKeys[oidc]?.keys == [two])
    #expect(state.providerKeys[oidc]?.last == rotated)
    #expect(state.providerKeys[oidc]?.since == start + .seconds(10))
    #expect(look(&state, [two, one].sorted(), at: start + .seconds(15)).map(\.removed) == [[]])
  }

  @Test func `a fact that was not written is found again, until the keys are the old ones`() {
    var state = fresh
    state.ingest(keys: [one], of: oidc, at: start)
    #expect(Rules.evaluate(state, at: start).count == 1)
    #expect(Rules.evaluate(state, at: start + .seconds(1)).count == 1)
    _ = look(&state, [one], at: start + .seconds(2))
    state.ingest(keys: [two], of: oidc, at: start + .seconds(3))
    state.ingest(keys: [one], of: oidc, at: start + .seconds(3))
    #expect(Rules.evaluate(state, at: start + .seconds(3)).isEmpty)
  }

  // MARK: A provider that answers with other keys from look to look

  private func key(_ name: String) -> ProviderKey { ProviderKey(kid: name, thumbprint: name) }

  /// Looks each five seconds, from a second on, at key sets in turn.
  private func look(
    _ state: inout BoardState, at sets: [[ProviderKey]], from begin: Int64, for seconds: Int64
  ) -> [KeySetChanged] {
    var news: [KeySetChanged] = []
    for (index, second) in stride(from: begin, to: begin + seconds, by: 5).enumerated() {
      news += look(&state, sets[index % sets.count], at: start + .seconds(second))
    }
    return news
  }

  @Test func `two sets in turn are named once, and a key that nobody knew at once`() throws {
    var state = fresh
    let (a, b, c) = ([key("a")], [key("b")], [key("c")])
    let day = look(&state, at: [a, b], from: 0, for: 86_400)
    #expect(
      day == [
        KeySetChanged(source: oidc, added: a, removed: []), KeySetChanged(source: oidc, added: b, removed: a),
        KeySetChanged(source: oidc, added: a, removed: b),
        KeySetChanged(source: oidc, added: b, removed: [], isUnsteady: true),
      ])
    #expect(day.last?.words == "provider oidc changes its keys again and again, now with b")
    #expect(state.providerKeys[oidc]?.keys == a + b)
    #expect(state.providerKeys[oidc]?.unsteadySince == start + .seconds(15))
    // One of the machines turns its keys over: the new key is news, and an hour later that the old one is gone.
    let turned = look(&state, at: [a, c], from: 86_400, for: 7200)
    #expect(
      turned == [
        KeySetChanged(source: oidc, added: c, removed: [], isUnsteady: true),
        KeySetChanged(source: oidc, added: [], removed: b, isUnsteady: true),
      ])
    // All are alike again.
    let kept = look(&state, at: [c], from: 93_600, for: 7200)
    #expect(kept == [KeySetChanged(source: oidc, added: [], removed: a, isUnsteady: false)])
    #expect(kept.last?.words == "provider oidc keeps its keys again, no longer with a")
    #expect(state.providerKeys[oidc]?.keys == c)
    #expect(state.providerKeys[oidc]?.unsteadySince == nil)
    #expect(look(&state, at: [a], from: 200_000, for: 60) == [KeySetChanged(source: oidc, added: a, removed: c)])
  }

  @Test func `keys that are turned over as they should be are no alternation`() {
    var state = fresh
    let (old, both, new) = ([key("old")], [key("new"), key("old")], [key("new")])
    var news = look(&state, at: [old], from: 0, for: 600)
    news += look(&state, at: [both], from: 600, for: 600)
    news += look(&state, at: [new], from: 1200, for: 7200)
    #expect(news.map(\.added) == [old, new, []])
    #expect(news.map(\.removed) == [[], [], old])
    #expect(news.allSatisfy { $0.isUnsteady == nil })
    // Once a day a set comes back: each time that is news.
    for day in 1...5 as ClosedRange<Int64> {
      #expect(look(&state, at: [day.isMultiple(of: 2) ? new : old], from: day * 86_400, for: 60).count == 1)
    }
  }

  @Test func `a restart goes on where the journal was`() {
    var state = fresh
    _ = look(&state, at: [[one], [two]], from: 0, for: 600)
    var reborn = fresh
    for event in state.recent { reborn.apply(event) }
    #expect(look(&reborn, at: [[one], [two]], from: 600, for: 7200) == [])
    #expect(look(&reborn, at: [[two]], from: 7800, for: 7200).map(\.isUnsteady) == [false])
  }

  @Test func `somebody who makes up keys at each look fills neither the journal nor the memory`() {
    var state = fresh
    var news: [KeySetChanged] = []
    for look in 0..<5000 as Range<Int64> {
      news += self.look(&state, [key("k-\(look)")], at: start + .seconds(look * 5))
    }
    // 6 hours and 57 minutes.
    #expect(news.count <= 1 + 7 * ProviderKeys.mostChanges, "\(news.count)")
    #expect(news.allSatisfy { $0.added.count <= 201 })
    #expect(news.contains { $0.words.hasSuffix(" more") })
    #expect(state.providerKeys[oidc].map { $0.keys.count < 2000 } == true)
  }

  @Test(arguments: [
    ("127.0.0.1", true), ("127.255.0.9", true), ("localhost", true), ("LOCALHOST", true), ("a.localhost", true),
    ("::1", true), ("[::1]", true), ("127.0.0.1.example", false), ("127.0.0", false), ("127.0.0.256", false),
    ("128.0.0.1", false), ("localhost.example", false), ("::2", false), ("", false),
  ])
  func `this machine is told from one that only looks like it`(host: String, isHere: Bool) {
    #expect(isLoopback(host) == isHere)
  }
}
