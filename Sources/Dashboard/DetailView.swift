import Canvas
import Gates

extension Model {
  /// Why the selected gate stands as it does, beside the board: each line cut to one row.
  func drawReasons(of app: App, on canvas: inout Canvas, in frame: Area) {
    canvas.frame(frame, title: "WHY \(app.id.name)")
    let area = frame.inside
    let lines = gateLines(app)
    // As wide as the longest name that the board gives: it does not move with what is measured.
    let titles = app.criteria.map(\.title) + app.guardrails.map(\.title)
    let longest = titles.map { Glyph.width(of: $0) }.max() ?? 0
    let names = min(max(12, longest + 4), area.width * (area.width < 100 ? 2 : 3) / 5)
    for (offset, line) in lines.prefix(area.height).enumerated() {
      let y = area.y + offset
      if line.isHeading {
        let used = canvas.write(
          line.name, x: area.x + 1, y: y, Style(line.mark.style.ink, bold: true), limit: area.width - 1)
        canvas.write(line.text, x: area.x + 2 + used, y: y, .plain, limit: area.width - used - 3)
        continue
      }
      let left = 3 + 2 * line.depth
      canvas.write(line.mark.shape, x: area.x + left - 2, y: y, line.mark.style)
      canvas.write(line.name, x: area.x + left, y: y, .plain, limit: names - left - 1)
      canvas.write(line.text, x: area.x + names, y: y, Style(line.mark.style.ink), limit: area.width - names)
    }
    if lines.count > area.height, area.height > 0 {
      canvas.write(" \(lines.count - area.height) more ", endingAt: area.maxX - 1, y: area.maxY, .faint)
    }
  }
}
