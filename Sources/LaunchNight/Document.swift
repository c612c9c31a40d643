/// A JSON document of the simulation.
package indirect enum Document: Hashable, Sendable {
  /// A whole number counts something and stays whole whatever happens to it.
  case number(Double, isWhole: Bool)
  /// `{base}` in it stands for the app's own base URL.
  case text(String)
  /// `true` or `false`.
  case truth(Bool)
  /// A JSON array.
  case list([Document])
  /// A JSON object.
  case object([String: Document])

  /// What stands under the members of that path, which are parted by dots: `latency.p95_ms`.
  package subscript(path: String) -> Document? {
    path.split(separator: ".").reduce(self) { document, member in
      guard case .object(let members)? = document else { return nil }
      return members[String(member)]
    }
  }

  /// The paths of all numbers, and whether each is a whole one.
  func numbers(below path: String) -> [String: Bool] {
    switch self {
    case .number(_, let isWhole): [path: isWhole]
    case .text, .truth: [:]
    case .list(let items):
      items.enumerated().reduce(into: [:]) { all, item in
        all.merge(item.element.numbers(below: "\(path)[\(item.offset)]")) { first, _ in first }
      }
    case .object(let members):
      members.reduce(into: [:]) { all, member in
        all.merge(member.value.numbers(below: "\(path).\(member.key)")) { first, _ in first }
      }
    }
  }

  /// The document with each number replaced by what `change` makes of its path and value.
  func changingNumbers(below path: String, _ change: (String, Double) -> Double) -> Document {
    switch self {
    case .number(let number, let isWhole):
      let changed = change(path, number)
      return .number(isWhole ? changed.rounded() : Self.millionths(changed), isWhole: isWhole)
    case .text, .truth: return self
    case .list(let items):
      return .list(items.enumerated().map { $0.element.changingNumbers(below: "\(path)[\($0.offset)]", change) })
    case .object(let members):
      return .object(
        members.reduce(into: [:]) { all, member in
          all[member.key] = member.value.changingNumbers(below: "\(path).\(member.key)", change)
        })
    }
  }

  /// An app that measures would not answer sixteen digits.
  private static func millionths(_ number: Double) -> Double {
    abs(number) < 1e9 ? (number * 1_000_000).rounded() / 1_000_000 : number
  }
}
