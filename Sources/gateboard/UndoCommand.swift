import ArgumentParser
import Canvas
import Gates
import WarRoom

/// `gateboard undo BOARD`.
struct UndoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "undo", abstract: "Take back what you did last on a board, by another event.",
    discussion: "Without --yes it only says what would happen.")

  @OptionGroup var acting: ActingOptions

  @Flag(help: "Do it.")
  var yes = false

  func run() throws {
    let loaded = try Loading.board(acting.board)
    let undo = try undo(on: loaded)
    guard yes else {
      print("\(undo.question) \(undo.details)".harmless + "\nrepeat with --yes to do it")
      return
    }
    var isMeasured = false
    if case .rule(_, let draft, _) = undo.command { isMeasured = draft.ruling.kind.isGo }
    for event in try acting.perform(undo.command, measured: isMeasured, in: loaded) { print(event.words.harmless) }
  }

  private func undo(on board: Board) throws -> Undo {
    let state = try Present.recorded(on: board)
    do throws(Refusal) {
      return try state.undoing(lastOf: acting.actor, at: SystemClock().now())
    } catch {
      complain(error.sentence)
      throw ExitStatus.refused
    }
  }
}
