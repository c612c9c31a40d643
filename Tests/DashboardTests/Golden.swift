import Canvas
import Dashboard
import Foundation
import Testing
import Themes

/// What a human reviewed: files under Screens/. GATEBOARD_RECORD=1 writes them anew.
enum Golden {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
    "Screens")

  static func compare(_ drawn: String, with name: String) throws {
    let file = folder.appendingPathComponent("\(name).txt")
    if ProcessInfo.processInfo.environment["GATEBOARD_RECORD"] == "1" {
      try Data(drawn.utf8).write(to: file)
    }
    let expected = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    func lines(_ text: String) -> [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
    let differing = zip(lines(drawn), lines(expected)).filter { $0 != $1 }
    #expect(drawn == expected, "\(name): \(differing.map { "\n-\($1)\n+\($0)" }.joined())")
  }

  /// The picture as text; then what each cell means, as one letter under each that is not plain; then what lies under it.
  ///
  /// A screen knows meanings and no colours, so that this is all that it looks like in any theme: the colours are in
  /// Screens/Themes, once for each theme. Rows that are plain are left out, rows that are alike stand together.
  static func picture(of canvas: Canvas) -> String {
    let rows = canvas.lines.joined(separator: "\n")
    return """
      \(rows)

      ink: f faint, - frame, t title, g good, w warning, b bad, u unknown, a accent; x text; capitals and = are bold
      \(map(of: canvas) { $0.text == " " ? " " : letter(of: $0.style) })
      ground: b bar, s selected, f field; r reverse, and capitals where both
      \(map(of: canvas) { letter(ofGround: $0.style) })

      """
  }

  private static func map(of canvas: Canvas, _ letter: (Cell) -> String) -> String {
    var groups: [(rows: ClosedRange<Int>, letters: String)] = []
    for y in 0..<canvas.size.height {
      var letters = (0..<canvas.size.width).map { letter(canvas[$0, y]) }.joined()
      while letters.last == " " { letters.removeLast() }
      guard !letters.isEmpty else { continue }
      if let last = groups.last, last.letters == letters, last.rows.upperBound == y - 1 {
        groups[groups.count - 1].rows = last.rows.lowerBound...y
      } else {
        groups.append((y...y, letters))
      }
    }
    return groups.map { rows, letters in
      let first = "\(rows.lowerBound + 1)"
      let name = rows.count == 1 ? first : "\(first)-\(rows.upperBound + 1)"
      return "\(name)│\(letters)"
    }.joined(separator: "\n")
  }

  private static func letter(of style: Style) -> String {
    switch (style.ink, style.bold) {
    case (.text, false): " "
    case (.text, true): "X"
    case (.frame, let bold): bold ? "=" : "-"
    case (.faint, let bold): bold ? "F" : "f"
    case (.title, let bold): bold ? "T" : "t"
    case (.good, let bold): bold ? "G" : "g"
    case (.warning, let bold): bold ? "W" : "w"
    case (.bad, let bold): bold ? "B" : "b"
    case (.unknown, let bold): bold ? "U" : "u"
    case (.accent, let bold): bold ? "A" : "a"
    }
  }

  private static func letter(ofGround style: Style) -> String {
    switch (style.ground, style.reverse) {
    case (.base, let reverse): reverse ? "r" : " "
    case (.bar, let reverse): reverse ? "B" : "b"
    case (.selected, let reverse): reverse ? "S" : "s"
    case (.field, let reverse): reverse ? "F" : "f"
    }
  }
}

/// Every screen of the program at the sizes that people have, in text and in colours.
@Suite struct GoldenTests {
  private static let sizes = [(200, 60), (120, 40), (80, 24), (40, 12)].map { Size(width: $0.0, height: $0.1) }
  private static let themes = ["midnight", "daylight", "mono"]

  @Test(arguments: Scene.all, sizes)
  func `each screen is drawn as reviewed`(scene: Scene, size: Size) throws {
    let canvas = try scene.model(size).view()
    try Golden.compare(Golden.picture(of: canvas), with: "\(scene.name)-\(size)")
  }

  @Test(arguments: [(100, 30), (39, 12), (20, 5)])
  func `the board is drawn as reviewed at the sizes between`(width: Int, height: Int) throws {
    let canvas = try SampleBoard.model(Size(width: width, height: height)).view()
    try Golden.compare(Golden.picture(of: canvas), with: "board-\(width)x\(height)")
  }

  /// With the pictures of meanings this is what a terminal of 256 colours is sent.
  @Test(arguments: themes) func `each meaning has the colours that were reviewed`(name: String) throws {
    let theme = try ThemeLibrary().theme(named: name).theme
    var text = "ink        ground    on the terminal  contrast\n"
    for ink in Ink.allCases {
      for ground in Ground.allCases {
        let (over, under) = (try #require(theme.inks[ink]), try #require(theme.grounds[ground]))
        let pair = try #require(Palette.pair(ink: over, ground: under, depth: .palette256))
        let contrast = Palette.colour(at: pair.ink).contrast(with: Palette.colour(at: pair.ground))
        text +=
          "\("\(ink)".filled(to: 10)) \("\(ground)".filled(to: 9)) "
          + "\("\(pair.ink) on \(pair.ground)".filled(to: 16)) \(String(format: "%.1f", contrast))\n"
      }
    }
    try Golden.compare(text, with: "Themes/\(name)")
  }

  /// What the terminal shows, and not what the theme's file says: the 256 colours are coarser.
  @Test func `whatever a screen shows stands out of its ground`() throws {
    var known: Set<Style> = []
    for scene in Scene.all {
      let canvas = try scene.model(Size(width: 120, height: 40)).view()
      for cell in canvas.cells where cell.text != " " { known.insert(cell.style) }
    }
    #expect(known.count > 20)
    for name in Self.themes {
      let theme = try ThemeLibrary().theme(named: name).theme
      for style in known {
        let (over, under) = (try #require(theme.inks[style.ink]), try #require(theme.grounds[style.ground]))
        let pair = try #require(Palette.pair(ink: over, ground: under, depth: .palette256))
        let contrast = Palette.colour(at: pair.ink).contrast(with: Palette.colour(at: pair.ground))
        #expect(contrast >= (style.ink == .frame ? 3 : 4.5), "\(name): \(style.ink) on \(style.ground)")
      }
    }
  }

  @Test func `each file is somebody's screen`() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Screens")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".txt") }
    let names = Set(Scene.all.map(\.name))
    #expect(Scene.all.count == names.count)
    for file in files { #expect(names.contains { file.hasPrefix("\($0)-") }, "\(file)") }
  }
}

extension String {
  fileprivate func filled(to count: Int) -> String { self + String(repeating: " ", count: max(0, count - self.count)) }
}
