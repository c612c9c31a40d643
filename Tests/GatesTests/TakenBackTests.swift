import Testing

@testable import Gates

/// Undo takes back what its operator did, and nothing that another has done since.
@Suite struct TakenBackTests {
  private let start = Instant(milliseconds: 1_762_977_600_000)
  private let slow = Key("shop", "slow")

  private func board() throws -> Board {
    let source = Source(
      name: "s", kind: .sqlite(SQLiteQuery(path: "x", query: "SELECT 1")), every: .seconds(5), timeout: .seconds(1),
      staleAfter: .seconds(20),
      signals: [Signal(name: "p95", selector: .column("p95"), unit: try #require(Unit.named("ms")))])
    let terms = Criterion(name: "terms", title: "Terms", requirement: .approval(item: "tos", by: ["Legal"]))
    let guardrail = Guardrail(
      name: "slow", title: "Slow", breach: try ConditionParser.parse("p95 > 120ms"), sustained: .zero, action: .abort,
      hook: Hook(arguments: ["true"], timeout: .seconds(5)))
    let app = App(
      id: "shop", ruling: Ruling(.hold, allows: .none), sources: [source], criteria: [terms], guardrails: [guardrail])
    return Board(title: "t", state: "t.db", apps: [app])
  }

  private static let draft = BlockerDraft(app: "shop", text: "stalls", owner: "queue", eta: nil, severity: .two)
  private static func sign(_ statement: String) -> Command {
    .sign(item: "tos", role: "Legal", statement: statement)
  }
  private static func mute(_ minutes: Int, _ now: Instant) -> Command {
    .mute("shop", until: now + .seconds(60 * minutes), why: "known")
  }

  private static let now = Instant(milliseconds: 1_762_977_600_000)
  private static let withdraw = Command.withdraw(item: "tos", role: "Legal", why: "a clause")

  /// What the first one did, what others did since, and what keeps it from being undone.
  private static let acts: [([(String, Command)], String)] = [
    (
      [("alice", sign("v1")), ("bob", withdraw), ("carol", sign("v2"))],
      "carol has acted on Legal's signature on tos since"
    ),
    (
      [
        ("alice", .arm(Key("shop", "slow"))), ("bob", .disarm(Key("shop", "slow"))),
        ("carol", .arm(Key("shop", "slow"))),
      ],
      "carol has acted on the program of shop.slow since"
    ),
    ([("alice", mute(30, now)), ("bob", mute(180, now))], "bob has acted on the alarms of shop since"),
    (
      [
        ("alice", .fileBlocker(draft)), ("alice", .resolveBlocker(1, note: "")),
        ("bob", .reopenBlocker(1, why: "again")),
        ("bob", .resolveBlocker(1, note: "")),
      ], "bob has acted on B-1 since"
    ),
    ([("alice", .fileBlocker(draft)), ("bob", .resolveBlocker(1, note: ""))], "bob has acted on B-1 since"),
  ]

  @Test(arguments: acts.indices)
  func `what somebody else has done since stays`(index: Int) throws {
    let (acts, why) = Self.acts[index]
    var state = BoardState(try board())
    for (actor, command) in acts {
      for fact in try state.decide(command, by: actor, at: start) {
        state.apply(Event(sequence: state.sequence + 1, at: start, actor: actor, fact: fact))
      }
    }
    let refusal = try #require(throws: Refusal.self) { try state.undoing(lastOf: "alice", at: start) }
    #expect(refusal.sentence.hasPrefix(why))
    if let other = acts.last?.0, other != "alice" {
      #expect((try? state.undoing(lastOf: other, at: start)) != nil, "one's own last act can be undone")
    }
  }
}
