import Gates

/// When a source is asked: on a fixed grid of its period, and less often while nobody can be reached there.
///
/// The grid is laid from the first planned instant and never from the end of an answer, so it does not drift. A dead
/// host is asked at a grid point and a random time after it, which doubles with each failure ("exponential backoff
/// with full jitter"): a thousand sources of one host that comes back do not fall on it at once.
struct Cadence: Sendable {
  /// Failures after which a host counts as dead.
  static let patience = 3
  /// The longest that a dead host is left alone past its grid point, on the board's clock.
  static let longestDelay = Duration.seconds(60)

  private let period: Duration
  private var point: Instant
  private var failures = 0
  private(set) var planned: Instant

  /// - Parameter start: the first planned instant.
  init(period: Duration, start: Instant) {
    self.period = period
    point = start
    planned = start
  }

  /// The first planned instant of one of many sources: the more there are, the further they spread over the period.
  ///
  /// They stand on a raster of the clock, of half a second where they are few: a machine at rest that is woken asks
  /// several at once. With more sources it gets finer, so that only a few fall on one instant; but no finer than 10 ms,
  /// because to be woken for each of ten thousand costs more than to ask it.
  static func start(
    period: Duration, among sources: Int, at now: Instant, using random: inout some RandomNumberGenerator
  ) -> Instant {
    let spread = min(period, .seconds(2) + .milliseconds(10) * sources)
    let raster = min(500, max(10, 16_000 / Int64(max(1, sources))))
    let latest = (now + spread).milliseconds / raster
    let earliest = min(latest, (now.milliseconds + raster - 1) / raster)
    return Instant(milliseconds: Int64.random(in: earliest...latest, using: &random) * raster)
  }

  /// Plans the next question; points that have passed meanwhile are left out.
  mutating func plan(
    afterReaching isReachable: Bool, at now: Instant, using random: inout some RandomNumberGenerator
  ) {
    failures = isReachable ? 0 : failures + 1
    // A clock that was set back moves the grid along, or the source would wait for the old time to come again.
    if point - now > period { point = now }
    let behind = max(0, (now - point).wholeMilliseconds)
    let step = max(1, period.wholeMilliseconds)
    point = point + .milliseconds((behind / step + 1) * step)
    planned = point
    guard failures >= Self.patience else { return }
    let doublings = min(failures - Self.patience, 16)
    let longest = min(period.wholeMilliseconds << doublings, Self.longestDelay.wholeMilliseconds)
    planned = point + .milliseconds(Int64.random(in: 0...longest, using: &random))
  }
}
