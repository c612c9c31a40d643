import Canvas

/// The list of columns over the board: each is shown or hidden at once, and esc goes back to those before.
package struct ColumnChoice: Hashable, Sendable {
  let before: [Column]
  var selected = 0

  /// In the table's usual order, whatever the operator's is: rows stay where they are.
  static let columns = Column.allCases
}

extension Model {
  mutating func press(_ key: KeyPress, in choice: ColumnChoice) -> [Effect] {
    var choice = choice
    switch key {
    case .character(" "): toggle(ColumnChoice.columns[choice.selected])
    case .enter:
      mode = .browse
      return []
    case .escape, .control("c"):
      habits.columns = choice.before
      mode = .browse
      return []
    default:
      guard let step = steps(for: key) else { return [] }
      choice.selected = max(0, min(choice.selected + step, ColumnChoice.columns.count - 1))
    }
    mode = .columns(choice)
    return []
  }

  /// Hides a column, or puts it back before the first that usually stands behind it.
  mutating func toggle(_ column: Column) {
    let place = Column.allCases.firstIndex(of: column) ?? 0
    if let index = habits.columns.firstIndex(of: column) {
      habits.columns.remove(at: index)
    } else {
      let behind = Column.allCases.dropFirst(place + 1)
      let index = habits.columns.firstIndex { behind.contains($0) } ?? habits.columns.count
      habits.columns.insert(column, at: index)
    }
  }

  func draw(_ choice: ColumnChoice, on canvas: inout Canvas, in body: Area) {
    let width = min(body.width - 2, 56)
    let height = min(body.height, ColumnChoice.columns.count + 2)
    let area = Area(x: body.maxX - width - 1, y: body.maxY - height, width: width, height: height)
    canvas.fill(area, .plain)
    canvas.frame(area, title: "COLUMNS", Style(.accent), titleStyle: Style(.accent, bold: true))
    let inside = area.inside
    let admitted = Set(GateColumns(habits.columns, width: body.width).slots.map(\.column))
    let first = Self.firstRow(selected: choice.selected, count: ColumnChoice.columns.count, room: inside.height)
    for (offset, column) in ColumnChoice.columns.dropFirst(first).prefix(inside.height).enumerated() {
      let y = inside.y + offset
      let isShown = habits.columns.contains(column)
      canvas.write(isShown ? "●" : "○", x: inside.x + 1, y: y, Style(isShown ? .accent : .faint))
      canvas.write(column.head, x: inside.x + 3, y: y, Style(.text, bold: true), limit: 16)
      let isCrowdedOut = isShown && !admitted.contains(column)
      canvas.write(
        isCrowdedOut ? "no room at this width" : column.help, x: inside.x + 20, y: y,
        isCrowdedOut ? Style(.warning) : .faint, limit: inside.width - 20)
      canvas.spot(Area(x: inside.x, y: y, width: inside.width, height: 1), list: List.columns, row: first + offset)
      if first + offset == choice.selected {
        canvas.ground(Area(x: inside.x, y: y, width: inside.width, height: 1), .selected)
      }
    }
  }
}
