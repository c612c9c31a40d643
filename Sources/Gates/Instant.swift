/// A point in time: whole milliseconds since 1970-01-01T00:00:00Z, always UTC.
///
/// Nothing in `Gates` asks a clock; an instant is always handed in.
package struct Instant: Hashable, Comparable, Sendable {
  /// Milliseconds since the Unix epoch, leap seconds not counted (POSIX time).
  package let milliseconds: Int64

  package init(milliseconds: Int64) { self.milliseconds = milliseconds }

  package static func < (left: Instant, right: Instant) -> Bool { left.milliseconds < right.milliseconds }

  package static func + (instant: Instant, span: Duration) -> Instant {
    Instant(milliseconds: instant.milliseconds + span.wholeMilliseconds)
  }

  package static func - (instant: Instant, span: Duration) -> Instant {
    Instant(milliseconds: instant.milliseconds - span.wholeMilliseconds)
  }

  package static func - (later: Instant, earlier: Instant) -> Duration {
    .milliseconds(later.milliseconds - earlier.milliseconds)
  }
}

extension Instant {
  package init(_ day: Day, _ time: TimeOfDay) {
    self.init(milliseconds: day.number * Day.milliseconds + Int64(time.secondOfDay) * 1000)
  }

  package var day: Day { Day(number: milliseconds.flooringDivision(by: Day.milliseconds)) }

  package var timeOfDay: TimeOfDay {
    let inDay = milliseconds - day.number * Day.milliseconds
    return TimeOfDay(secondOfDay: Int(inDay / 1000))
  }

  /// Reads RFC 3339 in UTC: `2025-11-12T20:30Z`, `2025-11-12T20:30:05Z`, `2025-11-12T20:30:05.250Z`.
  ///
  /// Offsets other than `Z` are refused: time on a board is UTC and explicit.
  package init?(utc text: String) {
    guard text.hasSuffix("Z"), let separator = text.firstIndex(of: "T") else { return nil }
    guard let day = Day(text[..<separator]) else { return nil }
    let clock = text[text.index(after: separator)...].dropLast()
    let parts = clock.split(separator: ".", omittingEmptySubsequences: false)
    guard let time = TimeOfDay(parts[0]), parts.count <= 2 else { return nil }
    var fraction: Int64 = 0
    if parts.count == 2 {
      guard (1...9).contains(parts[1].count), parts[1].utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
      fraction = Int64((parts[1] + "000").prefix(3)) ?? 0
    }
    self.init(milliseconds: Instant(day, time).milliseconds + fraction)
  }

  /// `2025-11-12T20:30:05Z`; the fraction is dropped.
  package var utcSeconds: String { "\(day)T\(timeOfDay)Z" }

  /// `2025-11-12T20:30:05.250Z`.
  package var utcMilliseconds: String {
    let fraction = milliseconds - milliseconds.flooringDivision(by: 1000) * 1000
    return "\(day)T\(timeOfDay).\(padded(Int(fraction), to: 3))Z"
  }

  /// `20251112T203005Z`, for file names.
  package var fileStamp: String { utcSeconds.filter { $0 != "-" && $0 != ":" } }
}

extension Instant: CustomStringConvertible {
  package var description: String { utcMilliseconds }
}

extension Instant: Codable {
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let instant = Instant(utc: text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "'\(text)' is not an instant in UTC")
    }
    self = instant
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(utcMilliseconds)
  }
}
