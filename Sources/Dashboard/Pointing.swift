import Canvas
import Gates

/// What the mouse does: a click selects, a double click opens, the wheel scrolls. It never confirms anything.
extension Model {
  /// Which list a spot of the picture belongs to.
  enum List {
    static let page = 100
    static let palette = 101
    static let themes = 102
    static let fields = 103
    static let columns = 104

    static func pane(_ pane: Pane) -> Int { pane.rawValue }
  }

  /// A click, to be told from the second of a double click.
  struct Click: Hashable, Sendable {
    let spot: Spot
    let at: Duration
  }

  /// Two clicks within this time are one double click.
  private static let doubleClick = Duration.milliseconds(500)

  mutating func point(_ mouse: Mouse) -> [Effect] {
    switch mouse.deed {
    case .press: return click(atX: mouse.x, y: mouse.y)
    case .wheelUp: return scroll(-1, atX: mouse.x, y: mouse.y)
    case .wheelDown: return scroll(1, atX: mouse.x, y: mouse.y)
    }
  }

  private mutating func click(atX x: Int, y: Int) -> [Effect] {
    guard let spot = view().spot(atX: x, y: y) else { return [] }
    let now = pulse.uptime ?? .zero
    let isSecond = lastClick.map {
      $0.spot.list == spot.list && $0.spot.row == spot.row && now - $0.at <= Self.doubleClick
    }
    lastClick = isSecond == true ? nil : Click(spot: spot, at: now)
    switch (mode, spot.list) {
    case (.browse, List.page):
      guard !path.isEmpty else { return [] }
      if place == .wall { select(row: spot.row) } else { path[path.count - 1].selected = spot.row }
      return isSecond == true && place != .help ? open() : []
    case (.browse, let list):
      guard path.isEmpty, let clicked = Pane(rawValue: list) else { return [] }
      pane = clicked
      selection[clicked] = spot.row
      return isSecond == true ? open() : []
    case (.palette(var palette), List.palette):
      palette.selected = spot.row
      mode = .palette(palette)
      return isSecond == true ? press(.enter, in: palette) : []
    case (.theme(var choice), List.themes):
      choice.selected = spot.row
      mode = .theme(choice)
      return choice.shown.map { [.use($0)] } ?? []
    case (.columns(var choice), List.columns):
      choice.selected = spot.row
      mode = .columns(choice)
      if isSecond == true { toggle(ColumnChoice.columns[spot.row]) }
      return []
    case (.form(var form), List.fields):
      guard form.phase == .typing else { return [] }
      let effects = leave(&form, to: spot.row)
      mode = .form(form)
      return effects
    default: return []
    }
  }

  /// The list under the pointer, else the one that the keys act on.
  private mutating func scroll(_ step: Int, atX x: Int, y: Int) -> [Effect] {
    switch mode {
    case .browse:
      guard path.isEmpty else { return moveOnPage(by: 3 * step) }
      pane = view().spot(atX: x, y: y).flatMap { Pane(rawValue: $0.list) } ?? pane
      return move(by: step)
    case .palette(let palette): return press(step < 0 ? .up : .down, in: palette)
    case .theme(let choice): return press(step < 0 ? .up : .down, in: choice)
    case .columns(let choice): return press(step < 0 ? .up : .down, in: choice)
    case .filter, .form, .confirmQuit, .lift, .asking, .moment: return []
    }
  }
}
