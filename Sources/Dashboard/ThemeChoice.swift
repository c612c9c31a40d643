import Canvas

/// The list of themes over the board: the one under the cursor is shown at once, and nothing is kept before enter.
package struct ThemeChoice: Hashable, Sendable {
  let themes: [Theme]
  /// What esc goes back to.
  let before: Theme
  var selected: Int

  init(_ themes: [Theme], current: Theme) {
    self.themes = themes
    before = current
    selected = themes.firstIndex(of: current) ?? themes.firstIndex { $0.name == current.name } ?? 0
  }
}

extension Model {
  mutating func press(_ key: KeyPress, in choice: ThemeChoice) -> [Effect] {
    var choice = choice
    switch key {
    case .enter:
      mode = .browse
      guard let chosen = choice.shown else { return [] }
      note = Note(text: "theme \(chosen.name)", isTrouble: false)
      return [.remember(chosen)]
    case .escape, .control("c"):
      mode = .browse
      return choice.shown == choice.before ? [] : [.use(choice.before)]
    default:
      guard let step = steps(for: key) else { return [] }
      choice.selected = max(0, min(choice.selected + step, choice.themes.count - 1))
    }
    mode = .theme(choice)
    return choice.shown.map { [.use($0)] } ?? []
  }

  /// A narrow list at the right edge, so that most of the board shows how it looks.
  func draw(_ choice: ThemeChoice, on canvas: inout Canvas, in body: Area) {
    let wanted = choice.themes.map { Glyph.width(of: $0.name) }.max() ?? 0
    let width = min(body.width - 2, max(wanted + 6, 20))
    let height = min(body.height, choice.themes.count + 2)
    let area = Area(x: body.maxX - width - 1, y: body.y, width: width, height: height)
    canvas.fill(area, .plain)
    canvas.frame(area, title: "THEMES", Style(.accent), titleStyle: Style(.accent, bold: true))
    let inside = area.inside
    let first = Self.firstRow(selected: choice.selected, count: choice.themes.count, room: inside.height)
    for (offset, theme) in choice.themes.dropFirst(first).prefix(inside.height).enumerated() {
      let y = inside.y + offset
      let isSelected = first + offset == choice.selected
      if isSelected { canvas.write("▸", x: inside.x, y: y, Style(.accent, bold: true)) }
      canvas.write(theme.name, x: inside.x + 2, y: y, .plain, limit: inside.width - 2)
      canvas.spot(Area(x: inside.x, y: y, width: inside.width, height: 1), list: List.themes, row: first + offset)
      if isSelected { canvas.ground(Area(x: inside.x, y: y, width: inside.width, height: 1), .selected) }
    }
  }
}

extension ThemeChoice {
  var shown: Theme? { themes.indices.contains(selected) ? themes[selected] : nil }
}
