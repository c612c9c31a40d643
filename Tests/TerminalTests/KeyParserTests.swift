import Canvas
import Testing

@testable import Terminal

@Suite struct KeyParserTests {
  private static let inputs: [(String, [KeyPress])] = [
    ("a", [.character("a")]),
    ("é漢", [.character("é"), .character("漢")]),
    ("\r\n", [.enter, .enter]),
    ("\u{1}\u{1A}\u{0}\u{1C}", [.control("a"), .control("z"), .control(" "), .control("\\")]),
    ("\u{8}\u{7F}\t", [.backspace, .backspace, .tab]),
    ("\u{1B}[A\u{1B}OB\u{1B}[1;1C\u{1B}[D", [.up, .down, .right, .left]),
    ("\u{1B}[H\u{1B}[1~\u{1B}[7~\u{1B}OF\u{1B}[4~\u{1B}[8~", [.home, .home, .home, .end, .end, .end]),
    ("\u{1B}[5~\u{1B}[6~\u{1B}[3~\u{1B}[Z\u{1B}OM", [.pageUp, .pageDown, .delete, .backTab, .enter]),
    // Escape and a letter, as a quick hand types them.
    ("\u{1B}q", [.escape, .character("q")]),
    ("\u{1B}\u{1B}[A", [.escape, .up]),
    // Unknown: modified keys, function keys, mouse reports, replies.
    ("\u{1B}[1;5C\u{1B}[15~\u{1B}OP\u{1B}O5Px", [.character("x")]),
    ("\u{1B}[[Ax\u{1B}[M abx\u{1B}[<0;1;2mx", [.character("x"), .character("x"), .character("x")]),
    ("\u{1B}]11;rgb:1/2/3\u{7}x\u{1B}P1+r\u{1B}\\x", [.character("x"), .character("x")]),
    // The left button and the wheel, with modifiers, past column 223; not its release, not other buttons, not nonsense.
    (
      "\u{1B}[<0;1;2M\u{1B}[<4;300;7M\u{1B}[<64;5;6M\u{1B}[<65;5;6M",
      [
        .mouse(Mouse(.press, x: 0, y: 1)), .mouse(Mouse(.press, x: 299, y: 6)), .mouse(Mouse(.wheelUp, x: 4, y: 5)),
        .mouse(Mouse(.wheelDown, x: 4, y: 5)),
      ]
    ),
    ("\u{1B}[<0;1;2m\u{1B}[<2;1;2M\u{1B}[<32;1;2M\u{1B}[<0;0;2M\u{1B}[<0;1Mx", [.character("x")]),
    ("\u{1B}[<0;99999999999999999999;2M\u{1B}[<;;Mx", [.character("x")]),
    ("\u{1B}[I\u{1B}[Ox", [.focus(true), .focus(false), .character("x")]),
    ("\u{1B}[0n\u{1B}[?2026;2$yx", [.character("x")]),
    // A sequence that another one interrupts.
    ("\u{1B}[12\u{1B}[Ax", [.up, .character("x")]),
    ("\u{1B}[12\rx", [.enter, .character("x")]),
    // C1 controls are not characters.
    ("\u{9B}x", [.character("x")]),
    ("\u{1B}[200~a\r\nb\rc\u{1B}[A\td\u{1B}[201~x", [.paste("a\nb\nc[A\td"), .character("x")]),
    ("\u{1B}[200~\u{1B}\u{1B}[20\u{1B}[201~", [.paste("[20")]),
    ("\u{1B}[201~x", [.character("x")]),
  ]

  @Test(arguments: inputs)
  func `keys are read from one piece`(input: String, keys: [KeyPress]) {
    var parser = KeyParser(table: KeyTable())
    for byte in input.utf8 { parser.feed(byte) }
    #expect(parser.takeKeys() == keys)
    #expect(parser.patience == nil)
  }

  @Test(arguments: inputs)
  func `keys are the same wherever the input is cut`(input: String, keys: [KeyPress]) {
    let bytes = Array(input.utf8)
    for cut in bytes.indices {
      var parser = KeyParser(table: KeyTable())
      for byte in bytes[..<cut] { parser.feed(byte) }
      var read = parser.takeKeys()
      for byte in bytes[cut...] { parser.feed(byte) }
      read += parser.takeKeys()
      #expect(read == keys, "cut before byte \(cut)")
    }
  }

  @Test func `marks that follow at once are part of their character`() {
    var parser = KeyParser(table: KeyTable())
    for byte in "e\u{301}x".utf8 { parser.feed(byte) }
    #expect(parser.takeKeys() == [.character("e\u{301}"), .character("x")])
  }

  @Test(
    arguments: [
      ([0x1B], [KeyPress.escape]), ([0x1B, 0x5B], []), ([0x1B, 0x4F], []), ([0xE6, 0xBC], []),
      ([0x1B, 0x5D, 0x31], []),
      (Array("\u{1B}[200~half".utf8), [.paste("half")]),
    ] as [([UInt8], [KeyPress])])
  func `what is not finished in time becomes what it is alone`(bytes: [UInt8], keys: [KeyPress]) {
    var parser = KeyParser(table: KeyTable())
    for byte in bytes { parser.feed(byte) }
    #expect(parser.takeKeys().isEmpty)
    #expect(parser.patience != nil)
    parser.giveUp()
    #expect(parser.takeKeys() == keys)
    #expect(parser.patience == nil)
  }

  @Test func `bytes that are no UTF-8 are dropped`() {
    var parser = KeyParser(table: KeyTable())
    for byte in [0x80, 0xFF, 0xC0, 0xE6, 0x61, 0xED, 0xA0, 0x80, 0x62] as [UInt8] { parser.feed(byte) }
    #expect(parser.takeKeys() == [.character("a"), .character("b")])
  }

  @Test func `an endless paste is cut, not kept`() {
    var parser = KeyParser(table: KeyTable())
    for byte in "\u{1B}[200~".utf8 { parser.feed(byte) }
    for _ in 0..<(Paste.limit + 1000) { parser.feed(UInt8(ascii: "a")) }
    for byte in "\u{1B}[201~x".utf8 { parser.feed(byte) }
    #expect(parser.takeKeys() == [.paste(String(repeating: "a", count: Paste.limit)), .character("x")])
  }

  @Test func `random bytes never break it, and it always comes back`() {
    var random = SystemRandomNumberGenerator()
    for _ in 0..<200 {
      var parser = KeyParser(table: KeyTable())
      for _ in 0..<500 { parser.feed(UInt8.random(in: 0...255, using: &random)) }
      parser.giveUp()
      _ = parser.takeKeys()
      parser.feed(UInt8(ascii: "x"))
      #expect(parser.takeKeys() == [.character("x")])
    }
  }

  @Test func `terminfo's sequences win, and its plain characters do not`() {
    var table = KeyTable()
    table.learn([0x1B, 0x41], .up)
    table.learn([0x08], .left)
    var parser = KeyParser(table: table)
    for byte in [0x1B, 0x41, 0x08] as [UInt8] { parser.feed(byte) }
    #expect(parser.takeKeys() == [.up, .backspace])
  }
}
