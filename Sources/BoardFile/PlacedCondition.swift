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

extension BoardReader {
  func condition(_ node: Node) -> PlacedCondition? {
    guard let text = diagnosis.text(node, "a condition such as 'p95 <= 120ms'") else { return nil }
    do {
      let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      return PlacedCondition(condition: try ConditionParser.parse(text), node: node, words: words)
    } catch {
      diagnosis.report(node.position(ofCharacter: error.offset), error.message)
      return nil
    }
  }
}
