/// The key of an app in the board file, such as `auto_com_center`.
package struct AppID: Hashable, Comparable, Sendable, Codable, ExpressibleByStringLiteral, CustomStringConvertible {
  package let name: String

  package init(_ name: String) { self.name = name }
  package init(stringLiteral name: String) { self.init(name) }
  package init(from decoder: any Decoder) throws { self.init(try decoder.singleValueContainer().decode(String.self)) }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(name)
  }

  package static func < (left: AppID, right: AppID) -> Bool { left.name < right.name }
  package var description: String { name }
}

/// A thing of one app by its key in the board file: a signal, a source, a criterion or a guardrail.
package struct Key: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
  package let app: AppID
  package let name: String

  package init(_ app: AppID, _ name: String) {
    self.app = app
    self.name = name
  }

  package static func < (left: Key, right: Key) -> Bool { (left.app, left.name) < (right.app, right.name) }
  package var description: String { "\(app).\(name)" }
}
