import Canvas

/// Turns the bytes of a keyboard into key presses, wherever the line between two reads fell.
///
/// A sequence that is not known is swallowed whole: its letters must not act as commands. Escape followed by an
/// ordinary character is two keys, as a quick hand or a slow line makes it.
struct KeyParser {
  private enum State: Equatable {
    case ground
    /// The first bytes of a character, and how many are missing.
    case character([UInt8], missing: Int)
    case escape
    /// After `ESC [`: what came since.
    case control([UInt8])
    /// After `ESC O`: what came since.
    case keypad([UInt8])
    /// A reply to a question that somebody asked the terminal; it ends with BEL or `ESC \`.
    case reply(atEscape: Bool)
    /// Bytes of a known length that mean nothing to us.
    case skipping(Int)
    case paste
  }

  private var state = State.ground
  private var text = ""
  private var pasted = Paste()
  private var keys: [KeyPress] = []
  private var replies: [TerminalReply] = []
  private let table: KeyTable

  init(table: KeyTable) { self.table = table }

  /// How long the next byte may take before what came so far is all there is; nil when nothing is open.
  var patience: Duration? {
    switch state {
    case .ground: nil
    // Long enough for a sequence that is sent at once, short enough to be felt as immediate.
    case .escape: .milliseconds(25)
    // Nobody types these: a slow line may cut them anywhere.
    case .character, .control, .keypad, .reply, .skipping: .milliseconds(250)
    // The rest of a stalled paste would act as commands; a lost end must not hold the keyboard for ever.
    case .paste: .seconds(2)
    }
  }

  /// The keys that are complete.
  mutating func takeKeys() -> [KeyPress] {
    flushText()
    defer { keys = [] }
    return keys
  }

  /// What the terminal answered, in order.
  mutating func takeReplies() -> [TerminalReply] {
    defer { replies = [] }
    return replies
  }

  /// Says that no more bytes come for what is open.
  mutating func giveUp() {
    if state == .escape { press(.escape) }
    if state == .paste { finishPaste() }
    state = .ground
  }

  mutating func feed(_ byte: UInt8) {
    switch state {
    case .ground: begin(byte)
    case .character(let bytes, let missing): goOn(bytes, missing, byte)
    case .escape: afterEscape(byte)
    case .control(let bytes): afterBracket(bytes, byte)
    case .keypad(let bytes): afterO(bytes, byte)
    case .reply(let atEscape): inReply(atEscape, byte)
    case .skipping(let count): state = count > 1 ? .skipping(count - 1) : .ground
    case .paste: if pasted.takes(byte) { finishPaste() }
    }
  }

  private mutating func begin(_ byte: UInt8) {
    switch byte {
    case 0x1B: state = .escape
    case 0x0A, 0x0D: press(.enter)
    case 0x09: press(.tab)
    case 0x08, 0x7F: press(.backspace)
    case 0x00: press(.control(" "))
    case 0x01...0x1A: press(.control(Character(Unicode.Scalar(byte + 0x60))))
    case 0x1C...0x1F: press(.control(Character(Unicode.Scalar(byte + 0x40))))
    case 0x20...0x7E: text.unicodeScalars.append(Unicode.Scalar(byte))
    case 0xC2...0xDF: state = .character([byte], missing: 1)
    case 0xE0...0xEF: state = .character([byte], missing: 2)
    case 0xF0...0xF4: state = .character([byte], missing: 3)
    default: break  // No character begins so.
    }
  }

  private mutating func goOn(_ bytes: [UInt8], _ missing: Int, _ byte: UInt8) {
    guard (0x80...0xBF).contains(byte) else {
      state = .ground
      begin(byte)
      return
    }
    guard missing == 1 else {
      state = .character(bytes + [byte], missing: missing - 1)
      return
    }
    state = .ground
    guard let whole = String(validating: bytes + [byte], as: UTF8.self) else { return }
    text.unicodeScalars.append(contentsOf: whole.unicodeScalars.filter { $0.properties.generalCategory != .control })
  }

  private mutating func afterEscape(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "["): state = .control([])
    case UInt8(ascii: "O"): state = .keypad([])
    case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "_"): state = .reply(atEscape: false)
    default:
      state = .ground
      if let key = table[[0x1B, byte]] {
        press(key)
      } else {
        press(.escape)
        begin(byte)
      }
    }
  }

  private mutating func afterBracket(_ bytes: [UInt8], _ byte: UInt8) {
    switch byte {
    case 0x20...0x3F: state = .control(bytes.count < 64 ? bytes + [byte] : bytes)
    // The Linux console's function keys, and the old mouse reports.
    case UInt8(ascii: "[") where bytes.isEmpty: state = .skipping(1)
    case UInt8(ascii: "M") where bytes.isEmpty: state = .skipping(3)
    case UInt8(ascii: "~") where bytes == Array("200".utf8):
      flushText()
      state = .paste
    case 0x40...0x7E: finish([0x1B, UInt8(ascii: "[")] + bytes + [byte])
    default: abandon(byte)
    }
  }

  private mutating func afterO(_ bytes: [UInt8], _ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: ";"): state = .keypad(bytes.count < 16 ? bytes + [byte] : bytes)
    case 0x20...0x7E: finish([0x1B, UInt8(ascii: "O")] + bytes + [byte])
    default: abandon(byte)
    }
  }

  private mutating func inReply(_ atEscape: Bool, _ byte: UInt8) {
    switch byte {
    case 0x07, 0x18, 0x1A: state = .ground
    case UInt8(ascii: "\\") where atEscape: state = .ground
    default: state = .reply(atEscape: byte == 0x1B)
    }
  }

  private mutating func finish(_ sequence: [UInt8]) {
    state = .ground
    if let key = table[sequence] ?? Self.report(sequence.dropFirst(2)) {
      press(key)
    } else if let reply = TerminalReply(sequence.dropFirst(2)) {
      replies.append(reply)
    }
  }

  /// What the mouse or the window reports after `ESC [`: `<0;4;3M`, `I`, `O`.
  private static func report(_ bytes: ArraySlice<UInt8>) -> KeyPress? {
    switch (bytes.first, bytes.last) {
    case (UInt8(ascii: "I"), _) where bytes.count == 1: return .focus(true)
    case (UInt8(ascii: "O"), _) where bytes.count == 1: return .focus(false)
    case (UInt8(ascii: "<"), UInt8(ascii: "M")): return click(bytes.dropFirst().dropLast())
    default: return nil
    }
  }

  /// Of the buttons only the left one and the wheel mean something, with or without shift, alt and control.
  private static func click(_ bytes: ArraySlice<UInt8>) -> KeyPress? {
    let numbers = bytes.split(separator: UInt8(ascii: ";")).compactMap { Int(String(decoding: $0, as: UTF8.self)) }
    guard numbers.count == 3, (1...10_000).contains(numbers[1]), (1...10_000).contains(numbers[2]) else { return nil }
    let deeds: [Int: Mouse.Deed] = [0: .press, 64: .wheelUp, 65: .wheelDown]
    return deeds[numbers[0] & ~0b11100].map { .mouse(Mouse($0, x: numbers[1] - 1, y: numbers[2] - 1)) }
  }

  /// A control character or the start of another one ends a sequence that is not finished.
  private mutating func abandon(_ byte: UInt8) {
    state = .ground
    if byte != 0x18 && byte != 0x1A { begin(byte) }
  }

  private mutating func finishPaste() {
    state = .ground
    let text = pasted.take()
    if !text.isEmpty { keys.append(.paste(text)) }
  }

  private mutating func press(_ key: KeyPress) {
    flushText()
    keys.append(key)
  }

  /// Marks combine with what they follow, so letters become characters only when their run ends.
  private mutating func flushText() {
    keys.append(contentsOf: text.map(KeyPress.character))
    text = ""
  }
}
