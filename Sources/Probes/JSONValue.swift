import Foundation
import Gates

/// A JSON document.
enum JSONValue: Hashable, Sendable, Decodable {
  case raw(RawValue)
  case list([JSONValue])
  case object([String: JSONValue])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .raw(.null)
    } else if let truth = try? container.decode(Bool.self) {
      self = .raw(.truth(truth))
    } else if let number = try? container.decode(Double.self) {
      self = .raw(.number(number))
    } else if let text = try? container.decode(String.self) {
      self = .raw(.text(text))
    } else if let list = try? container.decode([JSONValue].self) {
      self = .list(list)
    } else {
      self = .object(try container.decode([String: JSONValue].self))
    }
  }

  static func parse(_ bytes: [UInt8]) throws -> JSONValue {
    try JSONDecoder().decode(JSONValue.self, from: Data(bytes))
  }

  /// The member at a path; nil where there is none.
  func member(_ path: JSONPath) -> RawValue? {
    var value = self
    for step in path.steps {
      switch (step, value) {
      case (.member(let name), .object(let members)):
        guard let next = members[name] else { return nil }
        value = next
      case (.index(let index), .list(let items)):
        guard items.indices.contains(index) else { return nil }
        value = items[index]
      case (.member, _), (.index, _): return nil
      }
    }
    guard case .raw(let raw) = value else { return .structure }
    return raw
  }
}
