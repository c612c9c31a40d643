/// A path to one member of a JSON document: `$.latency.p95_ms`, `$.keys[0].kid`, `$['error rate']`.
///
/// This is the singular-query subset of RFC 9535: names and non-negative indexes, one result at most.
package struct JSONPath: Hashable, Sendable {
  package enum Step: Hashable, Sendable {
    case member(String)
    case index(Int)
  }

  package let steps: [Step]

  /// Nil when the text is not a path of the subset.
  package init?(_ text: some StringProtocol) {
    guard text.first == "$" else { return nil }
    var rest = text.dropFirst()[...]
    var steps: [Step] = []
    while let first = rest.first {
      rest = rest.dropFirst()
      switch first {
      case ".":
        let name = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" }
        guard !name.isEmpty else { return nil }
        steps.append(.member(String(name)))
        rest = rest.dropFirst(name.count)
      case "[":
        guard let (step, after) = Self.bracket(rest) else { return nil }
        steps.append(step)
        rest = after
      default: return nil
      }
    }
    self.steps = steps
  }

  private static func bracket<S: StringProtocol>(_ rest: S) -> (Step, S.SubSequence)? where S.SubSequence == S {
    if let quote = rest.first, quote == "'" || quote == "\"" {
      let inside = rest.dropFirst()
      guard let close = inside.firstIndex(of: quote) else { return nil }
      let after = inside[inside.index(after: close)...]
      guard after.first == "]" else { return nil }
      return (.member(String(inside[..<close])), after.dropFirst())
    }
    guard let close = rest.firstIndex(of: "]"), let index = wholeNumber(rest[..<close]) else { return nil }
    return (.index(index), rest[rest.index(after: close)...])
  }
}

extension JSONPath: CustomStringConvertible {
  package var description: String {
    steps.reduce(into: "$") { text, step in
      switch step {
      case .member(let name): text += ".\(name)"
      case .index(let index): text += "[\(index)]"
      }
    }
  }
}
