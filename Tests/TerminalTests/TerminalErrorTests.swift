import Testing

@testable import Terminal

@Suite struct TerminalErrorTests {
  @Test(arguments: [
    TerminalError.notATerminal, .noTerminalName, .unknownTerminal("wyse"), .cannotMoveCursor("dumb"), .alreadyOpen,
    .unwritableLog(path: "/x/log", cause: "Permission denied"), .refused(cause: "Input/output error"),
  ])
  func `every refusal is one line that says what to do`(error: TerminalError) {
    let text = "\(error)"
    #expect(!text.contains("\n"))
    let advice = ["try ", "run `gateboard snapshot BOARD -o FILE`", "close that one", "name a file"]
    #expect(advice.contains { text.contains($0) })
  }
}
