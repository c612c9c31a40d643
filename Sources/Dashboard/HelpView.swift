import Canvas
import Gates

extension Model {
  /// The keys, from the table that binds them; then what the shapes mean.
  func drawHelp(on canvas: inout Canvas, in area: Area) {
    canvas.frame(area, title: "HELP")
    let inside = area.inside
    var y = inside.y
    for binding in KeyMap.bindings where y < inside.maxY {
      canvas.write(binding.label, x: inside.x + 1, y: y, Style(.accent, bold: true), limit: 8)
      canvas.write(binding.help, x: inside.x + 10, y: y, .plain, limit: inside.width - 10)
      y += 1
    }
    y += 1
    let legend: [(Mark, String)] = [
      (Mark("●", .good), "holds"), (Mark("✖", .bad, bold: true), "fails, or breached: reverse until acknowledged"),
      (Mark("▲", .warning, bold: true), "burns or at risk"), (Mark("◐", .warning), "waits"),
      (Mark("◌", .unknown), "unknown: never counts as good"),
      (Mark("≠", .bad, bold: true), "the ruling claims more than the measurements bear out"),
    ]
    for (mark, words) in legend where y < inside.maxY {
      canvas.write(mark.shape, x: inside.x + 1, y: y, mark.style)
      canvas.write(words, x: inside.x + 10, y: y, .plain, limit: inside.width - 10)
      y += 1
    }
  }
}
