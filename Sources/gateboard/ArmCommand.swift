import ArgumentParser
import Canvas
import Gates

/// `gateboard arm BOARD APP RULE`.
struct ArmCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "arm", abstract: "Arm a guardrail's program, so that a breach runs it; or disarm it.",
    discussion: """
      Without --yes it only says what would run. An armed program runs once for each breach, and at once where the \
      guardrail is breached already; its exit status and output go into the journal.
      """)

  @OptionGroup var acting: ActingOptions

  @Argument(help: "The app, or its gate's label.")
  var app: String

  @Argument(help: "The guardrail's key.")
  var rule: String

  @Flag(help: "Take the arming back.")
  var disarm = false

  @Flag(help: "Do it.")
  var yes = false

  func run() throws {
    let loaded = try Loading.board(acting.board)
    let key = Key(loaded.gate(app)?.id ?? AppID(app), rule)
    if let hook = loaded.guardrail(key)?.hook, !yes, !disarm {
      print(try preview(of: hook, of: key, on: loaded))
      return
    }
    _ = try acting.perform(disarm ? .disarm(key) : .arm(key), in: loaded)
    print("\(disarm ? "disarmed" : "armed") \(key)")
  }

  private func preview(of hook: Hook, of key: Key, on board: Board) throws -> String {
    let state = try Present.recorded(on: board)
    if let armed = state.arming(of: key) {
      return "a breach of \(key) runs, as \(armed.by.harmless) armed it: \(hook.words.harmless)\n--disarm takes it back"
    }
    let lapsed = state.lapse(of: key).map { "\n\($0.harmless): that no longer counts" }
    return "a breach of \(key) would run: \(hook.words.harmless)\(lapsed ?? "")\nrepeat with --yes to arm it"
  }
}
