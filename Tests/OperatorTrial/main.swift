import Gates
import Journal
import WarRoom

#if canImport(Glibc)
import Glibc
#endif

/// Files blockers as fast as the journal takes them, and writes each one's text once its command has returned: what
/// an operator has seen confirmed. It ends when somebody kills it.
///
/// Arguments: the journal, the operator's name.
guard CommandLine.arguments.count == 3 else { exit(64) }
let (path, person) = (CommandLine.arguments[1], CommandLine.arguments[2])
let board = Board(
  title: "Trial", state: path, apps: [App(id: "shop", ruling: Ruling(.hold, allows: Posture.none))])
do {
  let room = try WarRoom(board: board, journal: try Journal(at: path), clock: SystemClock()) { _ in }
  var count = 0
  while true {
    count += 1
    let text = "\(person) \(count)"
    let draft = BlockerDraft(app: "shop", deadline: nil, text: text, owner: person, eta: nil, severity: .one)
    _ = try await room.perform(.fileBlocker(draft), by: person)
    let line = Array("\(text)\n".utf8)
    // One write to a pipe is whole or not at all.
    guard unsafe write(STDOUT_FILENO, line, line.count) == line.count else { exit(74) }
  }
} catch {
  let line = Array("\(error)\n".utf8)
  _ = unsafe write(STDERR_FILENO, line, line.count)
  exit(1)
}
