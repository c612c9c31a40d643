import ArgumentParser
import BoardFile
import Gates

/// `gateboard board validate|schema`.
struct BoardCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "board", abstract: "Check board files.", subcommands: [Validate.self, PrintSchema.self])

  struct Validate: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "validate", abstract: "Check a board file and say everything that is wrong with it.",
      discussion: "Each mistake is one line: FILE:LINE:COLUMN: what was expected. Exit status 65 when there are any.")

    @Argument(help: "The board file.", completion: .file(extensions: ["yaml", "yml"]))
    var file: String

    func run() throws {
      let board = try Loading.boardAndLook(file, wantsTheme: true).board
      let rules = board.apps.reduce(0) { $0 + $1.criteria.count + $1.guardrails.count }
      print(
        "\(file): \(counted(board.apps.count, "app")), \(counted(board.sourceCount, "source")), \(counted(rules, "rule")), "
          + counted(board.deadlines.count, "deadline")
      )
    }
  }

  struct PrintSchema: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "schema", abstract: "Print the JSON Schema of board files, for editors.",
      discussion: "Begin a board file with: # yaml-language-server: $schema=board.schema.json")

    func run() throws {
      print(try Schema.json(), terminator: "")
    }
  }
}
