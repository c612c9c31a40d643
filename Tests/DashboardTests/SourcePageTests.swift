import Canvas
import Dashboard
import Gates
import Testing

/// What the page of a source says beside its numbers.
@Suite struct SourcePageTests {
  private let now = SampleBoard.now
  private let key = Key("auth", "oidc")

  private func page(_ change: (inout OIDCIssuer, inout [ProviderKey]) -> Void) throws -> String {
    var issuer = OIDCIssuer(SecretText("https://auth.example"))
    var others = [ProviderKey(kid: "k-1", thumbprint: "1")]
    change(&issuer, &others)
    let source = Source(
      name: "oidc", kind: .oidc(issuer), every: .seconds(5), timeout: .seconds(1), staleAfter: .seconds(20),
      signals: [Signal(name: "jwks", selector: .measure(.jwks), unit: try #require(Unit.named("bool")))])
    let app = App(id: "auth", ruling: Ruling(.hold, allows: .none), sources: [source])
    var state = BoardState(Board(title: "Auth", state: "auth.db", apps: [app]))
    state.ingest(key, answered: false, said: "no answer within 1s", at: now)
    for look in 0..<8 {
      let at = now - .seconds(40) + .seconds(look * 5)
      state.ingest(keys: look.isMultiple(of: 2) ? [ProviderKey(kid: "k-1", thumbprint: "1")] : others, of: key, at: at)
      SampleBoard.apply(Rules.evaluate(state, at: at), to: &state, at: at, by: Event.engine)
    }
    var model = Model(state: state, now: now, size: Size(width: 120, height: 40), person: "sre-1")
    model.press(.character("S"), .enter)
    return model.screen
  }

  @Test func `whoever is not verified is named so, also while nobody answers`() throws {
    #expect(try !page { _, _ in }.contains("not verified"))
    let open = try page { issuer, _ in issuer.trust.isInsecure = true }
    #expect(open.contains("no answer within 1s"))
    #expect(open.contains("discovery and keys of https://auth.example, certificate not verified"), "\(open)")
  }

  @Test func `keys that are others from look to look are all there, with a word about it`() throws {
    let steady = try page { _, _ in }
    #expect(steady.contains("k-1") && !steady.contains("unsteady"))
    let page = try page { _, others in others = [ProviderKey(kid: "k-2", thumbprint: "2")] }
    #expect(page.contains("k-1 (1), k-2 (2)"), "\(page)")
    #expect(page.contains("▲ unsteady"), "\(page)")
  }
}
