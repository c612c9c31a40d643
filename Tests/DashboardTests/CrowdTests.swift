import BoardFile
import Canvas
import Dashboard
import Gates
import Testing

/// A board with so many rules that what follows from a state is worked out beside the screen.
@Suite struct CrowdTests {
  private static let p95 = Key("app_0", "p95")
  private let now = SampleBoard.now
  private let size = Size(width: 120, height: 40)

  private func board() throws -> Board {
    var text = "board: Crowd\nstate: crowd.db\napps:\n"
    for number in 0..<160 {
      text += """
          app_\(number):
            ruling: {is: GO, allows: production}
            sources: {health: {http: "http://127.0.0.1/health", signals: {p95: $.p95 ms}}}
            criteria: {fast: {require: p95 <= 120ms}}
            guardrails: {slow: {breach: p95 > 120ms, for: 0s, then: abort}}

        """
    }
    return try BoardFile.parse(Array(text.utf8), file: "crowd.yaml", environment: [:])
  }

  private func heard(_ state: BoardState, p95: Double, after seconds: Int) -> BoardState {
    let at = now + .seconds(seconds)
    var state = state
    for app in state.board.apps {
      let value = app.id == Self.p95.app ? p95 : 80
      state.ingest([Sample(Key(app.id, "p95"), .number(value), at: at)])
      state.ingest(Key(app.id, "health"), answered: true, said: "200 in 2 ms", at: at)
    }
    SampleBoard.apply(Rules.evaluate(state, at: at), to: &state, at: at)
    return state
  }

  private func model(_ state: BoardState, after seconds: Int = 0) -> Model {
    Model(state: state, now: now + .seconds(seconds), size: size, person: "sre-1")
  }

  private func derivable(_ effects: [Effect]) throws -> Derivable {
    try #require(effects.compactMap { if case .derive(let wanted) = $0 { wanted } else { nil } }.last)
  }

  @Test func `keys act on what is shown until what follows from a newer state has been worked out`() throws {
    let calm = heard(BoardState(try board()), p95: 80, after: 0)
    var model = model(calm)
    let burning = heard(calm, p95: 143, after: 1)
    let effects = model.show(burning, at: now + .seconds(1))
    let wanted = try derivable(effects)
    #expect(effects == [.derive(wanted)], "nothing else follows yet, no alarm either")
    #expect(model.update(.key(.character("j"))) == [])
    #expect(model.screen.contains("no alerts"))
    let then = model.update(.derived(wanted.derived()))
    #expect(then.contains(.bell))
    #expect(then.contains(.title(model.title)))
    #expect(model.screen.contains("ALERTS 2 ✖"), "the breach, and a GO that nothing supports:\n\(model.screen)")
    // What comes by way of the other thread is what a screen works out that is opened then.
    var opened = self.model(burning, after: 1)
    _ = opened.update(.key(.character("j")))
    #expect(model.view() == opened.view())
  }

  @Test func `each second asks for the newest state, also when the one before has not come`() throws {
    let calm = heard(BoardState(try board()), p95: 80, after: 0)
    var model = model(calm)
    let first = try derivable(model.show(heard(calm, p95: 143, after: 1), at: now + .seconds(1)))
    let second = try derivable(model.update(.tick(now + .seconds(2))))
    #expect(first != second)
    _ = model.update(.derived(second.derived()))
    #expect(model.state.breachedGuardrails == [Key("app_0", "slow")])
    #expect(model.now == now + .seconds(2))
  }

  @Test func `what is shown no more is handed over to be taken apart`() throws {
    var model = model(heard(BoardState(try board()), p95: 80, after: 0))
    let wanted = try derivable(model.update(.tick(now + .seconds(1))))
    let discarded = model.update(.derived(wanted.derived())).filter { if case .discard = $0 { true } else { false } }
    #expect(discarded.count == 1)
  }

  @Test func `a filter that is typed meanwhile holds for what comes`() throws {
    var model = model(heard(BoardState(try board()), p95: 80, after: 0))
    let wanted = try derivable(model.update(.tick(now + .seconds(1))))
    for key in "/app:app_15" { _ = model.update(.key(.character(key))) }
    _ = model.update(.derived(wanted.derived()))
    #expect(model.screen.contains("app_159"))
    #expect(!model.screen.contains("app_12 "))
  }

  @Test func `the present goes on behind the past`() throws {
    let calm = heard(BoardState(try board()), p95: 80, after: 0)
    var model = model(heard(calm, p95: 80, after: 1), after: 1)
    _ = model.update(.key(.character("t")))
    _ = model.update(.recalled(PastBoard(state: calm, at: now, last: model.state.sequence)))
    let wanted = try derivable(model.show(heard(calm, p95: 143, after: 2), at: now + .seconds(2)))
    #expect(model.update(.derived(wanted.derived())).contains(.bell))
    #expect(model.isInPast)
    #expect(model.state.breachedGuardrails == [])
    #expect(model.screen.contains("NOW ✖ 1 breached"))
  }
}
