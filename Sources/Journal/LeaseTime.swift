#if canImport(Glibc)
import Glibc
#endif

/// The machine's uptime, by which programs on it tell whether another one still lives.
package struct LeaseTime: Sendable {
  /// Which run of the machine the uptime belongs to.
  let boot: String
  /// Within what process ids mean the same: that of a container is another.
  let pidSpace: String
  /// Milliseconds since the machine started, sleep included.
  let now: @Sendable () -> Int64
  /// Whether a process of this machine and pid space runs, or may.
  let isRunning: @Sendable (Int32) -> Bool

  package init(
    boot: String, pidSpace: String, isRunning: @escaping @Sendable (Int32) -> Bool, now: @escaping @Sendable () -> Int64
  ) {
    self.boot = boot
    self.pidSpace = pidSpace
    self.now = now
    self.isRunning = isRunning
  }

  /// The machine's own.
  package static let machine = LeaseTime(
    boot: text(of: "/proc/sys/kernel/random/boot_id"), pidSpace: target(of: "/proc/self/ns/pid"),
    isRunning: { kill($0, 0) == 0 || errno != ESRCH },
    now: {
      var time = timespec()
      unsafe clock_gettime(clockid_t(CLOCK_BOOTTIME), &time)
      return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    })

  private static func text(of path: String) -> String {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return "" }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 64)
    let count = unsafe read(descriptor, &bytes, bytes.count)
    return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self).filter { !$0.isWhitespace }
  }

  private static func target(of path: String) -> String {
    var bytes = [CChar](repeating: 0, count: 64)
    let count = unsafe readlink(path, &bytes, bytes.count)
    return String(decoding: bytes.prefix(max(0, count)).map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}

/// One program that has a journal open, as the others see it.
package struct Watcher: Hashable, Sendable {
  /// Another one for each program and each time that it begins.
  let token: String
  let actor: String
  let host: String
  let pid: Int32
  /// Whether somebody looks at a board there; a command that is over in a moment holds the lease, and is nobody.
  let isWatching: Bool

  /// This program.
  package static func this(as actor: String, isWatching: Bool) -> Watcher {
    var name = [CChar](repeating: 0, count: 256)
    let isNamed = unsafe gethostname(&name, name.count - 1) == 0
    let host = isNamed ? String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self) : ""
    return Watcher(token: token(), actor: actor, host: host, pid: getpid(), isWatching: isWatching)
  }

  package init(token: String, actor: String, host: String, pid: Int32, isWatching: Bool) {
    self.token = token
    self.actor = actor
    self.host = host
    self.pid = pid
    self.isWatching = isWatching
  }

  private static func token() -> String {
    String(UInt64.random(in: .min ... .max), radix: 16) + String(UInt64.random(in: .min ... .max), radix: 16)
  }
}

/// The right to append as the engine, until another program has taken it.
package struct Term: Hashable, Sendable {
  /// 1, 2, 3, ... in one journal: every take-over begins another.
  package let epoch: Int
  let token: String
}
