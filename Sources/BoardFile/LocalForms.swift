import Gates
import StrictYAML

/// A file that somebody else writes.
enum FileForm: SourceForm {
  static let key = "file"
  static let fields = [Field("file", .text, "Look at this file, relative to the board file.")]
  static let measures: [Gauge] = [.present, .age, .size, .sha256]

  static func places(_ fields: Fields) -> [SignalPlace] { [.json] }

  static func read(_ fields: Fields, at node: Node, base: BaseURL, by reader: BoardReader) -> Source.Kind? {
    reader.diagnosis.text(node, "the path of a file").map { .file(reader.inFolder($0)) }
  }
}

/// A program of the operator's own.
enum CommandForm: SourceForm {
  static let key = "command"
  static let fields = [Field("command", .arguments, "Run this program with its arguments; no shell reads it.")]
  static let measures: [Gauge] = [.exit, .latency, .size]

  static func places(_ fields: Fields) -> [SignalPlace] {
    [.json, .word("line", "line NAME UNIT") { $0.contains(" ") ? nil : .line($0) }]
  }

  static func read(_ fields: Fields, at node: Node, base: BaseURL, by reader: BoardReader) -> Source.Kind? {
    reader.program(node, such: "[./count.sh, orders]").map { .command(Program($0.arguments)) }
  }
}
