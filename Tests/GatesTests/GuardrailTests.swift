import Foundation
import Testing

@testable import Gates

/// Timelines that Prometheus itself confirmed; see Vectors/timelines.json.
private struct Timeline: Decodable {
  let name: String
  let forMinutes: Int
  let recoverForMinutes: Int
  let samples: [Minute]
  let states: [String]

  /// A number, or no sample, or an explicit no-data.
  enum Minute: Decodable {
    case value(Double)
    case nothing
    case noData

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let number = try? container.decode(Double.self) {
        self = .value(number)
      } else {
        self = container.decodeNil() ? .nothing : .noData
      }
    }
  }

  static func all() throws -> [Timeline] {
    let url = try #require(Bundle.module.url(forResource: "Vectors/timelines", withExtension: "json"))
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode([Timeline].self, from: Data(contentsOf: url))
  }
}

@Suite struct GuardrailTests {
  private let app = AppID("shop")

  private func board(
    for sustained: Duration, of window: Duration? = nil, recovery: Duration = .zero,
    staleAfter: Duration = .seconds(300), silence: Guardrail.Silence = .hold, isDryRun: Bool = false,
    ownStaleAfter: Duration? = nil
  ) throws -> Board {
    let guardrail = Guardrail(
      name: "p95", title: "P95 over 120 ms", breach: try ConditionParser.parse("p95 > 120ms"), sustained: sustained,
      within: window, recovery: recovery, staleAfter: ownStaleAfter, silence: silence, isDryRun: isDryRun,
      action: .abort)
    let path = try #require(JSONPath("$.p95"))
    let unit = try #require(Unit.named("ms"))
    let source = Source(
      name: "health", kind: .http(HTTPRequest(url: SecretText("http://127.0.0.1/"))), every: .seconds(60),
      timeout: .seconds(2), staleAfter: staleAfter, signals: [Signal(name: "p95", selector: .json(path), unit: unit)])
    return Board(
      title: "Test", state: "test.db",
      apps: [App(id: app, ruling: Ruling(.noGo, allows: .observer), sources: [source], guardrails: [guardrail])])
  }

  /// Feeds one value, evaluates, journals in memory.
  private func step(_ state: inout BoardState, _ value: Double?, at now: Instant) {
    if let value { state.ingest([Sample(Key(app, "p95"), .number(value), at: now)]) }
    state.ingest(Key(app, "health"), answered: true, said: "200", at: now)
    for fact in Rules.evaluate(state, at: now) {
      state.apply(Event(sequence: state.sequence + 1, at: now, actor: Event.engine, fact: fact))
    }
  }

  private func minute(_ number: Int) -> Instant { Instant(milliseconds: Int64(number) * 60_000) }
  private func run(_ state: BoardState) -> GuardrailRun { state.run(Key(app, "p95")) }

  @Test func `where silence clears it follows Prometheus on every timeline`() throws {
    let timelines = try Timeline.all()
    #expect(timelines.count == 40)
    for timeline in timelines {
      let board = try board(
        for: .seconds(60 * timeline.forMinutes), recovery: .seconds(60 * timeline.recoverForMinutes), silence: .clear)
      var state = BoardState(board)
      for (index, expected) in timeline.states.enumerated() {
        switch index < timeline.samples.count ? timeline.samples[index] : .nothing {
        case .value(let value): step(&state, value, at: minute(index))
        case .nothing: step(&state, nil, at: minute(index))
        case .noData:
          state.ingest([Sample(Key(app, "p95"), nil, reason: "says nothing", at: minute(index))])
          step(&state, nil, at: minute(index))
        }
        #expect(run(state).phase.rawValue == expected, "\(timeline.name) at minute \(index)")
      }
    }
  }

  @Test func `zero duration breaches at the first true evaluation`() throws {
    var state = BoardState(try board(for: .zero))
    step(&state, 143, at: minute(0))
    #expect(run(state).phase == .breached)
    #expect(state.standing(of: state.board.apps[0], at: minute(0)).posture == .none)
  }

  @Test func `a restart does not forgive a burn`() throws {
    let board = try board(for: .seconds(300))
    var state = BoardState(board)
    step(&state, 143, at: minute(0))
    var reborn = BoardState(board)
    for event in state.recent { reborn.apply(event) }
    #expect(run(reborn).phase == .pending)
    step(&reborn, 143, at: minute(4))
    #expect(run(reborn).phase == .pending)
    step(&reborn, 143, at: minute(5))
    #expect(run(reborn).phase == .breached)
    #expect(run(reborn).since == minute(0))
  }

  @Test func `silence neither clears nor completes a burn, and shows as blind`() throws {
    var state = BoardState(try board(for: .seconds(300), staleAfter: .seconds(120)))
    step(&state, 143, at: minute(0))
    for silent in 1...20 { step(&state, nil, at: minute(silent)) }
    #expect(run(state).phase == .pending)
    let standing = try #require(state.standing(of: state.board.apps[0], at: minute(20)).worstGuardrail)
    #expect(standing.isBlind)
    step(&state, 143, at: minute(21))
    #expect(run(state).phase == .breached)
  }

  @Test(arguments: [(nil, GuardrailPhase.breached), (Duration.seconds(30), .pending)])
  func `a last value that still counts completes a burn, and one that no longer does completes none`(
    own: Duration?, phase: GuardrailPhase
  ) throws {
    // The source's freshness of two minutes outlasts the burn; the guardrail may want a younger value.
    var state = BoardState(try board(for: .seconds(60), staleAfter: .seconds(120), ownStaleAfter: own))
    step(&state, 143, at: minute(0))
    step(&state, nil, at: minute(1))
    #expect(run(state).phase == phase)
  }

  @Test func `a clock that steps back takes the burn along: neither forgiven nor begun anew`() throws {
    var state = BoardState(try board(for: .seconds(300)))
    step(&state, 143, at: minute(10))
    step(&state, 143, at: minute(13))
    step(&state, 143, at: minute(3))
    #expect(run(state).since == minute(0))
    step(&state, 143, at: minute(4))
    #expect(run(state).phase == .pending)
    step(&state, 143, at: minute(5))
    #expect(run(state).phase == .breached)
    #expect(state.recent.contains { if case .clockStepped = $0.fact { true } else { false } })
  }

  @Test func `another clock's events in the journal leave this clock's burns alone`() throws {
    var state = BoardState(try board(for: .seconds(300)))
    step(&state, 143, at: minute(10))
    let foreign = Fact.criterionMoved(
      CriterionMoved(criterion: Key(app, "x"), from: .unknown, to: .pass, because: "elsewhere"))
    state.apply(Event(sequence: 99, at: minute(500_000), actor: Event.engine, fact: foreign))
    step(&state, 143, at: minute(11))
    #expect(run(state).since == minute(10))
    step(&state, 143, at: minute(14))
    #expect(run(state).phase == .pending)
    step(&state, 143, at: minute(15))
    #expect(run(state).phase == .breached)
  }

  @Test(arguments: [Guardrail.Silence.clear, .breach])
  func `a program that has asked nobody neither clears a breach nor begins one`(silence: Guardrail.Silence) throws {
    let board = try board(for: .zero, silence: silence)
    #expect(Rules.evaluate(BoardState(board), at: minute(0)).isEmpty)
    var state = BoardState(board)
    step(&state, 143, at: minute(0))
    var other = BoardState(board)
    for event in state.recent { other.apply(event) }
    #expect(run(other).phase == .breached)
    #expect(Rules.evaluate(other, at: minute(1)).isEmpty)
  }

  @Test func `silence burns where the board says that it is a breach`() throws {
    var state = BoardState(try board(for: .seconds(120), staleAfter: .seconds(60), silence: .breach))
    step(&state, 87, at: minute(0))
    step(&state, nil, at: minute(2))
    #expect(run(state).phase == .pending)
    step(&state, nil, at: minute(4))
    #expect(run(state).phase == .breached)
    step(&state, 87, at: minute(5))
    #expect(run(state).phase == .inactive)
  }

  @Test func `three of the last five minutes catch what flaps`() throws {
    var state = BoardState(try board(for: .seconds(180), of: .seconds(300)))
    let values: [Double] = [143, 143, 87, 143, 143, 87, 143, 87, 87, 87, 87, 87]
    let phases: [GuardrailPhase] = [
      .pending, .pending, .pending, .pending, .breached, .breached, .breached, .breached, .breached, .inactive,
      .pending,
      .pending,
    ]
    for (index, value) in values.enumerated() {
      step(&state, value, at: minute(index))
      #expect(run(state).phase == phases[index], "minute \(index)")
    }
    step(&state, 87, at: minute(13))
    #expect(run(state).phase == .inactive)
  }

  @Test func `a restart keeps what burned within the window`() throws {
    let board = try board(for: .seconds(180), of: .seconds(300))
    var state = BoardState(board)
    for (index, value) in [143.0, 143, 87].enumerated() { step(&state, value, at: minute(index)) }
    var reborn = BoardState(board)
    for event in state.recent { reborn.apply(event) }
    #expect(run(reborn).burnt(at: minute(2), under: board.apps[0].guardrails[0]) == .seconds(120))
    #expect(run(reborn) == run(state))
  }

  @Test func `a dry run says what it would do and takes nothing away`() throws {
    var state = BoardState(try board(for: .zero, isDryRun: true))
    step(&state, 143, at: minute(0))
    #expect(run(state).phase == .breached)
    let standing = state.standing(of: state.board.apps[0], at: minute(0))
    #expect(standing.posture == .observer)
    #expect(standing.conflict == nil)
    #expect(state.alerts(at: minute(0)).map(\.text) == ["P95 over 120 ms: dry run, would abort"])
    #expect(state.alerts(at: minute(0)).allSatisfy { $0.level == .dryRun && $0.acknowledges == nil })
  }

  @Test func `a breach that is over stays until somebody acknowledges it`() throws {
    var state = BoardState(try board(for: .zero))
    step(&state, 143, at: minute(0))
    step(&state, 87, at: minute(1))
    #expect(run(state).phase == .inactive)
    #expect(state.alerts(at: minute(1)).contains { $0.level == .recovered })
    for fact in try state.decide(.acknowledge(Key(app, "p95")), by: "sre-1", at: minute(2)) {
      state.apply(Event(sequence: 9, at: minute(2), actor: "sre-1", fact: fact))
    }
    #expect(!run(state).wantsAcknowledgement)
    #expect(throws: Refusal.self) { try state.decide(.acknowledge(Key(app, "p95")), by: "sre-1", at: minute(3)) }
  }

  @Test func `a second breach that nobody saw does not hide the first`() throws {
    var state = BoardState(try board(for: .zero))
    for (index, value) in [143.0, 87, 143, 87].enumerated() { step(&state, value, at: minute(index)) }
    #expect(run(state).unseen?.count == 2)
    #expect(run(state).unseen?.breachedAt == minute(0))
    #expect(
      state.alerts(at: minute(4)).map(\.text).contains(
        "P95 over 120 ms: recovered 00:03, breached 2 times since 00:00, abort over, not acknowledged"))
    step(&state, 143, at: minute(4))
    #expect(state.alerts(at: minute(4)).contains { $0.text.hasSuffix("2 before not acknowledged") })
  }
}
