import Foundation
import GRDB
import Gates
import Journal
import Testing

@testable import WarRoom

#if canImport(Glibc)
import Glibc
#endif

@Suite struct HookTests {
  private func run(_ arguments: [String], timeout: Duration = .seconds(20)) async -> HookEnded {
    await HookRunner.run(
      Hook(arguments: arguments, timeout: timeout), for: Key("shop", "p95"), because: "p95 143ms > 120ms")
  }

  @Test func `a program is run without a shell, is told why, and its output and status are kept`() async {
    let ended = await run([
      "python3", "-c", "import os,sys; print(os.environ['GATEBOARD_BECAUSE'], sys.argv[1]); sys.exit(3)", "$(id); *",
    ])
    #expect(ended.status == 3)
    #expect(ended.output == "p95 143ms > 120ms $(id); *\n")
    #expect(ended.because == nil)
  }

  @Test func `a program has no terminal to write on or to ask from, and what it is told acts on none`() async {
    let ended = await HookRunner.run(
      Hook(
        arguments: ["python3", "-c", "import os; print(os.getsid(0) == os.getpid(), os.environ['GATEBOARD_BECAUSE'])"],
        timeout: .seconds(20)),
      for: Key("shop", "p95"), because: "word is '\u{1B}[2J\u{9B}2J\n'")
    #expect(ended.output == "True word is '^[[2J\u{FFFD}2J^J'\n")
  }

  @Test func `output past the limit is read and forgotten`() async {
    let ended = await run(["python3", "-c", "import sys; sys.stdout.write('x' * 3_000_000); sys.stderr.write('end')"])
    #expect(ended.status == 0)
    #expect(ended.output == String(repeating: "x", count: HookRunner.mostOutput))
  }

  @Test func `a program that cannot be started is an end with a reason`() async {
    let ended = await run(["/nowhere/rollback"])
    #expect(ended.status == nil)
    #expect(ended.because == "cannot start /nowhere/rollback: No such file or directory")
  }

  /// Whoever lives holds the pipe open: its end is the end of the last of them.
  @Test(.timeLimit(.minutes(1)))
  func `at its timeout the program and its children are ended, whatever they do against it`() async throws {
    let folder = NSTemporaryDirectory() + "/gateboard-hook-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let made = unsafe mkfifo("\(folder)/alive", 0o600)
    #expect(made == 0)
    let alive = unsafe open("\(folder)/alive", O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    defer { close(alive) }
    let stubborn = """
      import os, signal, sys
      signal.signal(signal.SIGTERM, signal.SIG_IGN)
      held = os.open(sys.argv[1] + '/alive', os.O_WRONLY)
      child = os.fork()
      os.write(held, b'c' if child == 0 else b'p')
      while True: signal.pause()
      """
    let ended = await run(["python3", "-c", stubborn, folder], timeout: .seconds(10))
    #expect(ended.status == nil)
    #expect(ended.because == "ended at its timeout of 10s")
    #expect(fcntl(alive, F_SETFL, 0) == 0)
    let signs = try FileHandle(fileDescriptor: alive, closeOnDealloc: false).readToEnd()
    #expect(signs.map { String(decoding: $0, as: UTF8.self).sorted() } == ["c", "p"], "both had begun")
  }

  // MARK: Once for each breach

  private func board(_ folder: String, _ arguments: [String]) throws -> Board {
    let unit = try #require(Unit.named("number"))
    let source = Source(
      name: "s", kind: .sqlite(SQLiteQuery(path: "\(folder)/app.db", query: "SELECT 9 AS a")), every: .seconds(5),
      timeout: .seconds(5), staleAfter: .seconds(60),
      signals: [Signal(name: "a", selector: .column("a"), unit: unit)])
    let guardrail = Guardrail(
      name: "g", title: "g", breach: try ConditionParser.parse("a > 7"), sustained: .zero, action: .abort,
      hook: Hook(arguments: arguments, timeout: .seconds(20)))
    let app = App(id: "shop", ruling: Ruling(.go, allows: .production), sources: [source], guardrails: [guardrail])
    return Board(title: "t", state: "\(folder)/t.db", apps: [app])
  }

  @Test func `an armed program runs once for a breach, also under two engines; an unarmed one never`() async throws {
    let folder = NSTemporaryDirectory() + "/gateboard-hook-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try Data().write(to: URL(fileURLWithPath: "\(folder)/app.db"))
    let log = "\(folder)/ran"
    let board = try board(folder, ["python3", "-c", "import sys; open(sys.argv[1], 'a').write('ran ')", log])
    let rooms = try (0..<2).map { _ in
      try WarRoom(board: board, journal: try Journal(at: board.state), clock: SystemClock()) { _ in }
    }
    for room in rooms { await room.pollOnce() }
    for room in rooms { await room.pollOnce() }
    #expect(await rooms[0].current.run(Key("shop", "g")).phase == .breached)
    #expect(!FileManager.default.fileExists(atPath: log), "nobody has armed it")

    _ = try await rooms[0].perform(.arm(Key("shop", "g")), by: "sre-1")
    for _ in 0..<3 { for room in rooms { await room.pollOnce() } }
    for room in rooms { await room.stop() }
    #expect(try String(contentsOfFile: log, encoding: .utf8) == "ran ")
    let events = try Journal(copyOf: board.state).events()
    let facts = events.map(\.fact)
    #expect(facts.count { if case .hookStarted = $0 { true } else { false } } == 1)
    let ends = facts.compactMap { if case .hookEnded(let ended) = $0 { ended } else { nil } }
    #expect(ends.map(\.status) == [0])
    let starts = events.filter { if case .hookStarted = $0.fact { true } else { false } }
    #expect(ends.map(\.run) == starts.map(\.sequence), "an end names the run that it ends")
  }

  @Test(.timeLimit(.minutes(1)))
  func `the end of a program that the journal refuses is recorded once it takes it`() async throws {
    let folder = NSTemporaryDirectory() + "/gateboard-hook-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try Data().write(to: URL(fileURLWithPath: "\(folder)/app.db"))
    let board = try board(folder, ["true"])
    let (troubles, told) = AsyncStream<String>.makeStream()
    let room = try WarRoom(board: board, journal: try Journal(at: board.state), clock: SystemClock()) { state in
      if let trouble = state.journalTrouble { told.yield(trouble) }
    }
    let file = try DatabaseQueue(path: board.state)
    try await file.write {
      try $0.execute(
        sql: """
          CREATE TRIGGER full BEFORE INSERT ON event WHEN NEW.kind = 'hook_ended'
          BEGIN SELECT RAISE(ABORT, 'no more room'); END
          """)
    }
    _ = try await room.perform(.arm(Key("shop", "g")), by: "sre-1")
    for _ in 0..<3 { await room.pollOnce() }
    #expect(await troubles.first { _ in true }?.contains("no more room") == true)
    try await file.write { try $0.execute(sql: "DROP TRIGGER full") }
    await room.stop()
    let ends = try Journal(copyOf: board.state).events().compactMap {
      if case .hookEnded(let ended) = $0.fact { ended.status } else { nil }
    }
    #expect(ends == [0])
  }
}
