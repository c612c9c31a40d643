import Foundation
import Testing

@testable import Canvas

@Suite struct GlyphSetTests {
  @Test(arguments: [
    (["LC_ALL": "C", "LANG": "C.UTF-8"], GlyphSet.ascii), (["LC_ALL": "", "LANG": "C.UTF-8"], .unicode),
    ([:], .unicode),
    (["LANG": "C"], .ascii), (["LC_CTYPE": "en_US.utf8", "LANG": "C"], .unicode),
    (["LANG": "de_DE.ISO-8859-1"], .ascii),
    (["LC_ALL": "POSIX"], .ascii), (["LANG": "de_DE"], .ascii),
  ])
  func `the first locale variable that says something decides`(environment: [String: String], glyphs: GlyphSet) {
    #expect(GlyphSet.detect(environment: environment) == glyphs)
  }

  /// Looks through the sources themselves, so that a new shape cannot come without a twin.
  @Test func `every character that the board draws itself has a twin in ASCII`() throws {
    let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../Sources").standardized
    var seen: Set<Unicode.Scalar> = []
    for target in ["Canvas", "Dashboard", "Gates", "WarRoom", "Probes", "gateboard"] {
      let folder = sources.appendingPathComponent(target).path
      for file in try FileManager.default.contentsOfDirectory(atPath: folder) where file.hasSuffix(".swift") {
        let text = String(decoding: try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(file)")), as: UTF8.self)
        seen.formUnion(text.unicodeScalars.filter { !$0.isASCII })
      }
    }
    #expect(seen.count > 30)
    for scalar in seen where scalar != "◌" { #expect(Cell.twin(of: scalar) != "?", "\(scalar)") }
  }

  @Test func `shapes that carry a state stay apart, and so do the heights of a sparkline`() {
    let states: [Unicode.Scalar] = ["●", "✖", "▲", "◐", "■", "◷", "○", "❄", "◌", "◇", "≠"]
    #expect(Set(states.map(Cell.twin)).count == states.count)
    let heights: [Unicode.Scalar] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
    #expect(Set(heights.map(Cell.twin)).count == heights.count)
    #expect(Cell.twin(of: "▓") != Cell.twin(of: "░"))
  }

  @Test func `in ASCII a cell keeps its columns and its style`() {
    var canvas = Canvas(Size(width: 6, height: 1))
    canvas.write("日e\u{301}●", x: 0, y: 0, Style(.bad, bold: true))
    #expect(canvas.cells.map(\.inASCII.text).joined() == "??e*  ")
    #expect(canvas.cells.allSatisfy { $0.inASCII.style == $0.style })
  }
}
