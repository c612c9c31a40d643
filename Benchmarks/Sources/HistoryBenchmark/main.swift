// A night of 50,000 events with the samples of 24 hours, opened at random instants: how long the board as it stood
// takes, from opening the file on. Prints milliseconds of elapsed time.

import Foundation
import Gates
import Journal

let events = 50_000
let start = Instant(milliseconds: 1_762_948_800_000)

func board() throws -> Board {
  let apps = try (0..<7).map { app in
    App(
      id: AppID("app\(app)"), gate: "\(app)", ruling: Ruling(.go, allows: .production),
      sources: [
        Source(
          name: "s", kind: .push, every: .seconds(5), timeout: .seconds(1), staleAfter: .seconds(20),
          signals: (0..<6).map { Signal(name: "v\($0)", selector: .pushed, unit: Unit.named("ms")!) })
      ],
      criteria: try (0..<6).map {
        Criterion(name: "c\($0)", title: "C\($0)", requirement: .condition(try ConditionParser.parse("v\($0) < 100ms")))
      },
      guardrails: try (0..<4).map {
        Guardrail(
          name: "g\($0)", title: "G\($0)", breach: try ConditionParser.parse("v\($0) > 120ms"), sustained: .seconds(60),
          action: .abort)
      })
  }
  return Board(title: "Night", state: "", apps: apps)
}

/// What a loud night is made of: breaches that come and go, criteria that turn, blockers that slip.
func fact(_ number: Int, blockers: inout Int) -> Fact {
  let app = AppID("app\(number % 7)")
  let guardrail = Key(app, "g\(number / 7 % 4)")
  switch number % 100 {
  case 0..<96:
    let phases: [GuardrailPhase] = [.inactive, .pending, .breached]
    return .guardrailMoved(
      GuardrailMoved(
        guardrail: guardrail, from: phases[number / 28 % 3], to: phases[(number / 28 + 1) % 3], since: start,
        because: "v\(number / 7 % 4) 143ms > 120ms"))
  case 96:
    return .breachAcknowledged(try! decoded("{\"guardrail\":{\"app\":\"\(app)\",\"name\":\"\(guardrail.name)\"}}"))
  case 97:
    blockers += 1
    return .blockerFiled(try! decoded(draft(blockers, app, eta: start)))
  case 98: return .blockerEdited(try! decoded(draft(max(1, blockers), app, eta: start + .seconds(number))))
  default: return .blockerResolved(try! decoded("{\"number\":\(max(1, blockers)),\"note\":\"the queue drains again\"}"))
  }
}

func draft(_ number: Int, _ app: AppID, eta: Instant) -> String {
  "{\"number\":\(number),\"draft\":{\"app\":\"\(app)\",\"text\":\"replay stalls at 11K, consumer lag grows\","
    + "\"owner\":\"queue\",\"eta\":\"\(eta.utcMilliseconds)\",\"severity\":2}}"
}

func decoded<Record: Decodable>(_ json: String) throws -> Record {
  try JSONDecoder().decode(Record.self, from: Data(json.utf8))
}

func milliseconds(_ work: () throws -> Void) rethrows -> Double {
  let began = ContinuousClock.now
  try work()
  return (ContinuousClock.now - began) / .milliseconds(1)
}

func report(_ name: String, _ times: [Double]) {
  let sorted = times.sorted()
  func at(_ share: Double) -> String { String(format: "%.1f", sorted[Int(Double(sorted.count - 1) * share)]) }
  print("\(name): median \(at(0.5)) ms, p95 \(at(0.95)) ms, worst \(at(1)) ms of \(sorted.count)")
}

let folder = FileManager.default.temporaryDirectory.appendingPathComponent("gateboard-\(UUID().uuidString)").path
try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
defer { try? FileManager.default.removeItem(atPath: folder) }
let path = folder + "/night.db"
let night = try board()
let journal = try Journal(at: path)
var filed = 0
for batch in 0..<(events / 500) {
  let at = start + .seconds(batch * 864)
  _ = try journal.append((0..<500).map { fact(batch * 500 + $0, blockers: &filed) }, by: Event.engine, at: at)
}
let store = try SampleStore(at: path, for: BoardState(night))
for second in stride(from: 0, to: 86_400, by: 5) {
  let at = start + .seconds(second)
  try store.write(
    night.apps.flatMap { app in
      (0..<6).map { Sample(Key(app.id, "v\($0)"), .number(Double(80 + (second / 5 + $0) % 60)), at: at) }
    })
}

func open(at number: Int) throws -> Double {
  try milliseconds { _ = try History(of: night, in: path).board(at: .event(number)) }
}

report("without checkpoints", try [1, 12_345, 25_000, 37_654, 50_000].map(open))
let making = try milliseconds {
  for _ in 0..<50 { try store.keepCheckpoints(upTo: events, under: nil) }
}
print(String(format: "making the checkpoints: %.0f ms", making))
var random = SystemRandomNumberGenerator()
report("opened at an event", try (0..<200).map { _ in try open(at: Int.random(in: 1...events, using: &random)) })
report(
  "opened at an instant",
  try (0..<200).map { _ in
    let instant = start + .seconds(Int.random(in: 0...86_400, using: &random))
    return try milliseconds { _ = try History(of: night, in: path).board(at: .instant(instant)) }
  })
let history = try History(of: night, in: path)
report(
  "one event further",
  try (20_000..<20_200).map { number in try milliseconds { _ = try history.board(at: .event(number)) } })
print("\(filed) blockers, \(try history.wrongCheckpoints().count) wrong checkpoints")
