import Canvas
import Gates

/// Every action by its name, narrowed by what is typed.
package struct Palette: Hashable, Sendable {
  var editor = LineEditor()
  var selected = 0

  /// The bindings whose name contains the typed letters in their order, the best match first.
  func found(among bindings: [Binding]) -> [Binding] {
    let typed = editor.string.lowercased().filter { $0 != " " }
    guard !typed.isEmpty else { return bindings }
    let scored = bindings.enumerated().compactMap { index, binding in
      let scores = [binding.name, binding.also ?? ""].compactMap { Self.score(typed, in: $0) }
      return scores.min().map { (score: $0, index: index, binding: binding) }
    }
    return scored.sorted { ($0.score, $0.index) < ($1.score, $1.index) }.map(\.binding)
  }

  /// How far apart the letters stand, less where they begin words; nil where they are not all there. Less is better.
  static func score(_ typed: String, in name: String) -> Int? {
    let letters = Array(name.lowercased())
    // No name is longer than its letters, so neither is the search.
    guard typed.count <= letters.count else { return nil }
    return score(Array(typed)[...], in: letters, after: -1).map { $0 * 100 + letters.count }
  }

  private static func score(_ typed: ArraySlice<Character>, in letters: [Character], after last: Int) -> Int? {
    guard let first = typed.first else { return 0 }
    let places = letters.indices.filter { $0 > last && letters[$0] == first }
    return places.compactMap { place -> Int? in
      let beginsWord = place == 0 || letters[place - 1] == " "
      let gap = beginsWord ? (place == 0 ? 0 : 1) : (place - last - 1) * 4
      return score(typed.dropFirst(), in: letters, after: place).map { gap + $0 }
    }.min()
  }
}

extension Model {
  mutating func press(_ key: KeyPress, in palette: Palette) -> [Effect] {
    var palette = palette
    let found = palette.found(among: keys.bindings)
    switch key {
    case .escape, .control("c"):
      mode = .browse
      return []
    case .enter:
      mode = .browse
      guard !found.isEmpty else { return say("No action is called '\(palette.editor.string)'.") }
      return perform(found[min(palette.selected, found.count - 1)].action)
    case .up, .backTab: palette.selected = max(0, palette.selected - 1)
    case .down, .tab: palette.selected = min(max(0, found.count - 1), palette.selected + 1)
    default:
      _ = palette.editor.take(key)
      palette.selected = 0
    }
    mode = .palette(palette)
    return []
  }

  func draw(_ palette: Palette, on canvas: inout Canvas) {
    let width = min(size.width - 2, 76)
    let height = min(size.height - 2, 14)
    let area = Area(x: (size.width - width) / 2, y: max(1, (size.height - height) / 3), width: width, height: height)
    canvas.fill(area, .plain)
    canvas.frame(area, title: "COMMAND", Style(.accent), titleStyle: Style(.accent, bold: true))
    let inside = area.inside
    canvas.fill(Area(x: inside.x, y: inside.y, width: inside.width, height: 1), Style(.text, on: .field))
    let used = canvas.write(
      ": \(palette.editor.string)", x: inside.x, y: inside.y, Style(.text, on: .field), limit: inside.width - 1)
    canvas.cursor = (inside.x + used, inside.y)
    let found = palette.found(among: keys.bindings)
    if found.isEmpty {
      canvas.write("no such action", x: inside.x + 1, y: inside.y + 1, .faint, limit: inside.width - 2)
    }
    let selected = min(palette.selected, max(0, found.count - 1))
    let room = inside.height - 1
    let first = Self.firstRow(selected: selected, count: found.count, room: room)
    for (offset, binding) in found.dropFirst(first).prefix(room).enumerated() {
      let y = inside.y + 1 + offset
      canvas.write(binding.label, x: inside.x + 1, y: y, Style(.accent, bold: true), limit: 6)
      canvas.write(binding.name, x: inside.x + 8, y: y, Style(.text, bold: true), limit: 17)
      canvas.write(binding.help, x: inside.x + 26, y: y, .faint, limit: inside.width - 27)
      canvas.spot(Area(x: inside.x, y: y, width: inside.width, height: 1), list: List.palette, row: first + offset)
      if first + offset == selected {
        canvas.ground(Area(x: inside.x, y: y, width: inside.width, height: 1), .selected)
      }
    }
  }
}
