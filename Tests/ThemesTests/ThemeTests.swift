import Canvas
import Foundation
import StrictYAML
import Testing
import Themes

@Suite struct ThemeTests {
  static let library = ThemeLibrary()

  /// Source: WCAG 2.2, "relative luminance", by another way than the one under test.
  private func contrast(_ one: RGB, _ other: RGB) -> Double {
    func luminance(_ colour: RGB) -> Double {
      func linear(_ byte: UInt8) -> Double {
        let share = Double(byte) / 255
        return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
      }
      return 0.2126 * linear(colour.red) + 0.7152 * linear(colour.green) + 0.0722 * linear(colour.blue)
    }
    let (one, other) = (luminance(one), luminance(other))
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)
  }

  @Test func `in greys what is unknown is not dimmer than what is good`() throws {
    let mono = try ThemeLibrary().theme(named: "mono").theme
    let (unknown, good) = (try #require(mono.inks[.unknown]), try #require(mono.inks[.good]))
    #expect(unknown.luminance >= good.luminance)
  }

  @Test func `nine themes travel inside the binary, midnight first`() {
    #expect(
      Self.library.names == [
        "midnight", "daylight", "high-contrast", "deuteranopia", "tritanopia", "mono", "solarized", "gruvbox", "nord",
      ])
    #expect(Self.library.names.first == ThemeLibrary.standard)
  }

  @Test(arguments: library.names)
  func `a built-in theme passes its own check, and says what it is for`(name: String) throws {
    let resolved = try Self.library.theme(named: name)
    let check = ThemeCheck(resolved)
    #expect(check.problems.isEmpty, "\(check.problems.map(\.description).joined(separator: "\n"))")
    #expect(resolved.theme.name == name)
    #expect(resolved.about.hasSuffix("."))
    #expect(resolved.theme.inks.count == Ink.allCases.count && resolved.theme.grounds.count == Ground.allCases.count)
    for (ink, colour) in resolved.theme.inks where ink != .frame {
      for (ground, under) in resolved.theme.grounds {
        #expect(contrast(colour, under) >= 4.5, "\(name): \(ink) on \(ground)")
      }
    }
    #expect(contrast(try #require(resolved.theme.inks[.frame]), try #require(resolved.theme.grounds[.base])) >= 3)
  }

  @Test(arguments: [("deuteranopia", [Vision.protanopia, .deuteranopia]), ("tritanopia", [.tritanopia])])
  func `a theme for other eyes keeps its states apart for them`(name: String, vision: [Vision]) throws {
    let resolved = try Self.library.theme(named: name)
    #expect(resolved.vision == vision)
    #expect(try #require(ThemeCheck(resolved).nearestStates) >= ThemeCheck.states)
  }

  /// Source of the expected values: the matrices of Machado et al. and CIE 1976, computed by another program.
  @Test(arguments: [
    (Vision.deuteranopia, "#00ff00", "#ff0000", 27.752), (.deuteranopia, "#6fcf97", "#ff7b72", 18.291),
    (.protanopia, "#00ff00", "#ff0000", 65.875), (.tritanopia, "#0000ff", "#00ff00", 71.508),
    (.tritanopia, "#ffffff", "#ffffff", 0),
  ])
  func `simulated eyes see the published distances`(vision: Vision, one: String, other: String, distance: Double) throws
  {
    let found = vision.distance(try #require(RGB(hex: one)), try #require(RGB(hex: other)))
    #expect(abs(found - distance) < 0.01, "\(found)")
  }

  @Test func `contrast is what WCAG says`() throws {
    for (one, other) in [
      ("#000000", "#ffffff"), ("#777777", "#ffffff"), ("#0d1220", "#c8d0e0"), ("#102010", "#102011"),
    ] {
      let (one, other) = (try #require(RGB(hex: one)), try #require(RGB(hex: other)))
      #expect(abs(one.contrast(with: other) - contrast(one, other)) < 1e-9)
    }
    #expect(RGB(red: 0, green: 0, blue: 0).contrast(with: RGB(red: 255, green: 255, blue: 255)) == 21)
  }
}

/// What somebody else wrote.
@Suite struct ThemeFileTests {
  private func problems(_ text: String, in library: ThemeLibrary = ThemeLibrary()) -> [String] {
    do throws(Problems) {
      return ThemeCheck(try library.theme(Array(text.utf8), file: "t.yaml")).problems.map(\.description)
    } catch {
      return error.all.map(\.description)
    }
  }

  @Test(arguments: [
    ("theme: t\nextends: nord\ninks: {text: red}\n", "t.yaml:3:14: expected a colour such as \"#1a2b3c\", found 'red'"),
    (
      "theme: t\nextends: nord\ninks:\n  text: #ffffff\n",
      "t.yaml:4:8: expected a colour such as \"#1a2b3c\", in quotes since '#' begins a comment, found nothing"
    ),
    (
      "theme: t\nextends: nord\ninks: {txt: \"#000000\"}\n",
      "t.yaml:3:8: expected a key of 'inks', found 'txt'; did you mean 'text'?"
    ),
    ("theme: t\ninks: {}\n", "t.yaml:1:1: expected a theme to have 'grounds'; add it"),
    ("theme: t\nextends: nrd\n", "t.yaml:2:10: expected 'extends' to name a theme, found 'nrd'; did you mean 'nord'?"),
    (
      "theme: t\nextends: nord\nvision: [deuteranopa]\n",
      "t.yaml:3:10: expected a kind of vision, found 'deuteranopa'; did you mean 'deuteranopia'?"
    ),
    ("theme: t\nextnds: nord\n", "t.yaml:2:1: expected a key of a theme, found 'extnds'; did you mean 'extends'?"),
    ("- a\n", "t.yaml:1:1: expected a theme, found a list"),
    (
      "theme: t\nextends: midnight\ninks: {faint: \"#445066\"}\n",
      "t.yaml:3:15: expected 'faint' to have a contrast of at least 4.5:1 on 'base', found 2.2:1; lighten it"
    ),
    (
      "theme: t\nextends: midnight\nvision: deuteranopia\ninks: {bad: \"#e6b84e\"}\n",
      "t.yaml:4:13: expected 'bad' to be at least 20.0 from 'warning' under deuteranopia, found 5.2; choose another lightness, or a hue that such eyes tell apart"
    ),
  ])
  func `a mistake is said at its place`(text: String, sentence: String) {
    #expect(problems(text).contains(sentence), "\(problems(text).joined(separator: "\n"))")
  }

  @Test func `a key that is missing from a whole theme is said once, and a mistyped 'extends' asks for no colours`() {
    #expect(problems("theme: t\nextnds: nord\n").count == 1)
    #expect(problems("theme: t\ninks: {text: \"#ffffff\"}\n").count == Ink.allCases.count)
  }

  @Test func `a partial theme takes the rest from the one that it extends`() throws {
    let library = ThemeLibrary()
    let text = "theme: mine\nextends: tritanopia\ninks: {good: \"#87d7ff\"}\n"
    let mine = try library.theme(Array(text.utf8), file: "mine.yaml")
    let (parent, root) = (try library.theme(named: "tritanopia"), try library.theme(named: "deuteranopia"))
    #expect(mine.theme.inks[.good] == RGB(hex: "#87d7ff"))
    #expect(mine.theme.inks[.bad] == parent.theme.inks[.bad])
    #expect(mine.theme.inks[.text] == root.theme.inks[.text])
    #expect(mine.vision == [.tritanopia])
    #expect(mine.places[.ink(.good)]?.file == "mine.yaml")
    #expect(mine.places[.ink(.bad)]?.file == "tritanopia.yaml (built in)")
  }

  @Test func `the board's folder comes before the user's, and both before the built-in ones`() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("themes-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    func write(_ text: String, to path: String) throws {
      let file = folder.appendingPathComponent(path)
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    try write("theme: nord\nextends: nord\nabout: ours\ninks: {text: \"#ffffff\"}\n", to: "board/themes/nord.yaml")
    try write("theme: nord\nextends: mono\nabout: theirs\n", to: "config/gateboard/themes/nord.yaml")
    try write("theme: a\nextends: b\n", to: "config/gateboard/themes/a.yaml")
    try write("theme: b\nextends: a\n", to: "config/gateboard/themes/b.yml")
    try write("theme: wall\nextends: high-contrast\n", to: "board/wall.yaml")
    try write("board: not a theme\n", to: "board/night.yaml")
    let library = ThemeLibrary(
      folders: ThemeLibrary.folders(
        ofBoard: folder.appendingPathComponent("board/night.yaml").path,
        own: folder.appendingPathComponent("config/gateboard/themes").path))
    #expect(library.names.prefix(4) == ["wall", "nord", "a", "b"])
    #expect(library.names.count == 9 + 3)
    let nord = try library.theme(named: "nord")
    // The board's own extends the user's, which says mono.
    #expect(nord.about == "ours")
    #expect(nord.theme.inks[.text] == RGB(hex: "#ffffff"))
    let mono = try ThemeLibrary().theme(named: "mono")
    #expect(nord.theme.inks[.faint] == mono.theme.inks[.faint])
    do throws(Problems) {
      _ = try library.theme(named: "a")
      Issue.record("a circle was followed")
    } catch {
      #expect("\(error)".hasSuffix("b.yml:2:10: expected 'extends' to lead to a whole theme, found a circle: a, b, a"))
    }
    do throws(Problems) {
      _ = try library.theme(named: "wal")
      Issue.record("a theme that is not there was found")
    } catch { #expect("\(error)".contains("did you mean 'wall'?")) }
  }

  @Test(
    arguments: [
      ("night.yaml", nil, [".", "./themes"]), ("/n/b.yaml", "/c/themes", ["/n", "/n/themes", "/c/themes"]),
      (nil, nil, []),
    ] as [(String?, String?, [String])])
  func `themes are looked for beside the board and in the user's folder`(
    board: String?, own: String?, folders: [String]
  ) {
    #expect(ThemeLibrary.folders(ofBoard: board, own: own) == folders)
  }
}
