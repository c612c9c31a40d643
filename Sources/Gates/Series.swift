/// The past of one signal: what rules judge and what a sparkline draws.
///
/// Two plain arrays keep the times and the numbers, 16 bytes a sample; only of the newest sample the whole value and
/// its reason are known. What is older than the longest window is forgotten, but never the newest ``capacity``.
package struct Series: Hashable, Sendable {
  /// How many samples a series keeps at least. At one sample in 5 s this is 15 minutes.
  package static let capacity = 180

  /// How far back windows reach; older samples go.
  package var retention: Duration { .milliseconds(reach) }
  /// The newest sample's value, whatever its kind; nil where it has none.
  package private(set) var latest: Value?
  /// Why the newest sample has no value, in the source's words.
  package private(set) var reason: String?

  /// Whether all of it was measured by another program before this one: windows reach back to it, but what the signal is
  /// now nobody has heard yet.
  package private(set) var isPast = false
  /// When the newest sample was read that has a value; nil where none had.
  package var lastValueAt: Instant? { newestValue.map(Instant.init(milliseconds:)) }
  private var newestValue: Int64?
  /// The last of ``times``; here, because whoever asks thousands of signals for their age need not fetch their pasts.
  private var newest: Int64?
  /// Milliseconds since the epoch, never falling. Entries before ``head`` are forgotten, but not yet cut off.
  private var times: [Int64] = []
  /// NaN where the sample has no value; infinite where it has one that is not a number.
  private var numbers: [Double] = []
  private var head = 0
  private var reach: Int64

  package init(keeping retention: Duration = .zero) { reach = retention.wholeMilliseconds }

  /// How many samples are kept.
  package var count: Int { times.count - head }

  /// When the newest sample was read.
  package var lastAt: Instant? { newest.map(Instant.init(milliseconds:)) }

  /// Reaches further back from now on; what is forgotten stays so.
  mutating func keep(atLeast length: Duration) {
    reach = max(reach, length.wholeMilliseconds)
  }

  /// Keeps a sample. One that is older than the last is not evidence of now and is dropped.
  package mutating func append(_ sample: Sample) {
    let time = sample.at.milliseconds
    if let newest, time < newest { return }
    if isPast, time == newest {
      // The same sample, heard again by this program.
      times.removeLast()
      numbers.removeLast()
    }
    isPast = false
    let isUsable = sample.value?.isUsable ?? true
    latest = isUsable ? sample.value : nil
    reason = isUsable ? sample.reason : "is not a finite number"
    newest = time
    if latest != nil { newestValue = time }
    times.append(time)
    numbers.append(Self.number(of: sample.value))
    while count > Self.capacity, times[head] <= time - reach { head += 1 }
    guard head > max(Self.capacity, count) / 4 else { return }
    // Cut off in one piece, so that a sample costs the same however long the past is; and soon, so that ten thousand
    // signals do not keep as much of what is forgotten as of what is not.
    times.removeFirst(head)
    numbers.removeFirst(head)
    head = 0
  }

  /// Takes in what another program measured before this one has heard anything.
  package mutating func recall(_ sample: Sample) {
    guard newest == nil || isPast else { return }
    append(sample)
    (latest, reason, isPast) = (nil, Reading.Reason.noSample.description, true)
  }

  /// Moves all times, for a clock that stepped.
  package mutating func shift(by span: Duration) {
    let milliseconds = span.wholeMilliseconds
    for index in times.indices { times[index] += milliseconds }
    newest = times.last
    newestValue = newestValue.map { $0 + milliseconds }
  }

  /// What the series says of the signal at `now`.
  @inline(__always)
  package func reading(at now: Instant, staleAfter limit: Duration) -> Reading {
    guard let newest else { return .unknown(because: .noSample, age: nil) }
    let age = Duration.milliseconds(max(0, now.milliseconds - newest))
    guard let latest else { return .unknown(because: .said(reason ?? "has no value"), age: age) }
    guard age <= limit else { return .unknown(because: .stale(age: age), age: age) }
    return .known(latest, age: age)
  }

  private static func number(of value: Value?) -> Double {
    switch value {
    case .number(let number)? where number.isFinite: number
    case .number?, nil: .nan
    case .text?, .truth?: .infinity
    }
  }
}

extension Series {
  /// The kept samples, oldest first; a sample without a number is a gap.
  package var points: some RandomAccessCollection<(at: Instant, number: Double?)> & Sendable {
    (head..<times.count).lazy.map { [times, numbers] index in
      (Instant(milliseconds: times[index]), numbers[index].isFinite ? numbers[index] : nil)
    }
  }

  /// Whether there was a value at `start`, and never longer than `limit` without the next.
  func isUnbroken(since start: Instant, limit: Duration) -> Bool {
    let most = limit.wholeMilliseconds
    for index in (head..<times.count).reversed() {
      if numbers[index].isNaN { return false }
      if times[index] <= start.milliseconds { return true }
      guard index > head, times[index] - times[index - 1] <= most else { return false }
    }
    return false
  }

  /// The samples in (now - length, now], read where they stand.
  func window(_ length: Duration, until now: Instant) -> SeriesWindow {
    let start = firstIndex(after: now.milliseconds - length.wholeMilliseconds)
    // The newest is seldom in the future; only a clock that stepped back makes it so.
    let isWhole = times.last.map { $0 <= now.milliseconds } ?? true
    let end = isWhole ? times.count : firstIndex(after: now.milliseconds)
    return SeriesWindow(times: times[start..<max(start, end)], numbers: numbers[start..<max(start, end)])
  }

  /// The first kept index whose time is later than `time`, by halving.
  private func firstIndex(after time: Int64) -> Int {
    var (low, high) = (head, times.count)
    while low < high {
      let middle = low + (high - low) / 2
      if times[middle] > time { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// The time between two values of the picture of a signal whose source is asked every so often: half a minute or
  /// more, so that at least one answer fits into it.
  package static func step(of every: Duration) -> Duration {
    let least = Duration.seconds(30)
    return least * Int(max(1, (every / least).rounded(.up)))
  }

  /// The series in steps of time up to the one that `now` is in: one number each, the worst by `worse`, or nil.
  ///
  /// The steps are cut by the clock and not by the samples, so that a picture of them stands still between two steps.
  package func steps(
    of step: Duration, count: Int, at now: Instant, worse: (Double, Double) -> Double
  ) -> [Double?] {
    let length = max(1, step.wholeMilliseconds)
    let newest = now.milliseconds.flooringDivision(by: length)
    var steps = [Double?](repeating: nil, count: max(0, count))
    for sample in (head..<times.count).reversed() {
      let index = Int(times[sample].flooringDivision(by: length) - newest) + count - 1
      guard index >= 0 else { break }
      guard index < count, numbers[sample].isFinite else { continue }
      steps[index] = steps[index].map { worse($0, numbers[sample]) } ?? numbers[sample]
    }
    return steps
  }
}
