import BoardFile
import Canvas
import Dashboard
import Foundation
import Gates
import LaunchNight
import Testing

/// The sample board at 19:52:07 of its night, with measurements and events that the test makes.
enum SampleBoard {
  static let now = Instant(milliseconds: 1_762_977_127_000)

  static func state() throws -> BoardState { try made.get() }

  /// Made once: a value, which every test changes for itself.
  private static let made = Result { try make() }

  private static func make() throws -> BoardState {
    var state = BoardState(try BoardFile.parse(SampleNight.board, file: "sample", environment: [:]))
    state.isJournalAudited = true
    let calm: [(AppID, String, Value)] = [
      ("auto_com_center", "error_rate", .number(0.0004)), ("auto_com_center", "inbox_placement", .number(0.971)),
      ("auto_com_center", "delivered", .number(0.9993)), ("auto_com_center", "duplicates", .number(0)),
      ("auto_com_center", "webhook_p99", .number(138)),
      ("scholar_auth", "discovery", .truth(true)), ("scholar_auth", "jwks", .truth(true)),
      ("scholar_auth", "keys", .number(1)), ("scholar_auth", "revocation_lag", .number(4200)),
      ("scholar_auth", "escalations", .number(0)), ("scholar_auth", "recorded_escalations", .number(0)),
      ("student_pilot", "error_rate", .number(0.0001)), ("student_pilot", "age_gate_validated", .truth(false)),
      ("auto_page_maker", "lcp", .number(2100)), ("auto_page_maker", "cls", .number(0.06)),
      ("auto_page_maker", "inp", .number(140)), ("auto_page_maker", "error_rate", .number(0.0003)),
      ("auto_page_maker", "pages", .number(0)), ("auto_page_maker", "indexnow", .number(0.968)),
      ("scholarship_agent", "outbound", .number(0)), ("scholarship_agent", "released", .number(0)),
      ("scholarship_api", "availability", .number(0.9997)), ("scholarship_api", "redis_role", .text("master")),
    ]
    for step in 0..<40 {
      let at = now - .seconds((39 - step) * 5)
      let p95 = step < 12 ? 87 : min(143, 87 + Double(step - 11) * 8)
      state.ingest([Sample(Key("auto_com_center", "p95"), .number(p95), at: at)])
      apply(Rules.evaluate(state, at: at), to: &state, at: at, by: Event.engine)
    }
    for (app, signal, value) in calm { state.ingest([Sample(Key(app, signal), value, at: now)]) }
    for app in state.board.apps where app.id != "provider_register" {
      for source in app.sources { state.ingest(Key(app.id, source.name), answered: true, said: "200 in 3ms", at: now) }
    }
    let last = LastAnswer(
      steps: [
        LastAnswer.Step("connect", milliseconds: 0.214), LastAnswer.Step("first byte", milliseconds: 2.4),
        LastAnswer.Step("total", milliseconds: 2.713),
      ],
      beginning: """
        {
          "latency": {"p95_ms": 143, "p99_ms": 240}, "errors": {"rate": 0.0007}, "inbox": {"placement": 0.971},
          "webhooks": {"delivered": 0.9993}, "note": "\u{1B}[2J日本"
        }
        """)
    state.ingest(Key("auto_com_center", "health"), answered: true, said: "200 in 3ms", last: last, at: now)
    let key = ProviderKey(kid: "launch-2025-11", thumbprint: "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs")
    state.ingest(keys: [key], of: Key("scholar_auth", "oidc"), at: now)
    state.ingest(Key("provider_register", "health"), answered: false, said: "no answer within 2s", at: now)
    let draft = BlockerDraft(
      app: "auto_com_center", text: "replay stalls at 11K", owner: "queue", eta: Instant(utc: "2025-11-12T20:45Z"),
      severity: .one)
    apply(
      try state.decide(.fileBlocker(draft), by: "sre-1", at: now - .seconds(600)), to: &state, at: now - .seconds(600))
    apply(Rules.evaluate(state, at: now), to: &state, at: now, by: Event.engine)
    return state
  }

  static func apply(_ facts: [Fact], to state: inout BoardState, at now: Instant, by actor: String = "sre-1") {
    for fact in facts { state.apply(Event(sequence: state.sequence + 1, at: now, actor: actor, fact: fact)) }
  }

  static func model(_ size: Size = Size(width: 120, height: 40)) throws -> Model {
    Model(state: try state(), now: now, size: size, person: "sre-1")
  }
}

extension Model {
  /// Presses keys one after the other; a text is typed character by character.
  @discardableResult
  mutating func press(_ keys: KeyPress...) -> [Effect] { keys.flatMap { update(.key($0)) } }

  @discardableResult
  mutating func type(_ text: String) -> [Effect] { text.flatMap { update(.key(.character($0))) } }

  var isOnBoard: Bool { mode == .browse && path.isEmpty }

  var screen: String { view().lines.joined(separator: "\n") }
}
