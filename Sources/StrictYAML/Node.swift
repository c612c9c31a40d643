/// One node of a YAML document, with its place.
package struct Node: Sendable {
  package enum Content: Sendable {
    /// The text as written, without quotes. Nothing is guessed from it: `20:30` stays `20:30`, `no` stays `no`.
    case scalar(String)
    case sequence([Node])
    case mapping([Entry])
  }

  package struct Entry: Sendable {
    package let key: String
    package let position: Position
    package let value: Node
  }

  package let content: Content
  package let position: Position
  /// Whether a scalar stands between quotes, so that its text starts one column later.
  package let isQuoted: Bool

  /// How a message names what was found: "a list", "'abc'".
  package var words: String {
    switch content {
    case .scalar(""): "nothing"
    case .scalar(let text): "'\(text.count > 60 ? text.prefix(57) + "..." : text[...])'"
    case .sequence: "a list"
    case .mapping: "a mapping"
    }
  }
}
