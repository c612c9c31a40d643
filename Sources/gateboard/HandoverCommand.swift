import ArgumentParser
import Canvas
import Dashboard
import Gates
import Journal
import Reports

/// `gateboard handover BOARD`.
struct HandoverCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "handover", abstract: "Print one page for the next shift; with --to, both sign it.",
    discussion: """
      Asks every source once and prints what the next shift must know: breaches, what burns, blockers, deadlines at \
      risk, rulings since the last handover, what cannot be seen. With --to the handover goes into the journal, and the \
      page that was signed into a file beside it.
      """)

  @OptionGroup var acting: ActingOptions

  @Option(help: ArgumentHelp("Who hands over; who acts unless told.", valueName: "name"))
  var from: String?

  @Option(help: ArgumentHelp("Who takes over: signs for both.", valueName: "name"))
  var to: String?

  @Option(help: "What the page does not say.")
  var note = ""

  func validate() throws {
    guard to != nil || (from == nil && note.isEmpty) else {
      throw ValidationError("expected --to beside --from and --note: a handover is signed by both")
    }
  }

  func run() throws {
    let loaded = try Loading.board(acting.board)
    let (state, now) = try Present.measured(on: loaded)
    let page = Model(state: state, now: now, size: Size(width: 120, height: 40), person: acting.actor).handoverSheet
    guard let to else {
      print((["HANDOVER  \(loaded.title)", now.utcSeconds] + page).map(\.harmless).joined(separator: "\n"))
      return
    }
    for event in try acting.perform(.handOver(from: from ?? acting.actor, to: to, note: note), in: loaded) {
      guard let text = Model.signed(page, by: event, on: loaded) else { continue }
      print(text, terminator: "")
      try keep(text, of: event, on: loaded)
    }
  }

  private func keep(_ text: String, of event: Event, on board: Board) throws {
    do {
      let written = try HandoverFile.write(text, at: event.at, on: board)
      print("\n\(written.path)  sha256 \(written.sha256)")
      try acting.perform(.recordSnapshot(written), in: board)
    } catch let error as WriteFailure {
      complain(HandoverFile.failed(error))
      throw ExitStatus.inputOutput
    }
  }
}
