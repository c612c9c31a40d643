/// How much of what was painted the terminal has read, as far as it says so.
///
/// Between us and a slow line lie buffers that take whole pictures, and a key would wait behind all of them. So after
/// much was sent the terminal is asked for its status, which it answers once it has read so far, and until then nothing
/// is painted. Where a terminal has never answered nothing is held back.
struct Flow {
  /// So many cells may be under way before the terminal is asked.
  private static let window = 600
  /// After this a terminal that answered once has forgotten how to, until it answers again.
  private static let patience = Duration.seconds(60)

  private var answers = false
  private var cells = 0
  private var asked: ContinuousClock.Instant?
  private var isWaitedFor = false

  /// Whether a picture may be sent.
  func isFree(at now: ContinuousClock.Instant) -> Bool {
    guard answers, let asked else { return true }
    return asked.duration(to: now) > Self.patience
  }

  /// Notes that a picture was dropped that somebody wanted to see.
  mutating func drop() { isWaitedFor = true }

  /// Notes what was sent.
  ///
  /// - Returns: whether the terminal shall be asked now.
  mutating func sent(cells count: Int, at now: ContinuousClock.Instant) -> Bool {
    if asked != nil, isFree(at: now) { (answers, asked) = (false, nil) }
    cells += count
    guard answers, cells > Self.window else { return false }
    (cells, asked) = (0, now)
    return true
  }

  /// Notes an answer.
  ///
  /// - Returns: whether a picture was dropped meanwhile, so that it is time for another one.
  mutating func hear() -> Bool {
    defer { (answers, cells, asked, isWaitedFor) = (true, 0, nil, false) }
    return isWaitedFor
  }
}
