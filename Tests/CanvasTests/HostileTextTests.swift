import Foundation
import Testing

@testable import Canvas

/// What a file, an endpoint or an operator may hand us, drawn between its neighbours.
@Suite struct HostileTextTests {
  struct Hostile: Decodable, Sendable, CustomTestStringConvertible {
    let name: String
    let base64: String

    var text: String { String(decoding: Data(base64Encoded: base64) ?? Data(), as: UTF8.self) }
    var testDescription: String { name }
  }

  static func strings() throws -> [Hostile] {
    let url = try #require(Bundle.module.url(forResource: "Vectors/strings", withExtension: "json"))
    let strings = try JSONDecoder().decode([Hostile].self, from: Data(contentsOf: url))
    #expect(strings.count > 80)
    return strings
  }

  /// Draws a text between two brackets; says what is wrong with the picture.
  private func wrongs(of text: String, room: Int) -> [String] {
    let width = room + 12
    let wall = String(repeating: "#", count: width)
    var canvas = Canvas(Size(width: width, height: 3))
    canvas.write(wall, x: 0, y: 0)
    canvas.write(wall, x: 0, y: 2)
    canvas.write("[", x: 4, y: 1)
    let used = canvas.write(text, x: 5, y: 1, limit: room)
    canvas.write("]", x: 5 + room, y: 1)
    var wrongs: [String] = []
    if canvas.lines[0] != wall || canvas.lines[2] != wall { wrongs.append("another row changed") }
    if canvas[4, 1].text != "[" || canvas[5 + room, 1].text != "]" { wrongs.append("a neighbour changed") }
    if used > room { wrongs.append("\(used) columns of \(room)") }
    if used != min(Glyph.width(of: text), room), used != room - 1 { wrongs.append("\(used) columns, not its width") }
    if (0..<width).reduce(0, { $0 + Int(canvas[$1, 1].width) }) != width { wrongs.append("columns shifted") }
    for x in 0..<width where canvas[x, 1].width == 2 && canvas[x + 1, 1].width != 0 {
      wrongs.append("half a character")
    }
    return wrongs + actors(in: canvas)
  }

  /// The code points of a picture that could act on a terminal, in full or in ASCII.
  private func actors(in canvas: Canvas) -> [String] {
    var found: [String] = []
    for cell in canvas.cells {
      for scalar in [cell.scalar] + (0..<cell.marks.count).map({ cell.marks[$0] }) {
        switch scalar.properties.generalCategory {
        case .control, .format, .privateUse, .surrogate, .unassigned, .lineSeparator, .paragraphSeparator:
          found.append("U+\(String(scalar.value, radix: 16))")
        default: break
        }
        if scalar.properties.isVariationSelector || scalar.properties.isJoinControl { found.append("a selector") }
      }
      if !(0x20...0x7E).contains(cell.inASCII.scalar.value) || cell.inASCII.width != 1 { found.append("not ASCII") }
    }
    return found
  }

  @Test(arguments: [0, 1, 2, 3, 20, 60])
  func `a hostile text stays in its cells and acts on nothing`(room: Int) throws {
    for hostile in try Self.strings() {
      #expect(wrongs(of: hostile.text, room: room).isEmpty, "\(hostile.name): \(wrongs(of: hostile.text, room: room))")
    }
  }

  @Test func `what is neutralised is marked, and a text that needs nothing is itself`() throws {
    let harmless: Set = [
      "arabic", "hebrew", "cjk", "fullwidth", "halfwidth kana", "math bold", "cyrillic lookalike", "printf", "shell",
      "sql", "html", "svg", "markdown", "csv formula", "yaml", "mustache", "path", "empty", "spaces", "box",
    ]
    for hostile in try Self.strings() {
      let text = hostile.text
      if harmless.contains(hostile.name) {
        #expect(text.harmless == text, "\(hostile.name)")
      } else if text.harmless != text {
        let shown = text.harmless
        let isMarked = shown.contains("\u{FFFD}") || shown.contains("^") || hostile.name == "flag"
        #expect(isMarked, "\(hostile.name): \(shown)")
      }
    }
  }

  @Test func `any text at all stays in its cells and acts on nothing`() {
    var generator = SplitMix(seed: 41)
    // Where trouble lives, and the planes between.
    let ranges: [ClosedRange<UInt32>] = [
      0x00...0x9F, 0x20...0x7E, 0x300...0x36F, 0x590...0x6FF, 0x900...0xDFF, 0x1100...0x11FF, 0x200B...0x206F,
      0x20D0...0x20FF, 0x2190...0x27BF, 0x3000...0x30FF, 0x4E00...0x9FFF, 0xAC00...0xAFFF, 0xE000...0xE010,
      0xFE00...0xFE0F, 0xFFF0...0xFFFF, 0x1F1E6...0x1F1FF, 0x1F300...0x1FAFF, 0x1F3FB...0x1F3FF, 0xE0000...0xE01EF,
      0x200D...0x200D, 0x0...0x10FFFF,
    ]
    for _ in 0..<20_000 {
      var text = String.UnicodeScalarView()
      for _ in 0..<Int.random(in: 0...24, using: &generator) {
        let range = ranges[Int.random(in: 0..<ranges.count, using: &generator)]
        guard let scalar = Unicode.Scalar(UInt32.random(in: range, using: &generator)) else { continue }
        text.append(scalar)
      }
      let wrongs = wrongs(of: String(text), room: Int.random(in: 0...30, using: &generator))
      #expect(wrongs.isEmpty, "\(text.map { String($0.value, radix: 16) }): \(wrongs)")
    }
  }

  /// The form that titles and messages take is the one that is drawn: drawn again, nothing changes.
  @Test func `the harmless form of a text is a text that needs nothing`() throws {
    for hostile in try Self.strings() {
      let once = hostile.text.harmless
      #expect(once.harmless == once, "\(hostile.name)")
      #expect(Glyph.width(of: once) == Glyph.width(of: hostile.text), "\(hostile.name)")
      #expect(Glyph.width(of: hostile.text.harmless(atMost: 7)) <= 7, "\(hostile.name)")
    }
  }

  @Test func `JSON for other programs acts on no terminal either, and means the same`() throws {
    for hostile in try Self.strings() {
      let plain = String(decoding: try JSONEncoder().encode([hostile.text]), as: UTF8.self)
      let harmless = plain.harmlessJSON
      #expect(try JSONDecoder().decode([String].self, from: Data(harmless.utf8)) == [hostile.text], "\(hostile.name)")
      let acting: Set<Unicode.GeneralCategory> = [.control, .format, .lineSeparator, .paragraphSeparator]
      #expect(!harmless.unicodeScalars.contains { acting.contains($0.properties.generalCategory) }, "\(hostile.name)")
    }
  }

  @Test(arguments: ["x", "日", "👍🏽", "e\u{301}", "\u{200D}", "\u{1B}", "▓", "\u{301}"])
  func `a body of 100 KB on one line is cut as any other`(unit: String) {
    let body = String(repeating: unit, count: 102_400 / unit.utf8.count)
    #expect(wrongs(of: body, room: 40).isEmpty)
    var canvas = Canvas(Size(width: 50, height: 1))
    canvas.write(body, endingAt: 45, y: 0, limit: 20)
    #expect(canvas[24, 0] == .blank && canvas[45, 0] == .blank)
  }
}

/// SplitMix64: the same numbers in every run.
struct SplitMix: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}
