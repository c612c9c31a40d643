import Canvas
import Dashboard
import Foundation
import Testing
import Themes

/// Whole screens with their colours, as a terminal of 256 colours is sent them: `cat` shows each as it looks.
@Suite struct ThemedScreenTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Screens/Themed")

  @Test(arguments: ["midnight", "daylight", "mono"], [(200, 60), (120, 40), (80, 24), (40, 12)])
  func `the board is coloured as reviewed`(name: String, size: (width: Int, height: Int)) throws {
    let theme = try ThemeLibrary().theme(named: name).theme
    let model = try SampleBoard.model(Size(width: size.width, height: size.height))
    let drawn = Self.coloured(model.view(), theme)
    let file = Self.folder.appendingPathComponent("board-\(size.width)x\(size.height)-\(name).ansi")
    if ProcessInfo.processInfo.environment["GATEBOARD_RECORD"] == "1" { try Data(drawn.utf8).write(to: file) }
    let expected = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    let differing = zip(drawn.split(separator: "\n"), expected.split(separator: "\n")).filter { $0 != $1 }
    #expect(drawn == expected, "\(file.lastPathComponent): \(differing.map { "\n-\($1)\n+\($0)" }.joined())")
  }

  /// One line a row; each run of one style begins with its sequence.
  private static func coloured(_ canvas: Canvas, _ theme: Theme) -> String {
    var text = ""
    var known: [Style: String] = [:]
    for y in 0..<canvas.size.height {
      var last = ""
      for x in 0..<canvas.size.width {
        let style = canvas[x, y].style
        let selection = known[style] ?? selection(of: style, theme)
        known[style] = selection
        if selection != last { text += "\u{1B}[\(selection)m" }
        last = selection
        text += canvas[x, y].text
      }
      text += "\u{1B}[0m\n"
    }
    return text
  }

  private static func selection(of style: Style, _ theme: Theme) -> String {
    var numbers = ["0"]
    if style.bold { numbers.append("1") }
    if style.underline { numbers.append("4") }
    if style.reverse { numbers.append("7") }
    if let ink = theme.inks[style.ink], let ground = theme.grounds[style.ground],
      let pair = Palette.pair(ink: ink, ground: ground, depth: .palette256)
    {
      numbers += ["38;5;\(pair.ink)", "48;5;\(pair.ground)"]
    }
    return numbers.joined(separator: ";")
  }
}
