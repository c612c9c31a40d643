import Canvas
import Foundation
import Terminal

/// What the program does with each event.
struct Trial {
  private let terminal: Terminal
  private var canvas: Canvas
  /// The next row that a key's name is painted on.
  private var row = 4
  private var ticks = 0
  /// Whether the whole picture changes two hundred times a second, and how often it did.
  private var isFlooding = false
  private var floods = 0

  init(terminal: Terminal) {
    self.terminal = terminal
    canvas = Canvas(terminal.size)
  }

  mutating func run() {
    draw()
    while true {
      if isFlooding { flood() }
      for event in terminal.wait(for: isFlooding ? .milliseconds(5) : nil) {
        switch event {
        case .key(.character("q")): return
        case .key(let key): act(on: key)
        case .resized(let size):
          draw()
          Self.say("resized \(size)")
        case .resumed:
          draw()
          Self.say("resumed")
        case .woken: Self.say("woken")
        case .closed:
          Self.say("closed")
          return
        }
      }
    }
  }

  private mutating func draw() {
    canvas = Canvas(terminal.size)
    canvas.write("terminal-trial", x: 0, y: 0, Style(.title, on: .bar, bold: true))
    canvas.write("size-\(canvas.size)-painted", x: 0, y: 1, Style(.good))
    canvas.write("漢字=e\u{301}|", x: 0, y: 2, Style(.bad, reverse: true))
    canvas.write("under", x: 20, y: 2, Style(.accent, underline: true))
    row = 4
    terminal.paint(canvas)
  }

  private mutating func act(on key: KeyPress) {
    switch key {
    case .character("a"): abort()
    case .character("b"): terminal.bell()
    case .character("c"): change()
    case .character("d"): Thread.detachNewThread { Self.trap() }
    case .character("f"): while true { change() }
    case .character("F"):
      isFlooding.toggle()
      if !isFlooding { Self.say("flooded \(floods)") }
    case .character("y"): terminal.copy("why \u{1B}]52;c;evil\u{7} it fails")
    case .character("n"): terminal.notify("breach; of \u{7}p95 ▲", as: .osc9)
    case .character("N"): terminal.notify("breach; of p95", as: .osc777)
    case .character("i"): canvas.cursor = canvas.cursor == nil ? (3, 3) : nil
    case .character("o"): Self.say("\(Self.overflow(Self.number("TRIAL_DEPTH", or: 1)))")
    case .character("s"): Self.readBadly()
    case .character("t"): Self.trap()
    case .character("u"): terminal.paint(canvas)
    case .character("w"): wakeFromElsewhere()
    case .character("x"): terminal.setTitle("night \u{1B}]0;evil\u{7} ▲ 2")
    case .control("z"): terminal.suspend()
    default: show("key:\(Self.name(of: key))")
    }
  }

  private mutating func flood() {
    floods += 1
    let letter = String(UnicodeScalar(UInt8(97 + floods % 26)))
    for y in 0..<canvas.size.height {
      canvas.write(String(repeating: letter, count: canvas.size.width), x: 0, y: y)
    }
    terminal.paint(canvas)
  }

  private mutating func change() {
    ticks += 1
    canvas.write("\(ticks % 10)", x: 40, y: 3)
    terminal.paint(canvas)
  }

  private mutating func show(_ text: String) {
    canvas.fill(Area(x: 0, y: row, width: canvas.size.width, height: 1), .plain)
    canvas.write(text, x: 0, y: row)
    row = row + 1 < canvas.size.height ? row + 1 : 4
    terminal.paint(canvas)
    Self.say(text)
  }

  private func wakeFromElsewhere() {
    let waker = terminal.waker
    Thread.detachNewThread { for _ in 0..<1000 { waker.wake() } }
  }

  private static func name(of key: KeyPress) -> String {
    switch key {
    case .character(let character): String(character)
    case .control(let letter): "ctrl-\(letter)"
    case .mouse(let mouse): "\(mouse.deed)-\(mouse.x)-\(mouse.y)"
    case .focus(let isInFront): isInFront ? "in-front" : "behind"
    case .paste(let text): "paste-\(String(text.map { $0 == "\n" ? "/" : $0 }))"
    default: "\(key)"
    }
  }

  /// Asks for an element that an array does not have.
  private static func trap() { say("\([1, 2][number("TRIAL_INDEX", or: 7)])") }

  /// Reads where nothing is.
  private static func readBadly() {
    let address = UInt(number("TRIAL_ADDRESS", or: 16))
    let pointer = unsafe UnsafePointer<Int>(bitPattern: address)
    say("\(unsafe pointer?.pointee ?? 0)")
  }

  /// Uses the stack up.
  private static func overflow(_ depth: Int) -> Int { depth == 0 ? 0 : overflow(depth &+ 1) &+ depth }

  static func number(_ name: String, or other: Int) -> Int { environment[name].flatMap(Int.init) ?? other }

  /// A line for the test, on standard error.
  static func say(_ text: String) { FileHandle.standardError.write(Data("\(text)\n".utf8)) }

  /// Which signals are ignored and which are handled, as the kernel knows it.
  static func handlers() -> [Substring] {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    return status.split(separator: "\n").filter { $0.hasPrefix("SigIgn") || $0.hasPrefix("SigCgt") }
  }

  /// The processes that this one has started and not waited for.
  static func children() -> String {
    let process = ProcessInfo.processInfo.processIdentifier
    return (try? String(contentsOfFile: "/proc/self/task/\(process)/children", encoding: .utf8)) ?? "unknown"
  }

  static let theme = Theme(
    name: "trial",
    inks: [
      .text: RGB(red: 220, green: 220, blue: 220), .good: RGB(red: 80, green: 200, blue: 120),
      .bad: RGB(red: 230, green: 70, blue: 70), .title: RGB(red: 250, green: 250, blue: 250),
      .accent: RGB(red: 90, green: 160, blue: 250),
    ],
    grounds: [.base: RGB(red: 18, green: 18, blue: 24), .bar: RGB(red: 40, green: 44, blue: 60)])
}
