import Canvas
package import Dashboard
import Gates
package import StrictYAML

/// What an operator wants of every board, from `config.yaml`. What the file leaves out is as it is without one.
package struct Configuration: Hashable, Sendable {
  /// What a board file may say, too.
  package var look = Look()
  package var hasMouse = true
  /// How the terminal is told of notifications; nil leaves it to what is known of the terminal.
  package var notificationForm: String?
  package var settings = Settings()

  package init() {}

  /// - Parameter forms: the words for ways to tell a terminal of notifications.
  /// - Throws: ``Problems`` with everything that is wrong, each with line and column.
  package static func parse(_ bytes: [UInt8], file: String, forms: [String]) throws(Problems) -> Configuration {
    var configuration = Configuration()
    // A file with nothing but comments says nothing.
    guard bytes.split(separator: 0x0A).contains(where: { !Self.isBlank($0) }) else { return configuration }
    let root = try Document.parse(bytes, file: file)
    let diagnosis = Diagnosis(file: file)
    let keys = KnownKeys(Look.keys + ["mouse", "blink", "read_only", "attention"])
    if let fields = diagnosis.fields(root, "the configuration", keys: keys) {
      configuration.look = Look(fields, diagnosis)
      configuration.hasMouse = fields["mouse"].flatMap { diagnosis.truth($0) } ?? true
      configuration.settings.blinks = fields["blink"].flatMap { diagnosis.truth($0) } ?? true
      configuration.settings.isReadOnly = fields["read_only"].flatMap { diagnosis.truth($0) } ?? false
      if let node = fields["attention"] { configuration.read(attention: node, forms, diagnosis) }
    }
    try diagnosis.finish()
    return configuration
  }

  private static func isBlank(_ line: ArraySlice<UInt8>) -> Bool {
    let first = line.first { $0 != 0x20 && $0 != 0x0D && $0 != 0x09 }
    return first == nil || first == UInt8(ascii: "#")
  }

  private mutating func read(attention node: Node, _ forms: [String], _ diagnosis: Diagnosis) {
    let keys: KnownKeys = ["bell", "title", "notification", "command", "again", "quiet"]
    guard let fields = diagnosis.fields(node, "'attention'", keys: keys) else { return }
    var attention = Attention()
    attention.rings = fields["bell"].flatMap { diagnosis.truth($0) } ?? true
    attention.retitles = fields["title"].flatMap { diagnosis.truth($0) } ?? true
    if let node = fields["notification"] {
      let words = ["auto"] + forms
      let word = diagnosis.choice(node, "how notifications are told", of: words.map { ($0, $0) })
      notificationForm = word == "auto" ? nil : word
    }
    attention.command =
      fields["command"].map { node in
        diagnosis.someItems(node, "a program and its arguments").compactMap { diagnosis.text($0, "an argument") }
      } ?? []
    if let node = fields["again"] { attention.again = Self.again(node, diagnosis) }
    attention.quiet = fields["quiet"].flatMap { Self.quiet($0, diagnosis) }
    settings.attention = attention
  }

  /// `5m`, or `never`.
  private static func again(_ node: Node, _ diagnosis: Diagnosis) -> Duration? {
    guard let text = diagnosis.text(node, "a span such as 5m, or never"), text != "never" else { return nil }
    if let span = Duration(words: text), span >= .seconds(10) { return span }
    diagnosis.report(node.position, "expected a span of 10s or more such as 5m, or never, found '\(text)'")
    return nil
  }

  /// `22:00-06:00`, in UTC.
  private static func quiet(_ node: Node, _ diagnosis: Diagnosis) -> QuietHours? {
    guard let text = diagnosis.text(node, "hours in UTC such as 22:00-06:00") else { return nil }
    let times = text.split(separator: "-", omittingEmptySubsequences: false).map {
      TimeOfDay($0.trimmingSpaces)
    }
    if times.count == 2, let from = times[0], let until = times[1], from != until {
      return QuietHours(from: from, until: until)
    }
    diagnosis.report(node.position, "expected hours in UTC such as 22:00-06:00, found '\(text)'")
    return nil
  }
}

extension Substring {
  fileprivate var trimmingSpaces: Substring {
    var text = self
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return text
  }
}

extension Diagnosis {
  /// `yes` or `no`, and what else people write for them.
  fileprivate func truth(_ node: Node) -> Bool? {
    choice(
      node, "yes or no",
      of: [("yes", true), ("no", false), ("true", true), ("false", false), ("on", true), ("off", false)])
  }
}
