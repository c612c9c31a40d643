import Gates
import Journal
import WarRoom

#if canImport(Glibc)
import Glibc
#endif

/// Watches a board as `gateboard watch` does, without a screen, until somebody kills it.
///
/// Arguments: the journal, the watcher's name, a program that is the board's one source and answers `value N`, a program
/// that a breach (`value > 0`) runs. It writes `at N` whenever it has seen event N, and files a blocker for each line
/// that it reads: `filed TEXT` once the journal has it.
guard CommandLine.arguments.count == 5 else { exit(64) }
let (path, person) = (CommandLine.arguments[1], CommandLine.arguments[2])
let (probe, hook) = (CommandLine.arguments[3], CommandLine.arguments[4])

/// One write to a pipe is whole or not at all.
@Sendable func say(_ text: String) {
  let line = Array("\(text)\n".utf8)
  guard unsafe write(STDOUT_FILENO, line, line.count) == line.count else { exit(74) }
}

do {
  guard let unit = Gates.Unit.named("count") else { exit(70) }
  let source = Source(
    name: "probe", kind: .command(Program([probe])), every: .milliseconds(500), timeout: .seconds(5),
    staleAfter: .seconds(10), signals: [Signal(name: "value", selector: .line("value"), unit: unit)])
  let guardrail = Guardrail(
    name: "high", title: "High", breach: try ConditionParser.parse("value > 0"), sustained: .zero, action: .abort,
    hook: Hook(arguments: [hook], timeout: .seconds(5)))
  let board = Board(
    title: "Trial", state: path,
    apps: [
      App(id: "shop", ruling: Ruling(.hold, allows: Posture.none), sources: [source], guardrails: [guardrail])
    ])
  let room = try WarRoom(board: board, journal: try Journal(at: path), clock: SystemClock()) { state in
    say("at \(state.sequence)")
  }
  await room.start(as: person)
  // Somebody has to arm it; who comes later is told so.
  _ = try? await room.perform(.arm(Key("shop", "high")), by: person)
  // The engine has threads of its own: this one may wait for its lines.
  while let text = readLine() {
    let draft = BlockerDraft(app: "shop", deadline: nil, text: text, owner: person, eta: nil, severity: .one)
    _ = try await room.perform(.fileBlocker(draft), by: person)
    say("filed \(text)")
  }
} catch {
  let line = Array("\(error)\n".utf8)
  _ = unsafe write(STDERR_FILENO, line, line.count)
  exit(1)
}
