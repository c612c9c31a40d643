import Canvas
import Gates

/// The wall: read from six metres by people who do not touch the keyboard.
extension Model {
  /// The smallest screen on which a wall can be read.
  static let smallestWall = Size(width: 80, height: 24)

  /// From the top: the next deadline's countdown in blocks, the alert that matters across the full width, a tile for
  /// each app.
  func drawWall(on canvas: inout Canvas, in body: Area) {
    guard size.width >= Self.smallestWall.width, size.height >= Self.smallestWall.height else {
      let words = "the wall needs \(Self.smallestWall), this is \(size); esc goes back".wrapped(to: body.width - 2)
      for (offset, row) in words.enumerated() {
        canvas.write(row, x: 1, y: body.y + body.height / 2 - 1 + offset, Style(.warning, bold: true))
      }
      return
    }
    // A third for the countdown at most: the tiles are the board. Larger than twice it tells nothing more.
    // Above it what is due, in letters below a blank row where there is room for both.
    let heading = body.height >= 36 ? BlockText.halfHeight + 1 : 1
    let room = Size(width: body.width - 4, height: body.height / 3 - heading - 1)
    let scale = max(1, min(2, BlockText.scale(of: "00:00:00", within: room)))
    let headline = wallHeadline
    // Where nothing is due any more, its room is the tiles'.
    let top = Area(x: 0, y: body.y, width: body.width, height: headline == nil ? 1 : heading + 5 * scale + 1)
    draw(headline, on: &canvas, in: top, heading: heading, scale: scale)
    let alert = Area(x: 0, y: top.maxY, width: body.width, height: body.height >= 30 ? 3 : 1)
    drawLoudest(besides: headline, on: &canvas, in: alert)
    drawTiles(
      besides: headline, on: &canvas, in: Area(x: 0, y: alert.maxY, width: body.width, height: body.maxY - alert.maxY))
  }

  // MARK: Tiles

  /// As large as there is room for; where not all fit, the worst, and how many more there are.
  private func drawTiles(besides headline: WallHeadline?, on canvas: inout Canvas, in area: Area) {
    let all = standings
    guard !all.isEmpty else {
      canvas.write(
        filter.isEmpty ? "no apps" : "no app matches '\(filter)'", x: 2, y: area.y, .faint, limit: area.width - 4)
      return
    }
    let grid = WallGrid(count: all.count, width: area.width, height: area.height)
    let isWhole = all.count <= grid.tiles
    let shown = isWhole ? all : Array(RowOrder.worst.arranged(all, derived.deadlines, at: now).prefix(grid.tiles))
    let selected = selectedApp?.app.id
    for (index, standing) in shown.enumerated() {
      let tile = grid.tile(index, in: area)
      draw(standing, on: &canvas, in: tile, isSelected: standing.app.id == selected)
      if isWhole { canvas.spot(tile, list: List.page, row: index) }
    }
    guard !isWhole else {
      return drawThen(besides: headline, on: &canvas, in: grid.rest(after: shown.count, in: area))
    }
    let rest = all.count - shown.count
    let words = rest == 1 ? " 1 more app, not worse " : " \(rest) more apps, none worse "
    canvas.write(words, endingAt: area.maxX - 1, y: area.maxY - 1, Style(.warning, bold: true))
  }
}

/// How many tiles stand beside each other and below each other.
struct WallGrid {
  /// The least in which a shape, a name, a ruling and a number can be read.
  static let least = Size(width: 24, height: 4)

  let columns: Int
  let rows: Int
  private let width: Int
  private let height: Int

  var tiles: Int { columns * rows }

  /// The most even grid that holds so many tiles: the one whose tiles are largest where they are smallest.
  init(count: Int, width: Int, height: Int) {
    self.width = width
    self.height = height
    let mostColumns = max(1, width / Self.least.width)
    let mostRows = max(1, height / Self.least.height)
    // A cell is about twice as high as it is wide.
    let fitting = (1...mostColumns).map { columns in (columns: columns, rows: (count + columns - 1) / columns) }
      .filter { $0.rows <= mostRows }
    let best = fitting.max { left, right in
      min(width / left.columns, 2 * height / left.rows) < min(width / right.columns, 2 * height / right.rows)
    }
    (columns, rows) = best ?? (mostColumns, mostRows)
  }

  func tile(_ index: Int, in area: Area) -> Area {
    let (row, column) = index.quotientAndRemainder(dividingBy: columns)
    let (left, right) = (width * column / columns, width * (column + 1) / columns)
    let (top, bottom) = (height * row / rows, height * (row + 1) / rows)
    return Area(x: area.x + left, y: area.y + top, width: right - left, height: bottom - top)
  }

  /// The places in the last row that no tile takes; empty where it is full.
  func rest(after count: Int, in area: Area) -> Area {
    guard count < tiles, count > tiles - columns else { return Area(x: area.maxX, y: area.maxY, width: 0, height: 0) }
    let first = tile(count, in: area)
    return Area(x: first.x, y: first.y, width: area.maxX - first.x, height: first.height)
  }
}
