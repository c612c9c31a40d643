import Foundation

/// The JSON Schema of a board file, for editors.
package enum Schema {
  /// Draft 2020-12, as pretty-printed JSON with a newline at its end.
  package static func json() throws -> String {
    var root = object(Grammar.board)
    root["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    root["title"] = "gateboard board"
    root["$defs"] = Grammar.named.mapValues(object)
    let options: JSONSerialization.WritingOptions = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let data = try JSONSerialization.data(withJSONObject: root, options: options)
    return String(decoding: data, as: UTF8.self) + "\n"
  }

  private static func object(_ shape: Shape) -> [String: Any] {
    var properties: [String: Any] = [:]
    for field in shape.fields {
      var schema = schema(of: field.kind)
      schema["description"] = field.help
      properties[field.key] = schema
    }
    return [
      "type": "object", "properties": properties, "additionalProperties": false,
      "required": shape.fields.filter(\.isRequired).map(\.key),
    ]
  }

  /// A number is a text to us: nothing is guessed from how it looks.
  private static var text: [String: Any] { ["type": ["string", "number"], "pattern": #"\S"#] }

  private static func schema(of kind: Field.Kind) -> [String: Any] {
    switch kind {
    case .text: text
    case .whole: ["type": "integer", "minimum": 1]
    case .duration:
      [
        "anyOf": [["const": 0], ["type": "string", "pattern": #"^(0|([0-9.]+(ms|s|m|h|d))+)$"#]] as [[String: Any]]
      ]
    case .sustained:
      [
        "anyOf": [
          ["const": 0], ["type": "string", "pattern": #"^(0|([0-9.]+(ms|s|m|h|d))+( of ([0-9.]+(ms|s|m|h|d))+)?)$"#],
        ]
          as [[String: Any]]
      ]
    case .truth: ["type": "boolean"]
    case .statuses:
      [
        "type": ["array", "integer", "string"], "minimum": 100, "maximum": 599, "pattern": "^[1-5](xx|[0-9][0-9])$",
        "minItems": 1,
        "items": [
          "type": ["integer", "string"], "minimum": 100, "maximum": 599, "pattern": "^[1-5](xx|[0-9][0-9])$",
        ] as [String: Any],
      ]
    case .arguments: ["type": "array", "items": text, "minItems": 1]
    case .moment: ["type": "string", "pattern": #"^([0-9]{2}:[0-9]{2}(:[0-9]{2})?|[0-9]{4}-[0-9]{2}-[0-9]{2}T.*Z)$"#]
    case .time: ["type": "string", "pattern": "^[0-9]{2}:[0-9]{2}(:[0-9]{2})?$"]
    case .listOfText: ["type": ["array", "string"], "items": text]
    case .someTexts: ["type": ["array", "string"], "items": text, "minItems": 1]
    case .pattern(let pattern): ["type": "string", "pattern": pattern]
    case .choice(let words): ["type": "string", "enum": words]
    case .map(let name):
      ["type": "object", "additionalProperties": name.map { reference($0) } ?? text]
    case .mapOfLists:
      [
        "type": "object",
        "additionalProperties": ["type": ["array", "string", "number"], "items": text] as [String: Any],
      ]
    case .shape(let name): reference(name)
    }
  }

  private static func reference(_ name: String) -> [String: Any] { ["$ref": "#/$defs/\(name)"] }
}
