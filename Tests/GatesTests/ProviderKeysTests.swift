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
    state.ingest(keys: keys, of: oidc)
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
    state.ingest(keys: [one], of: oidc)
    #expect(Rules.evaluate(state, at: start).count == 1)
    #expect(Rules.evaluate(state, at: start + .seconds(1)).count == 1)
    _ = look(&state, [one], at: start + .seconds(2))
    state.ingest(keys: [two], of: oidc)
    state.ingest(keys: [one], of: oidc)
    #expect(Rules.evaluate(state, at: start + .seconds(3)).isEmpty)
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
