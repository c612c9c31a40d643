import ArgumentParser
import Gates
import WarRoom

/// `gateboard acknowledge BOARD APP RULE`.
struct AcknowledgeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "acknowledge", abstract: "Say that a breach was seen: it calls nobody any more.")

  @OptionGroup var acting: ActingOptions

  @Argument(help: "The app, or its gate's label.")
  var app: String

  @Argument(help: "The guardrail's key.")
  var rule: String

  func run() throws {
    let loaded = try Loading.board(acting.board)
    let key = Key(loaded.gate(app)?.id ?? AppID(app), rule)
    try acting.perform(.acknowledge(key), in: loaded)
    print("acknowledged \(key)")
  }
}

/// `gateboard mute BOARD [APP]`.
struct MuteCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mute", abstract: "Silence the alarms of an app for a while, or let them sound again.",
    discussion: """
      What is silenced is what calls: bell, notification, command. The board shows the breaches as before, and the mute \
      with its end, who did it and why, so that nobody forgets it. A day at most.
      """, aliases: ["silence"])

  @OptionGroup var acting: ActingOptions

  @Argument(help: "The app, or its gate's label; left out, every app.")
  var app: String?

  @Option(help: ArgumentHelp("Until when: \(ETA.spellings).", valueName: "time"))
  var until: String?

  @Option(help: "Why; it stands beside the alarm that does not sound.")
  var why = ""

  @Flag(help: "Let the alarms sound again.")
  var off = false

  func validate() throws {
    guard (until != nil) != off else { throw ValidationError("expected either --until or --off") }
  }

  func run() throws {
    let loaded = try Loading.board(acting.board)
    let id = app.map { loaded.gate($0)?.id ?? AppID($0) }
    let end = until.flatMap { ETA.parse($0, now: SystemClock().now()) }
    if let until, end == nil { throw ValidationError("expected --until as \(ETA.spellings), found '\(until)'") }
    try acting.perform(.mute(id, until: end, why: why), in: loaded)
    let whose = id.map { "the alarms of \($0)" } ?? "every alarm"
    print(end.map { "muted \(whose) until \($0.utcSeconds)" } ?? "let \(whose) sound again")
  }
}
