package import Canvas

extension Snapshot {
  /// The picture as an SVG that any browser draws, with the theme's colours.
  package static func svg(_ picture: Canvas, theme: Theme) -> [UInt8] {
    let (cell, line) = (8.4, 18.0)
    let (width, height) = (Double(picture.size.width) * cell, Double(picture.size.height) * line)
    var svg = """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(width) \(height)" font-family="DejaVu Sans Mono, Menlo, Consolas, monospace" font-size="14">
      <rect width="100%" height="100%" fill="\(theme.grounds[.base]?.hex ?? "#000000")"/>

      """
    for y in 0..<picture.size.height {
      for run in runs(of: picture, row: y) {
        let (fore, back) = colours(of: run.style, theme)
        let (x, top) = (Double(run.x) * cell, Double(y) * line)
        let span = Double(run.columns) * cell
        if let back { svg += "<rect x=\"\(x)\" y=\"\(top)\" width=\"\(span)\" height=\"\(line)\" fill=\"\(back)\"/>\n" }
        guard run.text.contains(where: { $0 != " " }) else { continue }
        let weight = run.style.bold ? " font-weight=\"bold\"" : ""
        svg +=
          "<text x=\"\(x)\" y=\"\(top + 13.5)\" textLength=\"\(span)\" xml:space=\"preserve\" fill=\"\(fore)\"\(weight)>"
        svg += "\(escaped(run.text))</text>\n"
      }
    }
    return Array((svg + "</svg>\n").utf8)
  }

  private struct Run {
    let x: Int
    var columns: Int
    var text: String
    let style: Style
  }

  private static func runs(of picture: Canvas, row y: Int) -> [Run] {
    var runs: [Run] = []
    for x in 0..<picture.size.width {
      let cell = picture[x, y]
      if let last = runs.last, last.style == cell.style {
        runs[runs.count - 1].columns += 1
        runs[runs.count - 1].text += cell.text
      } else {
        runs.append(Run(x: x, columns: 1, text: cell.text, style: cell.style))
      }
    }
    return runs
  }

  private static func colours(of style: Style, _ theme: Theme) -> (fore: String, back: String?) {
    let ink = theme.inks[style.ink]?.hex ?? "#ffffff"
    let ground = theme.grounds[style.ground]?.hex ?? "#000000"
    if style.reverse { return (ground, ink) }
    return (ink, style.ground == .base ? nil : ground)
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
  }
}
