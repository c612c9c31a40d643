/// Reads the ways in which an operator writes an expected time of arrival.
package enum ETA {
  /// How the form explains what it takes.
  package static let spellings = "22:00, 02:00+1, +45m or 2025-11-13T01:30Z"

  /// `22:00` is the next one from `now`; `02:00+1` is on the UTC day after `now`'s; `+45m` counts from `now`.
  ///
  /// Nil when the text is none of these.
  package static func parse(_ text: String, now: Instant) -> Instant? {
    if let instant = Instant(utc: text) { return instant }
    if text.hasPrefix("+") {
      // To the second, as a form shows it and writes it back.
      return Duration(words: text.dropFirst()).map { Instant(milliseconds: (now + $0).milliseconds / 1000 * 1000) }
    }
    let parts = text.split(separator: "+", omittingEmptySubsequences: false)
    guard let time = TimeOfDay(parts[0]) else { return nil }
    switch parts.count {
    case 1: return Moment.daily(time).next(from: now)
    case 2: return wholeNumber(parts[1]).flatMap { $0 <= 366 ? Instant(now.day + Int64($0), time) : nil }
    default: return nil
    }
  }

  /// The shortest spelling of an instant as seen from `now`: `22:00`, `02:00+1`, `18:00 13 Dec`; of a day before `now`'s
  /// as ``Instant/seen(from:seconds:)`` has it.
  package static func short(_ instant: Instant, now: Instant) -> String {
    let time = instant.timeOfDay.minutes
    switch instant.day.number - now.day.number {
    case 0: return time
    case 1...9: return "\(time)+\(instant.day.number - now.day.number)"
    case ..<0: return instant.seen(from: now)
    default: return "\(time) \(instant.day.short)"
    }
  }
}

extension Instant {
  /// `19:52`, of another day `Wed 19:52`, from a week on `12 Nov 19:52`: no time of yesterday looks like one of today.
  ///
  /// - Parameter seconds: whether a time of today has them; those of other days never do.
  package func seen(from now: Instant, seconds: Bool = false) -> String {
    guard day != now.day else { return seconds ? "\(timeOfDay)" : timeOfDay.minutes }
    return "\(isNear(now) ? day.weekday : day.short) \(timeOfDay.minutes)"
  }

  /// The same where there is little room: from a week on only the day, `12 Nov`.
  package func seenShort(from now: Instant, seconds: Bool = false) -> String {
    day == now.day || isNear(now) ? seen(from: now, seconds: seconds) : day.short
  }

  /// Whether a weekday names its day.
  private func isNear(_ now: Instant) -> Bool { abs(day.number - now.day.number) < 7 }
}
