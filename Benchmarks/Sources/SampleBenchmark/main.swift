import Foundation
import Gates
import Journal

// Samples into the journal beside the sqlite3 shell inserting the same rows, and how many bytes a day of them takes.
// Arguments: `rate` (1,000 signals for an hour at 5 s, in batches), `day` (a day of them, then rolled up) or `commit`
// (an operator's blocker, durably, beside a bare commit of the shell on the same disk).

let signalCount = 1000
let start = Instant(milliseconds: 1_762_905_600_000)
let folder = NSTemporaryDirectory() + "/gateboard-benchmark-\(ProcessInfo.processInfo.processIdentifier)"

/// SplitMix64: the same numbers in every run.
struct Dice {
  var state: UInt64 = 7

  mutating func share() -> Double {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return Double((mixed ^ (mixed >> 31)) >> 11) / Double(1 << 53)
  }
}

func board() -> Board {
  let unit = Unit(name: "ms", dimension: .time, scale: 1)
  let apps = (0..<signalCount / 10).map { app in
    let signals = (0..<10).map { Signal(name: "signal_\($0)", selector: .pushed, unit: unit) }
    let source = Source(
      name: "s", kind: .push, every: .seconds(5), timeout: .seconds(5), staleAfter: .seconds(17), signals: signals)
    return App(id: AppID("app_\(app)"), ruling: Ruling(.hold, allows: .none), sources: [source])
  }
  return Board(title: "Benchmark", state: "", apps: apps)
}

let keys = board().apps.flatMap { app in app.sources[0].signals.map { Key(app.id, $0.name) } }

/// One second of the night: a fifth of the signals, each around its own level.
func second(_ second: Int, _ dice: inout Dice) -> [Sample] {
  (0..<signalCount / 5).map { index in
    let signal = index * 5 + second % 5
    let value = Double(40 + signal) * (1 + 0.2 * dice.share())
    return Sample(keys[signal], .number(value), at: start + .milliseconds(second * 1000 + index * 3))
  }
}

func size(_ path: String) -> Int {
  (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? 0
}

@discardableResult
func sqlite3(_ path: String, input: String? = nil, _ arguments: String...) throws -> String {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
  process.arguments = ["sqlite3", "-bail", path] + arguments
  let output = Pipe()
  process.standardOutput = output
  if let input { process.standardInput = try FileHandle(forReadingFrom: URL(fileURLWithPath: input)) }
  try process.run()
  let said = output.fileHandleForReading.readDataToEndOfFile()
  process.waitUntilExit()
  guard process.terminationStatus == 0 else { throw CancellationError() }
  return String(decoding: said, as: UTF8.self).trimmingCharacters(in: .newlines)
}

/// Seconds that a new journal takes for the work; the file is made before.
func timed(_ name: String, _ work: (String) throws -> Void) throws -> Double {
  let path = "\(folder)/\(name).db"
  for end in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + end) }
  _ = try Journal(at: path)
  let began = ContinuousClock.now
  try work(path)
  let seconds = began.duration(to: .now) / .seconds(1)
  let rows = try sqlite3(path, "SELECT count(*), round(sum(value), 3) FROM sample")
  print("    \(name): \(String(format: "%.2f", seconds)) s  (\(rows))")
  return seconds
}

func rate() throws {
  for perBatch in [1, 50] {
    var dice = Dice()
    let batches = stride(from: 0, to: 3600, by: perBatch).map { from in
      (from..<from + perBatch).flatMap { second($0, &dice) }
    }
    let rows = batches.reduce(0) { $0 + $1.count }
    // The shell is given the numbers of signals; ours looks each up by its names.
    let numbers = Dictionary(uniqueKeysWithValues: keys.enumerated().map { ($1, $0 + 1) })
    var script = "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;\n"
    for (number, key) in keys.enumerated() {
      script += "INSERT INTO signal VALUES (\(number + 1), '\(key.app)', '\(key.name)', 'ms');\n"
    }
    for batch in batches {
      script += "BEGIN IMMEDIATE;\n"
      for sample in batch {
        script +=
          "INSERT OR REPLACE INTO sample VALUES (\(sample.at.milliseconds << 20 | Int64(numbers[sample.signal]!)), "
          + "\(sample.value!.number!), NULL);\n"
      }
      script += "COMMIT;\n"
    }
    let input = "\(folder)/rows.sql"
    try Data(script.utf8).write(to: URL(fileURLWithPath: input))
    print("\(rows) rows in transactions of \(batches[0].count), three rounds")
    var (ours, theirs): ([Double], [Double]) = ([], [])
    for _ in 0..<3 {
      ours.append(
        try timed("gateboard") { path in
          let store = try SampleStore(at: path, for: BoardState(board()))
          for batch in batches { try store.write(batch) }
        })
      theirs.append(try timed("sqlite3") { try sqlite3($0, input: input) })
    }
    let (mine, other) = (ours.sorted()[1], theirs.sorted()[1])
    print(
      String(
        format: "  gateboard %.0f rows/s, sqlite3 %.0f rows/s: %.2f of its rate", Double(rows) / mine,
        Double(rows) / other, other / mine))
  }
}

func day() throws {
  let path = "\(folder)/day.db"
  _ = try Journal(at: path)
  let store = try SampleStore(at: path, for: BoardState(board()))
  var dice = Dice()
  let empty = size(path)
  for from in stride(from: 0, to: 86_400, by: 60) {
    try store.write((from..<from + 60).flatMap { second($0, &dice) })
  }
  try sqlite3(path, "PRAGMA wal_checkpoint(TRUNCATE)")
  let rows = 86_400 * signalCount / 5
  let raw = size(path) - empty
  print("a day raw: \(rows) rows, \(raw) bytes, \(String(format: "%.1f", Double(raw) / Double(rows))) a row")
  let began = ContinuousClock.now
  for second in 0..<100 { try store.tidy(at: start + .seconds(2 * 86_400 + second)) }
  let seconds = began.duration(to: .now) / .seconds(1)
  let minutes = try sqlite3(path, "SELECT count(*) FROM sample_minute")
  let left = try sqlite3(path, "SELECT count(*) FROM sample")
  try sqlite3(path, "PRAGMA wal_checkpoint(TRUNCATE)")
  // What samples have left free in the file is not theirs.
  let used = "SELECT (page_count - freelist_count) * page_size FROM pragma_page_count, pragma_freelist_count,"
  let rolled = (Int(try sqlite3(path, used + " pragma_page_size")) ?? 0) - empty
  let perRow = Double(rolled) / (Double(minutes) ?? 1)
  print("rolled up: \(minutes) rows, \(rolled) bytes, \(String(format: "%.1f", perRow)) a row; \(left) left raw")
  print(String(format: "rolling a day up took %.1f s, %.1f ms a minute", seconds, seconds / 1.44))
  print(String(format: "a week, a day raw and six rolled up: %.0f MB", (Double(raw) + 6 * Double(rolled)) / 1e6))
}

/// One durable transaction after the other: what an operator waits for, and the least that SQLite can do.
func commit() throws {
  let count = 1_000
  let script =
    "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE bare (id INTEGER PRIMARY KEY, text TEXT);\n"
    + (0..<count).map { "INSERT INTO bare VALUES (\($0), 'replay stalls at 11K');\n" }.joined()
  let input = "\(folder)/bare.sql"
  try Data(script.utf8).write(to: URL(fileURLWithPath: input))
  let draft = BlockerDraft(app: nil, text: "replay stalls at 11K", owner: "queue", eta: start, severity: .two)
  var (ours, theirs): ([Double], [Double]) = ([], [])
  for round in 0..<3 {
    let path = "\(folder)/commit-\(round).db"
    let journal = try Journal(at: path)
    var state = BoardState(board())
    var began = ContinuousClock.now
    for number in 0..<count {
      let facts = try state.decide(.fileBlocker(draft), by: "lena", at: start + .seconds(number))
      for event in try journal.append(facts, by: "lena", at: start + .seconds(number), after: state.sequence) {
        state.apply(event)
      }
    }
    ours.append(began.duration(to: .now) / .microseconds(count))
    began = ContinuousClock.now
    try sqlite3("\(folder)/bare-\(round).db", input: input)
    theirs.append(began.duration(to: .now) / .microseconds(count))
    print(String(format: "    gateboard: %.0f us  sqlite3: %.0f us", ours[round], theirs[round]))
  }
  let (mine, other) = (ours.sorted()[1], theirs.sorted()[1])
  print(String(format: "  a blocker in %.0f us, a bare commit in %.0f us: %.2f of it", mine, other, mine / other))
}

try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
defer { try? FileManager.default.removeItem(atPath: folder) }
switch CommandLine.arguments.dropFirst().first {
case "day": try day()
case "commit": try commit()
default: try rate()
}
