import Testing

@testable import Gates

/// Two people at one board.
@Suite struct PremiseTests {
  private let now = Instant(milliseconds: 1_762_977_600_000)

  private func board() -> BoardState {
    BoardState(Board(title: "t", state: "t.db", apps: [App(id: "shop", ruling: Ruling(.hold, allows: .none))]))
  }

  private func perform(_ command: Command, by actor: String, _ state: inout BoardState) throws {
    for fact in try state.decide(command, by: actor, at: now) {
      state.apply(Event(sequence: state.sequence + 1, at: now, actor: actor, fact: fact))
    }
  }

  private func refusal(_ command: Command, in state: BoardState) -> Refusal? {
    do throws(Refusal) {
      _ = try state.decide(command, by: "mara", at: now)
      return nil
    } catch { return error }
  }

  @Test func `an edit of what somebody else has changed says who changed what, and writes nothing`() throws {
    var state = board()
    let first = BlockerDraft(text: "stalls", owner: "queue", eta: nil, severity: .two)
    try perform(.fileBlocker(first), by: "mara", &state)
    var omars = first
    omars.eta = now + .seconds(3600)
    try perform(.editBlocker(1, omars), by: "omar", &state)
    var maras = first
    maras.text = "stalls at 11K"
    let refused = try #require(refusal(.editBlocker(1, maras, over: .blocker(first)), in: state))
    #expect(refused.isOvertaken)
    #expect(refused.sentence.contains("omar"))
    #expect(refused.sentence.contains("ETA 21:00 UTC"))
    #expect(refusal(.editBlocker(1, maras, over: .blocker(omars)), in: state) == nil)
    // Whoever has seen nothing, as a script, is asked nothing.
    #expect(refusal(.editBlocker(1, maras), in: state) == nil)
  }

  @Test func `another file in place of a delivery is taken only over the one that was seen`() throws {
    let deadline = Deadline(
      id: "dl", title: "Evidence", at: .instant(now + .seconds(600)), owes: [], deliverables: ["Bundle"], requires: [],
      lead: .zero)
    var state = BoardState(
      Board(
        title: "t", state: "t.db", deadlines: [deadline], apps: [App(id: "shop", ruling: Ruling(.hold, allows: .none))])
    )
    func draft(_ hash: String?) -> DeliveryDraft {
      DeliveryDraft(
        deadline: "dl", deliverable: "Bundle", evidence: hash.map { FileRecord(path: "x.csv", sha256: $0) })
    }
    try perform(.deliver(draft("aa")), by: "omar", &state)
    let refused = try #require(refusal(.deliver(draft("bb")), in: state))
    #expect(refused.isOvertaken)
    #expect(refused.sentence.contains("omar delivered it at 20:00, x.csv sha256 aa"))
    let seen = try #require(state.premise(ofDelivering: "Bundle", for: "dl", at: now))
    #expect(refusal(.deliver(draft("bb"), over: seen), in: state) == nil)
    try perform(.deliver(draft("cc"), over: seen), by: "omar", &state)
    #expect(refusal(.deliver(draft("bb"), over: seen), in: state)?.isOvertaken == true)
    // The same file once more, or none, is no correction whatever was seen.
    for hash in ["cc", nil] {
      let plain = try #require(
        refusal(.deliver(draft(hash), over: .delivery(FileRecord(path: "x.csv", sha256: "cc"))), in: state))
      #expect(!plain.isOvertaken)
    }
  }

  @Test func `a ruling over one that its author has not seen is refused`() throws {
    var state = board()
    let seen = Premise.ruling(state.ruling(of: state.board.apps[0]))
    let freeze = RulingDraft(Ruling(.freeze, allows: .none), why: "the ledger is off")
    try perform(.rule("shop", freeze), by: "omar", &state)
    let draft = RulingDraft(Ruling(.noGo, allows: .none), why: "not yet")
    let refused = try #require(refusal(.rule("shop", draft, over: seen), in: state))
    #expect(refused.isOvertaken)
    #expect(refused.sentence.contains("omar"))
    #expect(refused.sentence.contains("FREEZE meanwhile: the ledger is off"))
    let now = Premise.ruling(state.ruling(of: state.board.apps[0]))
    #expect(refusal(.rule("shop", draft, over: now), in: state) == nil)
  }
}
