import Testing

@testable import Gates

@Suite struct PersonTests {
  @Test(arguments: [
    "", " ", "\u{200B}\u{2060}", "\u{A0}", "a\nb", "a\u{7}", "\u{2800}", "gateboard", " GateBoard ", "ｇａｔｅｂｏａｒｄ",
  ])
  func `what nobody is called acts on nothing`(name: String) throws {
    #expect(Person.mistake(in: name) != nil)
    let state = BoardState(
      Board(title: "t", state: "t.db", apps: [App(id: "shop", ruling: Ruling(.hold, allows: .none))]))
    let draft = BlockerDraft(text: "stalls", owner: "queue", eta: nil, severity: .one)
    #expect(throws: Refusal.self) { try state.decide(.fileBlocker(draft), by: name, at: Instant(milliseconds: 0)) }
  }

  @Test(arguments: ["mara", "Mara O'Neil", "寧々", "שרה", "sre-1"]) func `people have names of all scripts`(name: String)
  {
    #expect(Person.mistake(in: name) == nil)
  }

  @Test(arguments: [
    "MARA", "mara ", " mara", "ma\u{200B}ra", "mara\u{2060}", "\u{A0}mara", "\u{2066}mara\u{2069}", "ｍａｒａ",
  ])
  func `one name in two spellings is one human`(other: String) {
    #expect(Person.isSame("mara", other))
  }

  @Test func `two people are two`() {
    #expect(!Person.isSame("mara", "omar"))
    #expect(!Person.isSame("mara", "márá"))
  }

  @Test func `the second signature takes another human, however the first one spells the name`() throws {
    let signed = Criterion(name: "tos", title: "Terms", requirement: .approval(item: "tos", by: ["Legal", "Ops"]))
    var state = BoardState(
      Board(
        title: "t", state: "t.db", apps: [App(id: "shop", ruling: Ruling(.hold, allows: .none), criteria: [signed])]))
    let now = Instant(milliseconds: 1_762_977_600_000)
    for fact in try state.decide(.sign(item: "tos", role: "Legal", statement: "read"), by: "mara", at: now) {
      state.apply(Event(sequence: 1, at: now, actor: "mara", fact: fact))
    }
    let again = Command.sign(item: "tos", role: "Ops", statement: "read")
    #expect(throws: Refusal.self) { try state.decide(again, by: "ｍａ\u{200B}ra ", at: now) }
    #expect(try state.decide(again, by: "omar", at: now).count == 1)
  }

  @Test func `a reason that nobody can see is none`() throws {
    let state = BoardState(
      Board(title: "t", state: "t.db", apps: [App(id: "shop", ruling: Ruling(.hold, allows: .none))]))
    let now = Instant(milliseconds: 0)
    for why in ["", "  ", "\u{200B}"] {
      let draft = RulingDraft(Ruling(.noGo, allows: .none), why: why)
      #expect(throws: Refusal.self) { try state.decide(.rule("shop", draft), by: "mara", at: now) }
    }
  }
}
