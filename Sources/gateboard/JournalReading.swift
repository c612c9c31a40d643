import ArgumentParser
import Canvas
import Foundation
import Gates
import Journal

/// Which events a command prints.
struct EventOptions: ParsableArguments {
  @Option(help: "Only events of this app; may be repeated.")
  var app: [String] = []

  @Option(help: "Only what this person did, or gateboard found; may be repeated.")
  var actor: [String] = []

  @Option(help: "Only this kind, such as ruling_recorded; may be repeated.")
  var kind: [String] = []

  @Option(help: ArgumentHelp("From this instant on.", valueName: "instant"))
  var since: String?

  @Option(help: ArgumentHelp("Before this instant.", valueName: "instant"))
  var until: String?

  func validate() throws {
    for (name, text) in [("since", since), ("until", until)] {
      if let text, Instant(utc: text) == nil {
        throw ValidationError("expected --\(name) as an instant such as 2025-11-12T20:30:05Z, found '\(text)'")
      }
    }
  }

  var filter: EventFilter {
    EventFilter(
      apps: app, actors: actor, kinds: kind, since: since.flatMap { Instant(utc: $0) },
      until: until.flatMap { Instant(utc: $0) })
  }
}

extension JournalReader {
  /// Hands over every row after a number that is asked for, and returns the number of the last that was looked at.
  fileprivate func each(
    after start: Int, _ filter: inout EventFilter, _ body: (EventRow) throws -> Void
  ) throws -> Int {
    var last = start
    while true {
      let rows = try rows(after: last)
      guard let end = rows.last else { return last }
      for row in rows where filter.admits(row) { try body(row) }
      last = end.sequence
    }
  }
}

extension JournalCommand {
  struct Tail: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "tail", abstract: "Print the last events, a line each; -f goes on with what is appended.")

    @Argument(help: JournalFile.help)
    var journal: String

    @OptionGroup var which: EventOptions

    @Option(name: [.customShort("n"), .customLong("lines")], help: "How many.")
    var count = 20

    @Flag(name: .shortAndLong, help: "Go on with what is appended, until ctrl-C.")
    var follow = false

    func validate() throws {
      guard count >= 0 else { throw ValidationError("expected --lines as 0 or more, found \(count)") }
    }

    func run() throws {
      let path = try JournalFile.path(journal)
      try JournalFile.reading {
        let reader = try JournalReader(at: path)
        var filter = which.filter
        var lines: [String] = []
        _ = try reader.hasChanged()
        var last = try reader.each(after: 0, &filter) { row in
          lines.append(Self.line(row))
          if lines.count / 2 > max(count, 500) { lines.removeFirst(lines.count - count) }
        }
        var isRead = JournalFile.write(Array(lines.suffix(count).joined().utf8))
        while follow, isRead {
          // The question reads no table, and costs some microseconds.
          Thread.sleep(forTimeInterval: 0.2)
          guard try reader.hasChanged() else { continue }
          last = try reader.each(after: last, &filter) { row in
            isRead = isRead && JournalFile.write(Array(Self.line(row).utf8))
          }
        }
      }
    }

    private static func line(_ row: EventRow) -> String {
      let request = row.requestID.map { "  [\($0)]" } ?? ""
      return "\(row.sequence)  \(row.at)  \(row.actor)  \(row.kind)  \(row.payload)\(request)".harmless + "\n"
    }
  }

  struct Export: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "export", abstract: "Print all events with their hashes, for other programs.")

    enum Format: String, ExpressibleByArgument, CaseIterable {
      case jsonl, csv
    }

    @Argument(help: JournalFile.help)
    var journal: String

    @OptionGroup var which: EventOptions

    @Option(help: "One JSON object a line, or CSV (RFC 4180).")
    var format = Format.jsonl

    func run() throws {
      let path = try JournalFile.path(journal)
      try JournalFile.reading {
        let reader = try JournalReader(at: path)
        var filter = which.filter
        if format == .csv {
          guard JournalFile.write(Array("sequence,at,actor,kind,payload,request_id,previous,hash\r\n".utf8)) else {
            return
          }
        }
        _ = try reader.each(after: 0, &filter) { row in
          guard JournalFile.write(Array(format == .csv ? Self.csv(row).utf8 : try Self.json(row).utf8)) else {
            throw ExitCode.success
          }
        }
      }
    }

    private static func csv(_ row: EventRow) -> String {
      let fields = [
        String(row.sequence), row.at, row.actor, row.kind, row.payload, row.requestID ?? "", row.previous, row.hash,
      ]
      return fields.map { field in
        guard field.utf8.contains(where: { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }) else { return field }
        return "\"\(field.replacing("\"", with: "\"\""))\""
      }.joined(separator: ",") + "\r\n"
    }

    /// The payload stands in it as the journal has it: it is JSON, and a line feed in it stands between its members.
    private static func json(_ row: EventRow) throws -> String {
      func text(_ value: String?) throws -> String {
        String(decoding: try JSONEncoder().encode(value), as: UTF8.self)
      }
      let payload = row.payload.replacing("\r\n", with: " ").replacing("\n", with: " ").replacing("\r", with: " ")
      return "{\"sequence\":\(row.sequence),\"at\":\(try text(row.at)),\"actor\":\(try text(row.actor)),"
        + "\"kind\":\(try text(row.kind)),\"payload\":\(payload),\"request_id\":\(try text(row.requestID)),"
        + "\"previous\":\(try text(row.previous)),\"hash\":\(try text(row.hash))}\n"
    }
  }

  struct Trace: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "trace", abstract: "Print what is recorded of a request: who handed it over, took it, and kept it.")

    @Argument(help: JournalFile.help)
    var journal: String

    @Argument(help: "What its producer calls it.")
    var id: String

    func run() throws {
      let path = try JournalFile.path(journal)
      let steps = try JournalFile.reading { try JournalReader(at: path).trace(of: id) }
      guard !steps.isEmpty else {
        complain("\(path): nothing is recorded of a request '\(id)'")
        throw ExitStatus.refused
      }
      let width = TraceStep.Stage.allCases.map(\.rawValue.count).max() ?? 0
      for step in steps {
        let stage = step.stage.rawValue.padding(toLength: width, withPad: " ", startingAt: 0)
        print("\(step.at)  \(stage)  \(step.what)".harmless)
      }
    }
  }
}
