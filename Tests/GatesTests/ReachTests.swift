import Testing

@testable import Gates

@Suite struct ReachTests {
  /// 19:00, an hour and a half before the deadline at 20:30.
  private static let now = Instant(milliseconds: 1_762_974_000_000)
  private static let due = now + .seconds(5400)

  /// A blocker by when it is expected, in minutes from now; nil without an ETA.
  struct Way {
    let eta: Int?
    var app: AppID = "shop"
  }

  private func state(
    _ ways: [Way], lead: Int = 30, owed: Int = 1, requires: [String] = [], filed: Instant = Self.now - .seconds(3600)
  ) throws -> BoardState {
    let criterion = Criterion(name: "tos", title: "Terms", requirement: .approval(item: "tos", by: ["Legal"]))
    let replay = Criterion(name: "replay", title: "Replay", requirement: .replay(deliveries: 30_000))
    let apps = [
      App(id: "shop", ruling: Ruling(.hold, allows: .none)),
      App(id: "legal", gate: "L", ruling: Ruling(.hold, allows: .none), criteria: [criterion]),
      App(id: "mail", gate: "M", ruling: Ruling(.hold, allows: .none), criteria: [replay]),
    ]
    let deadline = Deadline(
      id: "report", title: "Report", at: .instant(Self.due), owes: ["shop"],
      deliverables: (0..<owed).map { "part \($0)" }, requires: requires, lead: .seconds(60 * lead))
    var state = BoardState(Board(title: "t", state: "t.db", deadlines: [deadline], apps: apps))
    for way in ways {
      let eta = way.eta.map { Self.now + .seconds(60 * $0) }
      let draft = BlockerDraft(app: way.app, text: "in the way", owner: "queue", eta: eta, severity: .two)
      for fact in try state.decide(.fileBlocker(draft), by: "sam", at: filed) {
        state.apply(Event(sequence: state.sequence + 1, at: filed, actor: "sam", fact: fact))
      }
    }
    return state
  }

  private func reach(_ state: BoardState, at now: Instant = Self.now) -> Reach {
    state.reach(of: state.standing(of: state.board.deadlines[0], at: now), at: now)
  }

  @Test(
    arguments: [
      ("nothing in the way", [], Reach.Verdict.reachable, 60),
      ("gone a whole lead before", [60], .reachable, 0),
      ("gone a minute too late for the whole lead", [61], .tight, -1),
      ("gone at the deadline itself", [90], .unreachable, -30),
      ("gone a minute after the deadline", [91], .unreachable, -31),
      ("the last of several counts", [10, 75, 20], .tight, -15),
      ("one of several comes too late", [10, 120], .unreachable, -60),
      ("one has no ETA", [10, nil], .unknown, nil),
      ("one is overdue", [10, -5], .unknown, nil),
      ("late is worse than unknown", [120, nil], .unreachable, nil),
    ] as [(String, [Int?], Reach.Verdict, Int?)])
  func `what is in the way decides whether it can be met`(
    name: String, etas: [Int?], verdict: Reach.Verdict, slack: Int?
  ) throws {
    let reach = reach(try state(etas.map { Way(eta: $0) }))
    #expect(reach.verdict == verdict, "\(name)")
    #expect(reach.slack == slack.map { .seconds(60 * $0) }, "\(name)")
  }

  @Test(arguments: [
    (0, Reach.Verdict.reachable), (60, .reachable), (61, .tight), (89, .tight),
  ])
  func `time that passes makes it tight`(minutes: Int, verdict: Reach.Verdict) throws {
    let found = try reach(state([]), at: Self.now + .seconds(60 * minutes))
    #expect(found.verdict == verdict)
  }

  @Test func `a blocker must be gone a lead before, what is owed must be there at the deadline`() throws {
    let reach = reach(try state([Way(eta: 70)], owed: 2))
    #expect(reach.steps.map(\.state) == [.tight, .tight, .tight])
    #expect(reach.steps.map(\.by) == [Self.due - .seconds(1800), Self.due, Self.due])
    #expect(
      reach.steps.map(\.expected) == [Self.now + .seconds(4200)] + [Self.now + .seconds(6000)] + [
        Self.now + .seconds(6000)
      ])
    #expect(reach.steps[0].who == "queue")
    #expect(reach.steps[0].subject == .blocker(1))
  }

  @Test func `what must be gone before now must still be gone by then`() throws {
    let reach = reach(try state([Way(eta: 95)], lead: 120))
    #expect(reach.steps[0].by == Self.now - .seconds(1800))
    #expect(reach.steps[0].state == .late)
    #expect(reach.steps[0].what == "B-1 in the way")
  }

  @Test func `where nothing else is owed a blocker may go at the last moment`() throws {
    let last = try reach(state([Way(eta: 90)], owed: 0))
    #expect(last.verdict == .reachable)
    let late = reach(try state([Way(eta: 91)], owed: 0))
    #expect(late.verdict == .unreachable)
    #expect(late.steps[0].by == Self.due)
  }

  @Test func `a gate that must pass names what keeps it, who signs, and its own blockers`() throws {
    let open = reach(try state([], requires: ["L"]))
    #expect(open.verdict == .reachable)
    #expect(open.steps.map(\.what) == ["gate L: Terms", "part 0"])
    #expect(open.steps[0].who == "Legal")
    let own = try reach(state([Way(eta: 75, app: "legal")], requires: ["L"]))
    #expect(own.verdict == .tight)
    let other = try reach(state([Way(eta: 75, app: "legal")]))
    #expect(other.verdict == .reachable, "another app's blocker")
  }

  @Test func `what cannot be measured is never reachable`() throws {
    let reach = reach(try state([], requires: ["M"]))
    #expect(reach.verdict == .unknown)
    #expect(reach.steps.first { $0.what == "gate M: Replay" }?.state == .unknown)
  }

  @Test func `what was delivered is not owed, and what was missed stays missed`() throws {
    var state = try state([])
    let delivery = Command.deliver(DeliveryDraft(deadline: "report", deliverable: "part 0"))
    for fact in try state.decide(delivery, by: "sam", at: Self.now) {
      state.apply(Event(sequence: state.sequence + 1, at: Self.now, actor: "sam", fact: fact))
    }
    #expect(reach(state).verdict == .met)
    let late = try reach(self.state([]), at: Self.due + .seconds(1))
    #expect(late.verdict == .missed)
  }
}
