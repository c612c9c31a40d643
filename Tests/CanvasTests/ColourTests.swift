import Testing

@testable import Canvas

@Suite struct ColourTests {
  @Test(arguments: [
    ("#000000", 16), ("#ffffff", 231), ("#ff0000", 196), ("#808080", 244), ("#5f87af", 67), ("#121218", 233),
  ])
  func `a colour becomes the nearest of the cube and the greys`(hex: String, index: Int) throws {
    #expect(Palette.index(of: try #require(RGB(hex: hex)), depth: .palette256) == index)
  }

  @Test(arguments: [("#e04040", 1), ("#102010", 0), ("#f0f0f0", 7)])
  func `a colour becomes the nearest of eight`(hex: String, index: Int) throws {
    #expect(Palette.index(of: try #require(RGB(hex: hex)), depth: .eight) == index)
  }

  @Test func `every colour of the palette is its own nearest, or has a twin`() {
    for index in 16..<256 {
      let found = Palette.index(of: Palette.colour(at: index), depth: .palette256) ?? 0
      #expect(Palette.colour(at: found) == Palette.colour(at: index))
    }
  }

  @Test(arguments: ColourDepth.allCases)
  func `ink is never drawn on a ground of the same colour`(depth: ColourDepth) {
    for level in stride(from: UInt8(0), through: 250, by: 10) {
      let ground = RGB(red: level, green: level, blue: level)
      for step in [UInt8(0), 1, 5] {
        let ink = RGB(red: level + step, green: level, blue: level + step)
        let pair = Palette.pair(ink: ink, ground: ground, depth: depth)
        #expect(depth == .none ? pair == nil : pair?.ink != pair?.ground)
      }
    }
  }

  @Test(arguments: [
    ("#ff8080", 1), ("#6fcf97", 2), ("#f2c14e", 3), ("#56c7d8", 6), ("#c3a6ff", 5), ("#c8d0e0", 7), ("#0000ee", 5),
  ])
  func `of eight colours an ink keeps its hue, unless that vanishes on its ground`(hex: String, index: Int) throws {
    let base = RGB(red: 13, green: 18, blue: 32)
    #expect(Palette.pair(ink: try #require(RGB(hex: hex)), ground: base, depth: .eight)?.ink == index)
  }

  @Test(arguments: [ColourDepth.eight, .sixteen])
  func `of a few colours an ink is one that stands out from its ground`(depth: ColourDepth) {
    for red in stride(from: UInt8(0), through: 255, by: 51) {
      for green in stride(from: UInt8(0), through: 255, by: 51) {
        for blue in stride(from: UInt8(0), through: 255, by: 51) {
          let ink = RGB(red: red, green: green, blue: blue)
          for ground in [RGB(red: 13, green: 18, blue: 32), RGB(red: 255, green: 255, blue: 255), ink] {
            let pair = Palette.pair(ink: ink, ground: ground, depth: depth)
            let contrast = pair.map { Palette.colour(at: $0.ink).contrast(with: Palette.colour(at: $0.ground)) }
            #expect((contrast ?? 0) >= 3)
          }
        }
      }
    }
  }

  @Test(arguments: [
    (["NO_COLOR": "1", "TERM": "xterm-256color"], ColourDepth.none), (["NO_COLOR": "", "TERM": "xterm"], .palette256),
    (["TERM": "vt100"], .none), (["TERM": "vte-256color"], .palette256), (["TERM": "xterm-mono"], .none),
    ([:], .palette256),
  ])
  func `the environment decides how many colours are allowed`(environment: [String: String], depth: ColourDepth) {
    #expect(ColourDepth.detect(environment: environment) == depth)
  }

  @Test func `a depth is limited to what the terminal has`() {
    #expect(ColourDepth.palette256.limited(to: 8) == .eight)
    #expect(ColourDepth.palette256.limited(to: 88) == .sixteen)
    #expect(ColourDepth.eight.limited(to: 256) == .eight)
    #expect(ColourDepth.palette256.limited(to: 0) == .none)
    #expect(ColourDepth.palette256.limited(to: 16_777_216) == .palette256)
  }
}
