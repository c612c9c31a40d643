import Foundation
import Testing

#if canImport(Glibc)
import Glibc
#endif

/// A terminal with a keyboard: one tmux server of our own, one window, one program in it.
final class Wall: Sendable {
  private let name: String
  private let folder: String

  private init(name: String, folder: String) {
    self.name = name
    self.folder = folder
  }

  /// Opens a terminal with a program in it, and ends both when the body is done, failed or not.
  ///
  /// A shell around the program says how it ended, and keeps the terminal open after it.
  static func with(
    _ program: [String], in scratch: Scratch, columns: Int = 120, rows: Int = 40,
    _ body: @Sendable (Wall) async throws -> Void
  ) async throws {
    // What a killed program's guard does on a busy machine may come after this shell has heard of the end, and would
    // take with the board what is said there. A killed program leaves the cursor where it last painted.
    let guarded = "while pgrep -s 0 -r D,R,S -x terminal-guard > /dev/null; do sleep 0.02; done"
    let shell = [
      "sh", "-c",
      "\"$0\" \"$@\"; s=$?; [ $s = 137 ] && { \(guarded); printf '\\r\\n'; }; echo \"ended with $s\"; exec cat",
    ]
    try await with(pane: shell + program, in: scratch, columns: columns, rows: rows, body)
  }

  /// Opens a terminal with an interactive shell.
  static func withShell(in scratch: Scratch, _ body: @Sendable (Wall) async throws -> Void) async throws {
    try await with(pane: ["sh", "-i"], in: scratch, columns: 120, rows: 40, body)
  }

  private static func with(
    pane command: [String], in scratch: Scratch, columns: Int, rows: Int,
    _ body: @Sendable (Wall) async throws -> Void
  ) async throws {
    let wall = Wall(name: "gateboard-test-\(getpid())-\(UUID().uuidString.prefix(8))", folder: scratch.path)
    try await tidily {
      try await wall.tmux(
        // What the program remembers for its operator stays in the test's folder.
        [
          "-f", "/dev/null", "new-session", "-d", "-x", "\(columns)", "-y", "\(rows)", "-c", scratch.path, "-e",
          "XDG_STATE_HOME=\(scratch.path)/remembered", "-e", "XDG_CONFIG_HOME=\(scratch.path)/wanted",
        ] + command,
        through: Tool.detached)
      try await wall.records(to: scratch.file("screen.bytes"))
      try await body(wall)
    } afterwards: {
      await wall.close()
    }
  }

  private func close() async {
    let shell = await pane("#{pane_pid}").flatMap(pid_t.init)
    let program = await program()
    _ = try? await Tool.run(["tmux", "-L", name, "kill-server"], environment: ["TMUX_TMPDIR": folder])
    // With the server they get SIGHUP, on which a stopped one does not act.
    for process in [program, shell].compactMap(\.self) where process > 1 { kill(process, SIGKILL) }
  }

  @discardableResult
  private func tmux(_ arguments: [String], through wrapper: [String] = []) async throws -> String {
    let tool = try await Tool.run(
      wrapper + ["tmux", "-u", "-L", name] + arguments, environment: ["TMUX_TMPDIR": folder])
    guard tool.status == 0 else { throw Trouble(description: "tmux \(arguments): \(tool.errors)") }
    return tool.output
  }

  private struct Trouble: Error, CustomStringConvertible {
    let description: String
  }

  // MARK: Hands

  /// Presses keys by tmux's names for them: `b`, `Enter`, `Tab`, `C-z`.
  func press(_ keys: String...) async throws { try await tmux(["send-keys"] + keys) }

  func type(_ text: String) async throws { try await tmux(["send-keys", "-l", text]) }

  /// Sends bytes as a terminal does that has more to say than keys.
  func send(_ bytes: String) async throws {
    try await tmux(["send-keys", "-H"] + bytes.utf8.map { String($0, radix: 16) })
  }

  /// Sets an option of the tmux server.
  func set(_ option: String, _ value: String) async throws { try await tmux(["set-option", "-s", option, value]) }

  /// What was put into tmux's clipboard last.
  func clipboard() async throws -> String { try await tmux(["show-buffer"]) }

  func resize(columns: Int, rows: Int) async throws {
    try await tmux(["resize-window", "-x", "\(columns)", "-y", "\(rows)"])
  }

  // MARK: Eyes

  func picture() async throws -> Picture { Picture(try await tmux(["capture-pane", "-p"])) }

  /// The picture with the sequences that select its colours and attributes.
  func look() async throws -> String { try await tmux(["capture-pane", "-p", "-e"]) }

  /// Writes every byte that the program sends from now on into a file of the test's folder, where ``Patience`` sees
  /// that something came.
  func records(to file: String) async throws { try await tmux(["pipe-pane", "cat > '\(file)'"]) }

  /// A format of tmux, such as `#{pane_title}`.
  func pane(_ format: String) async -> String? {
    let answer = try? await tmux(["display-message", "-p", format])
    return answer.map { $0.trimmingCharacters(in: .newlines) }
  }

  /// Waits until a text stands on the screen.
  @discardableResult
  func waits(for text: String, within seconds: Int = 20, at place: SourceLocation = #_sourceLocation) async throws
    -> Picture
  {
    try await waits(until: "the screen says '\(text)'", within: seconds, at: place) { $0.contains(text) }
  }

  /// Waits until the screen is as wanted; fails with the whole screen.
  ///
  /// A picture arrives from top to bottom and may be seen half: what is wanted together is asked for together.
  @discardableResult
  func waits(
    until sentence: String, within seconds: Int = 20, at place: SourceLocation = #_sourceLocation,
    _ isSeen: (Picture) throws -> Bool
  ) async throws -> Picture {
    var last: Picture?
    let seen = try await Patience.look(in: folder, within: seconds) {
      let picture = try await picture()
      last = picture
      return try isSeen(picture) ? picture : nil
    }
    guard let seen else {
      let screen = last.map(\.description) ?? ""
      throw Missed(sentence: "waited \(seconds) s until \(sentence); the screen:\n\(screen)", place: place)
    }
    return seen
  }

  // MARK: Processes

  /// Waits until a program of this name has the terminal.
  func waits(foreground name: String, at place: SourceLocation = #_sourceLocation) async throws {
    let seen = try await Patience.look(in: folder, within: 20) {
      await pane("#{pane_current_command}") == name ? true : nil
    }
    guard seen == nil else { return }
    throw Missed(sentence: "'\(name)' did not get the terminal; the screen:\n\(try await picture())", place: place)
  }

  /// The program: a child of the shell; nil when none runs.
  func program() async -> pid_t? {
    guard let shell = await pane("#{pane_pid}") else { return nil }
    let jobs = try? await Tool.run("pgrep", "-P", shell, "-f", "gateboard").output
    return jobs?.split(separator: "\n").first.flatMap { pid_t($0) }
  }

  func signal(_ number: Int32) async throws { try #require(kill(try #require(await program()), number) == 0) }

  /// Ends the program as a power cut would, and waits until it is gone.
  func killProgram(at place: SourceLocation = #_sourceLocation) async throws {
    try await signal(SIGKILL)
    try await waits(for: "ended with \(128 + SIGKILL)", at: place)
  }
}
