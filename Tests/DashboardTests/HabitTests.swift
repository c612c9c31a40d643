import Canvas
import Dashboard
import Gates
import Testing

/// How the operator arranges the screen, and that it is kept.
@Suite struct HabitTests {
  private func accustomed(_ effects: [Effect]) -> Habits? {
    effects.compactMap { if case .accustom(let habits) = $0 { habits } else { nil } }.last
  }

  private func heads(_ model: Model) throws -> [Substring] {
    let row = try #require(model.view().lines.first { $0.contains("GATE") && $0.contains("RULING") })
    return Array(row.split(separator: " ").drop { $0 != "RULING" }.dropFirst())
  }

  @Test func `order, charts, columns and folds are kept as they change, whoever may act`() throws {
    for readOnly in [false, true] {
      var settings = Settings()
      settings.isReadOnly = readOnly
      var model = Model(
        state: try SampleBoard.state(), now: SampleBoard.now, size: Size(width: 160, height: 40), person: "sre-1",
        settings: settings)
      #expect(accustomed(model.press(.character("O")))?.order == .worst)
      #expect(accustomed(model.press(.character("c")))?.chart == .halfBlock)
      model.press(.character(":"))
      model.type("order")
      #expect(accustomed(model.press(.enter))?.order == .deadline, "by the palette, too")
      model.press(.enter, .tab, .tab)
      let folds = accustomed(model.press(.character(" ")))?.folds
      #expect(folds == [FoldedHeading(kind: "gate", heading: "Readiness")])
      model.press(.escape, .character("C"))
      #expect(accustomed(model.press(.character(" ")))?.columns == [.guardrail, .evidence, .blockers, .next])
      #expect(accustomed(model.press(.down)) == nil, "nothing changed")
    }
  }

  @Test func `a screen begins as it was left`() throws {
    var settings = Settings()
    settings.habits.order = .worst
    settings.habits.columns = [.next, .guardrail]
    settings.habits.folds = [FoldedHeading(kind: "gate", heading: "Readiness")]
    var model = Model(
      state: try Later.state(), now: Later.now, size: Size(width: 160, height: 60), person: "sre-1", settings: settings)
    #expect(model.screen.contains("APP ▼ worst first"))
    #expect(try heads(model) == ["NEXT", "WORST", "GUARDRAIL"])
    let rows = model.view().lines.drop { !$0.hasPrefix("   GATE") }.dropFirst()
    #expect(rows.first?.contains("auto_com_center") == true)
    model.press(.enter)
    #expect(model.screen.contains("Readiness ▸ 4 folded"))
  }

  @Test func `a column is hidden and comes back at its place, and esc goes back to those before`() throws {
    var model = try SampleBoard.model(Size(width: 160, height: 40))
    #expect(try heads(model) == ["READY", "WORST", "GUARDRAIL", "EVIDENCE", "BLOCKERS", "NEXT"])
    model.press(.character("C"))
    #expect(model.screen.contains("COLUMNS"))
    model.press(.down, .character(" "), .down, .down, .character(" "), .enter)
    #expect(model.isOnBoard)
    #expect(try heads(model) == ["READY", "EVIDENCE", "NEXT"])
    model.press(.character("C"), .down, .character(" "))
    #expect(try heads(model).prefix(3) == ["READY", "WORST", "GUARDRAIL"])
    model.press(.escape)
    #expect(model.isOnBoard)
    #expect(try heads(model) == ["READY", "EVIDENCE", "NEXT"])
  }

  @Test(arguments: [72, 100, 120, 160])
  func `whatever is shown in whatever order stands within the row, each under its head`(width: Int) throws {
    var orders: [[Column]] = [[]]
    for column in Column.allCases { orders += orders.map { [column] + $0 } + orders.map { $0 + [column] } }
    let state = try SampleBoard.state()
    for columns in Set(orders) {
      var settings = Settings()
      settings.habits.columns = columns
      let model = Model(
        state: state, now: SampleBoard.now, size: Size(width: width, height: 26), person: "sre-1",
        settings: settings)
      let shown = try heads(model)
      let order = columns.map(\.rawValue.head).filter { head in shown.contains { head.hasPrefix($0) } }
      let words = shown.filter { !"GUARDRAIL".hasPrefix($0.filter { $0 != "…" }) }.map { String($0) }
      #expect(words == order.map { String($0.prefix { $0 != " " }) }, "\(columns)")
      if width >= 160 { #expect(order.count == columns.count, "there is room for all: \(columns)") }
    }
  }

  @Test func `a column that is hidden makes room for one that had none`() throws {
    var model = try SampleBoard.model(Size(width: 100, height: 40))
    #expect(try heads(model) == ["READY", "WORST", "GUARDRAIL"])
    model.press(.character("C"), .down, .character(" "), .enter)
    #expect(try heads(model) == ["READY", "EVIDENCE", "BLOCKERS", "NEXT"])
    var small = try SampleBoard.model(Size(width: 80, height: 24))
    small.press(.character("C"), .character(" "), .down, .character(" "), .enter)
    #expect(try heads(small) == ["EVIDENCE", "BLOCKERS", "NEXT"])
  }
}

extension String {
  /// A column's head by its name.
  fileprivate var head: String { self == "guardrail" ? "WORST GUARDRAIL" : uppercased() }
}
