import Gates
import StrictYAML

/// A condition and the node that it was read from.
struct PlacedCondition {
  let condition: Condition
  let node: Node
  /// The condition as the board file has it, for a sentence or a title: lines and runs of spaces become one space.
  let words: String

  /// The place of a character of the condition's text; its beginning where the text does not stand on one line.
  func position(_ offset: Int) -> Position { node.position(ofCharacter: offset) }
}

/// A window as read, with the place of what can only be checked against the whole board.
struct ReadWindow {
  let window: Window?
  let app: AppID?
  let cap: PlacedCondition?
}

extension String {
  /// With one space where there are more, or a line break.
  fileprivate var onOneLine: String {
    var before: UInt8 = 0x20
    let isSo = utf8.allSatisfy { byte in
      defer { before = byte }
      return 0x21...0x7E ~= byte || (byte == 0x20 && before != 0x20)
    }
    return isSo && before != 0x20 ? self : split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}

extension BoardReader {
  func condition(_ node: Node) -> PlacedCondition? {
    guard let text = diagnosis.text(node, "a condition such as 'p95 <= 120ms'") else { return nil }
    do {
      return PlacedCondition(condition: try known.condition(text), node: node, words: text.onOneLine)
    } catch {
      diagnosis.report(node.position(ofCharacter: error.offset), error.message)
      return nil
    }
  }
}
