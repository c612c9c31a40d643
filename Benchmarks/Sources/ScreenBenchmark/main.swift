// What it takes to compose a whole picture of 200x60 of a board with 1,000 apps, and to work out what follows from a
// state. Figures go to docs/performance.md, with the machine.

import Canvas
import Dashboard
import Gates

let start = Instant(milliseconds: 1_762_977_600_000)
let milliseconds = Unit.named("ms") ?? Unit(name: "ms", dimension: .time, scale: 1)

/// Each app with a source, a criterion and a guardrail; four deadlines to which some apps owe something.
func board(apps: Int) throws -> Board {
  let condition = try ConditionParser.parse("p95 <= 120ms")
  let breach = try ConditionParser.parse("p95 > 120ms")
  let made = (0..<apps).map { index in
    let source = Source(
      name: "health", kind: .sqlite(SQLiteQuery(path: "x", query: "SELECT 1")), every: .seconds(60),
      timeout: .seconds(2), staleAfter: .seconds(180),
      signals: [Signal(name: "p95", selector: .column("p95"), unit: milliseconds)])
    return App(
      id: AppID("app_\(index)"), ruling: Ruling(.go, allows: .production), sources: [source],
      criteria: [Criterion(name: "fast", title: "P95 within 120 ms", requirement: .condition(condition))],
      guardrails: [
        Guardrail(name: "p95", title: "P95 over 120 ms", breach: breach, sustained: .seconds(60), action: .abort)
      ])
  }
  let deadlines = (1...4).map { hour in
    Deadline(
      id: "deadline_\(hour)", title: "Deadline \(hour)", at: .instant(start + .seconds(hour * 3600)),
      owes: (0..<10).map { AppID("app_\($0 * hour)") }, deliverables: ["A note of that hour"], lead: .seconds(3600))
  }
  return Board(title: "A thousand apps", state: "x.db", deadlines: deadlines, apps: made)
}

/// An hour of samples: one app in fifty is over its limit in the end.
func night() throws -> (BoardState, Instant) {
  var state = BoardState(try board(apps: 1000))
  var now = start
  var sequence = 0
  for round in 0..<60 {
    now = start + .seconds(round * 60)
    for (index, app) in state.board.apps.enumerated() {
      let value = index % 50 == 0 && round > 50 ? 143.0 : 80 + Double((index * 7 + round * 13) % 30)
      state.ingest([Sample(Key(app.id, "p95"), .number(value), at: now)])
      state.ingest(Key(app.id, "health"), answered: true, said: "200 in 2 ms", at: now)
    }
    for fact in Rules.evaluate(state, at: now) {
      sequence += 1
      state.apply(Event(sequence: sequence, at: now, actor: Event.engine, fact: fact))
    }
  }
  return (state, now)
}

func report(_ name: String, bar: String, _ work: () -> Void) {
  let clock = ContinuousClock()
  for _ in 0..<20 { work() }
  let times = (0..<200).map { _ in clock.measure(work) / .milliseconds(1) }.sorted()
  func words(_ value: Double) -> String { "\((value * 100).rounded() / 100)" }
  print("\(name): median \(words(times[100])) ms, p95 \(words(times[190])) ms, worst \(words(times[199])) ms\(bar)")
}

let (state, now) = try night()
var model = Model(state: state, now: now, size: Size(width: 200, height: 60), person: "sre-1")
let places: [(String, KeyPress?)] = [
  ("board", nil), ("wall", .character("w")), ("deadlines", .character("d")), ("alerts", .character("A")),
  ("blockers", .character("B")), ("journal", .character("l")), ("evidence", .character("e")),
  ("sources", .character("S")), ("handover", .character("h")), ("why", .character("x")), ("gate", .enter),
]
for (name, key) in places {
  if let key { _ = model.update(.key(key)) }
  report("\(name), 200x60, whole", bar: " (bar 1 ms)") { _ = model.view() }
  if key != nil { _ = model.update(.key(.escape)) }
}
let effects = model.update(.tick(now + .seconds(1)))
for case .derive(let wanted) in effects {
  report("what follows from a state, beside the screen", bar: "") { _ = wanted.derived() }
}
report("the rules of 1,000 apps", bar: "") { _ = Rules.evaluate(state, at: now) }
