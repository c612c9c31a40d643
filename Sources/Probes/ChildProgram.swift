import Dispatch
import Gates

#if canImport(Glibc)
import Glibc
#endif

/// Runs a program to its end: no shell, no terminal, a session of its own, an end to its time and to its output.
package enum ChildProgram {
  /// How a program ended.
  package struct Ended: Sendable {
    /// Its exit status; nil where it did not end by itself.
    package let status: Int?
    /// Why there is no status.
    package let because: String?
    package let output: [UInt8]
    package let took: Duration
  }

  /// How long the group may take to obey the first signal, in real time.
  private static let grace = Duration.seconds(2)

  /// `POSIX_SPAWN_SETSID`, which glibc's header shows to GNU programs only.
  private static let newSession: Int32 = 0x80

  /// Never throws: a program that cannot be started is an end like any other.
  ///
  /// - Parameters:
  ///   - environment: `NAME=value`, added to what this program was started with.
  ///   - most: how many bytes of its output are kept; what is over is read and forgotten.
  ///   - keepsErrors: whether what it says on standard error is kept with its output, or goes nowhere.
  package static func run(
    _ arguments: [String], environment: [String] = [], timeout: Duration, most: Int, keepsErrors: Bool
  ) async -> Ended {
    await withCheckedContinuation { done in
      // On a thread of its own: it waits, and a night may start several.
      queue.async { done.resume(returning: runAndWait(arguments, environment, timeout, most, keepsErrors)) }
    }
  }

  private static let queue = DispatchQueue(label: "gateboard.programs", attributes: .concurrent)

  private static func runAndWait(
    _ arguments: [String], _ environment: [String], _ timeout: Duration, _ most: Int, _ keepsErrors: Bool
  ) -> Ended {
    let began = ContinuousClock.now
    func ended(_ status: Int?, _ why: String?, _ output: [UInt8] = []) -> Ended {
      Ended(status: status, because: why, output: output, took: began.duration(to: .now))
    }
    var ends: [Int32] = [-1, -1]
    guard unsafe pipe(&ends) == 0 else { return ended(nil, said(errno)) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    defer { close(ends[0]) }
    let (process, failure) = start(arguments, environment: environment, output: ends[1], keepsErrors: keepsErrors)
    close(ends[1])
    guard process > 0 else { return ended(nil, "cannot start \(arguments.first ?? "nothing"): \(said(failure))") }
    let (output, isLate) = read(ends[0], until: began.advanced(by: timeout), most: most)
    return finish(process, isLate: isLate, until: began.advanced(by: timeout), timeout: timeout) {
      ended($0, $1, output)
    }
  }

  /// - Returns: the process, leader of a session and a group of its own; or 0 and the error.
  private static func start(_ arguments: [String], environment: [String], output: Int32, keepsErrors: Bool) -> (
    pid_t, Int32
  ) {
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    unsafe posix_spawn_file_actions_adddup2(&actions, output, 1)
    if keepsErrors {
      unsafe posix_spawn_file_actions_adddup2(&actions, output, 2)
    } else {
      unsafe posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    }
    var attributes = posix_spawnattr_t()
    unsafe posix_spawnattr_init(&attributes)
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    var all = sigset_t()
    unsafe sigemptyset(&none)
    unsafe sigfillset(&all)
    unsafe posix_spawnattr_setsigmask(&attributes, &none)
    unsafe posix_spawnattr_setsigdefault(&attributes, &all)
    // A session of its own has no terminal: a program that asks for a password would do so on the board.
    let flags = newSession | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF
    unsafe posix_spawnattr_setflags(&attributes, Int16(flags))
    var inherited: [String] = []
    var entry = unsafe environ
    while let text = unsafe entry.pointee {
      inherited.append(unsafe String(cString: text))
      unsafe entry = entry.advanced(by: 1)
    }
    var words: [UnsafeMutablePointer<CChar>?] = unsafe arguments.map { unsafe strdup($0) } + [nil]
    var variables: [UnsafeMutablePointer<CChar>?] = unsafe (inherited + environment).map { unsafe strdup($0) } + [nil]
    defer {
      for index in unsafe words.indices { unsafe free(words[index]) }
      for index in unsafe variables.indices { unsafe free(variables[index]) }
    }
    var process: pid_t = 0
    let failure = unsafe posix_spawnp(&process, arguments.first ?? "", &actions, &attributes, &words, &variables)
    return failure == 0 ? (process, 0) : (0, failure)
  }

  /// Reads until nobody holds the pipe any more, or the time is over. What is over the limit is read and forgotten.
  private static func read(_ pipe: Int32, until end: ContinuousClock.Instant, most: Int) -> (
    output: [UInt8], isLate: Bool
  ) {
    var output: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let left = ContinuousClock.now.duration(to: end)
      guard left > .zero else { return (output, true) }
      var wanted = pollfd(fd: pipe, events: Int16(POLLIN), revents: 0)
      let milliseconds = left.components.seconds * 1000 + left.components.attoseconds / 1_000_000_000_000_000 + 1
      let ready = unsafe poll(&wanted, 1, Int32(clamping: milliseconds))
      if ready == 0 || (ready < 0 && errno == EINTR) { continue }
      let count = unsafe Glibc.read(pipe, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return (output, false) }
      output += buffer.prefix(min(count, most - output.count))
    }
  }

  private static func finish(
    _ process: pid_t, isLate: Bool, until end: ContinuousClock.Instant, timeout: Duration,
    _ ended: (Int?, String?) -> Ended
  ) -> Ended {
    // A program may close its output long before it ends.
    let isDone = !isLate && hasEnded(process, by: end)
    if !isDone {
      kill(-process, SIGTERM)
      _ = hasEnded(process, by: ContinuousClock.now.advanced(by: grace))
    }
    // Whatever the program left behind in its group goes too; its number cannot be another's before it is waited for.
    kill(-process, SIGKILL)
    var status: Int32 = 0
    while unsafe waitpid(process, &status, 0) < 0, errno == EINTR {}
    guard isDone else { return ended(nil, "ended at its timeout of \(timeout.words)") }
    let signal = status & 0x7F
    return signal == 0 ? ended(Int((status >> 8) & 0xFF), nil) : ended(nil, "ended by signal \(signal)")
  }

  /// Whether the process ended by then; it is left to be waited for.
  private static func hasEnded(_ process: pid_t, by end: ContinuousClock.Instant) -> Bool {
    while true {
      var info = unsafe siginfo_t()
      let found = unsafe waitid(P_PID, id_t(process), &info, WEXITED | WNOHANG | WNOWAIT)
      if found == 0, unsafe info.si_signo == SIGCHLD { return true }
      if found < 0, errno != EINTR { return true }
      if ContinuousClock.now >= end { return false }
      usleep(5000)
    }
  }

  private static func said(_ code: Int32) -> String { unsafe String(cString: strerror(code)) }
}
