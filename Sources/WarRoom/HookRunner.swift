import Dispatch
import Gates

#if canImport(Glibc)
import Glibc
#endif

/// Runs a hook's program: no shell, a process group of its own, an end to its time and to its output.
enum HookRunner {
  /// How many bytes of output are kept.
  static let mostOutput = 4000
  /// How long the group may take to obey the first signal, in real time.
  private static let grace = Duration.seconds(2)

  /// - Parameter run: the sequence number of the event that started it, which its end names.
  ///
  /// Never throws: a program that cannot be started is an end like any other.
  static func run(_ hook: Hook, for guardrail: Key, as run: Int? = nil, because: String) async -> HookEnded {
    await withCheckedContinuation { done in
      // On a thread of its own: it waits, and a night may start several.
      DispatchQueue.global().async { done.resume(returning: runAndWait(hook, guardrail, run, because)) }
    }
  }

  private static func runAndWait(
    _ hook: Hook, _ guardrail: Key, _ run: Int?, _ because: String
  ) -> HookEnded {
    let began = ContinuousClock.now
    func ended(_ status: Int?, _ why: String?, _ output: [UInt8] = []) -> HookEnded {
      let took = began.duration(to: .now)
      return HookEnded(
        guardrail: guardrail, run: run, status: status, because: why, output: String(decoding: output, as: UTF8.self),
        milliseconds: took.components.seconds * 1000 + took.components.attoseconds / 1_000_000_000_000_000)
    }
    var ends: [Int32] = [-1, -1]
    guard unsafe pipe(&ends) == 0 else { return ended(nil, said(errno)) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    defer { close(ends[0]) }
    let environment = [
      "GATEBOARD_APP=\(guardrail.app)", "GATEBOARD_RULE=\(guardrail.name)", "GATEBOARD_BECAUSE=\(because)",
    ]
    let (process, failure) = start(hook.arguments, environment: environment, output: ends[1])
    close(ends[1])
    guard process > 0 else { return ended(nil, "cannot start \(hook.arguments.first ?? "nothing"): \(said(failure))") }
    let (output, isLate) = read(ends[0], until: began.advanced(by: hook.timeout))
    return finish(process, isLate: isLate, until: began.advanced(by: hook.timeout), timeout: hook.timeout) {
      ended($0, $1, output)
    }
  }

  /// - Returns: the process, leader of a group of its own; or 0 and the error.
  private static func start(_ arguments: [String], environment: [String], output: Int32) -> (pid_t, Int32) {
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    unsafe posix_spawn_file_actions_adddup2(&actions, output, 1)
    unsafe posix_spawn_file_actions_adddup2(&actions, output, 2)
    var attributes = posix_spawnattr_t()
    unsafe posix_spawnattr_init(&attributes)
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    var all = sigset_t()
    unsafe sigemptyset(&none)
    unsafe sigfillset(&all)
    unsafe posix_spawnattr_setsigmask(&attributes, &none)
    unsafe posix_spawnattr_setsigdefault(&attributes, &all)
    unsafe posix_spawnattr_setpgroup(&attributes, 0)
    let flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF
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
  private static func read(_ pipe: Int32, until end: ContinuousClock.Instant) -> (output: [UInt8], isLate: Bool) {
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
      output += buffer.prefix(min(count, mostOutput - output.count))
    }
  }

  private static func finish(
    _ process: pid_t, isLate: Bool, until end: ContinuousClock.Instant, timeout: Duration,
    _ ended: (Int?, String?) -> HookEnded
  ) -> HookEnded {
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
