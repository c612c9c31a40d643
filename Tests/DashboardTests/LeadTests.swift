import Canvas
import Dashboard
import Gates
import Testing

/// A deadline's lead is a plan of the board file's: the screen says no more of it than that.
@Suite struct LeadTests {
  private func screen(owed: [String], lead: Int = 3600) -> String {
    let deadline = Deadline(
      id: "report", title: "Report", at: .instant(SampleBoard.now + .seconds(7200)), owes: ["shop"],
      deliverables: owed, requires: [], lead: .seconds(lead))
    let app = App(id: "shop", ruling: Ruling(.hold, allows: .none))
    let state = BoardState(Board(title: "Shop", state: "shop.db", deadlines: [deadline], apps: [app]))
    var model = Model(state: state, now: SampleBoard.now, size: Size(width: 120, height: 40), person: "sre-1")
    model.press(.character("d"), .enter)
    return model.screen
  }

  @Test func `where something is owed the lead is kept free for it, and the page says what that asks for`() {
    let page = screen(owed: ["part 1"])
    #expect(page.contains("1h kept free; blockers must be gone by 20:52"), "\(page)")
    #expect(page.contains("by 21:52, with the whole lead 20:52"))
    #expect(page.contains("nothing promised; reachable if begun by 20:52"))
    #expect(!page.contains("not before"), "nobody has said so")
  }

  @Test func `where the whole lead is not left it is tight, and not unreachable`() {
    #expect(screen(owed: ["part 1"], lead: 9000).contains("tight: 2h00m left of a lead of 2h30m"))
  }

  @Test func `where nothing is owed a blocker may go at the last moment, and the page claims nothing else`() {
    let page = screen(owed: [])
    #expect(page.contains("1h, due soon from 20:52"), "\(page)")
    #expect(!page.contains("must be gone"))
  }
}
