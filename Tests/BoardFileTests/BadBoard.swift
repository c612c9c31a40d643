import BoardFile
import StrictYAML
import Testing

/// A board file that is wrong, and all that is said about it.
struct BadBoard: Sendable, CustomTestStringConvertible {
  let name: String
  let text: String
  let messages: [String]

  /// The good board after some edits; each replaces the first place that reads so.
  init(_ name: String, _ edits: KeyValuePairs<String, String>, _ messages: String...) {
    var text = Self.good
    for (old, new) in edits {
      if let place = text.firstRange(of: old) {
        text.replaceSubrange(place, with: new)
      } else {
        Issue.record("the good board has no '\(old)' to make \(name) from")
      }
    }
    self.name = name
    self.text = text
    self.messages = messages
  }

  init(_ name: String, text: String, _ messages: String...) {
    self.name = name
    self.text = text
    self.messages = messages
  }

  var testDescription: String { name }

  /// What is wrong with these bytes, one message each; empty for a good board.
  static func complaints(about bytes: some Sequence<UInt8>) -> [String] {
    do {
      _ = try BoardFile.parse([UInt8](bytes), file: "night.yaml", environment: ["TOKEN": "sesame", "EMPTY": ""])
      return []
    } catch {
      return error.all.map(\.description)
    }
  }

  /// A small board that is right.
  static let good = """
    board: Night
    night: 2025-11-12
    state: night.db
    deadlines:
      report:
        at: "22:00"
        title: Report
        owes: [mail]
        requires: [A]
    windows:
      canary: {title: Canary, app: mail, opens: "22:15", closes: "23:15"}
    kpis:
      speed: {title: Speed, signal: mail.p95, baseline: 120ms}
    apps:
      mail:
        gate: A
        url: http://127.0.0.1:9101
        ruling:
          is: GO
          allows: canary
        sources:
          health:
            http: /health
            headers: {Accept: application/json}
            every: 5s
            signals:
              p95: $.p95 ms
              errors: $.errors ratio
              mode: $.mode text
              ready: $.ready bool
          ledger:
            sqlite: mail.db
            query: SELECT count(*) AS lost FROM delivery
        criteria:
          fast: {title: Fast, require: p95 <= 120ms}
          terms: {title: Terms, approval: legal.terms, by: Legal}
        guardrails:
          slow:
            breach: p95 > 200ms
            for: 5m
            then: abort
      web:
        gate: B
        ruling: {is: HOLD, allows: none}
        criteria:
          mail: {title: After the mail, gates: [A]}

    """
}
