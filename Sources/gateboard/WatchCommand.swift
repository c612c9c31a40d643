import ArgumentParser
import Gates
import WarRoom

#if canImport(Glibc)
import Glibc
#endif

/// Options of every command that opens the screen.
struct ScreenOptions: ParsableArguments {
  @Option(name: .customLong("as"), help: ArgumentHelp("Who acts; the login name unless told.", valueName: "name"))
  var person: String?

  @Option(help: "A theme by name (see gateboard theme list) or a theme file.")
  var theme = "midnight"

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
    let loaded = try Loading.board(board)
    let theme = try Loading.theme(screen.theme, besideBoard: board)
    try Watch(
      board: loaded, file: board, clock: SystemClock(), rehearsal: nil, person: screen.actor, theme: theme
    ).run()
  }
}
