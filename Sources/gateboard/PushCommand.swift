import ArgumentParser
import Gates
import Journal
import StrictYAML

/// `gateboard push BOARD APP.SIGNAL=VALUE ...`.
struct PushCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "push", abstract: "Hand values of signals to the board, for sources of the kind 'push'.",
    discussion: """
      Writes one row for each value into the journal's inbox, all of them or none. A board that watches the journal \
      shows them within a second. A number is in the unit that the board declares, or has its own: 0.97 or 97%. No \
      value after '=' is explicit no-data.

      Any program can do the same with one line of SQL:
        INSERT INTO inbox (app, signal, value) VALUES ('shop', 'placement', 0.97)
      """)

  @Argument(help: "The board file.", completion: .file(extensions: ["yaml", "yml"]))
  var board: String

  @Argument(help: ArgumentHelp("Values, such as shop.placement=0.97.", valueName: "app.signal=value"))
  var values: [String]

  @Option(help: ArgumentHelp("When they were measured, in UTC; now unless told.", valueName: "instant"))
  var at: String?

  @Option(help: ArgumentHelp("What you call the request that they belong to.", valueName: "id"))
  var requestID: String?

  func validate() throws {
    if let at, Instant(utc: at) == nil {
      throw ValidationError("expected --at as an instant such as 2025-11-12T20:30:05Z, found '\(at)'")
    }
  }

  func run() throws {
    let loaded = try Loading.board(board)
    var units: [String: (key: Key, unit: Unit)] = [:]
    for app in loaded.apps {
      for signal in app.sources.filter({ $0.kind == .push }).flatMap(\.signals) {
        let key = Key(app.id, signal.name)
        units["\(key)"] = (key, signal.unit)
      }
    }
    let pushed = try values.map { try value($0, units) }
    do throws(JournalError) {
      try Journal(at: loaded.state).push(pushed, at: at.flatMap { Instant(utc: $0) }, requestID: requestID)
    } catch {
      complain(error.description)
      throw ExitStatus.inputOutput
    }
    print("pushed \(counted(pushed.count, "value"))")
  }

  private func value(
    _ text: String, _ units: [String: (key: Key, unit: Unit)]
  ) throws -> (signal: Key, content: PushedRow.Content) {
    guard let equals = text.firstIndex(of: "=") else {
      throw ValidationError("expected APP.SIGNAL=VALUE, found '\(text)'")
    }
    let (name, words) = (String(text[..<equals]), String(text[text.index(after: equals)...]))
    guard let (key, unit) = units[name] else {
      let hint = Nearest.hint(name, among: units.keys.sorted())
      throw ValidationError("expected a signal that the board declares under 'push', found '\(name)'; \(hint)")
    }
    guard !words.isEmpty else { return (key, .nothing) }
    guard let content = content(words, unit) else {
      throw ValidationError("expected \(unit.dimension.words) in \(unit.name) for \(key), found '\(words)'")
    }
    return (key, content)
  }

  private func content(_ words: String, _ unit: Unit) -> PushedRow.Content? {
    switch unit.dimension {
    case .text: return words.count <= 200 ? .text(words, length: words.count) : nil
    case .truth: return ["true": 1, "false": 0, "1": 1, "0": 0][words].map { .number($0) }
    case .time, .ratio, .count, .size, .money, .number:
      if let number = Double(words) { return number.isFinite ? .number(number) : nil }
      guard let quantity = Quantity(words), quantity.dimension == unit.dimension, let number = quantity.value.number
      else { return nil }
      // The inbox holds numbers of the declared unit, whoever writes them.
      return .number(number / unit.canonical(1))
    }
  }
}
