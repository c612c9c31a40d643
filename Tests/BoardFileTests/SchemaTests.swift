import BoardFile
import Foundation
import Testing

/// The schema against a validator that is not ours: Python's jsonschema, as an editor would use it.
@Suite struct SchemaTests {
  /// Bad boards that a schema can tell, without knowing names and conditions.
  static let refused = [
    "a misspelt key of the board", "a misspelt key of a deadline", "a misspelt key of a window",
    "a misspelt key of a KPI", "a misspelt key of an app", "a misspelt key of a ruling",
    "a misspelt key of a source", "a misspelt key of a criterion", "a misspelt key of a guardrail",
    "no name of the board", "no journal", "no apps", "a deadline without a title", "a window without an opening",
    "a KPI without a signal", "an app without a ruling", "a ruling without a posture",
    "a guardrail without a duration", "a guardrail without a breach", "a board as a text",
    "a name as a list", "a title as a mapping", "signals as a text", "an owed thing as a mapping", "a wrong ruling",
    "a ruling in lower case", "a wrong posture", "a wrong action",
    "a duration without a unit", "a duration with a space", "a duration in an unknown unit", "a negative duration",
    "a time without a colon",
    "a time with an offset", "a date in another order", "a daily time that is an instant", "a replay that is no number",
    "a replay of nothing", "a board without a name", "a title of spaces", "a criterion of no gates",
    "a deadline that requires no gates",
  ]

  @Test func `the schema is JSON Schema draft 2020-12 and ends with a newline`() throws {
    #expect(try Schema.json().hasSuffix("}\n"))
    #expect(try check([:]).dialect == "https://json-schema.org/draft/2020-12/schema")
  }

  @Test func `the schema accepts the sample board and knows its every key`() throws {
    let sample = try String(contentsOf: SampleBoard.url, encoding: .utf8)
    let answer = try check(["sample": sample, "small": BadBoard.good])
    #expect(answer.verdicts == ["sample": [], "small": []])
    #expect(answer.unknown == ["sample": [], "small": []])
  }

  @Test func `the schema refuses what no board may hold`() throws {
    let boards = BadBoards.all.filter { Self.refused.contains($0.name) }
    #expect(boards.count == Self.refused.count)
    let answer = try check(Dictionary(uniqueKeysWithValues: boards.map { ($0.name, $0.text) }))
    for board in boards {
      #expect(answer.verdicts[board.name]?.isEmpty == false, "\(board.name) is accepted")
    }
  }

  @Test func `the schema is the same each time`() throws {
    #expect(try Schema.json() == Schema.json())
  }

  @Test func `the schema beside the sample board is the one that is printed`() throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../sample-data/board.schema.json")
    #expect(String(decoding: try Data(contentsOf: file), as: UTF8.self) == (try Schema.json()))
  }

  // MARK: The validator

  private struct Request: Encodable {
    let schema: String
    let boards: [String: String]
  }

  private struct Answer: Decodable {
    let dialect: String
    let verdicts: [String: [String]]
    let unknown: [String: [String]]
  }

  private func check(_ boards: [String: String]) throws -> Answer {
    let request = FileManager.default.temporaryDirectory.appendingPathComponent("board-schema-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: request) }
    try JSONEncoder().encode(Request(schema: try Schema.json(), boards: boards)).write(to: request)
    let python = Process()
    python.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
    python.arguments = [SampleBoard.checker.path]
    python.standardInput = try FileHandle(forReadingFrom: request)
    let output = Pipe()
    python.standardOutput = output
    try python.run()
    let answer = output.fileHandleForReading.readDataToEndOfFile()
    python.waitUntilExit()
    try #require(python.terminationStatus == 0, "python3-jsonschema and python3-yaml are needed")
    return try JSONDecoder().decode(Answer.self, from: answer)
  }
}
