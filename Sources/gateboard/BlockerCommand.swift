import ArgumentParser
import Gates
import WarRoom

/// `gateboard blocker file|edit|resolve|reopen`.
struct BlockerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "blocker", abstract: "File a blocker, edit or resolve one, or open one again.",
    subcommands: [File.self, Edit.self, Resolve.self, Reopen.self])

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
      let draft = BlockerDraft(
        app: app.map { loaded.gate($0)?.id ?? AppID($0) }, deadline: deadline, text: text, owner: owner,
        eta: try eta.map(BlockerCommand.instant), severity: try BlockerCommand.severity(severity))
      for event in try acting.perform(.fileBlocker(draft), in: loaded) {
        if case .blockerFiled(let filed) = event.fact { print("filed B-\(filed.number)") }
      }
    }
  }

  struct Edit: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "edit", abstract: "Change what an open blocker says; what is left out stays as it is.")

    @OptionGroup var acting: ActingOptions

    @Argument(help: "The blocker's number, such as B-3.", transform: BlockerCommand.number)
    var number: Int

    @Option(help: "What is in the way.")
    var text: String?

    @Option(help: "Who gets it out of the way.")
    var owner: String?

    @Option(
      help: ArgumentHelp("When it will be out of the way: \(ETA.spellings); none for nobody knows.", valueName: "time"))
    var eta: String?

    @Option(help: "1 stops the launch, 2 threatens it, 3 annoys.")
    var severity: Int?

    func validate() throws {
      guard text != nil || owner != nil || eta != nil || severity != nil else {
        throw ValidationError("expected something to change: --text, --owner, --eta or --severity")
      }
    }

    func run() throws {
      let loaded = try Loading.board(acting.board)
      guard let blocker = try Present.recorded(on: loaded).blocker(number) else {
        complain("There is no blocker B-\(number).")
        throw ExitStatus.refused
      }
      var draft = blocker.draft
      draft.text = text ?? draft.text
      draft.owner = owner ?? draft.owner
      if let eta { draft.eta = eta == "none" ? nil : try BlockerCommand.instant(eta) }
      if let severity { draft.severity = try BlockerCommand.severity(severity) }
      let events = try acting.perform(.editBlocker(number, draft), in: loaded)
      print(events.isEmpty ? "B-\(number) says that already" : "changed B-\(number)")
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

  private static func severity(_ number: Int) throws -> Severity {
    guard let severity = Severity(rawValue: number) else {
      throw ValidationError("expected --severity as 1, 2 or 3, found \(number)")
    }
    return severity
  }

  private static func instant(_ text: String) throws -> Instant {
    guard let instant = ETA.parse(text, now: SystemClock().now()) else {
      throw ValidationError("expected --eta as \(ETA.spellings), found '\(text)'")
    }
    return instant
  }

  private static func number(_ text: String) throws -> Int {
    guard let number = wholeNumber(text.lowercased().replacing("b-", with: "")) else {
      throw ValidationError("expected a blocker's number such as B-3, found '\(text)'")
    }
    return number
  }
}
