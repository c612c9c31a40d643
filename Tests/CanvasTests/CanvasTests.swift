import Testing

@testable import Canvas

@Suite struct CanvasTests {
  @Test func `text is cut at its limit with an ellipsis and never wraps`() {
    var canvas = Canvas(Size(width: 8, height: 2))
    #expect(canvas.write("auto_com_center", x: 2, y: 0) == 6)
    #expect(canvas.lines == ["  auto_…", ""])
  }

  @Test func `what lies outside is not drawn`() {
    for size in [Size(width: 0, height: 0), Size(width: 1, height: 1), Size(width: 3, height: 2)] {
      var canvas = Canvas(size)
      canvas.write("text", x: -2, y: 0)
      canvas.write("text", x: 0, y: 9)
      canvas.frame(Area(x: -1, y: -1, width: 9, height: 9), title: "title")
      canvas.fill(Area(x: -5, y: -5, width: 50, height: 50), .plain)
      #expect(canvas.cells.count == size.width * size.height)
    }
  }

  @Test(arguments: [
    ("abc", 3), ("日本", 4), ("e\u{301}", 1), ("👩‍👩‍👧", 8), ("🇩🇪", 2), ("👍🏽", 3), ("🚀", 2), ("\u{1B}[2J", 5), ("\u{9B}2J", 3),
    ("\u{200B}", 1), ("\u{202E}abc", 4), ("\r\n", 4), ("✖▲◐●■", 5),
  ])
  func `every text has a width that can be told`(text: String, width: Int) {
    #expect(Glyph.width(of: text) == width)
  }

  @Test(arguments: [
    ("👩‍👩‍👧", "👩\u{FFFD}👩\u{FFFD}👧"), ("🇩🇪", "DE"), ("👍🏽", "👍\u{FFFD}"), ("❤\u{FE0F}", "❤\u{FFFD}"),
    ("\u{1112}\u{1161}\u{11AB}\u{1100}\u{1173}", "한그"), ("\u{1161}", "\u{FFFD}"), ("a\u{202E}b", "a\u{FFFD}b"),
    ("हिन्दी", "ह\u{FFFD}न\u{94D}द\u{FFFD}"),
    ("a" + String(repeating: "\u{301}", count: 9), "a\u{301}\u{301}\u{301}\u{301}\u{FFFD}"),
    ("\u{1F1E9}", "\u{FFFD}"), ("1\u{FE0F}\u{20E3}", "1\u{FFFD}"),
  ])
  func `of a sequence that terminals disagree on the parts are shown`(text: String, shown: String) {
    #expect(Array(text.harmless.unicodeScalars) == Array(shown.unicodeScalars))
  }

  @Test func `half of a wide character never stays`() {
    var canvas = Canvas(Size(width: 4, height: 1))
    canvas.write("日本", x: 0, y: 0)
    canvas.write("x", x: 1, y: 0)
    #expect(canvas.lines == [" x本"])
    canvas.write("日", x: 3, y: 0)
    #expect(canvas[3, 0].width == 1)
  }

  @Test func `a sparkline has a gap where a value is missing and its full block at the largest`() {
    #expect(String(Sparkline.characters([0, 60, nil, 120], width: 6, limit: 120)) == "  ▁▅ █")
    #expect(String(Sparkline.characters([], width: 3, limit: nil)) == "   ")
    #expect(String(Sparkline.characters([5, 5], width: 2, limit: nil)) == "██")
    #expect(String(Sparkline.characters([0, 0], width: 2, limit: 0)) == "▁▁")
    #expect(Sparkline.bar(0.99, width: 8) == "▓▓▓▓▓▓▓░")
  }

  @Test func `a colour is read and written as hex`() {
    #expect(RGB(hex: "#1a2b3c")?.hex == "#1a2b3c")
    #expect(RGB(hex: "1a2b3c") == nil)
    #expect(RGB(hex: "#1a2b3g") == nil)
  }
}

@Suite struct PlainGlyphTests {
  @Test func `every scalar that is taken for plain is itself, one column wide`() {
    for value in UInt32(0x20)...0xFFFF {
      guard let scalar = Unicode.Scalar(value), Glyph.plainWidth(of: String(scalar)) != nil else { continue }
      #expect(Glyph.glyphs(of: Character(scalar)).map(\.scalar) == [scalar], "U+\(String(value, radix: 16))")
      #expect(Glyph.width(of: String(scalar)) == 1)
    }
  }

  @Test(arguments: 1...8) func `a plain text is cut as any other`(room: Int) {
    let text = "abcdef"
    var drawn = ""
    Glyph.fit(text, into: room) { glyph, _ in drawn.unicodeScalars.append(glyph.scalar) }
    #expect(drawn == String(Glyph.fitting(text, into: room).map { Character($0.scalar) }))
  }
}
