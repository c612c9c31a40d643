/// One calendar day in UTC, proleptic Gregorian.
package struct Day: Hashable, Comparable, Sendable {
  /// Days since 1970-01-01.
  package let number: Int64

  package static let milliseconds: Int64 = 86_400_000

  package init(number: Int64) { self.number = number }

  package static func < (left: Day, right: Day) -> Bool { left.number < right.number }
  package static func + (day: Day, days: Int64) -> Day { Day(number: day.number + days) }

  /// Nil when the date does not exist (2025-02-29) or the year is outside 1970 to 9999.
  package init?(year: Int, month: Int, day: Int) {
    guard (1970...9999).contains(year), (1...12).contains(month), day >= 1 else { return nil }
    self.init(number: Self.dayNumber(year: year, month: month, day: day))
    guard civil == (year, month, day) else { return nil }
  }

  /// Reads `2025-11-12`.
  package init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].utf8.count == 4, parts[1].utf8.count == 2, parts[2].utf8.count == 2,
      let year = wholeNumber(parts[0]), let month = wholeNumber(parts[1]), let day = wholeNumber(parts[2])
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  /// Year, month and day.
  ///
  /// Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", civil_from_days.
  package var civil: (year: Int, month: Int, day: Int) {
    let shifted = number + 719_468
    let era = shifted.flooringDivision(by: 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (Int(yearOfEra + era * 400 + (month <= 2 ? 1 : 0)), Int(month), Int(day))
  }

  /// Source: the same text, days_from_civil.
  private static func dayNumber(year: Int, month: Int, day: Int) -> Int64 {
    let shiftedYear = Int64(month <= 2 ? year - 1 : year)
    let era = shiftedYear.flooringDivision(by: 400)
    let yearOfEra = shiftedYear - era * 400
    let shiftedMonth = Int64(month > 2 ? month - 3 : month + 9)
    let dayOfYear = (153 * shiftedMonth + 2) / 5 + Int64(day) - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  /// `Mon` to `Sun`.
  package var weekday: String {
    ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"][Int(number - number.flooringDivision(by: 7) * 7)]
  }

  /// `12 Nov`.
  package var short: String {
    let names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    return "\(civil.day) \(names[civil.month - 1])"
  }
}

extension Day: CustomStringConvertible {
  /// `2025-11-12`.
  package var description: String {
    "\(padded(civil.year, to: 4))-\(padded(civil.month, to: 2))-\(padded(civil.day, to: 2))"
  }
}

/// A time on the UTC clock, to the second.
package struct TimeOfDay: Hashable, Comparable, Sendable {
  /// 0 to 86,399.
  package let secondOfDay: Int

  package init(secondOfDay: Int) { self.secondOfDay = secondOfDay }

  /// Reads `20:30` and `20:30:05`; 24:00 is not a time.
  package init?(_ text: some StringProtocol) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2 || parts.count == 3, parts.allSatisfy({ $0.utf8.count == 2 }) else { return nil }
    let numbers = parts.compactMap { wholeNumber($0) }
    guard numbers.count == parts.count, numbers[0] < 24, numbers[1] < 60 else { return nil }
    let seconds = numbers.count == 3 ? numbers[2] : 0
    guard seconds < 60 else { return nil }
    self.init(secondOfDay: numbers[0] * 3600 + numbers[1] * 60 + seconds)
  }

  package static func < (left: TimeOfDay, right: TimeOfDay) -> Bool { left.secondOfDay < right.secondOfDay }

  /// `20:30`.
  package var minutes: String { "\(padded(secondOfDay / 3600, to: 2)):\(padded(secondOfDay / 60 % 60, to: 2))" }
}

extension TimeOfDay: CustomStringConvertible {
  /// `20:30:05`.
  package var description: String { "\(minutes):\(padded(secondOfDay % 60, to: 2))" }
}

/// Digits only: no sign, no space, at most nine of them.
package func wholeNumber(_ text: some StringProtocol) -> Int? {
  guard (1...9).contains(text.utf8.count), text.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
  return Int(text)
}

/// The number with leading zeros.
package func padded(_ number: Int, to width: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.count)) + digits
}

extension Int64 {
  /// Division that rounds towards minus infinity, as calendars need before the epoch.
  package func flooringDivision(by divisor: Int64) -> Int64 {
    let quotient = self / divisor
    return self % divisor < 0 ? quotient - 1 : quotient
  }
}
