import ArgumentParser
import Gates
import WarRoom

/// `gateboard blocker file|resolve|reopen`.
struct BlockerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "blocker", abstract: "File a blocker, resolve one, or open one again.",
    subcommands: [File.self, Resolve.self, Reopen.self])

  struct File: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "file", abstract: "Say what is in the way, who gets it out of the way, and until when.")

    @OptionGroup var acting: ActingOptions

    @Argument(help: "What is in the way.")
    var text: String

    @Option(help: "Who gets it out of the way.")
    var owner: String

    @Option(help: "The app, or its gate's label.")
    var app: String?

    @Option(help: "The key of the deadline that it endangers; left out, every one that the app owes to.")
    var deadline: String?

    @Option(help: ArgumentHelp("When it will be out of the way: \(ETA.spellings).", valueName: "time"))
    var eta: String?

    @Option(help: "1 stops the launch, 2 threatens it, 3 annoys.")
    var severity = 2

    func run() throws {
      let loaded = try Loading.board(acting.board)
      guard let severity = Severity(rawValue: severity) else {
        throw ValidationError("expected --severity as 1, 2 or 3, found \(severity)")
      }
      let expected = eta.flatMap { ETA.parse($0, now: SystemClock().now()) }
      if let eta, expected == nil {
        throw ValidationError("expected --eta as \(ETA.spellings), found '\(eta)'")
      }
      let draft = BlockerDraft(
        app: app.map { loaded.gate($0)?.id ?? AppID($0) }, deadline: deadline, text: text, owner: owner,
        eta: expected, severity: severity)
      for event in try acting.perform(.fileBlocker(draft), in: loaded) {
        if case .blockerFiled(let filed) = event.fact { print("filed B-\(filed.number)") }
      }
    }
  }

  struct Resolve: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "resolve", abstract: "A blocker is out of the way.")

    @OptionGroup var acting: ActingOptions

    @Argument(help: "The blocker's number, such as B-3.", transform: BlockerCommand.number)
    var number: Int

    @Option(help: "A note for the journal.")
    var note = ""

    func run() throws {
      _ = try acting.perform(.resolveBlocker(number, note: note), in: try Loading.board(acting.board))
      print("resolved B-\(number)")
    }
  }

  struct Reopen: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "reopen", abstract: "A resolved blocker is in the way again.")

    @OptionGroup var acting: ActingOptions

    @Argument(help: "The blocker's number, such as B-3.", transform: BlockerCommand.number)
    var number: Int

    @Option(help: "Why it is in the way again.")
    var why: String

    func run() throws {
      _ = try acting.perform(.reopenBlocker(number, why: why), in: try Loading.board(acting.board))
      print("reopened B-\(number)")
    }
  }

  private static func number(_ text: String) throws -> Int {
    guard let number = wholeNumber(text.lowercased().replacing("b-", with: "")) else {
      throw ValidationError("expected a blocker's number such as B-3, found '\(text)'")
    }
    return number
  }
}
