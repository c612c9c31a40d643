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
