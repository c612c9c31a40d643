extension Duration {
  /// Whole milliseconds, rounded towards zero.
  package var wholeMilliseconds: Int64 {
    let (seconds, attoseconds) = components
    return seconds * 1000 + attoseconds / 1_000_000_000_000_000
  }

  /// Reads `120ms`, `5s`, `5m`, `1h30m`, `2d`; a bare `0` too. Nil for anything else, and past 10 years.
  package init?(words text: some StringProtocol) {
    guard text != "0" else {
      self = .zero
      return
    }
    var milliseconds: Double = 0
    var rest = text[...]
    var smallest = Double.infinity
    while !rest.isEmpty {
      let digits = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
      let letters = rest.dropFirst(digits.count).prefix { $0.isASCII && $0.isLetter }
      guard let amount = Double(digits), let scale = Self.scales[String(letters)], scale < smallest else { return nil }
      milliseconds += amount * scale
      smallest = scale
      rest = rest.dropFirst(digits.count + letters.count)
    }
    guard smallest.isFinite, milliseconds <= 3650 * 86_400_000 else { return nil }
    self = .milliseconds(Int64(milliseconds.rounded()))
  }

  /// Milliseconds in each unit of time.
  static let scales: [String: Double] = ["ms": 1, "s": 1000, "m": 60_000, "h": 3_600_000, "d": 86_400_000]

  /// `5m`, `1h30m`, `250ms`: the spelling that a board file uses.
  package var words: String {
    var rest = wholeMilliseconds
    guard rest != 0 else { return "0s" }
    var text = rest < 0 ? "-" : ""
    rest = abs(rest)
    for (name, scale) in [("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1000), ("ms", 1)]
      as [(String, Int64)]
    where rest >= scale {
      text += "\(rest / scale)\(name)"
      rest %= scale
    }
    return text
  }

  /// `5s`, `10m10s`, `1h02m`, `2d04h`: how long something took, in a sentence. With colons it would read as a time of
  /// day beside the times of day. Rounded down, the sign is dropped.
  package var span: String {
    let seconds = Int(abs(wholeMilliseconds) / 1000)
    switch seconds {
    case ..<60: return "\(seconds)s"
    case ..<3600: return "\(seconds / 60)m\(padded(seconds % 60, to: 2))s"
    default: return coarse
    }
  }

  /// The same without what changes each second: `under 1m`, `12m`, `3h05m`, `2d04h`.
  package var coarse: String {
    let minutes = Int(abs(wholeMilliseconds) / 60_000)
    switch minutes {
    case ..<1: return "under 1m"
    case ..<60: return "\(minutes)m"
    case ..<2880: return "\(minutes / 60)h\(padded(minutes % 60, to: 2))m"
    default: return "\(minutes / 1440)d\(padded(minutes / 60 % 24, to: 2))h"
    }
  }

  /// `02:14` below one hour, `01:02:14` from there on; the sign is dropped, seconds are rounded down.
  package var clock: String {
    let seconds = Int(abs(wholeMilliseconds) / 1000)
    guard seconds >= 3600 else { return "\(padded(seconds / 60, to: 2)):\(padded(seconds % 60, to: 2))" }
    return longClock
  }

  /// `00:37:53`; the sign is dropped, seconds are rounded down, hours run past 99.
  package var longClock: String {
    let seconds = Int(abs(wholeMilliseconds) / 1000)
    return "\(padded(seconds / 3600, to: 2)):\(padded(seconds / 60 % 60, to: 2)):\(padded(seconds % 60, to: 2))"
  }

  /// `T-00:37:53` before the instant, `T+00:00:12` from it on.
  ///
  /// Before, a started second counts whole, so that `T-00:00:00` never shows. From two days on seconds are noise:
  /// `T-3d 04h`.
  package var countdown: String {
    let left = wholeMilliseconds
    if left.magnitude >= 172_800_000 {
      let hours = left.magnitude / 3_600_000
      return "T\(left > 0 ? "-" : "+")\(hours / 24)d \(padded(Int(hours % 24), to: 2))h"
    }
    guard left > 0 else { return "T+\(longClock)" }
    return "T-\(Duration.milliseconds(left + 999).longClock)"
  }
}
