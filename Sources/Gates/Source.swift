/// What produces signals, and how often it is asked.
package struct Source: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case http(HTTPRequest)
    case sqlite(SQLiteQuery)
    /// Asked of nobody: other programs write its signals into the journal's inbox.
    case push
  }

  package let name: String
  package let kind: Kind
  /// How often it is asked; of one that is pushed to, the age from which it is stale.
  package let every: Duration
  package let timeout: Duration
  /// Age from which the source's signals are unknown.
  package let staleAfter: Duration
  package let signals: [Signal]

  package init(
    name: String, kind: Kind, every: Duration, timeout: Duration, staleAfter: Duration, signals: [Signal]
  ) {
    self.name = name
    self.kind = kind
    self.every = every
    self.timeout = timeout
    self.staleAfter = staleAfter
    self.signals = signals
  }
}

/// One named series that a source yields.
package struct Signal: Hashable, Sendable {
  package let name: String
  package let selector: Selector
  package let unit: Unit

  package init(name: String, selector: Selector, unit: Unit) {
    self.name = name
    self.selector = selector
    self.unit = unit
  }
}

/// Where in an answer a signal's value stands.
package enum Selector: Hashable, Sendable {
  /// A member of the JSON body.
  case json(JSONPath)
  /// The HTTP status code.
  case status
  /// Milliseconds from writing the request to the last byte of the body.
  case latency
  /// A column of the first row.
  case column(String)
  /// In a row of the inbox that names the signal.
  case pushed
}

/// A GET of one URL.
package struct HTTPRequest: Hashable, Sendable {
  package let url: SecretText
  package let headers: [Header]

  package init(url: SecretText, headers: [Header] = []) {
    self.url = url
    self.headers = headers
  }

  package struct Header: Hashable, Sendable {
    package let name: String
    package let value: SecretText

    package init(name: String, value: SecretText) {
      self.name = name
      self.value = value
    }
  }
}

/// A question to a local SQLite file that somebody else owns.
package struct SQLiteQuery: Hashable, Sendable {
  /// Absolute, or relative to the working directory.
  package let path: String
  package let query: String

  package init(path: String, query: String) {
    self.path = path
    self.query = query
  }
}

/// A text from the board file that may hold secrets of the environment.
///
/// Only its spelling with `${NAME}` is ever printed; ``reveal()`` is for the request itself.
package struct SecretText: Hashable, Sendable, CustomStringConvertible {
  /// As the board file has it: `Bearer ${TOKEN}`.
  package let spelling: String
  private let resolved: String
  /// What the environment held, with the name that stands for it.
  package let secrets: [String: String]

  package init(spelling: String, resolved: String, secrets: [String: String]) {
    self.spelling = spelling
    self.resolved = resolved
    self.secrets = secrets
  }

  package init(_ plain: String) { self.init(spelling: plain, resolved: plain, secrets: [:]) }

  /// The text with its secrets, for the wire only.
  package func reveal() -> String { resolved }

  package var description: String { spelling }
}
