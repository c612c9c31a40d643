import CTerminal
package import Canvas

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The operator's terminal: a canvas goes in, keys come out, and it is given back whatever happens.
///
/// While one is open the alternate screen is shown, keys arrive as they are pressed, and every signal that could end
/// the process restores the terminal first and then ends it as before. Use it from one thread, which blocks in
/// ``wait(for:)``; only a ``Waker`` may be used elsewhere. Painting blocks while the terminal takes nothing, so keep
/// timers and probes on other threads. Where no handler can run (SIGKILL, a stack that overflows on another thread) a
/// second process, the guard, restores it.
package final class Terminal {
  private var keyboard: Keyboard
  private var wells: InkWell
  private let colours: ColourDepth
  let glyphs: GlyphSet
  /// What happened outside a wait.
  private var news: [TerminalEvent] = []
  private var isOpen = true
  private var knownSize: Size
  /// The last canvas: ncurses finds the difference, but asking it about every cell takes twice as long.
  private var painted: Canvas?
  /// How much of it the terminal has read.
  private var flow = Flow()

  /// Begins what opening it does without being seen, while the program is small: the guard shares its memory, so that
  /// every page that changes later is copied.
  ///
  /// Not needed, and nothing where standard input or output is no terminal.
  package static func expect() { gb_expect() }

  /// Takes the terminal on standard input and output.
  ///
  /// - Parameter colours: the most that may be used; terminfo may allow less.
  /// - Parameter glyphs: what it shows of Unicode; see ``GlyphSet/detect(environment:)``.
  /// - Parameter log: a file that standard error is appended to while the terminal is open (created with mode 0600),
  ///   because its text would tear the picture and be lost with it.
  /// - Parameter mouse: whether clicks and the wheel are reported; selecting text then takes the shift key.
  package init(
    theme: Theme, colours: ColourDepth, glyphs: GlyphSet = .unicode, log: String?, mouse: Bool = false
  ) throws(TerminalError) {
    let opening = unsafe gb_open(log, colours != .none)
    if let error = Self.error(opening, log: log) { throw error }
    keyboard = Keyboard()
    wells = InkWell(theme: theme, depth: colours)
    self.colours = colours
    self.glyphs = glyphs
    knownSize = Size(gb_current_size())
    gb_set_base(wells.pair(.text, on: .base))
    gb_listen(mouse)
    if gb_speaks_xterm() { unsafe gb_ask(TerminalReply.questions) }
  }

  deinit { close() }

  /// Columns and rows, as of the last event that said so.
  package var size: Size { knownSize }

  package var waker: Waker { Waker() }

  /// Shows everything in other colours from the next ``paint(_:)`` on.
  package func use(_ theme: Theme) {
    guard isOpen else { return }
    wells = InkWell(theme: theme, depth: colours)
    painted = nil
    gb_set_base(wells.pair(.text, on: .base))
  }

  /// Shows a canvas: only what differs from the last one is sent.
  ///
  /// A canvas of another size than the terminal's is cut, or stands on the empty ground. While the terminal has not
  /// read an earlier picture yet this one is dropped, and ``wait(for:)`` ends when it has: what is painted then is new.
  package func paint(_ canvas: Canvas) {
    guard isOpen else { return }
    guard flow.isFree(at: .now) else { return flow.drop() }
    if canvas.size != knownSize { gb_erase() }
    let (width, height) = (min(canvas.size.width, knownSize.width), min(canvas.size.height, knownSize.height))
    var count = 0
    canvas.changes(since: canvas.size == knownSize ? painted : nil) { x, y, changed in
      let cell = glyphs == .ascii ? changed.inASCII : changed
      // The right half of a wide character comes with its left half; a left half alone at the edge cannot stand.
      guard x < width, y < height, cell.width > 0 else { return }
      count += 1
      let isCut = x + Int(cell.width) > width
      gb_put(Int32(x), Int32(y), isCut ? drawn(.blank) : drawn(cell, isWithinText: canvas.isBetweenWords(x, y)))
    }
    painted = canvas
    var cursor = (x: -1, y: -1)
    if let wanted = canvas.cursor, wanted.x < width, wanted.y < knownSize.height { cursor = wanted }
    // A picture that changes in many places is shown as a whole; for a clock that moves on it is not worth the bytes.
    let isLarge = count > Self.largeChange
    gb_flush(Int32(cursor.x), Int32(cursor.y), isLarge)
    if flow.sent(cells: count, at: .now) { unsafe gb_ask(TerminalReply.question) }
  }

  /// Whether the terminal has still to read what was painted: nobody has seen it yet.
  package var isBehind: Bool { !flow.isFree(at: .now) }

  /// In cells.
  private static let largeChange = 200

  /// Blocks until something happened, at most this long (nil: without end), and returns all of it.
  ///
  /// An empty answer means that the time is over. At rest it costs nothing. After ``close()`` the answer is
  /// ``TerminalEvent/closed``, at once.
  package func wait(for timeout: Duration?) -> [TerminalEvent] {
    guard isOpen else { return [.closed] }
    let deadline = timeout.map { ContinuousClock.now.advanced(by: $0) }
    while news.isEmpty {
      let nearest = [deadline, keyboard.deadline].compactMap { $0 }.min()
      take(gb_wait(Self.milliseconds(until: nearest)))
      if let deadline, deadline <= .now { break }
    }
    defer { news = [] }
    return news
  }

  /// Leaves the screen, stops the process group as ctrl-Z does in any program, and comes back when it is continued.
  ///
  /// The next wait then says ``TerminalEvent/resumed``. Without a shell that could continue it nothing stops: the
  /// screen comes straight back.
  package func suspend() {
    guard isOpen else { return }
    stop(wholeGroup: true)
  }

  /// Rings, or flashes, as the operator has set it.
  package func bell() { gb_bell() }

  /// Sets the window's title until the terminal is closed, in at most 256 columns and in the form that a canvas draws.
  package func setTitle(_ text: String) {
    guard isOpen else { return }
    var title = text.harmless(atMost: Self.widestTitle, in: glyphs)
    while title.utf8.count > Self.longestTitle { title.removeLast() }
    unsafe gb_title(title)
  }

  /// Gives the terminal, the signal handlers and standard error back. Once is enough; more do nothing.
  package func close() {
    if isOpen {
      awaitReply()
      gb_close()
    }
    isOpen = false
  }
}

extension Terminal {
  /// Bits of `gb_wait` to events, in the order in which they matter: the size first, keys as typed.
  private func take(_ bits: Int32) {
    func says(_ bit: Int) -> Bool { bits & Int32(bit) != 0 }
    if says(gb_stop) { stop(wholeGroup: false) }
    if says(gb_continued) {
      gb_resume()
      cameBack()
    }
    if says(gb_resized) { follow(gb_resize()) }
    news.append(contentsOf: keyboard.read(hasInput: says(gb_input)).map(TerminalEvent.key))
    hear(keyboard.takeReplies())
    if says(gb_woken) { news.append(.woken) }
    if says(gb_hung_up) { news.append(.closed) }
  }

  private func hear(_ replies: [TerminalReply]) {
    for reply in replies {
      switch reply {
      case .showsFrames: gb_may_frame()
      case .hasRead:
        gb_was_answered()
        if flow.hear() { news.append(.woken) }
      }
    }
  }

  /// An answer that comes after the terminal was given back would be typed into the shell.
  ///
  /// - Returns: what else `gb_wait` said meanwhile, and says only once.
  @discardableResult
  private func awaitReply() -> Int32 {
    let deadline = ContinuousClock.now.advanced(by: .milliseconds(300))
    var said: Int32 = 0
    while isBehind, ContinuousClock.now < deadline {
      let bits = gb_wait(Self.milliseconds(until: deadline))
      said |= bits
      _ = keyboard.read(hasInput: bits & Int32(gb_input) != 0)
      hear(keyboard.takeReplies())
    }
    return said & Int32(gb_hung_up | gb_resized | gb_woken)
  }

  private func stop(wholeGroup: Bool) {
    let said = awaitReply()
    if gb_suspend(wholeGroup) { cameBack() }
    if said != 0 { take(said) }
  }

  private func cameBack() {
    // What was asked before was answered to somebody else.
    flow = Flow()
    if gb_speaks_xterm() { unsafe gb_ask(TerminalReply.question) }
    follow(gb_current_size())
    news.append(.resumed)
  }

  private func follow(_ size: gb_size) {
    guard Size(size) != knownSize else { return }
    painted = nil
    knownSize = Size(size)
    news.append(.resized(knownSize))
  }

  private func drawn(_ cell: Cell, isWithinText: Bool = false) -> gb_cell {
    var style = Self.isBar(cell.scalar) ? cell.style : wells.visible(cell.style)
    // Nothing is written, so only the ground shows: the fewer looks, the fewer bytes. Between two words of one look
    // that look is the one that costs none.
    if cell.scalar == " ", cell.marks.count == 0, !style.reverse, !style.underline, !isWithinText {
      style = Style(.text, on: style.ground)
    }
    let attributes =
      (style.bold ? gb_bold : 0) | (style.reverse ? gb_reverse : 0) | (style.underline ? gb_underline : 0)
    return gb_cell(
      scalar: cell.scalar.value,
      marks: (cell.marks.value(0), cell.marks.value(1), cell.marks.value(2), cell.marks.value(3)),
      width: Int32(cell.width),
      attributes: Int32(attributes), pair: wells.pair(style.ink, on: style.ground))
  }

  /// Blocks and braille: in reverse a full bar would look empty.
  private static func isBar(_ scalar: Unicode.Scalar) -> Bool {
    (0x2580...0x259F).contains(scalar.value) || (0x2800...0x28FF).contains(scalar.value)
  }

  /// Rounded up, so that a wait for less than a millisecond does not spin; -1 without a deadline.
  private static func milliseconds(until deadline: ContinuousClock.Instant?) -> Int32 {
    guard let deadline else { return -1 }
    let left = max(.zero, ContinuousClock.now.duration(to: deadline))
    let (seconds, attoseconds) = left.components
    guard seconds < 1_000_000 else { return 1_000_000_000 }
    return Int32(seconds) * 1000 + Int32((attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
  }

  /// In columns, and in bytes: what the seam keeps of one.
  private static let (widestTitle, longestTitle) = (256, 1000)

  private static func error(_ opening: gb_opening, log: String?) -> TerminalError? {
    switch opening {
    case .done: nil
    case .not_a_terminal: .notATerminal
    case .no_name: .noTerminalName
    case .unknown_name: .unknownTerminal(variable("TERM"))
    case .cannot_move: .cannotMoveCursor(variable("TERM"))
    case .already_open: .alreadyOpen
    case .no_log: .unwritableLog(path: log ?? "", cause: unsafe String(cString: strerror(gb_error())))
    case .failed: .refused(cause: unsafe String(cString: strerror(gb_error())))
    }
  }

  var isInTmux: Bool { !Self.variable("TMUX").isEmpty }

  private static func variable(_ name: String) -> String {
    guard let value = unsafe getenv(name) else { return "" }
    return unsafe String(cString: value)
  }
}

extension Size {
  fileprivate init(_ size: gb_size) { self.init(width: Int(size.width), height: Int(size.height)) }
}

extension Canvas {
  /// Whether a single space stands there between two words that look as it does.
  fileprivate func isBetweenWords(_ x: Int, _ y: Int) -> Bool {
    guard x > 0, x + 1 < size.width, self[x, y].scalar == " " else { return false }
    let (left, right) = (self[x - 1, y], self[x + 1, y])
    return left.scalar != " " && right.scalar != " " && left.style == self[x, y].style
      && right.style == self[x, y].style
  }
}
