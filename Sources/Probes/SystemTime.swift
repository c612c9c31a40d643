import Gates

#if canImport(Glibc)
import Glibc
#endif

/// The machine's clock, for what the world outside dates: certificates and files.
enum SystemTime {
  static var now: Instant {
    var time = timespec()
    unsafe clock_gettime(CLOCK_REALTIME, &time)
    return Instant(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
  }
}
