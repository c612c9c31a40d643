/// A series in one row: eighths of a block, oldest on the left.
package enum Sparkline {
  private static let blocks: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

  /// One character for each of the last `width` values, padded on the left; a gap where a value is missing.
  ///
  /// The scale runs from zero, or the smallest value where that is negative, to the largest value or the limit,
  /// whichever is larger, so that the same height means the same share of the limit in every redraw.
  package static func characters(_ values: [Double?], width: Int, limit: Double?) -> [Character] {
    let shown = values.suffix(max(0, width))
    let scale = Scale(shown.compactMap { $0 }, limit: limit)
    let drawn = shown.map { value -> Character in
      value.map { blocks[scale.height(of: $0, among: blocks.count)] } ?? " "
    }
    return Array(repeating: " ", count: max(0, width - drawn.count)) + drawn
  }

  /// `███░░`: how much of `width` cells a share from 0 to 1 fills; a started cell is filled only when it is full.
  package static func bar(_ share: Double, width: Int) -> String {
    let filled = min(width, max(0, Int((share * Double(width)).rounded(.down))))
    return String(repeating: "▓", count: filled) + String(repeating: "░", count: max(0, width - filled))
  }
}
