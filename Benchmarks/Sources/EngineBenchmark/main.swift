// What the gate engine costs. Figures go to docs/performance.md, with the machine.

import Gates

#if canImport(Glibc)
import Glibc
#endif

/// Processor time of this process in seconds, all threads.
func processorSeconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

/// Resident memory in KiB, from Linux's /proc.
func residentKiB() -> Int {
  guard let file = fopen("/proc/self/statm", "r") else { return 0 }
  defer { fclose(file) }
  var text = [CChar](repeating: 0, count: 200)
  guard fgets(&text, 200, file) != nil else { return 0 }
  let words = String(decoding: text.prefix { $0 != 0 }.map(UInt8.init), as: UTF8.self).split(separator: " ")
  return words.count > 1 ? (Int(words[1]) ?? 0) * 4 : 0
}

func measure(_ name: String, bar: String, _ work: () -> Int) {
  let before = processorSeconds()
  let count = work()
  let seconds = processorSeconds() - before
  print("\(name): \(Value.number(seconds * 1000).words(.time)) of processor time, \(count) (\(bar))")
}

let start = Instant(milliseconds: 1_762_977_600_000)
let milliseconds = Unit.named("ms") ?? Unit(name: "ms", dimension: .time, scale: 1)

func board(apps: Int, breach: String) throws -> Board {
  let condition = try ConditionParser.parse(breach)
  let made = (0..<apps).map { index in
    let source = Source(
      name: "health", kind: .sqlite(SQLiteQuery(path: "x", query: "SELECT 1")), every: .seconds(5),
      timeout: .seconds(2), staleAfter: .seconds(17),
      signals: [Signal(name: "p95", selector: .column("p95"), unit: milliseconds)])
    let guardrail = Guardrail(
      name: "p95", title: "P95", breach: condition, sustained: .seconds(300), action: .abort)
    return App(
      id: AppID("app_\(index)"), ruling: Ruling(.noGo, allows: .observer), sources: [source], guardrails: [guardrail])
  }
  return Board(title: "Benchmark", state: "x.db", apps: made)
}

/// 100 rounds of one sample for each of 10,000 guardrails, every rule evaluated in each round.
func samples(_ breach: String) throws {
  let board = try board(apps: 10_000, breach: breach)
  var state = BoardState(board)
  let keys = board.apps.map { Key($0.id, "p95") }
  measure("1,000,000 samples over 10,000 guardrails, '\(breach)'", bar: "bar 2 s") {
    var moves = 0
    for round in 0..<100 {
      let now = start + .seconds(round * 5)
      let value = round % 40 < 30 ? 143.0 : 87.0
      state.ingest(keys.map { Sample($0, .number(value), at: now) })
      for fact in Rules.evaluate(state, at: now) {
        moves += 1
        state.apply(Event(sequence: moves, at: now, actor: Event.engine, fact: fact))
      }
    }
    return moves
  }
}

/// 100,000 events of 1,000 apps: breaches that come and go, and blockers.
func fold() throws {
  let board = try board(apps: 1_000, breach: "p95 > 120ms")
  var live = BoardState(board)
  var events: [Event] = []
  var now = start
  while events.count < 100_000 {
    now = now + .seconds(1)
    let app = board.apps[events.count / 2 % 1_000].id
    let key = Key(app, "p95")
    let draft = BlockerDraft(app: app, text: "stalls", owner: "queue", eta: now, severity: .two)
    let facts: [Fact] =
      events.count % 20 == 0
      ? (try? live.decide(.fileBlocker(draft), by: "sre", at: now)) ?? []
      : [
        .guardrailMoved(
          GuardrailMoved(
            guardrail: key, from: .inactive, to: events.count % 4 < 2 ? .breached : .inactive, since: now,
            because: "p95 143ms > 120ms"))
      ]
    for fact in facts {
      let event = Event(sequence: events.count + 1, at: now, actor: Event.engine, fact: fact)
      live.apply(event)
      events.append(event)
    }
  }
  measure("1,000 apps fold from 100,000 events", bar: "bar 1 s") {
    var state = BoardState(board)
    for event in events { state.apply(event) }
    return state.blockers.count
  }
}

/// So many hours of 200 signals at 5 s: the memory must not follow their number. One case a process, because freed
/// memory stays with it.
func memory(_ hours: Int, _ breach: String) throws {
  let board = try board(apps: 200, breach: breach)
  var state = BoardState(board)
  let before = residentKiB()
  for step in 0..<(hours * 720) {
    let now = start + .seconds(step * 5)
    for app in board.apps { state.ingest([Sample(Key(app.id, "p95"), .number(100), at: now)]) }
  }
  let bytes = (residentKiB() - before) * 1024 / 200
  print("memory of a signal at 5 s under '\(breach)' after \(hours) h: \(bytes) bytes (\(state.board.apps.count) signals)")
}

if CommandLine.arguments.count == 3, let hours = Int(CommandLine.arguments[1]) {
  try memory(hours, CommandLine.arguments[2])
} else {
  try samples("p95 > 120ms")
  try samples("avg(p95, 5m) > 120ms")
  try fold()
}
