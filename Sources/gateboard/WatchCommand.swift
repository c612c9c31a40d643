import ArgumentParser
import Gates
import Terminal
import WarRoom

#if canImport(Glibc)
import Glibc
#endif

/// Options of every command that opens the screen.
struct ScreenOptions: ParsableArguments {
  @Option(name: .customLong("as"), help: ArgumentHelp("Who acts; the login name unless told.", valueName: "name"))
  var person: String?

  @Option(help: "A theme by name (see gateboard theme list) or a theme file; else the one chosen last, else midnight.")
  var theme: String?

  @Flag(help: "No key acts on the board until somebody lifts that with a name.")
  var readOnly = false

  @Flag(help: "Leave the mouse to the terminal, so that it selects text as usual.")
  var noMouse = false

  @Flag(help: "Nothing blinks: an unacknowledged breach stays in reverse.")
  var noBlink = false

  @Flag(help: "No screen: one line on standard output for each change, for screen readers, logs and serial lines.")
  var plain = false

  var actor: String { person.flatMap { $0.isEmpty ? nil : $0 } ?? Self.login }

  /// Who is logged in; `operator` where nothing says so.
  static var login: String {
    let login = unsafe getenv("USER").map { unsafe String(cString: $0) } ?? ""
    return login.isEmpty ? "operator" : login
  }
}

/// `gateboard watch BOARD`, the default.
struct WatchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch", abstract: "Watch a board on this terminal. The default.",
    discussion: "Polls the board's sources, evaluates its rules, and journals what happens until q. ? lists the keys.")

  @Argument(help: "The board file.", completion: .file(extensions: ["yaml", "yml"]))
  var board: String

  @OptionGroup var screen: ScreenOptions

  func run() throws {
    if !screen.plain { Terminal.expect() }
    let (loaded, look) = try Loading.boardAndLook(board, isAwaited: !screen.plain)
    if screen.plain { return try PlainWatch(board: loaded, clock: SystemClock(), person: screen.actor).run() }
    let wishes = try Wishes(screen, besideBoard: board, look: look)
    try Watch(
      board: loaded, file: board, clock: SystemClock(), rehearsal: nil, person: screen.actor, wishes: wishes
    ).run()
  }
}
