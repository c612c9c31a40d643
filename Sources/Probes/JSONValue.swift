import Gates

/// A JSON document (RFC 8259).
enum JSONValue: Hashable, Sendable {
  case raw(RawValue)
  case list([JSONValue])
  case object([String: JSONValue])

  /// - Throws: ``JSONMistake`` where the bytes are not one JSON document in UTF-8, it is nested more than 128 deep, or an
  ///   object names a member twice: which of the two counts nobody can say (RFC 8259, 4).
  static func parse(_ bytes: [UInt8]) throws(JSONMistake) -> JSONValue {
    var reader = JSONReader(bytes)
    if let value = reader.document() { return value }
    throw reader.twice.map(JSONMistake.twice) ?? .noDocument
  }

  static func read(_ bytes: [UInt8]) -> Result<JSONValue, JSONMistake> {
    Result { () throws(JSONMistake) in try parse(bytes) }
  }

  /// The value at a path; nil where there is none.
  func node(_ path: JSONPath) -> JSONValue? {
    var value = self
    for step in path.steps {
      guard let next = value.child(step) else { return nil }
      value = next
    }
    return value
  }

  /// The member at a path; nil where there is none.
  func member(_ path: JSONPath) -> RawValue? {
    switch node(path) {
    case .raw(let raw)?: raw
    case .list?, .object?: .structure
    case nil: nil
    }
  }

  subscript(name: String) -> JSONValue? { if case .object(let members) = self { members[name] } else { nil } }

  /// Those of a list; none of anything else.
  var items: [JSONValue] { if case .list(let items) = self { items } else { [] } }

  /// Those of an object; none of anything else.
  var members: [String: JSONValue] { if case .object(let members) = self { members } else { [:] } }

  var text: String? { if case .raw(.text(let text)) = self { text } else { nil } }

  private func child(_ step: JSONPath.Step) -> JSONValue? {
    switch (step, self) {
    case (.member(let name), .object(let members)), (.token(let name), .object(let members)): members[name]
    case (.index(let index), .list(let items)): Self.item(index < 0 ? items.count + index : index, of: items)
    // An index of a pointer has no sign and no leading zero (RFC 6901, 4).
    case (.token(let name), .list(let items)) where name == "0" || name.first != "0":
      wholeNumber(name).flatMap { Self.item($0, of: items) }
    case (.member, _), (.index, _), (.token, _): nil
    }
  }

  private static func item(_ index: Int, of items: [JSONValue]) -> JSONValue? {
    items.indices.contains(index) ? items[index] : nil
  }
}

/// Why bytes are no document that can be read.
enum JSONMistake: Error, Hashable {
  case noDocument
  /// The name that stands twice in one object.
  case twice(String)

  /// To be read after `the answer is`.
  var words: String { words { $0 } }

  /// The same where the name may hold what nobody may see.
  func words(_ redacted: (String) -> String) -> String {
    switch self {
    case .noDocument: "not JSON"
    case .twice(let name): "JSON that names '\(redacted(name).prefix(40))' twice"
    }
  }
}
