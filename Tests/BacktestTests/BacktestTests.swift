import Backtest
import Gates
import StrictYAML
import Testing

@Suite struct BacktestTests {
  private func board() throws -> Board {
    let guardrail = Guardrail(
      name: "p95", title: "P95", breach: try ConditionParser.parse("p95 > 120ms"), sustained: .seconds(300),
      action: .abort)
    let unit = try #require(Unit.named("ms"))
    let source = Source(
      name: "health", kind: .sqlite(SQLiteQuery(path: "x", query: "SELECT 1")), every: .seconds(60),
      timeout: .seconds(2), staleAfter: .seconds(300),
      signals: [Signal(name: "p95", selector: .column("p95"), unit: unit)])
    let app = App(id: "shop", ruling: Ruling(.noGo, allows: .observer), sources: [source], guardrails: [guardrail])
    return Board(title: "t", state: "t.db", apps: [app])
  }

  private func rows(_ text: String) throws -> [SampleRow] {
    try SampleFile.parse(Array(text.utf8), file: "night.csv", board: try board())
  }

  private static let climb =
    "time,app,signal,value\n" + (0...6).map { "2025-11-12T19:4\($0):00Z,shop,p95,143\n" }.joined()
    + "2025-11-12T19:47:00Z,shop,p95,\n2025-11-12T19:48:00Z,shop,p95,87\n"

  @Test func `the rules of the board run in the samples' own time`() throws {
    var backtest = Backtest(try board())
    var lines: [String] = []
    backtest.run(try rows(Self.climb), every: nil) {
      lines.append("\($0.at.timeOfDay.minutes) \($0.from) \($0.to) \($0.because)")
    }
    #expect(
      lines == [
        "19:40 inactive pending p95 143ms > 120ms", "19:45 pending breached p95 143ms > 120ms",
        "19:48 breached inactive p95 87ms <= 120ms",
      ])
  }

  @Test func `on a grid the last sample counts until it is stale`() throws {
    var backtest = Backtest(try board())
    var moved: [String] = []
    let text =
      "time,app,signal,value\n2025-11-12T19:40:00Z,shop,p95,143\n2025-11-12T19:44:30Z,shop,p95,143\n"
      + "2025-11-12T19:46:30Z,shop,p95,150\n"
    backtest.run(try rows(text), every: .seconds(60)) { moved.append("\($0.at.timeOfDay.minutes) \($0.to)") }
    #expect(moved == ["19:40 pending", "19:45 breached"])
  }

  @Test(arguments: [
    ("", "night.csv:1: expected the heading 'time,app,signal,value', found nothing"),
    ("time,app\n", "night.csv:1: expected the heading 'time,app,signal,value', found 'time,app'"),
    (
      "time,app,signal,value\nnoon,shop,p95,1\n",
      "night.csv:2: expected a time such as 2025-11-12T19:47:00Z, found 'noon'"
    ),
    (
      "time,app,signal,value\n2025-11-12T19:40:00Z,shp,p95,1\n",
      "night.csv:2: expected an app of the board, found 'shp'; did you mean 'shop'?"
    ),
    (
      "time,app,signal,value\n2025-11-12T19:40:00Z,shop,p96,1\n",
      "night.csv:2: expected a signal of shop, found 'p96'; did you mean 'p95'?"
    ),
    (
      "time,app,signal,value\n2025-11-12T19:40:00Z,shop,p95,fast\n",
      "night.csv:2: expected a time in ms for shop.p95, found 'fast'"
    ),
    (
      "time,app,signal,value\n2025-11-12T19:41:00Z,shop,p95,1\n2025-11-12T19:40:00Z,shop,p95,1\n",
      "night.csv:3: expected times in order, found 2025-11-12T19:40:00Z after 2025-11-12T19:41:00Z"
    ),
    ("time,app,signal,value\n2025-11-12T19:40:00Z,shop,p95\n", "night.csv:2: expected 4 fields, found 3"),
    ("time,app,signal,value\n\"2025,shop,p95,1\n", "night.csv:2: expected a closing quote"),
  ])
  func `a samples file that does not fit says where`(text: String, message: String) throws {
    #expect(throws: SampleFileError.self) { try rows(text) }
    do {
      _ = try rows(text)
    } catch let error as SampleFileError {
      #expect(error.description == message)
    }
  }

  @Test func `expectations name what the board has`() throws {
    let text = "expect:\n- {at: 2025-11-12T19:45:00Z, app: shop, rule: p96, is: breeched}\n"
    do {
      _ = try Expectations.parse(Array(text.utf8), file: "e.yaml", board: try board())
      Issue.record("it was read")
    } catch let problems as Problems {
      #expect(
        problems.description == """
          e.yaml:2:47: expected a guardrail of shop, found 'p96'; did you mean 'p95'?
          e.yaml:2:56: expected a phase, found 'breeched'; did you mean 'breached'?
          """)
    }
  }

  @Test func `a board that was watched went on burning between its samples, and not while nobody watched`() throws {
    let text =
      "time,app,signal,value\n2025-11-12T19:40:00Z,shop,p95,143\n2025-11-12T19:44:00Z,shop,p95,143\n"
      + "2025-11-12T22:44:00Z,shop,p95,143\n"
    let rows = try rows(text)
    func moves(_ watch: PastWatch?) throws -> [String] {
      var backtest = Backtest(try board())
      var moved: [String] = []
      backtest.run(rows, every: nil, watch: watch) { moved.append("\($0.at.timeOfDay) \($0.to)") }
      return moved
    }
    let (first, last) = (rows[0].at, rows[2].at)
    #expect(try moves(nil) == ["19:40:00 pending", "22:44:00 breached"])
    #expect(try moves(PastWatch(from: first, until: last)) == ["19:40:00 pending", "22:44:00 breached"])
    let short = Array(rows.prefix(2))
    var backtest = Backtest(try board())
    var moved: [String] = []
    backtest.run(short, every: nil, watch: PastWatch(from: first, until: first + .seconds(300))) {
      moved.append("\($0.at.timeOfDay) \($0.to)")
    }
    #expect(moved == ["19:40:00 pending", "19:45:00 breached"])
    moved = []
    backtest = Backtest(try board())
    backtest.run(short, every: nil, watch: PastWatch(from: first, until: first + .seconds(299))) {
      moved.append("\($0.at.timeOfDay) \($0.to)")
    }
    #expect(moved == ["19:40:00 pending"])
  }

  @Test func `conditions that ask for an approval see it from when it was given`() throws {
    var board = try board()
    board.apps[0].guardrails = [
      Guardrail(
        name: "tos", title: "ToS", breach: try ConditionParser.parse("not approved(\"tos\")"), sustained: .zero,
        action: .alert)
    ]
    board.apps[0].criteria = [
      Criterion(name: "tos", title: "ToS", requirement: .approval(item: "tos", by: ["Legal"]))
    ]
    let rows = try rows(Self.climb)
    let at = rows[2].at + .seconds(1)
    let sign = Command.sign(item: "tos", role: "Legal", statement: "v4")
    let signed = try #require(try BoardState(board).decide(sign, by: "lena", at: at).first)
    var backtest = Backtest(board)
    var moved: [String] = []
    backtest.run(rows, every: nil, deeds: [Event(sequence: 9, at: at, actor: "lena", fact: signed)]) {
      moved.append("\($0.at.timeOfDay) \($0.to)")
    }
    #expect(moved == ["19:40:00 breached", "19:43:00 inactive"])
  }
}
