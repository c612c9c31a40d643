import Testing

#if canImport(Glibc)
import Glibc
#endif

extension EndToEndTests {
  /// The shell that the program was started from gets its terminal back.
  @Suite struct GivenBackTests {
    @Test func `q and then y leave the terminal as it was`() async throws {
      try await Self.inShell { wall, scratch in
        try await Self.open(on: wall)
        try await wall.press("q")
        try await wall.waits(for: "Leave the board?")
        try await wall.press("y")
        try await Self.expectShell(on: wall, status: 0, scratch)
      }
    }

    @Test(arguments: [SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGSEGV, SIGABRT, SIGILL])
    func `a signal leaves the terminal as it was`(number: Int32) async throws {
      try await Self.inShell { wall, scratch in
        try await Self.open(on: wall)
        try await wall.signal(number)
        try await wall.waits(for: "gateboard: ended by signal \(number); see ")
        try await Self.expectShell(on: wall, status: 128 + number, scratch)
      }
    }

    @Test func `kill -9 leaves the terminal as it was`() async throws {
      try await Self.inShell { wall, scratch in
        try await Self.open(on: wall)
        try await wall.signal(SIGKILL)
        try await wall.waits(foreground: "sh")
        try await wall.waits(until: "the main screen is back") { $0.contains("on the main screen") }
        // The shell waits for the program and not for its guard: what it says may come first, and go with the board.
        try await wall.press("Enter")
        try await Self.expectShell(on: wall, status: 128 + SIGKILL, scratch)
      }
    }

    @Test(arguments: [SIGKILL, SIGSEGV])
    func `keys that were meant for the board do not reach the shell after it`(number: Int32) async throws {
      try await Scratch.with { scratch in
        let board = try scratch.write(SmallBoard.yaml(), to: "small.yaml")
        try await Wall.with([Program.path(), "watch", board], in: scratch) { wall in
          try await wall.waits(for: "SMALL BOARD")
          let program = try #require(await wall.program())
          // Stopped it reads no key; the shell around it waits for its end alone.
          try await wall.signal(SIGSTOP)
          let isStopped = try await Patience.look(in: scratch.path, within: 20) {
            try await Tool.run("ps", "-o", "stat=", "-p", "\(program)").output.hasPrefix("T") ? true : nil
          }
          #expect(isStopped == true)
          try await wall.type("everything that is typed meanwhile goes nowhere")
          try await wall.signal(number)
          if number != SIGKILL { try await wall.signal(SIGCONT) }
          try await wall.waits(for: "ended with \(128 + number)")
          try await wall.type("what the shell is told")
          try await wall.press("Enter")
          let picture = try await wall.waits(until: "the shell has read it") {
            $0.rows.filter { $0.hasSuffix("what the shell is told") }.count == 2
          }
          #expect(!picture.contains("everything"), "\(picture)")
        }
      }
    }

    @Test func `ctrl-Z gives the shell its terminal, and fg repaints the board`() async throws {
      try await Self.inShell { wall, scratch in
        try await Self.open(on: wall)
        try await wall.press("C-z")
        try await wall.waits(for: "Stopped")
        try await Self.expectShell(on: wall, status: 128 + SIGTSTP, scratch)
        try await Self.resume(on: wall, enter: "Enter")
        try await wall.press("q")
        try await wall.waits(for: "Leave the board?")
        try await wall.press("y")
        try await Self.expectShell(on: wall, status: 0, scratch)
      }
    }

    @Test func `after SIGSTOP from outside fg repaints the board`() async throws {
      try await Self.inShell { wall, scratch in
        try await Self.open(on: wall)
        try await wall.signal(SIGSTOP)
        try await wall.waits(for: "Stopped")
        // The program could not give the terminal back: the shell reads raw keys, on the board.
        try await Self.resume(on: wall, enter: "C-j")
        try await wall.press("q")
        try await wall.waits(for: "Leave the board?")
        try await wall.press("y")
        try await Self.expectShell(on: wall, status: 0, scratch)
      }
    }

    /// An interactive shell that knows the terminal's settings before.
    private static func inShell(_ body: @Sendable @escaping (Wall, Scratch) async throws -> Void) async throws {
      try await Scratch.with { scratch in
        try scratch.write(SmallBoard.yaml(), to: "small.yaml")
        try await Wall.withShell(in: scratch) { wall in
          try await wall.type("ulimit -c 0; stty -g > before; echo on the main screen")
          try await wall.press("Enter")
          try await wall.waits(until: "the shell answers") { $0.rows.contains("on the main screen") }
          try await body(wall, scratch)
        }
      }
    }

    private static func open(on wall: Wall) async throws {
      try await wall.type("\(Program.path()) watch small.yaml")
      try await wall.press("Enter")
      let picture = try await wall.waits(for: "SMALL BOARD")
      #expect(!picture.contains("on the main screen"))
    }

    private static func resume(on wall: Wall, enter: String) async throws {
      try await wall.waits(foreground: "sh")
      try await wall.type("fg")
      try await wall.press(enter)
      try await wall.waits(until: "the board is whole again") {
        $0.rows.first?.contains("SMALL BOARD") == true && $0.contains("┌ ALERTS") && !$0.contains("Stopped")
          && $0.rows.last?.hasPrefix(" tab pane") == true
      }
      // It is the program that listens again.
      try await wall.press("?")
      try await wall.waits(for: "any key returns")
      try await wall.press("?")
      try await wall.waits(until: "the help is gone") { !$0.contains("any key returns") }
    }

    /// The prompt works on the main screen, with the settings it had.
    private static func expectShell(on wall: Wall, status: Int32, _ scratch: Scratch) async throws {
      // Keys that come before would go to the program, or be dropped with the rest of its input.
      try await wall.waits(foreground: "sh")
      // The shell is back before its prompt is: what is typed in between stands before it.
      try await wall.waits(until: "the prompt stands") { ["#", "$"].contains($0.rows.last { !$0.isEmpty }) }
      try await wall.type("echo status $?; stty -g > after; cmp before after && echo same settings; rm after")
      try await wall.press("Enter")
      let picture = try await wall.waits(until: "the shell compares the settings") { picture in
        picture.rows.contains("same settings") || picture.contains("differ")
      }
      #expect(picture.rows.contains("same settings"))
      #expect(picture.rows.contains("status \(status)"), "\(picture)")
      #expect(picture.rows.contains("on the main screen"))
      #expect(!picture.contains("SMALL BOARD"))
      #expect(await wall.pane("#{alternate_on} #{cursor_flag} #{mouse_any_flag}") == "0 1 0")
      try await wall.type("clear; echo on the main screen")
      try await wall.press("Enter")
      try await wall.waits(until: "the screen is clear") { !$0.contains("same settings") }
    }
  }
}
